package dev.taipan.checker.inference.library;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Type;
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
    return AttrsClasses.isFieldDecorator(program, region, attribute) ? DynamicType.UNKNOWN : null;
  }
}
