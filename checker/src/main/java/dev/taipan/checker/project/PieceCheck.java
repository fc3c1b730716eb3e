package dev.taipan.checker.project;

import dev.taipan.checker.checks.DeclarationRules;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleCheck;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.edits.ChangedNames;
import dev.taipan.checker.inference.edits.ModuleShape;
import dev.taipan.checker.inference.edits.ShapeChange;
import dev.taipan.checker.syntax.Stmt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a module piece by piece, and takes over what was found before an edit in the pieces that
 * the edit left alone.
 */
final class PieceCheck {
  private final ModuleTypes module;
  private final @Nullable CheckedPieces earlier;
  private final ChangedNames names;
  private final Set<Path> edited;
  private int count;
  private int kept;

  /** A check of a module of which nothing is known. */
  PieceCheck(ModuleTypes module) {
    this(module, null, ChangedNames.NONE, Set.of());
  }

  /**
   * @param earlier what was found before; null if there is no such thing
   * @param names what changed since then
   * @param edited the files that were edited since then
   */
  PieceCheck(
      ModuleTypes module, @Nullable CheckedPieces earlier, ChangedNames names, Set<Path> edited) {
    this.module = module;
    this.earlier = earlier;
    this.names = names;
    this.edited = edited;
  }

  /** How many pieces were checked, rules on the module's names aside. */
  int count() {
    return count;
  }

  /** How many pieces were taken over. */
  int kept() {
    return kept;
  }

  CheckedPieces run(Program program) {
    ModuleShape shape = ModuleShape.of(module);
    ModuleCheck check = new ModuleCheck(program, module, new DeclarationRules(program, module));
    ShapeChange change = earlier == null ? null : new ShapeChange(earlier.shape(), shape);
    List<CheckedPieces.CheckedStatement> statements = new ArrayList<>();
    List<Span> unreachable = new ArrayList<>();
    for (int i = 0; i < shape.statements().size(); i++) {
      ModuleShape.Statement statement = shape.statements().get(i);
      if (!check.isReached(statement.node())) {
        int end = shape.statements().getLast().node().end;
        unreachable.add(new Span(statement.node().start, end));
        break;
      }
      statements.add(statement(check, shape, change, i));
    }
    return new CheckedPieces(
        module, shape, List.copyOf(statements), check.names(), List.copyOf(unreachable));
  }

  private CheckedPieces.CheckedStatement statement(
      ModuleCheck check, ModuleShape shape, @Nullable ShapeChange change, int index) {
    ModuleShape.Statement statement = shape.statements().get(index);
    int from = change == null ? -1 : change.predecessor(index);
    CheckedPieces.CheckedStatement known = null;
    ModuleShape.Statement origin = null;
    if (earlier != null && from >= 0 && from < earlier.statements().size()) {
      known = earlier.statements().get(from);
      origin = earlier.shape().statements().get(from);
    }
    ModuleCheck.Piece frame = null;
    if (change != null
        && origin != null
        && known != null
        && change.origin(index) >= 0
        && keepsFrame(origin, statement)) {
      frame = moved(change, known.frame(), origin, statement);
    }
    if (frame == null) {
      frame = check.statement(statement.node());
      count++;
    } else {
      kept++;
    }
    List<ModuleCheck.@Nullable Piece> bodies = new ArrayList<>();
    for (int k = 0; k < statement.bodies().size(); k++) {
      ModuleShape.Body body = statement.bodies().get(k);
      if (!containsSame(frame.functions(), body.function())) {
        bodies.add(null);
        continue;
      }
      ModuleCheck.Piece piece = null;
      int place = change == null ? -1 : change.bodyOrigin(index, k);
      if (change != null
          && origin != null
          && known != null
          && place >= 0
          && origin.bodies().get(place).equalsText(body)
          && !body.mentions(names)) {
        ModuleCheck.Piece old = known.bodies().get(place);
        piece = old == null ? null : moved(change, old, origin, statement);
      }
      if (piece == null) {
        piece = check.body(body.function(), body.scope());
        count++;
      } else {
        kept++;
      }
      bodies.add(piece);
    }
    return new CheckedPieces.CheckedStatement(frame, Collections.unmodifiableList(bodies));
  }

  private static boolean containsSame(List<Stmt.FunctionDef> functions, Stmt.FunctionDef wanted) {
    for (Stmt.FunctionDef function : functions) {
      if (function == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing changed that rules on a whole statement look at. */
  private boolean keepsFrame(ModuleShape.Statement from, ModuleShape.Statement to) {
    if (to.mentions(names)) {
      return false;
    }
    for (int k = 0; k < to.bodies().size(); k++) {
      ModuleShape.Body was = from.bodies().get(k);
      ModuleShape.Body now = to.bodies().get(k);
      if (now.givesOneOf(names)
          || !was.text().equals(now.text()) && (was.givesAttributes() || now.givesAttributes())) {
        return false;
      }
    }
    return true;
  }

  /** A piece at its new place; null if it speaks of a place that is gone. */
  private ModuleCheck.@Nullable Piece moved(
      ShapeChange change,
      ModuleCheck.Piece piece,
      ModuleShape.Statement from,
      ModuleShape.Statement to) {
    if (CheckedPieces.mention(piece.diagnostics(), edited)) {
      return null;
    }
    List<Diagnostic> diagnostics = new ArrayList<>(piece.diagnostics().size());
    for (Diagnostic diagnostic : piece.diagnostics()) {
      Optional<Diagnostic> moved = change.moved(diagnostic);
      if (moved.isEmpty()) {
        return null;
      }
      diagnostics.add(moved.get());
    }
    List<Span> unreachable = new ArrayList<>(piece.unreachable().size());
    for (Span span : piece.unreachable()) {
      Optional<Span> moved = change.moved(span);
      if (moved.isEmpty()) {
        return null;
      }
      unreachable.add(moved.get());
    }
    List<Stmt.FunctionDef> functions = new ArrayList<>(piece.functions().size());
    for (Stmt.FunctionDef function : piece.functions()) {
      for (int k = 0; k < from.bodies().size(); k++) {
        if (from.bodies().get(k).function() == function) {
          functions.add(to.bodies().get(k).function());
        }
      }
    }
    return new ModuleCheck.Piece(diagnostics, unreachable, functions);
  }
}
