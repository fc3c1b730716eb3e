package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.BoundModule;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the code of a module or a function, functions inside of it included, puts into containers
 * that it has names for. Functions of a module are not looked into: they have answers of their own.
 */
final class Fills {
  /** How something gets into a container. */
  enum Way {
    /** {@code c.append(item)}. */
    ITEM,
    /** {@code c.extend(items)}. */
    ITEMS,
    /** {@code c[key] = value}. */
    ENTRY,
    /** {@code c[key] += value}: the value comes from what is there. */
    KEY,
    /** {@code c[key]}: some containers make an entry of a key that is not there. */
    READ,
    /** {@code c.update(others)}, whatever others are. */
    OTHERS,
    /** {@code called(c)}, where what is called may put something into it. */
    GIVEN,
    /** The container may be filled where nobody sees it. */
    UNSEEN
  }

  /**
   * One of them.
   *
   * @param scope where it stands
   */
  record Fill(Scope scope, Way way, List<Expr> parts) {}

  private static final Set<String> OF_ITEM = Set.of("append", "appendleft", "add");
  private static final Set<String> OF_ITEMS = Set.of("extend", "extendleft");
  private static final Set<String> OTHER = Set.of("insert", "update", "setdefault");

  /** Functions that put nothing into what they are given, by the names that they mostly have. */
  private static final Set<String> READING =
      Set.of(
          "all",
          "any",
          "bool",
          "dict",
          "enumerate",
          "filter",
          "frozenset",
          "hash",
          "id",
          "isinstance",
          "issubclass",
          "iter",
          "len",
          "list",
          "map",
          "max",
          "min",
          "next",
          "print",
          "range",
          "repr",
          "reveal_type",
          "reversed",
          "set",
          "sorted",
          "str",
          "sum",
          "tuple",
          "type",
          "zip",
          "Counter",
          "deque",
          "defaultdict",
          "OrderedDict",
          "chain",
          "product",
          "array",
          "difference",
          "format",
          "index",
          "intersection",
          "issubset",
          "issuperset",
          "join",
          "symmetric_difference",
          "union",
          "write",
          "writelines",
          "remove",
          "discard",
          "count");

  static final Fills NONE = new Fills();

  private final Map<String, List<Fill>> byName = new HashMap<>();

  private Fills() {}

  /** Looks through the code of a module or function. */
  static Fills of(BoundModule module, Scope frame) {
    Fills fills = new Fills();
    fills.new Search(module, frame).start();
    return fills;
  }

  /** What is put into the containers of a name, in the order of the program. */
  List<Fill> of(String name) {
    return byName.getOrDefault(name, List.of());
  }

  private final class Search extends TreeWalker {
    private final BoundModule module;
    private final Scope frame;
    private final Set<Expr> calledMethods = Collections.newSetFromMap(new IdentityHashMap<>());
    private Scope scope;

    Search(BoundModule module, Scope frame) {
      this.module = module;
      this.frame = frame;
      this.scope = frame;
    }

    void start() {
      visitChildren(frame.node());
    }

    @Override
    protected void visit(Node node) {
      Scope opened = module.scopeOf(node);
      if (opened != null && frame.kind() == Scope.Kind.MODULE && isFunction(node)) {
        return;
      }
      Scope outer = scope;
      scope = opened == null ? scope : opened;
      look(node);
      visitChildren(node);
      scope = outer;
    }

    private static boolean isFunction(Node node) {
      return node instanceof Stmt.FunctionDef || node instanceof Expr.Lambda;
    }

    private void look(Node node) {
      switch (node) {
        case Expr.Call call -> {
          if (call.callee instanceof Expr.Attribute method) {
            called(method, call.arguments);
          }
          given(call);
        }
        case Stmt.Assign assign -> {
          for (Expr target : assign.targets) {
            assigned(target, assign.targets.size() == 1 ? assign.value : null);
          }
          kept(assign.value);
        }
        case Stmt.AnnAssign assign -> {
          if (assign.value != null) {
            kept(assign.value);
          }
        }
        case Stmt.AugAssign assign -> augmented(assign);
        case Stmt.For loop -> assigned(loop.target, null);
        case Expr.Walrus walrus -> kept(walrus.value);
        case Expr.Subscript subscript -> add(subscript.value, Way.READ, subscript.index);
        case Expr.Attribute method when fills(method.name) -> taken(method);
        default -> {}
      }
    }

    private static boolean fills(String method) {
      return OF_ITEM.contains(method) || OF_ITEMS.contains(method) || OTHER.contains(method);
    }

    private void add(Expr container, Way way, Expr... parts) {
      if (container instanceof Expr.Name name) {
        byName
            .computeIfAbsent(name.name, ignored -> new ArrayList<>())
            .add(new Fill(scope, way, List.of(parts)));
      }
    }

    /** Who is given a container may fill it. */
    private void given(Expr.Call call) {
      String name =
          switch (call.callee) {
            case Expr.Name plain -> plain.name;
            case Expr.Attribute attribute -> attribute.name;
            default -> "";
          };
      if (!READING.contains(name) && !fills(name)) {
        for (Argument argument : call.arguments) {
          if (argument.kind == Argument.Kind.POSITIONAL || argument.kind == Argument.Kind.KEYWORD) {
            add(argument.value, Way.GIVEN, call.callee);
          }
        }
      }
    }

    private void called(Expr.Attribute method, List<Argument> arguments) {
      if (!fills(method.name)) {
        return;
      }
      calledMethods.add(method);
      List<Expr> given = new ArrayList<>();
      for (Argument argument : arguments) {
        if (argument.kind != Argument.Kind.POSITIONAL) {
          add(method.value, Way.UNSEEN);
          return;
        }
        given.add(argument.value);
      }
      if (OF_ITEM.contains(method.name) && given.size() == 1) {
        add(method.value, Way.ITEM, given.get(0));
      } else if (OF_ITEMS.contains(method.name) && given.size() == 1) {
        add(method.value, Way.ITEMS, given.get(0));
      } else if (method.name.equals("insert") && given.size() == 2) {
        add(method.value, Way.ITEM, given.get(1));
      } else if (method.name.equals("setdefault") && given.size() == 2) {
        add(method.value, Way.ENTRY, given.get(0), given.get(1));
      } else if (method.name.equals("update")) {
        for (Expr other : given) {
          add(method.value, Way.OTHERS, other);
        }
      }
    }

    /** A method that is not called where it is named may be called anywhere. */
    private void taken(Expr.Attribute method) {
      if (!calledMethods.contains(method)) {
        add(method.value, Way.UNSEEN);
      }
    }

    /** A target of an assignment; its value is null where it gets a part of something. */
    private void assigned(Expr target, @Nullable Expr value) {
      switch (target) {
        case Expr.Subscript subscript when value == null -> add(subscript.value, Way.UNSEEN);
        case Expr.Subscript subscript when subscript.index instanceof Expr.Slice ->
            add(subscript.value, Way.ITEMS, value);
        case Expr.Subscript subscript -> add(subscript.value, Way.ENTRY, subscript.index, value);
        case Expr.Tuple tuple -> tuple.elements.forEach(each -> assigned(each, null));
        case Expr.ListExpr list -> list.elements.forEach(each -> assigned(each, null));
        default -> {}
      }
    }

    private void augmented(Stmt.AugAssign assign) {
      if (assign.target instanceof Expr.Subscript subscript) {
        add(subscript.value, Way.KEY, subscript.index);
        return;
      }
      switch (assign.op) {
        case ADD -> add(assign.target, Way.ITEMS, assign.value);
        case OR, XOR -> add(assign.target, Way.OTHERS, assign.value);
        default -> {}
      }
    }

    /** A value that gets another name, under which it may be filled as well. */
    private void kept(Expr value) {
      switch (value) {
        case Expr.Name name -> add(name, Way.UNSEEN);
        case Expr.Tuple tuple -> tuple.elements.forEach(this::kept);
        case Expr.ListExpr list -> list.elements.forEach(this::kept);
        case Expr.Conditional choice -> {
          kept(choice.body);
          kept(choice.orelse);
        }
        case Expr.BoolOp operation -> operation.values.forEach(this::kept);
        default -> {}
      }
    }
  }
}
