package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides whether an edit of one module changes anything that is seen outside of the pieces that
 * were edited. If not, everything that was inferred of other modules, and of the other pieces of
 * this one, still holds.
 *
 * <p>Seen of a body are: the return type that is inferred for its function, whether the function is
 * a generator, whether the body is a mere stub, the attributes that it gives to {@code self} or
 * {@code cls}, and what it binds by {@code global}. Seen of a statement of the top level is its
 * whole frame; a plain function that nobody mentions is seen by nobody.
 */
public final class Visible {
  private final Program program;
  private final Modules before;
  private final Modules after;
  private final ModuleTypes old;
  private final ModuleTypes edited;

  /**
   * @param before the state of the modules in which the module was {@code old}
   * @param after the state in which it is {@code edited} and all else is as it was
   */
  public Visible(
      Program program, Modules before, Modules after, ModuleTypes old, ModuleTypes edited) {
    this.program = program;
    this.before = before;
    this.after = after;
    this.old = old;
    this.edited = edited;
  }

  /** Whether nothing that is seen from outside changed. */
  public boolean isUnchanged(ShapeChange change, ModuleShape shape) {
    if (!areUnmentioned(change)) {
      return false;
    }
    for (int i = 0; i < shape.statements().size(); i++) {
      ModuleShape.Statement to = shape.statements().get(i);
      ModuleShape.Statement from = change.origin(i);
      if (from == null) {
        continue;
      }
      for (int k = 0; k < to.bodies().size(); k++) {
        if (!ShapeChange.isSameBody(from, to, k)
            && !isUnchanged(from.bodies().get(k), to.bodies().get(k))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether only plain functions came or went whose names occur nowhere else. */
  private boolean areUnmentioned(ShapeChange change) {
    List<ModuleShape.Statement> changed = new ArrayList<>(change.removed());
    int removed = changed.size();
    changed.addAll(change.added());
    if (changed.isEmpty()) {
      return true;
    }
    Set<String> names = new HashSet<>();
    for (ModuleShape.Statement statement : changed) {
      if (!(statement.node() instanceof Stmt.FunctionDef function)
          || !function.decorators.isEmpty()
          || function.name.name.isEmpty()
          || !old.parsed().errors().isEmpty()
          || !edited.parsed().errors().isEmpty()
          || bindsElsewhere(function)) {
        return false;
      }
      names.add(function.name.name);
    }
    for (String name : names) {
      if (name.startsWith("__")
          || isMentioned(old, name, changed.subList(0, removed))
          || isMentioned(edited, name, changed.subList(removed, changed.size()))) {
        return false;
      }
      for (ModuleTypes other : before.loaded()) {
        if (other != old
            && !other.file().origin().isTypeshed()
            && mentions(other.source().text(), name, 0, other.source().length())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a name occurs in a module outside of these statements, or twice inside of one. */
  private static boolean isMentioned(
      ModuleTypes module, String name, List<ModuleShape.Statement> statements) {
    String text = module.source().text();
    int at = 0;
    int own = 0;
    for (ModuleShape.Statement statement : statements) {
      if (mentions(text, name, at, statement.node().start)) {
        return true;
      }
      if (statement.node() instanceof Stmt.FunctionDef function
          && function.name.name.equals(name)) {
        own++;
      }
      at = statement.node().end;
    }
    return own > 1 || mentions(text, name, at, text.length());
  }

  private static boolean mentions(String text, String name, int from, int to) {
    for (int at = text.indexOf(name, from); at >= 0 && at < to; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      boolean starts = at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1));
      boolean ends = end >= text.length() || !Character.isJavaIdentifierPart(text.charAt(end));
      if (starts && ends) {
        return true;
      }
    }
    return false;
  }

  private boolean isUnchanged(ModuleShape.Body from, ModuleShape.Body to) {
    if (isStub(from.function().body)
        || isStub(to.function().body)
        || bindsElsewhere(from.function())
        || bindsElsewhere(to.function())) {
      return false;
    }
    Scope oldScope = old.bound().scopeOf(from.function());
    Scope newScope = edited.bound().scopeOf(to.function());
    if (oldScope == null
        || newScope == null
        || oldScope.isGenerator() != newScope.isGenerator()
        || oldScope.awaits() != newScope.awaits() && from.function().returns == null) {
      return false;
    }
    FunctionId oldId = program.functions().idOf(old, from.function());
    FunctionId newId = program.functions().idOf(edited, to.function());
    if (!oldId.equals(newId)) {
      return false;
    }
    if (from.function().returns == null) {
      Type oldReturn = on(before, p -> returned(p, oldId, old, from.function()));
      Type newReturn = on(after, p -> returned(p, newId, edited, to.function()));
      if (!oldReturn.equals(newReturn) || newReturn.toString().contains("<locals>")) {
        return false;
      }
    }
    return attributes(before, old, from).equals(attributes(after, edited, to));
  }

  private static Type returned(
      Program program, FunctionId id, ModuleTypes module, Stmt.FunctionDef function) {
    Signature signature = program.functions().signature(module, function);
    return switch (signature.returns()) {
      case Signature.Returns.Declared declared -> declared.type();
      case Signature.Returns.Inferred _ -> program.inferredReturn(id);
    };
  }

  private <T> T on(Modules modules, Function<Program, T> question) {
    return program.on(modules, () -> question.apply(program));
  }

  /** An attribute that a body gives to its object: what the text says, and the type. */
  private record Given(String name, String kind, String text, Type type) {}

  private List<Given> attributes(Modules state, ModuleTypes module, ModuleShape.Body body) {
    List<Given> given = new ArrayList<>();
    addGiven(state, module, body, body.scope().instanceAttributes(), "instance", given);
    addGiven(state, module, body, body.scope().classAttributes(), "class", given);
    return given;
  }

  private void addGiven(
      Modules state,
      ModuleTypes module,
      ModuleShape.Body body,
      Map<String, List<Definition>> attributes,
      String kind,
      List<Given> given) {
    for (Map.Entry<String, List<Definition>> entry : attributes.entrySet()) {
      for (Definition definition : entry.getValue()) {
        Node target = definition.target();
        if (body.start() <= target.start && target.end <= body.end()) {
          Node region = definition.region();
          String text = module.source().text().substring(target.start, region.end);
          Type type =
              on(
                  state,
                  p ->
                      definition.kind() instanceof DefinitionKind.Delete
                          ? dev.taipan.checker.types.NeverType.NEVER
                          : p.definitions().bindingType(module, definition));
          given.add(new Given(entry.getKey(), kind, text, type));
        }
      }
    }
  }

  /** Whether a body gives attributes to its object, which rules on classes look at. */
  public static boolean givesAttributes(ModuleShape.Body body) {
    return gives(body, body.scope().instanceAttributes())
        || gives(body, body.scope().classAttributes());
  }

  private static boolean gives(ModuleShape.Body body, Map<String, List<Definition>> attributes) {
    for (List<Definition> definitions : attributes.values()) {
      for (Definition definition : definitions) {
        Node target = definition.target();
        if (body.start() <= target.start && target.end <= body.end()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a body does nothing, so that its function may be abstract or a mere declaration. */
  private static boolean isStub(List<Stmt> body) {
    for (Stmt statement : body) {
      boolean nothing =
          switch (statement) {
            case Stmt.Pass _, Stmt.Raise _ -> true;
            case Stmt.ExprStmt expression ->
                expression.value instanceof Expr.Str || expression.value instanceof Expr.Constant;
            default -> false;
          };
      if (!nothing) {
        return false;
      }
    }
    return true;
  }

  /** Whether a function binds names of the module by `global`, or walrus in its header. */
  private static boolean bindsElsewhere(Stmt.FunctionDef function) {
    boolean[] found = {false};
    new TreeWalker() {
      @Override
      protected void visit(Node node) {
        found[0] |= node instanceof Stmt.Global;
        visitChildren(node);
      }

      void start() {
        visitChildren(function);
      }
    }.start();
    return found[0];
  }
}
