package dev.taipan.checker.inference.library;

import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.PropertyType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.WellKnown;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Attributes that the language gives a type of their own, such as those of enum members. */
public final class SpecialAttributes {
  private final Program program;

  public SpecialAttributes(Program program) {
    this.program = program;
  }

  /** The type of an attribute of an enum member apart from its class; null for any other. */
  public @Nullable Type ofEnum(Type member, String name) {
    return program.enums().attribute(member, name);
  }

  /** The type of an attribute that is read; null for an attribute with no special meaning. */
  public @Nullable Type read(Region region, Expr.Attribute attribute) {
    if (AttrsClasses.isFieldDecorator(program, region, attribute)) {
      return DynamicType.UNKNOWN;
    }
    if (region.stored(attribute.value) instanceof PropertyType property) {
      return function(property, attribute.name);
    }
    return attribute.name.equals("__self__") && attribute.value instanceof Expr.Attribute method
        ? boundObject(region, method)
        : null;
  }

  /** One of the functions that a property is made of; null for another attribute. */
  private static @Nullable Type function(PropertyType property, String name) {
    return switch (name) {
      case "fget" -> Objects.requireNonNullElse(property.getter(), WellKnown.NONE);
      case "fset" -> Objects.requireNonNullElse(property.setter(), WellKnown.NONE);
      case "fdel" -> Objects.requireNonNullElse(property.deleter(), WellKnown.NONE);
      default -> null;
    };
  }

  /** What a method is bound to where it is read; null for what is no such method. */
  private @Nullable Type boundObject(Region region, Expr.Attribute method) {
    Type object = region.stored(method.value);
    if (!(object instanceof NominalType || object instanceof TypeVarType)) {
      return null;
    }
    Member member =
        program
            .members()
            .read(object, PrivateNames.mangle(region.scope(), method.name))
            .map(Access::member)
            .orElse(null);
    CallableType.Binding binding =
        member != null && member.type() instanceof CallableType callable
            ? callable.binding()
            : CallableType.Binding.BOUND;
    return switch (binding) {
      case FUNCTION -> object;
      case CLASS -> SubclassOfType.of(object);
      case STATIC, BOUND -> null;
    };
  }
}
