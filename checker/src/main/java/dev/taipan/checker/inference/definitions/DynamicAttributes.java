package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a module that get attributes by names that no statement of the class says, and
 * what is known of these names.
 *
 * <p>What counts is {@code setattr} with a computed name and anything that is done to {@code
 * __dict__} or {@code vars()}, of the first parameter of a method or of what a function makes by
 * calling the class; and what a metaclass does to the namespace that it makes a class of. What a
 * function does to a class that it decorates is known by the name of the function.
 *
 * <p>Whoever annotates a function that does so declares the attributes too, as every type checker
 * asks for them; and the methods that restore a copied object give it what it had. These give no
 * new names, though they may put something else in the place of what a class binds.
 */
public final class DynamicAttributes {
  /** The names that are given, by the plain names of the classes. */
  private final Map<String, Set<GivenName>> given;

  /** The names that are given anew to what has them, by the plain names of the classes. */
  private final Map<String, Set<GivenName>> replaced;

  private DynamicAttributes(
      Map<String, Set<GivenName>> given, Map<String, Set<GivenName>> replaced) {
    this.given = given;
    this.replaced = replaced;
  }

  /** The plain names of the classes. */
  public Set<String> classes() {
    Set<String> classes = new HashSet<>(given.keySet());
    classes.addAll(replaced.keySet());
    return classes;
  }

  /** Whether a class gives or replaces attributes whose names are only known at run time. */
  boolean isOpen(String cls) {
    return isOpen(given, cls) || isOpen(replaced, cls);
  }

  private static boolean isOpen(Map<String, Set<GivenName>> names, String cls) {
    for (GivenName name : names.getOrDefault(cls, Set.of())) {
      if (!name.whole()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a class may give an attribute of a name. */
  boolean mayGive(String cls, String attribute) {
    for (GivenName name : given.getOrDefault(cls, Set.of())) {
      if (name.mayBe(attribute)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DynamicAttributes that
        && given.equals(that.given)
        && replaced.equals(that.replaced);
  }

  @Override
  public int hashCode() {
    return 31 * given.hashCode() + replaced.hashCode();
  }

  public static DynamicAttributes of(Module tree) {
    return new Walk("").start(tree.body);
  }

  /** The same for the body of a method, whose class is called {@code self}. */
  public static DynamicAttributes ofBody(List<? extends Node> body) {
    return new Walk("self").start(body);
  }

  private static final class Walk extends TreeWalker {
    private static final Predicate<String> USUAL = Set.of("self", "cls", "mcs", "mcls")::contains;

    private final Names given = new Names();
    private final Names replaced = new Names();
    private final Map<String, String> made = new HashMap<>();
    private Around around;

    Walk(String cls) {
      this.around = new Around(cls, given, USUAL, "");
    }

    /**
     * What is around the code that is walked through.
     *
     * @param cls the plain name of the class; empty outside of classes
     * @param names where the names go that are given here: {@link #given} or {@link #replaced}
     * @param isReceiver the names that stand for the class or its objects: usual ones in {@code
     *     __new__}, which makes them, and where the method is not seen; elsewhere the first
     *     parameter of the method
     * @param classNamespace in a metaclass's {@code __new__} the name of the parameter for the
     *     namespace; empty elsewhere
     */
    private record Around(
        String cls, Names names, Predicate<String> isReceiver, String classNamespace) {
      Around inClass(Stmt.ClassDef definition) {
        return new Around(definition.name.name, names, isReceiver, classNamespace);
      }
    }

    DynamicAttributes start(List<? extends Node> nodes) {
      visitAll(nodes);
      return new DynamicAttributes(given.ofClasses(made), replaced.ofClasses(made));
    }

    @Override
    protected void visit(Node node) {
      switch (node) {
        case Stmt.ClassDef definition -> visitWithin(around.inClass(definition), definition);
        case Stmt.FunctionDef function -> visitWithin(inFunction(function), function);
        case Stmt.Assign assign -> {
          for (Expr target : assign.targets) {
            if (target instanceof Expr.Name name
                && assign.value instanceof Expr.Call call
                && call.callee instanceof Expr.Name made) {
              this.made.put(name.name, made.name);
            }
            if (target instanceof Expr.Subscript subscript) {
              namespace(subscript.value, GivenName.of(subscript.index));
            } else if (!(target instanceof Expr.Name)) {
              namespace(target, GivenName.ANY);
            }
          }
          visitChildren(assign);
        }
        case Expr.Call call -> {
          if (call.callee instanceof Expr.Name name
              && name.name.equals("setattr")
              && call.arguments.size() == 3
              && !(call.arguments.get(1).value instanceof Expr.Str)) {
            fill(call.arguments.get(0).value, GivenName.of(call.arguments.get(1).value));
          }
          if (call.callee instanceof Expr.Attribute method
              && (method.name.equals("update") || method.name.equals("setdefault"))) {
            namespace(method.value, GivenName.ANY);
          }
          visitChildren(call);
        }
        default -> visitChildren(node);
      }
    }

    private void visitWithin(Around inner, Node node) {
      Around outer = around;
      around = inner;
      visitChildren(node);
      around = outer;
    }

    private Around inFunction(Stmt.FunctionDef function) {
      boolean replaces = FunctionTexts.isAnnotated(function) || restores(function);
      return new Around(
          around.cls.isEmpty() ? function.name.name : around.cls,
          replaces ? replaced : around.names,
          receiver(function),
          classNamespace(around.cls, function));
    }

    /** The names for the object in a method, or in a function within one. */
    private Predicate<String> receiver(Stmt.FunctionDef function) {
      if (function.name.name.equals("__new__")) {
        return USUAL;
      }
      if (around.isReceiver != USUAL || function.parameters.all.isEmpty()) {
        return around.isReceiver;
      }
      String first = function.parameters.all.getFirst().name.name;
      return USUAL.test(first) ? first::equals : USUAL;
    }

    private static boolean restores(Stmt.FunctionDef function) {
      return switch (function.name.name) {
        case "__setstate__", "__copy__", "__deepcopy__" -> true;
        default -> false;
      };
    }

    /**
     * The parameter of a metaclass's {@code __new__} for the namespace of the class; empty if none.
     */
    private static String classNamespace(String cls, Stmt.FunctionDef function) {
      return !cls.isEmpty()
              && function.name.name.equals("__new__")
              && function.parameters.all.size() > 3
          ? function.parameters.all.get(3).name.name
          : "";
    }

    /** A namespace that is about to be changed: {@code object.__dict__}, {@code vars(object)}. */
    private void namespace(Expr namespace, GivenName given) {
      switch (namespace) {
        case Expr.Name name
            when !around.classNamespace.isEmpty() && name.name.equals(around.classNamespace) ->
            around.names.addTo(around.names.ofClass, around.cls, given);
        case Expr.Attribute attribute when attribute.name.equals("__dict__") ->
            fill(attribute.value, given);
        case Expr.Call call
            when call.callee instanceof Expr.Name name
                && name.name.equals("vars")
                && call.arguments.size() == 1
                && call.arguments.getFirst().kind == Argument.Kind.POSITIONAL ->
            fill(call.arguments.getFirst().value, given);
        default -> {}
      }
    }

    private void fill(Expr object, GivenName given) {
      if (!(object instanceof Expr.Name name)) {
        return;
      }
      if (!around.isReceiver.test(name.name)) {
        around.names.addTo(around.names.ofVariable, name.name, given);
      } else if (!around.cls.isEmpty()) {
        around.names.addTo(around.names.ofClass, around.cls, given);
      }
    }
  }

  /** Names that are given: to the objects of a class, or to what a variable holds. */
  private static final class Names {
    final Map<String, Set<GivenName>> ofClass = new HashMap<>();
    final Map<String, Set<GivenName>> ofVariable = new HashMap<>();

    void addTo(Map<String, Set<GivenName>> owners, String owner, GivenName name) {
      owners.computeIfAbsent(owner, key -> new HashSet<>()).add(name);
    }

    /**
     * The names by classes.
     *
     * @param made the classes that variables hold objects of
     */
    Map<String, Set<GivenName>> ofClasses(Map<String, String> made) {
      ofVariable.forEach(
          (variable, names) -> {
            String cls = made.get(variable);
            if (cls != null) {
              names.forEach(name -> addTo(ofClass, cls, name));
            }
          });
      return ofClass;
    }
  }
}
