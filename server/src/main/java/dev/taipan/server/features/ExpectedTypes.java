package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Pattern;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.Iteration;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.TypedDictShape.Item;
import dev.taipan.checker.types.Unions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The types that the code around an expression expects of it, as far as somebody wrote them. */
final class ExpectedTypes {
  private final Program program;
  private final ModuleTypes module;
  private final Queries queries;
  private final DefinitionFinder finder;

  ExpectedTypes(Program program, ModuleTypes module) {
    this.program = program;
    this.module = module;
    this.queries = new Queries(program);
    this.finder = new DefinitionFinder(program);
  }

  /**
   * What is expected at an offset.
   *
   * @param path the nodes around it; the last may be the expression that is typed
   */
  List<Type> at(List<Node> path, int offset) {
    for (int i = path.size() - 1; i > 0; i--) {
      Node node = path.get(i);
      List<Node> around = path.subList(0, i + 1);
      switch (node) {
        case Expr.Call call when offset > call.callee.end -> {
          return arguments(around, call, offset);
        }
        case Expr.Compare compare -> {
          return compared(around, compare, offset);
        }
        case Stmt.AnnAssign assign when assign.value != null || offset > assign.annotation.end -> {
          return offset > assign.annotation.end ? typeOf(around, assign.target) : List.of();
        }
        case Stmt.Assign assign when offset > assign.targets.getLast().end -> {
          return declared(around, assign);
        }
        case Parameter parameter
            when parameter.annotation != null && offset > parameter.annotation.end -> {
          Definition definition = module.bound().definitionOf(parameter);
          return definition == null ? List.of() : List.of(queries.typeOf(module, definition));
        }
        case Stmt.Return _ -> {
          return returned(around);
        }
        case Expr.Yield _ -> {
          return elements(returned(around), 0);
        }
        case Expr.ListExpr list -> {
          return displayed(around, offset, placeIn(list.elements, offset));
        }
        case Expr.SetExpr set -> {
          return displayed(around, offset, placeIn(set.elements, offset));
        }
        case Expr.Tuple tuple -> {
          return displayed(around, offset, placeIn(tuple.elements, offset));
        }
        case Expr.Dict dict -> {
          return inDictionary(around, dict, offset);
        }
        case Stmt.Match match when offset > match.subject.end -> {
          return typeOf(around, match.subject);
        }
        case Stmt _ -> {
          return List.of();
        }
        case Expr.Name _, Expr.Str _, Expr.Attribute _, Argument _ -> {}
        case Expr.Conditional _, Expr.BoolOp _, Pattern _ -> {}
        case Expr.ErrorExpr error when error.parts.isEmpty() -> {}
        case MatchCase _ -> {}
        default -> {
          return List.of();
        }
      }
    }
    return List.of();
  }

  /**
   * What the elements of a display are expected to be.
   *
   * @param path ends in the display
   */
  private List<Type> displayed(List<Node> path, int offset, int place) {
    List<Node> outer = path.subList(0, path.size() - 1);
    if (outer.getLast() instanceof Expr.Compare compare && isTested(compare, path.getLast())) {
      return typeOf(outer, compare.left); // one of several values
    }
    return elements(at(outer, offset), place);
  }

  private static boolean isTested(Expr.Compare compare, Node display) {
    return compare.comparators.getFirst() == display
        && switch (compare.ops.getFirst()) {
          case IN, NOT_IN -> true;
          default -> false;
        };
  }

  /** How many elements are before an offset. */
  private static int placeIn(List<Expr> elements, int offset) {
    int place = 0;
    while (place < elements.size() && elements.get(place).end < offset) {
      place++;
    }
    return place;
  }

  /** The element at a place of what can be iterated over. */
  private List<Type> elements(List<Type> containers, int place) {
    List<Type> found = new ArrayList<>();
    for (Type container : containers) {
      for (Type member : Unions.members(container)) {
        if (member instanceof TupleType shape && shape.isFixedLength()) {
          if (place < shape.prefix().size()) {
            found.add(shape.prefix().get(place));
          }
          continue;
        }
        Iteration.Result plain = program.iteration().iterate(member);
        Iteration.Result result =
            plain.isValid() ? plain : program.iteration().iterateAsync(member);
        if (result.isValid()) {
          found.add(result.element());
        }
      }
    }
    return found;
  }

  /** The index of the value that is typed at an offset of a display; -1 where it is a key. */
  static int valueAt(Expr.Dict dict, int offset) {
    for (int i = Math.min(dict.keys.size(), dict.values.size()) - 1; i >= 0; i--) {
      Expr key = dict.keys.get(i);
      Expr value = dict.values.get(i);
      if (key != null && key.end < offset) {
        boolean isThere = value instanceof Expr.ErrorExpr || offset <= value.end;
        return isThere && offset > key.end ? i : -1;
      }
    }
    return -1;
  }

  private List<Type> inDictionary(List<Node> path, Expr.Dict dict, int offset) {
    List<Type> whole = at(path.subList(0, path.size() - 1), offset);
    int place = valueAt(dict, offset);
    if (place < 0) {
      return elements(whole, 0);
    }
    Expr key = dict.keys.get(place);
    List<Type> found = new ArrayList<>();
    for (Type container : whole) {
      for (Type member : Unions.members(container)) {
        TypedDictShape shape =
            member instanceof NominalType nominal
                ? program.classModel(nominal.cls()).typedDict()
                : null;
        if (shape == null) {
          program.mappings().valuesOf(member).ifPresent(found::add);
        } else if (key instanceof Expr.Str name
            && shape.items().get(name.value) instanceof Item i) {
          found.add(i.type());
        }
      }
    }
    return found;
  }

  /**
   * The type of the subject of a match statement that the parser could not finish, the last one
   * before an offset.
   */
  List<Type> ofBrokenMatch(int offset) {
    List<Node> path = new ArrayList<>();
    List<Node> last = new ArrayList<>();
    new TreeWalker() {
      @Override
      protected void visit(Node node) {
        if (node.start > offset) {
          return;
        }
        path.add(node);
        if (node instanceof Stmt.ErrorStmt error
            && !error.parts.isEmpty()
            && module.source().text().startsWith("match", error.start)) {
          last.clear();
          last.addAll(path);
        } else if (!(node instanceof Expr)) {
          visitChildren(node);
        }
        path.removeLast();
      }
    }.visit(module.parsed().module());
    return !last.isEmpty() && last.getLast() instanceof Stmt.ErrorStmt error
        ? typeOf(last, error.parts.getFirst())
        : List.of();
  }

  private List<Type> typeOf(List<Node> around, Expr expression) {
    List<Node> path = new ArrayList<>(around);
    path.add(expression);
    Optional<Type> type = queries.typeOf(module, path);
    if (type.isEmpty() && module.bound().definitionOf(expression) instanceof Definition own) {
      type = Optional.of(queries.typeOf(module, own));
    }
    return type.map(List::of).orElseGet(List::of);
  }

  private List<Type> arguments(List<Node> around, Expr.Call call, int offset) {
    List<Type> found = new ArrayList<>();
    for (Type callee : typeOf(around, call.callee)) {
      for (Signature signature : finder.signaturesOf(callee)) {
        int active = Calls.active(signature, call, offset, module);
        if (active >= 0) {
          found.add(signature.parameters().parameters().get(active).type());
        }
      }
    }
    return found;
  }

  private List<Type> compared(List<Node> around, Expr.Compare compare, int offset) {
    for (int i = 0; i < compare.comparators.size(); i++) {
      Expr given = compare.comparators.get(i);
      if (offset >= given.start && (offset <= given.end || given instanceof Expr.ErrorExpr)) {
        return typeOf(around, i == 0 ? compare.left : compare.comparators.get(i - 1));
      }
    }
    return offset <= compare.left.end && !compare.comparators.isEmpty()
        ? typeOf(around, compare.comparators.getFirst())
        : List.of();
  }

  /** The declared type of the name or attribute that is assigned to. */
  private List<Type> declared(List<Node> around, Stmt.Assign assign) {
    if (assign.targets.getLast() instanceof Expr.Attribute attribute) {
      return typeOf(around, attribute);
    }
    Definition definition = module.bound().definitionOf(assign.targets.getLast());
    if (definition == null || definition.symbol() == null || !definition.symbol().isDeclared()) {
      return List.of();
    }
    for (Definition other : definition.symbol().definitions()) {
      if (other.isDeclaration()) {
        return List.of(queries.typeOf(module, other));
      }
    }
    return List.of();
  }

  private List<Type> returned(List<Node> around) {
    for (int i = around.size() - 1; i >= 0; i--) {
      if (around.get(i) instanceof Stmt.FunctionDef function) {
        Definition definition = module.bound().definitionOf(function);
        return function.returns != null
                && definition != null
                && queries.typeOf(module, definition) instanceof CallableType callable
            ? List.of(InferredTypes.awaited(callable.signatures().getLast().returnType(program)))
            : List.of();
      }
    }
    return List.of();
  }
}
