package dev.taipan.checker.inference.library;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.AssignedCall;
import dev.taipan.checker.inference.Evaluated;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.inference.annotations.TypePosition;
import dev.taipan.checker.inference.definitions.SyntheticClassModel;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.WellKnown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** TypedDicts that a call makes: {@code TypedDict("TD", {"key": int})}. */
public final class FunctionalTypedDicts {
  private static final class Key extends MemoKey {
    Key(int call) {
      super(call);
    }
  }

  private static final Set<String> KEYWORDS = Set.of("total", "closed", "extra_items");

  private static final TypedDictShape NONE = new TypedDictShape(Map.of(), null, false);

  private final Program program;

  public FunctionalTypedDicts(Program program) {
    this.program = program;
  }

  /** The class that an assignment defines; null if the call makes no TypedDict. */
  public @Nullable Type define(Region region, Expr.Name target, Expr.Call call, Type callee) {
    if (!(callee instanceof SpecialFormType form) || !form.name().equals("TypedDict")) {
      return null;
    }
    ModuleTypes module = region.module();
    String place = module.placeOf(target);
    if (place == null) {
      return DynamicType.UNKNOWN;
    }
    checkArguments(region, target, call);
    ClassId id = new ClassId(module.name(), place);
    if (module.classModel(place) == null) {
      module.register(
          place,
          new SyntheticClassModel(
              program,
              id,
              SyntheticClassModel.Kind.TYPED_DICT,
              new NominalType(WellKnown.TYPED_DICT_FALLBACK),
              Map.of(),
              List.of(),
              () -> shape(region, call).answer()));
    }
    region.defer(later -> later.include(shape(region, call).result()));
    return new ClassLiteralType(id);
  }

  private static void checkArguments(Region region, Expr.Name target, Expr.Call call) {
    Expr name = AssignedCall.argument(call, 0, "typename");
    if (AssignedCall.text(name) == null) {
      region.report(
          Rules.INVALID_ARGUMENT_TYPE, call, "the first argument of `TypedDict` is its name");
    }
    AssignedCall.checkName(region, Rules.INVALID_ARGUMENT_TYPE, name, target.name, "TypedDict");
    if (!(AssignedCall.argument(call, 1, "fields") instanceof Expr.Dict)) {
      region.report(
          Rules.INVALID_ARGUMENT_TYPE,
          call,
          "the second argument of `TypedDict` is a display of a dictionary");
    }
    int positional = 0;
    for (Argument argument : call.arguments) {
      if (argument.kind == Argument.Kind.POSITIONAL) {
        positional++;
        if (positional > 2) {
          region.report(
              Rules.TOO_MANY_POSITIONAL_ARGUMENTS,
              argument,
              "`TypedDict` takes two positional arguments");
        }
      } else if (argument.kind == Argument.Kind.KEYWORD
          && argument.name != null
          && !KEYWORDS.contains(argument.name.name)
          && !argument.name.name.equals("fields")
          && !argument.name.name.equals("typename")) {
        region.report(
            Rules.UNKNOWN_ARGUMENT,
            argument,
            "`TypedDict` has no parameter `" + argument.name.name + "`");
      } else if (argument.kind == Argument.Kind.KEYWORD && argument.name != null) {
        checkFlag(region, argument, argument.name.name);
      }
    }
  }

  private static void checkFlag(Region region, Argument argument, String name) {
    if ((name.equals("total") || name.equals("closed"))
        && !TypedDictChecks.isTruthConstant(argument.value)) {
      region.report(
          Rules.INVALID_ARGUMENT_TYPE, argument, "`" + name + "` must be `True` or `False`");
    }
  }

  private Evaluated<TypedDictShape> shape(Region definition, Expr.Call call) {
    return program
        .declarations()
        .evaluate(
            definition.module(),
            new Key(call.id),
            definition.node(),
            definition.scope(),
            NONE,
            region -> evaluate(region, call));
  }

  private TypedDictShape evaluate(Region region, Expr.Call call) {
    boolean total = DataclassTransforms.flag(call.arguments, "total", true);
    Map<String, TypedDictShape.Item> items = new LinkedHashMap<>();
    if (AssignedCall.argument(call, 1, "fields") instanceof Expr.Dict dict) {
      TypePosition position =
          TypePosition.of(program.typeVariableScopes().around(region.module(), region.scope()))
              .withQualifiers(TypedDictClasses.ITEM_QUALIFIERS);
      for (int i = 0; i < dict.values.size(); i++) {
        String key = AssignedCall.text(dict.keys.get(i));
        QualifiedType declared =
            program.annotations().qualified(region, dict.values.get(i), position);
        if (key == null) {
          Expr written = dict.keys.get(i);
          region.report(
              Rules.INVALID_TYPED_DICT_FIELD,
              written == null ? dict.values.get(i) : written,
              "the keys of a TypedDict are string literals");
        } else if (items.put(key, TypedDictClasses.item(key, declared, total)) != null) {
          region.report(
              Rules.INVALID_TYPED_DICT_FIELD,
              dict.keys.get(i),
              "the item `" + key + "` is there already");
        }
      }
    }
    Type extra = null;
    boolean readOnly = false;
    if (DataclassTransforms.flag(call.arguments, "closed", false)) {
      extra = NeverType.NEVER;
    }
    Expr written = AssignedCall.keyword(call.arguments, "extra_items");
    if (written != null) {
      QualifiedType declared = program.typedDictClasses().extraItems(region, written, List.of());
      extra = declared.type();
      readOnly = declared.has(QualifiedType.Qualifier.READ_ONLY);
    }
    return new TypedDictShape(items, extra, readOnly);
  }
}
