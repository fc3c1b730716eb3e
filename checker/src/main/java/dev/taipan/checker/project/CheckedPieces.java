package dev.taipan.checker.project;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleCheck;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.edits.ModuleShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found in the pieces of a module.
 *
 * @param module the module as it was then
 * @param statements one for each statement of the top level that is reached
 * @param names what rules say of the module's names
 * @param unreachable the statements of the top level that are never reached
 */
record CheckedPieces(
    ModuleTypes module,
    ModuleShape shape,
    List<CheckedStatement> statements,
    ModuleCheck.Piece names,
    List<Span> unreachable) {

  /**
   * A statement of the top level.
   *
   * @param bodies as many as the statement has; null for bodies that are never reached
   */
  record CheckedStatement(ModuleCheck.Piece frame, List<ModuleCheck.@Nullable Piece> bodies) {}

  /** All of it, in the order of the pieces. */
  ModuleCheck.Result result() {
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<Span> never = new ArrayList<>();
    for (CheckedStatement statement : statements) {
      add(statement.frame, diagnostics, never);
      for (ModuleCheck.@Nullable Piece body : statement.bodies) {
        add(body, diagnostics, never);
      }
    }
    add(names, diagnostics, never);
    never.addAll(unreachable);
    return new ModuleCheck.Result(diagnostics, never);
  }

  private static void add(
      ModuleCheck.@Nullable Piece piece, List<Diagnostic> diagnostics, List<Span> never) {
    if (piece != null) {
      diagnostics.addAll(piece.diagnostics());
      never.addAll(piece.unreachable());
    }
  }

  /** Whether a diagnostic points to a place in another file of these. */
  boolean mentions(Set<Path> files) {
    return mention(result().diagnostics(), files);
  }

  /** Whether one of the diagnostics points to a place in one of these files that is not its own. */
  static boolean mention(List<Diagnostic> diagnostics, Set<Path> files) {
    for (Diagnostic diagnostic : diagnostics) {
      for (Label label : diagnostic.labels()) {
        if (!label.file().equals(diagnostic.file()) && files.contains(Path.of(label.file()))) {
          return true;
        }
      }
    }
    return false;
  }
}
