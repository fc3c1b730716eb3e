package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.definitions.SyntheticClassModel;
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

/**
 * What {@code hasattr(x, "name")} tells of {@code x}. An object of a class without such an
 * attribute may be of a subclass that has it: it is then also an instance of a made-up class whose
 * only attribute is that one, of unknown type.
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
