package dev.taipan.checker.inference.edits;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Modules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.definitions.DynamicAttributes;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What code outside of a piece of a module sees of the piece.
 *
 * <p>Seen of a body are: the return type that is inferred for its function, whether the function is
 * a generator, whether the body is a mere stub, the attributes that it gives to {@code self} or
 * {@code cls}, and what it binds by {@code global}. Seen of a statement of the top level is its
 * whole frame.
 */
final class Visible {
  private final Program program;

  Visible(Program program) {
    this.program = program;
  }

  /** A body in one state of the modules. */
  record At(Modules modules, ModuleTypes module, ModuleShape.Body body) {
    Stmt.FunctionDef function() {
      return body.function();
    }
  }

  /** The names behind which a body changed for others; empty if it looks as before. */
  ChangedNames difference(At from, At to) {
    Set<String> types = new HashSet<>();
    Set<String> contents = new HashSet<>();
    boolean isStub = isStub(from.function().body);
    if (isStub || isStub(to.function().body)) {
      addWithClasses(to.body(), contents);
    }
    addGlobals(from.function(), contents);
    addGlobals(to.function(), contents);
    Scope oldScope = from.module().bound().scopeOf(from.function());
    Scope newScope = to.module().bound().scopeOf(to.function());
    boolean sameKind =
        oldScope != null
            && newScope != null
            && oldScope.isGenerator() == newScope.isGenerator()
            && (oldScope.awaits() == newScope.awaits() || from.function().returns != null);
    if (!sameKind || isFollowed(from) || isFollowed(to) || !returnsSame(from, to)) {
      addFunction(to.body(), types, contents);
    }
    if (!dynamicAttributes(from).equals(dynamicAttributes(to))) {
      addClasses(to.body(), contents);
      contents.add(to.function().name.name); // it may decorate classes
      contents.addAll(dynamicAttributes(from).classes());
      contents.addAll(dynamicAttributes(to).classes());
    }
    List<Given> before = attributes(from);
    List<Given> after = attributes(to);
    if (!before.equals(after) || !areSelfContained(after)) {
      Set<String> names = names(before);
      if (!names.equals(names(after))) {
        addClasses(to.body(), contents);
      }
      contents.addAll(names);
      contents.addAll(names(after));
    }
    return ChangedNames.NONE.with(types, contents);
  }

  /**
   * The names behind which a body may have changed that says what it said, because it mentions
   * changed names itself.
   *
   * @param from null if the body was not there
   */
  ChangedNames consequence(@Nullable At from, At to, ChangedNames.Change change) {
    Set<String> types = new HashSet<>();
    Set<String> contents = new HashSet<>();
    boolean isContent = from == null || change == ChangedNames.Change.CONTENT;
    if (to.function().returns == null
        && (from == null || isContent || isFollowed(to) || !returnsSame(from, to))) {
      addFunction(to.body(), isContent ? contents : types, contents);
    }
    addGlobals(to.function(), contents);
    List<Given> given = isContent ? List.of() : attributes(to);
    if (from == null || isContent) {
      contents.addAll(givenNames(to.body()));
    } else if (!given.equals(attributes(from)) || !areSelfContained(given)) {
      contents.addAll(names(given));
    }
    return ChangedNames.NONE.with(types, contents);
  }

  /** Whether others see more of a body than what its function returns in general. */
  private boolean isFollowed(At at) {
    return program.callSiteReturns().isFollowed(at.module(), at.function());
  }

  private static DynamicAttributes dynamicAttributes(At at) {
    return DynamicAttributes.ofBody(at.function().body);
  }

  private static boolean areSelfContained(List<Given> given) {
    for (Given attribute : given) {
      if (!SelfContained.is(attribute.type)) {
        return false;
      }
    }
    return true;
  }

  private boolean returnsSame(At from, At to) {
    FunctionId oldId = program.functions().idOf(from.module(), from.function());
    FunctionId newId = program.functions().idOf(to.module(), to.function());
    if (!oldId.equals(newId)) {
      return false;
    }
    if (from.function().returns != null) {
      return true;
    }
    Type oldReturn = on(from.modules(), p -> returned(p, oldId, from));
    Type newReturn = on(to.modules(), p -> returned(p, newId, to));
    return oldReturn.equals(newReturn) && SelfContained.is(newReturn);
  }

  private static Type returned(Program program, FunctionId id, At at) {
    Signature signature = program.functions().signature(at.module(), at.function());
    return switch (signature.returns()) {
      case Signature.Returns.Declared declared -> declared.type();
      case Signature.Returns.Inferred _ -> program.inferredReturn(id);
    };
  }

  private <T> T on(Modules modules, Function<Program, T> question) {
    return program.on(modules, () -> question.apply(program));
  }

  /** A method that the language calls by itself changes its class for everybody. */
  private static void addFunction(ModuleShape.Body body, Set<String> types, Set<String> contents) {
    String name = body.function().name.name;
    types.add(name);
    if (name.startsWith("__")) {
      addClasses(body, contents);
    }
  }

  private static void addClasses(ModuleShape.Body body, Set<String> contents) {
    for (Scope at = body.scope(); at != null; at = at.parent()) {
      if (at.node() instanceof Stmt.ClassDef cls) {
        contents.add(cls.name.name);
      }
    }
  }

  private static void addWithClasses(ModuleShape.Body body, Set<String> contents) {
    contents.add(body.function().name.name);
    addClasses(body, contents);
  }

  /** An attribute that a body gives to its object: what the text says, and the type. */
  private record Given(String name, String kind, String text, Type type) {}

  private static Set<String> names(List<Given> given) {
    Set<String> names = new HashSet<>();
    for (Given attribute : given) {
      names.add(attribute.name);
    }
    return names;
  }

  private List<Given> attributes(At at) {
    List<Given> given = new ArrayList<>();
    addGiven(at, at.body().scope().instanceAttributes(), "instance", given);
    addGiven(at, at.body().scope().classAttributes(), "class", given);
    return given;
  }

  private void addGiven(
      At at, Map<String, List<Definition>> attributes, String kind, List<Given> given) {
    for (Map.Entry<String, List<Definition>> entry : attributes.entrySet()) {
      for (Definition definition : entry.getValue()) {
        if (isIn(at.body(), definition)) {
          Node target = definition.target();
          Node region = definition.region();
          String text = at.module().source().text().substring(target.start, region.end);
          Type type =
              on(
                  at.modules(),
                  p ->
                      definition.kind() instanceof DefinitionKind.Delete
                          ? NeverType.NEVER
                          : p.definitions().bindingType(at.module(), definition));
          given.add(new Given(entry.getKey(), kind, text, type));
        }
      }
    }
  }

  private static boolean isIn(ModuleShape.Body body, Definition definition) {
    Node target = definition.target();
    return body.start() <= target.start && target.end <= body.end();
  }

  /** The names of the attributes that a body gives to its object. */
  static Set<String> givenNames(ModuleShape.Body body) {
    Set<String> names = new HashSet<>();
    addGivenNames(body, body.scope().instanceAttributes(), names);
    addGivenNames(body, body.scope().classAttributes(), names);
    return names;
  }

  private static void addGivenNames(
      ModuleShape.Body body, Map<String, List<Definition>> attributes, Set<String> names) {
    for (Map.Entry<String, List<Definition>> entry : attributes.entrySet()) {
      for (Definition definition : entry.getValue()) {
        if (isIn(body, definition)) {
          names.add(entry.getKey());
        }
      }
    }
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

  /** The names of the module that a function binds. */
  static void addGlobals(Stmt.FunctionDef function, Set<String> names) {
    new TreeWalker() {
      @Override
      protected void visit(Node node) {
        if (node instanceof Stmt.Global global) {
          for (Expr.Name name : global.names) {
            names.add(name.name);
          }
        }
        visitChildren(node);
      }

      void start() {
        visitChildren(function);
      }
    }.start();
  }
}
