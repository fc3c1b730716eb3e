package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.Variance;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The types of tuple, list, set and dict displays. */
public final class DisplayEvaluator {
  /** Longer displays are taken to be of the type of their first elements, all else being equal. */
  private static final int MAX_ELEMENTS = 256;

  private final Program program;
  private final PromisedItems promised;

  public DisplayEvaluator(Program program) {
    this.program = program;
    this.promised = new PromisedItems(program);
  }

  Type tuple(Region region, Expr.Tuple tuple, @Nullable Type expected) {
    Map<Expr, TupleType> unpacked = unpacked(region, tuple);
    int length = length(tuple, unpacked);
    TupleType wanted = expected == null ? null : expectedTuple(length, expected);
    List<Type> prefix = new ArrayList<>();
    List<Type> suffix = new ArrayList<>();
    Type variadic = null;
    boolean open = false;
    int at = 0;
    for (Expr element : tuple.elements) {
      TupleType shape = unpacked.get(element);
      if (shape != null) {
        for (Type type : shape.prefix()) {
          (open ? suffix : prefix).add(type);
        }
        if (shape.variadic() != null) {
          if (open) {
            // A second part of unknown length: everything from the first on becomes one.
            TupleType first = new TupleType(List.of(), variadic, suffix);
            TupleType second = new TupleType(List.of(), shape.variadic(), List.of());
            variadic = Unions.of(List.of(first.elementType(), second.elementType()));
            suffix.clear();
          } else {
            variadic = shape.variadic();
            open = true;
          }
          suffix.addAll(shape.suffix());
        }
        at += shape.prefix().size();
        continue;
      }
      Type hint = wanted == null ? null : elementAt(wanted, at, length, open);
      Type type = region.infer(element, hint);
      (open ? suffix : prefix).add(wanted == null ? Widening.item(type) : type);
      at++;
    }
    return new TupleType(prefix, variadic, suffix);
  }

  /** What the starred elements of a display are unpacked into. */
  private Map<Expr, TupleType> unpacked(Region region, Expr.Tuple tuple) {
    Map<Expr, TupleType> shapes = new IdentityHashMap<>();
    for (Expr element : tuple.elements) {
      if (element instanceof Expr.Starred starred) {
        Type inner = region.infer(starred.value);
        region.store(starred, inner);
        TupleType shape = program.iteration().shapeOf(inner);
        if (shape == null) {
          program.iterations().report(region, starred.value, inner);
          shape = TupleType.homogeneous(DynamicType.UNKNOWN);
        }
        shapes.put(starred, shape);
      }
    }
    return shapes;
  }

  /** The number of elements that a display makes; -1 where that depends on what is unpacked. */
  private static int length(Expr.Tuple tuple, Map<Expr, TupleType> unpacked) {
    int length = tuple.elements.size();
    for (TupleType shape : unpacked.values()) {
      if (!shape.isFixedLength()) {
        return -1;
      }
      length += shape.prefix().size() - 1;
    }
    return length;
  }

  /** The tuple among what is expected that a display may be; one of any length without a length. */
  private @Nullable TupleType expectedTuple(int length, Type expected) {
    TupleType open = null;
    for (Type member : Unions.members(expected)) {
      if (member instanceof TupleType shape) {
        if (shape.isFixedLength()) {
          if (shape.prefix().size() == length) {
            return shape;
          }
        } else if (length < 0 || shape.minimumLength() <= length) {
          open = shape;
        }
      } else if (open == null) {
        List<Type> arguments = program.specializer().argumentsToMatch(WellKnown.TUPLE, member);
        if (arguments != null && !(arguments.get(0) instanceof DynamicType)) {
          open = TupleType.homogeneous(arguments.get(0));
        }
      }
    }
    return open;
  }

  /**
   * The type of an element by its place.
   *
   * @param length the number of elements; -1 where it is not known
   * @param open whether there is an unknown number of elements before it
   */
  private static @Nullable Type elementAt(TupleType shape, int index, int length, boolean open) {
    if (index < shape.prefix().size()) {
      return open ? null : shape.prefix().get(index);
    }
    if (length < 0) {
      return shape.suffix().isEmpty() ? shape.variadic() : null;
    }
    int fromEnd = length - index;
    if (fromEnd <= shape.suffix().size()) {
      return shape.suffix().get(shape.suffix().size() - fromEnd);
    }
    return shape.variadic();
  }

  Type list(Region region, Expr.ListExpr list, @Nullable Type expected) {
    return collection(region, WellKnown.LIST, list.elements, expected);
  }

  Type set(Region region, Expr.SetExpr set, @Nullable Type expected) {
    Type type = collection(region, WellKnown.SET, set.elements, expected);
    for (Expr element : set.elements) {
      if (element instanceof Expr.Starred unpacked) {
        program.hashability().checkUnpacked(region, unpacked);
      } else {
        program.hashability().check(region, element);
      }
    }
    return type;
  }

  private Type collection(
      Region region, ClassId cls, List<Expr> elements, @Nullable Type expected) {
    Type wish = null;
    for (Type member : expected == null ? List.<Type>of() : Unions.members(expected)) {
      List<Type> arguments = program.specializer().argumentsToMatch(cls, member);
      if (arguments == null) {
        continue;
      }
      Type wanted = arguments.get(0);
      if (wanted == DynamicType.ANY) {
        elementType(region, elements, null);
        return new NominalType(cls, List.of(wanted));
      }
      if (wanted instanceof DynamicType) {
        continue;
      }
      wish = wish == null ? wanted : wish;
      List<Region.Attempt> attempts = new ArrayList<>();
      boolean fits = true;
      for (Expr element : elements) {
        Type hint =
            element instanceof Expr.Starred
                ? new NominalType(WellKnown.ITERABLE, List.of(wanted))
                : wanted;
        Expr node = element instanceof Expr.Starred starred ? starred.value : element;
        Region.Attempt attempt = region.attempt(node, hint);
        attempts.add(attempt);
        if (!program.typeSystem().isAssignable(attempt.type(), hint)) {
          fits = false;
          break;
        }
      }
      if (fits) {
        attempts.forEach(region::accept);
        NominalType made = new NominalType(cls, List.of(wanted));
        return elements.stream().anyMatch(element -> element instanceof Expr.Starred)
                || elements.size() > MAX_ELEMENTS
            ? made
            : promised.narrow(region, made, 0, member, elements, types(attempts));
      }
    }
    return new NominalType(cls, List.of(elementType(region, elements, wish)));
  }

  /**
   * The type of the elements by themselves.
   *
   * @param wish what was expected of them, which still tells lambdas what they are given
   */
  private Type elementType(Region region, List<Expr> elements, @Nullable Type wish) {
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      Expr element = elements.get(i);
      Type hint = i == 0 || types.isEmpty() ? null : types.get(0);
      if (element instanceof Expr.Starred starred) {
        Type inner = region.infer(starred.value);
        region.store(starred, inner);
        Type item = program.iterations().element(region, starred.value, inner, false);
        types.add(program.writtenLiterals().widen(region, starred, item));
      } else {
        Type type = region.infer(element, hintFor(element, hint, wish));
        if (i < MAX_ELEMENTS) {
          types.add(program.writtenLiterals().widen(region, element, type));
        }
      }
    }
    return Widening.items(types);
  }

  /** An empty display among others is of their type. */
  private static @Nullable Type hintFor(Expr element, @Nullable Type first, @Nullable Type wish) {
    boolean empty =
        element instanceof Expr.ListExpr list && list.elements.isEmpty()
            || element instanceof Expr.Dict dict && dict.values.isEmpty();
    return empty ? first : element instanceof Expr.Lambda ? wish : null;
  }

  Type dict(Region region, Expr.Dict dict, @Nullable Type expected) {
    Type wish = null;
    NominalType open = null;
    for (Type member : expected == null ? List.<Type>of() : Unions.members(expected)) {
      Type whole = expected == null ? member : expected;
      Type typed = program.typedDicts().display(region, dict, member, whole);
      if (typed != null) {
        return typed;
      }
      List<Type> arguments = program.specializer().argumentsToMatch(WellKnown.DICT, member);
      if (arguments == null || saysNothing(arguments)) {
        open = arguments != null && member instanceof NominalType nominal ? nominal : open;
        continue;
      }
      wish = wish == null ? arguments.get(1) : wish;
      List<Region.Attempt> attempts = new ArrayList<>();
      if (fits(region, dict, arguments.get(0), arguments.get(1), attempts)) {
        attempts.forEach(region::accept);
        checkKeys(region, dict);
        NominalType made = new NominalType(WellKnown.DICT, arguments);
        return dict.keys.stream().anyMatch(Objects::isNull) || dict.keys.size() > MAX_ELEMENTS
            ? made
            : promised.narrow(region, made, 1, member, dict.values, types(values(attempts)));
      }
    }
    Type type = inferredDict(region, dict, wish);
    checkKeys(region, dict);
    return open != null && wish == null && type instanceof NominalType made
        ? withOpenArguments(made, open)
        : type;
  }

  private static List<Type> types(List<Region.Attempt> attempts) {
    return attempts.stream().map(Region.Attempt::type).toList();
  }

  /** Every other one of what was tried: a key and its value take turns. */
  private static List<Region.Attempt> values(List<Region.Attempt> attempts) {
    List<Region.Attempt> values = new ArrayList<>();
    for (int i = 1; i < attempts.size(); i += 2) {
      values.add(attempts.get(i));
    }
    return values;
  }

  /**
   * A display where a mapping without arguments is declared: what may be anything there stays so
   * where the mapping is invariant, since it cannot be anything else later.
   */
  private Type withOpenArguments(NominalType made, NominalType declared) {
    List<Variance> variances = program.classModel(declared.cls()).variances();
    if (variances.size() != made.arguments().size()) {
      return made;
    }
    List<Type> arguments = new ArrayList<>(made.arguments());
    for (int i = 0; i < arguments.size(); i++) {
      if (variances.get(i) == Variance.INVARIANT) {
        arguments.set(i, DynamicType.UNKNOWN);
      }
    }
    return new NominalType(made.cls(), arguments);
  }

  private void checkKeys(Region region, Expr.Dict dict) {
    for (@Nullable Expr key : dict.keys) {
      if (key != null) {
        program.hashability().check(region, key);
      }
    }
  }

  /** Whether nobody wrote what the keys and the values are: {@code Any} is a wish, too. */
  private static boolean saysNothing(List<Type> arguments) {
    boolean wished = false;
    for (Type argument : arguments) {
      wished |= !(argument instanceof DynamicType);
    }
    return !wished && arguments.contains(DynamicType.UNKNOWN);
  }

  private boolean fits(
      Region region, Expr.Dict dict, Type key, Type value, List<Region.Attempt> attempts) {
    for (int i = 0; i < dict.values.size(); i++) {
      Expr keyNode = dict.keys.get(i);
      if (keyNode == null) {
        Type mapping = new NominalType(WellKnown.DICT, List.of(key, value));
        Region.Attempt attempt = region.attempt(dict.values.get(i), mapping);
        attempts.add(attempt);
        Mappings.Items items = program.mappings().of(attempt.type());
        if (items == null
            || !program.typeSystem().isAssignable(items.keys(), key)
            || !program.typeSystem().isAssignable(items.values(), value)) {
          return false;
        }
        continue;
      }
      Region.Attempt keyAttempt = region.attempt(keyNode, key);
      Region.Attempt valueAttempt = region.attempt(dict.values.get(i), value);
      attempts.add(keyAttempt);
      attempts.add(valueAttempt);
      if (!program.typeSystem().isAssignable(keyAttempt.type(), key)
          || !program.typeSystem().isAssignable(valueAttempt.type(), value)) {
        return false;
      }
    }
    return true;
  }

  private Type inferredDict(Region region, Expr.Dict dict, @Nullable Type wish) {
    List<Type> keys = new ArrayList<>();
    List<Type> values = new ArrayList<>();
    for (int i = 0; i < dict.values.size(); i++) {
      Expr keyNode = dict.keys.get(i);
      Expr valueNode = dict.values.get(i);
      if (keyNode == null) {
        Type mapping = region.infer(valueNode);
        Mappings.Items items = program.mappings().unpacked(region, valueNode, mapping);
        keys.add(items.keys());
        values.add(items.values());
        continue;
      }
      Type key = region.infer(keyNode);
      Type first = values.isEmpty() ? null : values.get(0);
      Type value = region.infer(valueNode, hintFor(valueNode, first, wish));
      if (i < MAX_ELEMENTS) {
        keys.add(program.writtenLiterals().widen(region, keyNode, key));
        values.add(program.writtenLiterals().widen(region, valueNode, value));
      }
    }
    return new NominalType(WellKnown.DICT, List.of(Widening.items(keys), Widening.items(values)));
  }
}
