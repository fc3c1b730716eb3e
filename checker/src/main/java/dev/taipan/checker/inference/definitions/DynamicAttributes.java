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

/**
 * The classes of a module that get attributes by names that are only known at run time.
 *
 * <p>What counts is {@code setattr} with a computed name and anything that is done to {@code
 * __dict__} or {@code vars()}, of the first parameter of a method or of what a function makes by
 * calling the class; and what a metaclass does to the namespace that it makes a class of.
 *
 * @param classes the plain names of the classes
 */
public record DynamicAttributes(Set<String> classes) {
  public DynamicAttributes {
    classes = Set.copyOf(classes);
  }

  public static DynamicAttributes of(Module tree) {
    return new DynamicAttributes(new Walk("").start(tree.body));
  }

  /** The same for the body of a method, whose class is called {@code self}. */
  public static DynamicAttributes ofBody(List<? extends Node> body) {
    return new DynamicAttributes(new Walk("self").start(body));
  }

  private static final class Walk extends TreeWalker {
    final Set<String> found = new HashSet<>();
    private final Set<String> filled = new HashSet<>();
    private final Map<String, String> made = new HashMap<>();
    private String cls;

    /** In a metaclass's {@code __new__} the name of the parameter for the namespace. */
    private String classNamespace = "";

    Walk(String cls) {
      this.cls = cls;
    }

    Set<String> start(List<? extends Node> nodes) {
      visitAll(nodes);
      for (String name : filled) {
        String of = made.get(name);
        if (of != null) {
          found.add(of);
        }
      }
      return found;
    }

    @Override
    protected void visit(Node node) {
      switch (node) {
        case Stmt.ClassDef definition -> {
          String outer = cls;
          cls = definition.name.name;
          visitChildren(definition);
          cls = outer;
        }
        case Stmt.FunctionDef function -> {
          String outer = classNamespace;
          classNamespace = classNamespace(cls, function);
          visitChildren(function);
          classNamespace = outer;
        }
        case Stmt.Assign assign -> {
          for (Expr target : assign.targets) {
            if (target instanceof Expr.Name name
                && assign.value instanceof Expr.Call call
                && call.callee instanceof Expr.Name made) {
              this.made.put(name.name, made.name);
            }
            if (target instanceof Expr.Subscript subscript) {
              namespace(subscript.value);
            } else if (!(target instanceof Expr.Name)) {
              namespace(target);
            }
          }
          visitChildren(assign);
        }
        case Expr.Call call -> {
          if (call.callee instanceof Expr.Name name
              && name.name.equals("setattr")
              && call.arguments.size() == 3
              && !(call.arguments.get(1).value instanceof Expr.Str)) {
            fill(call.arguments.get(0).value);
          }
          if (call.callee instanceof Expr.Attribute method
              && (method.name.equals("update") || method.name.equals("setdefault"))) {
            namespace(method.value);
          }
          visitChildren(call);
        }
        default -> visitChildren(node);
      }
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
    private void namespace(Expr namespace) {
      if (namespace instanceof Expr.Name name
          && !classNamespace.isEmpty()
          && name.name.equals(classNamespace)) {
        found.add(cls);
      } else if (namespace instanceof Expr.Attribute attribute
          && attribute.name.equals("__dict__")) {
        fill(attribute.value);
      } else if (namespace instanceof Expr.Call call
          && call.callee instanceof Expr.Name name
          && name.name.equals("vars")
          && call.arguments.size() == 1
          && call.arguments.get(0).kind == Argument.Kind.POSITIONAL) {
        fill(call.arguments.get(0).value);
      }
    }

    private void fill(Expr object) {
      if (!(object instanceof Expr.Name name)) {
        return;
      }
      switch (name.name) {
        case "self", "cls", "mcs", "mcls" -> {
          if (!cls.isEmpty()) {
            found.add(cls);
          }
        }
        default -> filled.add(name.name);
      }
    }
  }
}
