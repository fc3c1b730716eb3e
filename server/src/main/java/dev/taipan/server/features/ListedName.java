package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A name in a string of one of the lists by which Python knows names: {@code __all__} of a module,
 * {@code __slots__} and {@code __match_args__} of a class.
 *
 * @param span the name, without the quotes
 * @param owner the class; null for a name of the module
 */
record ListedName(String name, Span span, Stmt.@Nullable ClassDef owner) {
  /** The name in the string at the end of a path; empty for other nodes and other strings. */
  static Optional<ListedName> at(SourceText source, List<Node> path) {
    if (path.size() < 3
        || !(path.getLast() instanceof Expr.Str string)
        || string.parts != 1
        || string.value.isEmpty()
        || !source.text().startsWith(string.value, string.contentStart)) {
      return Optional.empty();
    }
    Span span = new Span(string.contentStart, string.contentStart + string.value.length());
    for (int i = path.size() - 2; i > 0; i--) {
      if (path.get(i) instanceof Stmt statement) {
        Stmt.ClassDef owner = path.get(i - 1) instanceof Stmt.ClassDef cls ? cls : null;
        boolean isListed = (i == 1 || owner != null) && fillsList(statement, owner != null);
        return isListed ? Optional.of(new ListedName(string.value, span, owner)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean fillsList(Stmt statement, boolean isInClass) {
    return switch (statement) {
      case Stmt.Assign assign ->
          assign.targets.stream().anyMatch(target -> isList(target, isInClass));
      case Stmt.AnnAssign assign -> isList(assign.target, isInClass);
      case Stmt.AugAssign assign -> isList(assign.target, isInClass);
      case Stmt.ExprStmt expression ->
          expression.value instanceof Expr.Call call
              && call.callee instanceof Expr.Attribute method
              && isList(method.value, isInClass);
      default -> false;
    };
  }

  private static boolean isList(Expr target, boolean isInClass) {
    return target instanceof Expr.Name name
        && (isInClass
            ? name.name.equals("__slots__") || name.name.equals("__match_args__")
            : name.name.equals("__all__"));
  }

  /** What the name refers to, imports followed. */
  List<DefinitionFinder.Found> definitions(Program program, ModuleTypes module) {
    DefinitionFinder finder = new DefinitionFinder(program);
    if (owner == null) {
      return finder.moduleMember(module, name);
    }
    String place = module.placeOf(owner);
    if (place != null) {
      ClassId cls = new ClassId(module.name(), place);
      for (ClassId ancestor : new Queries(program).ancestors(cls)) {
        List<DefinitionFinder.Found> found = finder.ownMember(ancestor, name);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return List.of();
  }
}
