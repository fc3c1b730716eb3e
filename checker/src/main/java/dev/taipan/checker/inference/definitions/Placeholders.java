package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.narrowing.Flow;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import java.util.List;

/**
 * Values that only keep a place: {@code None} or {@code ()} assigned to a variable that nobody
 * declares. What such an attribute or global holds later is decided elsewhere, by subclasses, users
 * of the class or code that nobody sees, so it may hold anything.
 */
public final class Placeholders {
  private Placeholders() {}

  /** Whether one of the definitions assigns a placeholder. */
  public static boolean among(List<Definition> definitions) {
    return definitions.stream().anyMatch(Placeholders::assignsPlaceholder);
  }

  private static boolean assignsPlaceholder(Definition definition) {
    return switch (definition.region()) {
      case Stmt.Assign assign -> isPlaceholder(assign.value);
      case Stmt.AnnAssign assign -> assign.value != null && isPlaceholder(assign.value);
      default -> false;
    };
  }

  /**
   * Whether a placeholder is assigned to a variable of a module that nobody declares.
   *
   * @param definitions some definitions of the variable
   * @param flow knows which of them are never reached
   */
  public static boolean keepPlaceOf(
      Symbol symbol, List<Definition> definitions, Flow flow, ModuleTypes module) {
    if (symbol.scope().kind() != Scope.Kind.MODULE
        || symbol.isDeclared()
        || symbol.name().startsWith("__")) {
      return false;
    }
    for (Definition definition : definitions) {
      if (assignsPlaceholder(definition)
          && !flow.isNeverReached(module, definition.reachability())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a definition is an import or assigns a placeholder in the place of one. */
  public static boolean isOptionalImport(Definition definition) {
    return definition.kind() instanceof DefinitionKind.Import
        || definition.kind() instanceof DefinitionKind.ImportFrom
        || assignsPlaceholder(definition);
  }

  /** Whether a definition assigns a parameter as it came, for which an annotation says a type. */
  static boolean assignsAnnotated(Definition definition) {
    if (!(definition.region() instanceof Stmt.Assign assign)
        || !(assign.value instanceof Expr.Name name)) {
      return false;
    }
    Symbol symbol = definition.scope().symbol(name.name);
    return symbol != null
        && symbol.definitions().size() == 1
        && symbol.definitions().getFirst().target() instanceof Parameter parameter
        && parameter.annotation != null;
  }

  private static boolean isPlaceholder(Expr value) {
    return switch (value) {
      case Expr.Constant constant -> constant.kind == Expr.Constant.Kind.NONE;
      case Expr.Tuple tuple -> tuple.elements.isEmpty();
      default -> false;
    };
  }
}
