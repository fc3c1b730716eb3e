package dev.taipan.checker.inference.library;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.AssignedCall;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.annotations.TypePosition;
import dev.taipan.checker.inference.definitions.SyntheticClassModel;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FreeVariables;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls of {@code NewType}, which make a subclass that is there for type checkers only. */
public final class NewTypeCalls {
  private final Program program;

  public NewTypeCalls(Program program) {
    this.program = program;
  }

  /** The class that {@code N = NewType("N", C)} makes. */
  public Type newType(Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    Expr.Name target = AssignedCall.namedTarget(region, call, Rules.INVALID_NEWTYPE, "NewType");
    Expr base = AssignedCall.argument(call, 1, "tp");
    ModuleTypes module = region.module();
    String place = target == null ? null : module.placeOf(target);
    if (place == null) {
      return DynamicType.UNKNOWN;
    }
    if (call.arguments.size() != 2 || base == null || !AssignedCall.startsWithName(call)) {
      region.report(Rules.INVALID_NEWTYPE, call, "`NewType` takes a name and a class");
      return DynamicType.UNKNOWN;
    }
    TypePosition position =
        TypePosition.of(program.typeVariableScopes().aroundValue(module, region.scope()));
    Type denoted = program.typeExpressions().type(region, base, position);
    Type instance =
        denoted instanceof SubclassOfType any && any.instance() instanceof DynamicType
            ? new NominalType(WellKnown.TYPE)
            : denoted;
    Type checked = checkedBase(region, base, instance);
    ClassId id = new ClassId(module.name(), place);
    ClassModel known = module.classModel(place);
    if (known == null || !known.bases().equals(List.of(checked))) {
      module.replace(
          place,
          new SyntheticClassModel(
              program,
              id,
              SyntheticClassModel.Kind.NEW_TYPE,
              checked,
              constructor(id, checked),
              List.of(),
              () -> null));
    }
    return new ClassLiteralType(id);
  }

  /** The object takes one value of the base and gives it back. */
  private static Map<String, Member> constructor(ClassId id, Type base) {
    ParameterType cls =
        ParameterType.of(
            "cls", ParameterKind.POSITIONAL_ONLY, SubclassOfType.of(id.selfVariable()), false);
    ParameterType item = ParameterType.of("item", ParameterKind.POSITIONAL_ONLY, base, false);
    CallableType make =
        new CallableType(
            List.of(Signature.of(ParameterList.of(List.of(cls, item)), id.selfVariable())),
            CallableType.Binding.STATIC,
            null);
    CallableType ignore =
        new CallableType(
            List.of(
                Signature.of(
                    new ParameterList(
                        List.of(
                            ParameterType.of(
                                "self", ParameterKind.POSITIONAL_ONLY, id.selfVariable(), false)),
                        null,
                        true),
                    WellKnown.NONE)),
            CallableType.Binding.FUNCTION,
            null);
    return Map.of(
        "__new__", method(id, "__new__", make), "__init__", method(id, "__init__", ignore));
  }

  private static Member method(ClassId id, String name, CallableType type) {
    return new Member(name, id, type, true, Member.Place.CLASS, false, true, null);
  }

  private Type checkedBase(Region region, Expr at, Type instance) {
    boolean valid =
        switch (instance) {
          case NominalType nominal -> {
            region.defer(later -> checkClass(later, at, nominal));
            yield !nominal.equals(WellKnown.NONE);
          }
          case TupleType _ -> true;
          case DynamicType dynamic -> dynamic == DynamicType.UNKNOWN;
          default -> false;
        };
    if (!valid || FreeVariables.mentions(instance, variable -> true)) {
      region.report(
          Rules.INVALID_NEWTYPE,
          at,
          "a NewType is made of a class, not of `" + Display.of(instance) + "`");
      return DynamicType.UNKNOWN;
    }
    return instance;
  }

  private void checkClass(Region region, Expr at, NominalType nominal) {
    ClassModel model = program.classModel(nominal.cls());
    if (model.isProtocol() || model.typedDict() != null) {
      region.report(
          Rules.INVALID_NEWTYPE,
          at,
          "a NewType cannot be made of the "
              + (model.isProtocol() ? "protocol" : "TypedDict")
              + " `"
              + nominal.cls().name()
              + "`");
    }
  }
}
