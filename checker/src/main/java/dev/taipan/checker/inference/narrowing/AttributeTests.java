package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.inference.NodeTypeSource;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.definitions.SyntheticClassModel;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Intersections;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code hasattr(x, "name")} tells of {@code x}, and {@code getattr} with a default. An object
 * of a class without such an attribute may be of a subclass that has it: it is then also an
 * instance of a made-up class whose only attribute is that one, of unknown type.
 */
public final class AttributeTests {
  /** No module has this name. */
  private static final String MODULE = "<hasattr>";

  private final Program program;
  private final TypeNarrower narrower;

  AttributeTests(Program program, TypeNarrower narrower) {
    this.program = program;
    this.narrower = narrower;
  }

  /** What of a type has (or has not) an attribute. */
  Type narrow(Type type, String name, boolean positive) {
    if (!positive) {
      return type instanceof UnionType
          ? narrower.each(type, member -> has(member, name) ? NeverType.NEVER : member)
          : type;
    }
    return narrower.each(
        type,
        member -> {
          if (member instanceof DynamicType || has(member, name)) {
            return member;
          }
          if (member instanceof ModuleType) {
            return DynamicType.UNKNOWN;
          }
          if (isExact(member)) {
            return NeverType.NEVER;
          }
          Type attribute = new NominalType(new ClassId(MODULE, "<has " + name + ">"));
          return Intersections.of(List.of(member, attribute), List.of());
        });
  }

  /**
   * What {@code getattr(x, "name", default)} tells of {@code x} where the result is true: if the
   * default is not, there is such an attribute.
   */
  Type tested(NodeTypeSource types, Expr.Call call, Type type) {
    String name = nameIn(types, call);
    boolean told =
        call.arguments.size() == 2
            || call.arguments.size() == 3
                && narrower.truthy(types.of(call.arguments.get(2).value), true) == NeverType.NEVER;
    return name != null && told ? narrow(type, name, true) : type;
  }

  /**
   * What {@code getattr(x, "name", None)} tells of {@code x} where the result is something else
   * than {@code None}, or is a value that the default is not.
   */
  Type compared(
      NodeTypeSource types,
      Expr.Call call,
      Type value,
      Type type,
      boolean positive,
      boolean identity) {
    String name = nameIn(types, call);
    Type fallback = types.of(call.arguments.get(2).value);
    boolean told =
        positive
            ? program.typeSystem().isDisjoint(fallback, value)
            : fallback.equals(value)
                && (value.equals(WellKnown.NONE) || identity && value instanceof LiteralType);
    return name != null && told ? narrow(type, name, true) : type;
  }

  /** The name of the attribute that a call asks for; null if it is not known. */
  private static @Nullable String nameIn(NodeTypeSource types, Expr.Call call) {
    return call.arguments.size() > 1
            && types.of(call.arguments.get(1).value) instanceof LiteralType literal
            && literal.value() instanceof String name
        ? name
        : null;
  }

  private boolean has(Type member, String name) {
    if (member instanceof DynamicType) {
      return false;
    }
    Optional<Access> access = program.members().read(member, name);
    return access.isPresent() && !access.get().isPartial();
  }

  /** Whether no subclass can add attributes. */
  private boolean isExact(Type member) {
    return member instanceof LiteralType
        || member instanceof NominalType nominal
            && (nominal.cls().equals(WellKnown.NONE_TYPE)
                || program.classModel(nominal.cls()).isFinal());
  }

  /** Whether {@code id} is a class that such a test made up. */
  public static boolean isMadeUp(ClassId id) {
    return id.module().equals(MODULE);
  }

  /** The model of a made-up class. */
  public static ClassModel model(Program program, ClassId id) {
    String place = id.place();
    String name = place.substring("<has ".length(), place.length() - 1);
    Member member =
        new Member(
            name,
            id,
            DynamicType.UNKNOWN,
            true,
            Member.Place.CLASS_AND_INSTANCE,
            false,
            true,
            null);
    return new SyntheticClassModel(
        program,
        id,
        SyntheticClassModel.Kind.ATTRIBUTE,
        WellKnown.TOP,
        Map.of(name, member),
        List.of(),
        () -> null);
  }
}
