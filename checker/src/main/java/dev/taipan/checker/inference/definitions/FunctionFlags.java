package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Type;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the decorators of a function say of it beyond its type.
 *
 * @param deprecated the message of {@code @deprecated}; null without one
 */
public record FunctionFlags(Set<Flag> flags, @Nullable String deprecated) {
  /** The marks that decorators of the standard library put on functions. */
  public enum Flag {
    STATIC,
    CLASS,
    PROPERTY,
    OVERLOAD,
    FINAL,
    OVERRIDE,
    ABSTRACT,
    NO_TYPE_CHECK,
    DISJOINT_BASE
  }

  static final FunctionFlags NONE = new FunctionFlags(EnumSet.noneOf(Flag.class), null);

  public boolean has(Flag flag) {
    return flags.contains(flag);
  }

  /** The mark that a decorator of this type is; null if it is none. */
  static @Nullable Flag flagOf(Type decorator) {
    return switch (nameOf(decorator)) {
      case "builtins.staticmethod", "abc.abstractstaticmethod" -> Flag.STATIC;
      case "builtins.classmethod", "abc.abstractclassmethod" -> Flag.CLASS;
      case "builtins.property",
          "abc.abstractproperty",
          "enum.property",
          "types.DynamicClassAttribute" ->
          Flag.PROPERTY;
      case "typing.overload", "typing_extensions.overload" -> Flag.OVERLOAD;
      case "typing.final", "typing_extensions.final" -> Flag.FINAL;
      case "typing.override", "typing_extensions.override" -> Flag.OVERRIDE;
      case "abc.abstractmethod" -> Flag.ABSTRACT;
      case "typing.disjoint_base", "typing_extensions.disjoint_base" -> Flag.DISJOINT_BASE;
      case "typing.no_type_check" -> Flag.NO_TYPE_CHECK;
      default -> null;
    };
  }

  /** Whether a decorator makes what it decorates abstract, and maybe something else too. */
  static boolean makesAbstract(Type decorator) {
    return switch (nameOf(decorator)) {
      case "abc.abstractmethod",
          "abc.abstractproperty",
          "abc.abstractclassmethod",
          "abc.abstractstaticmethod" ->
          true;
      default -> false;
    };
  }

  /** The full name of the function or class that a decorator is; empty if it is neither. */
  static String nameOf(Type decorator) {
    return switch (decorator) {
      case ClassLiteralType cls -> cls.cls().toString();
      case CallableType callable when callable.function() != null -> callable.function().toString();
      default -> "";
    };
  }

  /** Whether a call of this type is {@code deprecated(...)}. */
  static boolean isDeprecated(Type callee) {
    return callee instanceof ClassLiteralType cls
        && cls.cls().name().equals("deprecated")
        && (cls.cls().module().equals("warnings")
            || cls.cls().module().equals("typing_extensions"));
  }

  /** The message that an argument gives, as far as it is a literal. */
  static String messageOf(@Nullable Type argument) {
    return argument instanceof LiteralType literal && literal.value() instanceof String text
        ? text
        : "";
  }
}
