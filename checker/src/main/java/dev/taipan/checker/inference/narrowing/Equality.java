package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Enums;
import dev.taipan.checker.types.LiteralStringType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which values can be equal. Subclasses of builtin classes are taken to compare as these do, as
 * nobody means others by the names of the builtin ones; so are subclasses of classes whose objects
 * equal nothing but themselves, or, of a dataclass, others of that class.
 */
final class Equality {
  /** The kind of objects that equal no value of a builtin class. */
  private static final String OBJECT = "object";

  private final Program program;

  Equality(Program program) {
    this.program = program;
  }

  /** Whether two literals of different classes are equal; ambiguous where their classes decide. */
  Truth areEqual(LiteralType a, LiteralType b) {
    LiteralType first = plain(a);
    LiteralType second = plain(b);
    if (first != null && second != null) {
      return Truth.of(first.equals(second));
    }
    return hasOwnEquality(a) || hasOwnEquality(b) ? Truth.AMBIGUOUS : Truth.ALWAYS_FALSE;
  }

  /**
   * The builtin value as which a literal compares: a bool is a number, and so are the members of an
   * {@code IntEnum}. Null for one that does not compare as a builtin value.
   */
  private @Nullable LiteralType plain(LiteralType literal) {
    if (!literal.isEnumMember()) {
      return literal.value() instanceof Boolean truth
          ? new LiteralType(WellKnown.INT, truth ? 1L : 0L)
          : literal;
    }
    Optional<Access> equals = program.members().specialMethod(literal, "__eq__");
    boolean compares =
        equals.isPresent()
            && equals.get().member() != null
            && builtinKind(equals.get().member().owner()) != null;
    if (!compares) {
      return null;
    }
    return program.members().read(literal, "value").map(Access::type).orElse(null)
                instanceof LiteralType value
            && !value.isEnumMember()
        ? plain(value)
        : null;
  }

  private boolean hasOwnEquality(LiteralType literal) {
    return literal.isEnumMember() && !Enums.comparesByIdentity(program, literal.cls());
  }

  /** Whether no value of a type can be equal to one of another. */
  boolean areOfOtherKinds(Type type, Type other) {
    for (Type one : Unions.members(type)) {
      String kind = comparedAs(one);
      for (Type two : Unions.members(other)) {
        String second = comparedAs(two);
        if (kind == null
            || second == null
            || kind.equals(second)
                && !(kind.equals(OBJECT) && program.typeSystem().isDisjoint(one, two))) {
          return false;
        }
      }
    }
    return true;
  }

  /** The builtin kind of values that a type has; null for other types. */
  static @Nullable String kindOf(Type type) {
    if (type instanceof LiteralStringType) {
      return "str";
    }
    if (type instanceof NominalType nominal
        && (nominal.cls().equals(WellKnown.NONE_TYPE)
            || nominal.cls().equals(WellKnown.ELLIPSIS_TYPE))) {
      return nominal.cls().name();
    }
    ClassId cls = PatternNarrowing.classOf(type);
    return cls == null ? null : builtinKind(cls);
  }

  /**
   * The kind of values that a type has, as the first class in its MRO that defines equality says.
   */
  private @Nullable String comparedAs(Type type) {
    String builtin = kindOf(type);
    ClassId cls = builtin == null ? PatternNarrowing.classOf(type) : null;
    if (cls == null || cls.equals(WellKnown.OBJECT)) {
      return builtin;
    }
    ClassModel model = program.classModel(cls);
    if (model.isProtocol() || model.typedDict() != null || !model.abstractMembers().isEmpty()) {
      return null;
    }
    for (Type entry : model.mro()) {
      ClassId id = Mro.classOf(entry);
      if (id == null) {
        return null;
      }
      String kind = id.equals(WellKnown.OBJECT) ? OBJECT : builtinKind(id);
      if (kind != null) {
        return kind;
      }
      if (program.classModel(id).member("__eq__").isPresent()) {
        return null;
      }
    }
    return null;
  }

  /**
   * Whether the class of a value, or a base of it, says itself what equals the value, which may be
   * {@code None} too.
   */
  boolean mayEqualNone(Type type) {
    ClassId cls = kindOf(type) == null ? PatternNarrowing.classOf(type) : null;
    if (cls == null) {
      return false;
    }
    for (Type entry : program.classModel(cls).mro()) {
      ClassId id = Mro.classOf(entry);
      if (id == null || id.equals(WellKnown.OBJECT) || builtinKind(id) != null) {
        return false;
      }
      ClassModel model = program.classModel(id);
      if (model.member("__eq__").isPresent()) {
        return !model.isEnum() && model.dataclass() == null;
      }
    }
    return false;
  }

  /** Builtin classes by what their instances compare equal to; null for other classes. */
  private static @Nullable String builtinKind(ClassId cls) {
    if (!cls.module().equals("builtins")) {
      return null;
    }
    return switch (cls.place()) {
      case "bool", "int", "float", "complex" -> "number";
      case "bytes", "bytearray", "memoryview" -> "bytes";
      case "set", "frozenset" -> "set";
      case "dict", "list", "range", "str", "tuple" -> cls.place();
      default -> null;
    };
  }
}
