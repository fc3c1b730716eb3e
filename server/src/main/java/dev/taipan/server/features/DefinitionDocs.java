package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import java.util.List;
import java.util.Optional;

/**
 * What the code says of definitions that have no docstring of their own: of a parameter the
 * docstring of its function does, of an attribute the string behind it.
 */
final class DefinitionDocs {
  private DefinitionDocs() {}

  static Optional<String> of(Snapshot snapshot, DefinitionFinder.Found found) {
    Definition definition = found.definition();
    if (definition == null) {
      return Optional.empty();
    }
    return definition.kind() instanceof DefinitionKind.Param parameter
        ? ofParameter(snapshot, found.module(), definition, parameter.node().name.name)
        : behind(found.module(), definition.target());
  }

  private static Optional<String> ofParameter(
      Snapshot snapshot, ModuleTypes module, Definition definition, String name) {
    if (!(definition.scope().node() instanceof Stmt.FunctionDef function)) {
      return Optional.empty();
    }
    Optional<String> own = docs(snapshot, module, function, name);
    List<Node> path = NodePath.to(module.parsed().module(), function.name.start);
    int at = path.indexOf(function);
    boolean isConstructor =
        at > 0
            && path.get(at - 1) instanceof Stmt.ClassDef
            && (function.name.name.equals("__init__") || function.name.name.equals("__new__"));
    return own.isPresent() || !isConstructor ? own : docs(snapshot, module, path.get(at - 1), name);
  }

  /** What the docstring of a function or class says of a parameter. */
  private static Optional<String> docs(
      Snapshot snapshot, ModuleTypes module, Node owner, String parameter) {
    Definition definition = module.bound().definitionOf(owner);
    return definition == null
        ? Optional.empty()
        : Docstrings.of(snapshot, new DefinitionFinder.Found(module, definition))
            .map(text -> DocstringParameters.of(text).getOrDefault(parameter, ""))
            .filter(text -> !text.isEmpty());
  }

  /** The string on its own behind the statement that gives an attribute or variable its value. */
  private static Optional<String> behind(ModuleTypes module, Node target) {
    List<Node> path = NodePath.to(module.parsed().module(), target.start);
    for (int i = path.size() - 1; i > 0; i--) {
      if (path.get(i) instanceof Stmt statement) {
        boolean isValue = statement instanceof Stmt.Assign || statement instanceof Stmt.AnnAssign;
        return isValue ? next(path.get(i - 1), statement) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<String> next(Node around, Stmt statement) {
    List<Stmt> body =
        switch (around) {
          case Module module -> module.body;
          case Stmt.ClassDef cls -> cls.body;
          case Stmt.FunctionDef function -> function.body;
          default -> List.of();
        };
    int at = body.indexOf(statement) + 1;
    return at > 0 && at < body.size() ? Docstrings.ofStatement(body.get(at)) : Optional.empty();
  }
}
