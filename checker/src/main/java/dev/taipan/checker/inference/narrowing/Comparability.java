package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralStringType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which comparisons can succeed, going by how the classes of their operands compare: instances of a
 * class that takes over {@code object.__eq__} equal nothing but themselves, and those of builtin
 * classes only others of their kind. That two unrelated classes may have a common subclass is not
 * taken into account.
 */
final class Comparability {
  private final Program program;
  private final Equality equality;

  Comparability(Program program) {
    this.program = program;
    this.equality = new Equality(program);
  }

  boolean mayBeEqual(Type left, Type right) {
    return anyPair(left, right, this::membersMayBeEqual);
  }

  boolean mayBeIdentical(Type left, Type right) {
    return anyPair(left, right, (one, other) -> !program.typeSystem().isDisjoint(one, other));
  }

  /** Whether a builtin container can have an element that equals a value. */
  boolean mayContain(Type container, Type value) {
    List<Type> elements = new ArrayList<>();
    for (Type member : Unions.members(container)) {
      Type element = elementOf(member);
      if (element == null) {
        return true;
      }
      elements.add(element);
    }
    return elements.stream().anyMatch(element -> mayBeEqual(value, element));
  }

  private static boolean anyPair(Type left, Type right, BiPredicate<Type, Type> possible) {
    if (left == NeverType.NEVER || right == NeverType.NEVER) {
      return true;
    }
    for (Type one : Unions.members(left)) {
      for (Type other : Unions.members(right)) {
        if (one instanceof DynamicType
            || other instanceof DynamicType
            || possible.test(one, other)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean membersMayBeEqual(Type one, Type other) {
    if (one instanceof LiteralType first && other instanceof LiteralType second) {
      return first.cls().equals(second.cls())
          ? first.value().equals(second.value())
          : equality.areEqual(first, second) != Truth.ALWAYS_FALSE;
    }
    if (one instanceof TupleType first && other instanceof TupleType second) {
      return tuplesMayBeEqual(first, second);
    }
    if (one instanceof ClassLiteralType && other instanceof ClassLiteralType) {
      return one.equals(other) || hasOwnEquality(one) || hasOwnEquality(other);
    }
    ClassId first = comparedAs(one);
    ClassId second = comparedAs(other);
    if (first == null || second == null) {
      return true;
    }
    String kind = Equality.kindOf(one);
    String otherKind = Equality.kindOf(other);
    if (kind != null && otherKind != null) {
      return kind.equals(otherKind);
    }
    return hasOwnEquality(one)
        || hasOwnEquality(other)
        || isBelow(first, second)
        || isBelow(second, first);
  }

  private boolean tuplesMayBeEqual(TupleType one, TupleType other) {
    if (!one.isFixedLength() || !other.isFixedLength()) {
      return true;
    }
    if (one.prefix().size() != other.prefix().size()) {
      return false;
    }
    for (int i = 0; i < one.prefix().size(); i++) {
      if (!mayBeEqual(one.prefix().get(i), other.prefix().get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The class whose instances a type has; null where it says too little of how they compare. */
  private @Nullable ClassId comparedAs(Type type) {
    ClassId cls =
        switch (type) {
          case NominalType nominal -> nominal.cls();
          case LiteralType literal -> literal.cls();
          case TupleType _ -> WellKnown.TUPLE;
          case LiteralStringType _ -> WellKnown.STR;
          default -> null;
        };
    if (cls == null || cls.equals(WellKnown.OBJECT)) {
      return null;
    }
    ClassModel model = program.classModel(cls);
    return model.isProtocol() || model.mro().stream().anyMatch(DynamicType.class::isInstance)
        ? null
        : cls;
  }

  private boolean isBelow(ClassId cls, ClassId base) {
    return program.classModel(cls).mro().stream()
        .anyMatch(entry -> base.equals(PatternNarrowing.classOf(entry)));
  }

  /** Whether a class says itself what its instances equal, and not as builtin classes do. */
  private boolean hasOwnEquality(Type type) {
    Optional<Access> method = program.members().specialMethod(type, "__eq__");
    return method.isPresent()
        && (method.get().member() == null
            || !method.get().member().owner().module().equals("builtins"));
  }

  /** What the elements of a builtin container are; null for anything else. */
  private @Nullable Type elementOf(Type container) {
    if (container instanceof TupleType tuple) {
      List<Type> all = new ArrayList<>(tuple.prefix());
      if (tuple.variadic() != null) {
        all.add(tuple.variadic());
      }
      all.addAll(tuple.suffix());
      return Unions.of(all);
    }
    return container instanceof NominalType nominal
            && nominal.cls().module().equals("builtins")
            && !nominal.arguments().isEmpty()
        ? nominal.arguments().getFirst()
        : null;
  }
}
