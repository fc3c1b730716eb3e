package dev.taipan.checker.inference.library;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.AssignedCall;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.definitions.SyntheticClassModel;
import dev.taipan.checker.inference.definitions.SyntheticClassModel.Kind;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Enums that a call makes: {@code Color = Enum("Color", "RED GREEN")}. */
public final class FunctionalEnums {
  private static final class ValuesKey extends MemoKey {
    ValuesKey(String place) {
      super(place);
    }
  }

  private final Program program;

  public FunctionalEnums(Program program) {
    this.program = program;
  }

  /** The enum that an assignment defines; null if the call is none that can be understood. */
  public @Nullable Type define(Region region, Expr.Name target, Expr.Call call, Type callee) {
    if (!(callee instanceof ClassLiteralType base) || !isEmptyEnum(base.cls())) {
      return null;
    }
    String place = region.module().placeOf(target);
    checkNames(region, call, base.cls());
    AssignedCall.checkIsText(region, AssignedCall.argument(call, 0, "value"), "Enum");
    Expr names = AssignedCall.argument(call, 1, "names");
    Map<String, Type> values =
        names == null ? null : members(region, names, new Numbering(base.cls(), start(call)));
    if (place == null || names == null) {
      return null;
    }
    AssignedCall.checkName(
        region,
        Rules.MISMATCHED_TYPE_NAME,
        AssignedCall.argument(call, 0, "value"),
        target.name,
        "enum");
    for (Argument argument : call.arguments) {
      region.infer(argument.value);
    }
    ClassId id = new ClassId(region.module().name(), place);
    if (values == null) {
      region.module().register(place, model(id, base, Kind.OPEN_ENUM, Map.of()));
      return new ClassLiteralType(id);
    }
    Map<String, Member> members = new LinkedHashMap<>();
    for (String name : values.keySet()) {
      members.put(
          name,
          new Member(
              name, id, new LiteralType(id, name), true, Member.Place.CLASS, true, true, null));
    }
    region.module().register(place, model(id, base, Kind.ENUM, members));
    region.module().<Map<String, Type>>cell(new ValuesKey(place)).publish(values);
    return new ClassLiteralType(id);
  }

  private SyntheticClassModel model(
      ClassId id, ClassLiteralType base, Kind kind, Map<String, Member> members) {
    return new SyntheticClassModel(
        program,
        id,
        kind,
        new NominalType(base.cls()),
        members,
        List.copyOf(members.keySet()),
        () -> null);
  }

  /**
   * A call where no name takes the enum, or that does not write its members out: nothing is known
   * of the class. Null for a look-up of a member.
   */
  public @Nullable Type unknown(Region region, Expr.Call call) {
    boolean makes =
        call.arguments.size() > 1 || AssignedCall.keyword(call.arguments, "names") != null;
    if (!makes) {
      return null;
    }
    for (Argument argument : call.arguments) {
      region.infer(argument.value);
    }
    return DynamicType.UNKNOWN;
  }

  /**
   * Reports a call that makes no enum: without members, or with some of them named and some not.
   */
  private static void checkNames(Region region, Expr.Call call, ClassId base) {
    Expr names = AssignedCall.argument(call, 1, "names");
    if (names == null
        && call.arguments.size() == 1
        && call.arguments.getFirst().value instanceof Expr.Str
        && base.module().equals("enum")) {
      region.report(
          Rules.MISSING_ARGUMENT, call, "missing argument `names`: `" + base.name() + "` is empty");
      return;
    }
    List<Expr> elements =
        switch (names) {
          case Expr.ListExpr list -> list.elements;
          case Expr.Tuple tuple -> tuple.elements;
          case null, default -> List.of();
        };
    long named = elements.stream().filter(Expr.Str.class::isInstance).count();
    if (named > 0 && elements.stream().anyMatch(element -> element instanceof Expr.Tuple)) {
      region.report(
          Rules.INVALID_ARGUMENT_TYPE,
          Objects.requireNonNull(names),
          "the members of an enum are names, or pairs of names and values, but not both");
    }
  }

  /** The values of members that are listed by their names alone. */
  private record Numbering(ClassId base, long start) {
    Type value(String name, int index) {
      return switch (base.place()) {
        case "StrEnum" -> new LiteralType(WellKnown.STR, name.toLowerCase(Locale.ROOT));
        case "Flag", "IntFlag" -> new LiteralType(WellKnown.INT, start << index);
        default -> new LiteralType(WellKnown.INT, start + index);
      };
    }
  }

  /** The number of the first member. */
  private static long start(Expr.Call call) {
    return AssignedCall.keyword(call.arguments, "start") instanceof Expr.Constant number
            && number.value instanceof Long value
        ? value
        : 1;
  }

  private boolean isEmptyEnum(ClassId cls) {
    ClassModel model = program.classModel(cls);
    return model.isEnum() && model.enumMembers().isEmpty();
  }

  /** The members with their values; null where they are not written out. */
  private @Nullable Map<String, Type> members(Region region, Expr listed, Numbering numbering) {
    Map<String, Type> members = new LinkedHashMap<>();
    switch (listed) {
      case Expr.Str text -> {
        for (String name : text.value.replace(',', ' ').trim().split("\\s+")) {
          add(region, text, members, name, numbering.value(name, members.size()));
        }
      }
      case Expr.ListExpr list -> {
        return addAll(region, list.elements, numbering, members) ? members : null;
      }
      case Expr.Tuple tuple -> {
        return addAll(region, tuple.elements, numbering, members) ? members : null;
      }
      case Expr.Dict dict -> {
        for (int i = 0; i < dict.keys.size(); i++) {
          if (!(dict.keys.get(i) instanceof Expr.Str name)) {
            return null;
          }
          members.put(name.value, region.infer(dict.values.get(i)));
        }
      }
      default -> {
        return null;
      }
    }
    return members;
  }

  private static void add(
      Region region, Expr written, Map<String, Type> members, String name, Type value) {
    if (members.putIfAbsent(name, value) != null) {
      region.report(
          Rules.REASSIGNED_FINAL, written, "`" + name + "` is a member of the enum already");
    }
  }

  private static boolean addAll(
      Region region, List<Expr> elements, Numbering numbering, Map<String, Type> members) {
    for (Expr element : elements) {
      if (element instanceof Expr.Str name) {
        add(region, name, members, name.value, numbering.value(name.value, members.size()));
        continue;
      }
      List<Expr> pair =
          switch (element) {
            case Expr.Tuple tuple -> tuple.elements;
            case Expr.ListExpr list -> list.elements;
            default -> List.of();
          };
      if (pair.size() != 2 || !(pair.getFirst() instanceof Expr.Str name)) {
        return false;
      }
      add(region, name, members, name.value, region.infer(pair.getLast()));
    }
    return true;
  }

  /** The value of a member; null if the enum was not made by a call. */
  @Nullable Type value(ClassModel model, String name) {
    ModuleTypes module = program.module(model.id().module());
    Map<String, Type> values =
        module == null
            ? null
            : module.<Map<String, Type>>cell(new ValuesKey(model.id().place())).published();
    return values == null ? null : values.get(name);
  }
}
