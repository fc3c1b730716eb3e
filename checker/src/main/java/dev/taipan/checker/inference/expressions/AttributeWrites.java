package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.definitions.OpenClasses;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.SuperType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WriteAccess;

/** Deletes attributes and reports attributes that cannot be assigned or deleted. */
public final class AttributeWrites {
  private final Program program;

  public AttributeWrites(Program program) {
    this.program = program;
  }

  void delete(Region region, Expr.Attribute attribute) {
    Type object = region.infer(attribute.value);
    if (object instanceof DynamicType) {
      return;
    }
    WriteAccess access =
        program.members().delete(object, PrivateNames.mangle(region.scope(), attribute.name));
    for (WriteAccess.Refusal refusal : access.refusals()) {
      reportRefusal(region, attribute, refusal, true);
    }
    for (WriteAccess.Target target : access.targets()) {
      program.deprecations().onDescriptor(region, attribute, target.setter());
    }
  }

  void reportRefusal(
      Region region, Expr.Attribute attribute, WriteAccess.Refusal refusal, boolean deletes) {
    String name = "`" + attribute.name + "`";
    String object = "`" + Display.of(refusal.object()) + "`";
    String verb = deletes ? "deleted" : "assigned";
    Rule rule = Rules.INVALID_ASSIGNMENT;
    String message =
        switch (refusal.reason()) {
          case MISSING -> {
            // What `super` makes looks attributes up, and takes none.
            if (!(refusal.object() instanceof SuperType)
                && new OpenClasses(program).mayHave(refusal.object(), attribute.name)) {
              yield "";
            }
            rule = Rules.MISSING_ATTRIBUTE;
            yield object + " has no attribute " + name;
          }
          case FINAL -> {
            if (region.mayInitializeFinal(attribute)) {
              yield "";
            }
            rule = Rules.REASSIGNED_FINAL;
            yield name + " is final and cannot be " + verb;
          }
          case READ_ONLY_PROPERTY ->
              "the property " + name + " of " + object + " cannot be " + verb;
          case FROZEN -> name + " is a field of the frozen dataclass " + object;
          case NAMED_TUPLE_FIELD -> name + " is a field of the named tuple " + object;
          case CLASS_VAR -> {
            rule = Rules.INVALID_ATTRIBUTE_ACCESS;
            yield "the class variable " + name + " cannot be " + verb + " through an instance";
          }
          case INSTANCE_ONLY -> {
            rule = Rules.INVALID_ATTRIBUTE_ACCESS;
            yield name + " exists on instances only, not on the class";
          }
          case NOT_IN_SLOTS -> {
            rule = Rules.INVALID_ATTRIBUTE_ACCESS;
            yield name + " is not among the `__slots__` of " + object;
          }
          case GENERIC_THROUGH_CLASS -> {
            rule = Rules.INVALID_ATTRIBUTE_ACCESS;
            yield name + " is generic: it is an attribute of instances, not of the class";
          }
          case READ_ONLY_DESCRIPTOR ->
              "the descriptor " + name + " of " + object + " cannot be " + verb;
        };
    if (!message.isEmpty()) {
      region.report(rule, attribute, message);
    }
  }
}
