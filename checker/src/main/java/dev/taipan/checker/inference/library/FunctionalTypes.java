package dev.taipan.checker.inference.library;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.definitions.AssembledClassModel;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Literals;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Classes that {@code type(name, bases, namespace)} makes. */
public final class FunctionalTypes {
  private final Program program;

  public FunctionalTypes(Program program) {
    this.program = program;
  }

  /** The class that an assignment defines; null if the call is none that can be understood. */
  public @Nullable Type define(Region region, Expr.Name target, Expr.Call call, Type callee) {
    String place = region.module().placeOf(target);
    if (place == null
        || !(callee instanceof ClassLiteralType cls)
        || !cls.cls().equals(WellKnown.TYPE)
        || call.arguments.size() != 3
        || !call.arguments.stream().allMatch(one -> one.kind == Argument.Kind.POSITIONAL)
        || !(call.arguments.get(0).value instanceof Expr.Str name)
        || name.bytes
        || !(call.arguments.get(1).value instanceof Expr.Tuple written)) {
      return null;
    }
    List<Type> bases = bases(region, written);
    Map<String, Expr> values = namespace(call.arguments.get(2).value);
    if (bases == null) {
      return null;
    }
    // Who makes an empty class gives it, or its objects, attributes later.
    boolean open = values == null || values.isEmpty() && written.elements.isEmpty();
    for (Argument argument : call.arguments) {
      region.infer(argument.value);
    }
    ClassId id = new ClassId(region.module().name(), place);
    Map<String, Member> members = new LinkedHashMap<>();
    if (values != null) {
      values.forEach(
          (key, value) ->
              members.put(
                  key,
                  new Member(
                      key,
                      id,
                      Literals.widen(region.infer(value)),
                      false,
                      Member.Place.CLASS_AND_INSTANCE,
                      false,
                      true,
                      null)));
    }
    region.module().register(place, new AssembledClassModel(program, id, bases, members, open));
    return new ClassLiteralType(id);
  }

  /** The bases of a class, which can be none that is special; null for others. */
  private @Nullable List<Type> bases(Region region, Expr.Tuple written) {
    List<Type> bases = new ArrayList<>();
    for (Expr element : written.elements) {
      if (!(region.infer(element) instanceof ClassLiteralType base)) {
        return null;
      }
      ClassModel model = program.classModel(base.cls());
      if (model.isProtocol()
          || model.isEnum()
          || model.isNewType()
          || model.typedDict() != null
          || base.arguments() == null && !model.typeParameters().isEmpty()) {
        return null;
      }
      if (model.isFinal()) {
        region.report(
            Rules.SUBCLASS_OF_FINAL_CLASS,
            element,
            "`" + base.cls().name() + "` is final and cannot be inherited from");
      }
      Type instance =
          base.arguments() == null
              ? new NominalType(base.cls())
              : new NominalType(base.cls(), base.arguments());
      if (bases.contains(instance)) {
        region.report(
            Rules.DUPLICATE_BASE, element, "the base `" + base.cls().name() + "` is listed twice");
        return null;
      }
      bases.add(instance);
    }
    return bases.isEmpty() ? List.of(WellKnown.TOP) : bases;
  }

  /** What a display gives its keys; null where the namespace is not written out. */
  private static @Nullable Map<String, Expr> namespace(Expr written) {
    if (!(written instanceof Expr.Dict display)) {
      return null;
    }
    Map<String, Expr> values = new LinkedHashMap<>();
    for (int i = 0; i < display.keys.size(); i++) {
      if (!(display.keys.get(i) instanceof Expr.Str key) || key.bytes) {
        return null;
      }
      values.put(key.value, display.values.get(i));
    }
    return values;
  }
}
