package dev.taipan.checker.inference.library;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DataclassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes that dataclasses get without writing them. */
final class DataclassMethods {
  private static final Set<String> COMPARISONS = Set.of("__lt__", "__le__", "__gt__", "__ge__");

  private static final NominalType BOOL = new NominalType(WellKnown.BOOL);
  private static final NominalType STR = new NominalType(WellKnown.STR);
  private static final ClassId FIELD = new ClassId("dataclasses", "Field");

  private final Program program;

  DataclassMethods(Program program) {
    this.program = program;
  }

  /** The attribute of that name, if the class gets one; the body does not define it. */
  @Nullable Member member(
      SourceClassModel cls, String name, DataclassOptions options, DataclassModel model) {
    return switch (name) {
      case "__init__" ->
          options.init() ? method(cls, name, initializer(cls, options, model)) : null;
      case "__attrs_init__" ->
          options.kind() == DataclassOptions.Kind.ATTRS
              ? method(cls, name, initializer(cls, options, model))
              : null;
      case "__hash__" -> hash(cls, options);
      case "__match_args__" -> options.matchArgs() ? attribute(cls, name, matchArgs(model)) : null;
      case "__dataclass_fields__" ->
          options.kind() != DataclassOptions.Kind.ATTRS
              ? attribute(
                  cls,
                  name,
                  new NominalType(
                      WellKnown.DICT,
                      List.of(STR, new NominalType(FIELD, List.of(DynamicType.ANY)))))
              : null;
      case "__slots__" -> options.slots() ? attribute(cls, name, slots(model)) : null;
      case "__replace__" ->
          program.target().version().isAtLeast(3, 13)
              ? method(cls, name, replacement(cls, model))
              : null;
      default ->
          !COMPARISONS.contains(name)
              ? null
              : options.order()
                  ? method(cls, name, comparison(cls))
                  : options.open() ? attribute(cls, name, DynamicType.UNKNOWN) : null;
    };
  }

  private static Member method(SourceClassModel cls, String name, CallableType type) {
    return new Member(name, cls.id(), type, true, Member.Place.CLASS, false, true, null);
  }

  private static Member attribute(SourceClassModel cls, String name, Type type) {
    return new Member(name, cls.id(), type, true, Member.Place.CLASS, false, true, null);
  }

  private static CallableType function(List<ParameterType> parameters, Type result) {
    return function(ParameterList.of(parameters), result);
  }

  private static CallableType function(ParameterList parameters, Type result) {
    return new CallableType(
        List.of(Signature.of(parameters, result)), CallableType.Binding.FUNCTION, null);
  }

  private static ParameterType self(SourceClassModel cls) {
    return ParameterType.of(
        "self", ParameterKind.POSITIONAL_OR_KEYWORD, cls.id().selfVariable(), false);
  }

  /** Where a field is called {@code self}, the object is passed under another name. */
  private static ParameterType self(SourceClassModel cls, DataclassModel model) {
    ParameterType self = self(cls);
    for (DataclassModel.Field field : model.fields()) {
      if (field.name().equals(self.name())) {
        return self.positionalOnly();
      }
    }
    return self;
  }

  private static CallableType initializer(
      SourceClassModel cls, DataclassOptions options, DataclassModel model) {
    if (options.collects() == DataclassOptions.Collects.NOTHING) {
      return function(new ParameterList(List.of(self(cls)), null, true), WellKnown.NONE);
    }
    List<ParameterType> parameters = new ArrayList<>();
    parameters.add(self(cls, model));
    for (DataclassModel.Field field : model.fields()) {
      if (field.init() && !field.kwOnly()) {
        parameters.add(parameter(field, ParameterKind.POSITIONAL_OR_KEYWORD));
      }
    }
    for (DataclassModel.Field field : model.fields()) {
      if (field.init() && field.kwOnly()) {
        parameters.add(parameter(field, ParameterKind.KEYWORD_ONLY));
      }
    }
    return function(parameters, WellKnown.NONE);
  }

  private static ParameterType parameter(DataclassModel.Field field, ParameterKind kind) {
    String name = field.alias() == null ? field.name() : field.alias();
    return ParameterType.of(name, kind, field.initType(), field.hasDefault());
  }

  /** {@code __replace__}: new values for any of the fields. */
  static CallableType replacement(SourceClassModel cls, DataclassModel model) {
    List<ParameterType> parameters = new ArrayList<>();
    parameters.add(self(cls, model));
    for (DataclassModel.Field field : model.fields()) {
      if (field.init()) {
        String name = field.alias() == null ? field.name() : field.alias();
        boolean optional = !field.initVar() || field.hasDefault();
        parameters.add(
            ParameterType.of(name, ParameterKind.KEYWORD_ONLY, field.initType(), optional));
      }
    }
    return function(parameters, cls.id().selfVariable());
  }

  private CallableType comparison(SourceClassModel cls) {
    Type own = program.classes().genericInstance(cls.id());
    return function(
        List.of(
            self(cls), ParameterType.of("other", ParameterKind.POSITIONAL_OR_KEYWORD, own, false)),
        BOOL);
  }

  /**
   * Equality without being frozen takes hashing away; frozen ones hash their fields. {@code __eq__}
   * in the body does not matter for that, {@code __hash__} in the body does.
   */
  private static @Nullable Member hash(SourceClassModel cls, DataclassOptions options) {
    if (options.unsafeHash() || options.eq() && options.frozen()) {
      return method(cls, "__hash__", function(List.of(self(cls)), new NominalType(WellKnown.INT)));
    }
    if (options.open()) {
      return attribute(cls, "__hash__", DynamicType.UNKNOWN);
    }
    return options.eq() ? attribute(cls, "__hash__", WellKnown.NONE) : null;
  }

  private static Type matchArgs(DataclassModel model) {
    List<Type> names = new ArrayList<>();
    for (DataclassModel.Field field : model.fields()) {
      if (field.init() && !field.kwOnly()) {
        names.add(new LiteralType(WellKnown.STR, field.name()));
      }
    }
    return TupleType.of(names);
  }

  private static Type slots(DataclassModel model) {
    List<Type> names = new ArrayList<>();
    for (DataclassModel.Field field : model.fields()) {
      if (!field.initVar()) {
        names.add(new LiteralType(WellKnown.STR, field.name()));
      }
    }
    return TupleType.of(names);
  }
}
