package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FreeVariables;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParamSpecPartType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the signature of a function from its header. */
final class SignatureBuilder {
  private final Program program;

  SignatureBuilder(Program program) {
    this.program = program;
  }

  /** The scope in which the annotations of a function are evaluated. */
  Scope headerScope(ModuleTypes module, Stmt.FunctionDef function) {
    Scope parameters = module.bound().typeParamScopeOf(function);
    return parameters != null ? parameters : program.functions().scopeOf(module, function);
  }

  Signature build(ModuleTypes module, Stmt.FunctionDef function, Scope scope) {
    FunctionId id = program.functions().idOf(module, function);
    List<ParameterType> parameters = new ArrayList<>();
    TypeVarType paramSpec = null;
    boolean takesSelf = takesSelf(module, function, scope);
    boolean legacyPositionalOnly = hasLegacyPositionalOnly(function, takesSelf);
    boolean unchecked = isUnchecked(module, function);
    for (int i = 0; i < function.parameters.all.size(); i++) {
      Parameter parameter = function.parameters.all.get(i);
      QualifiedType annotated =
          parameter.annotation == null || unchecked
              ? null
              : program
                  .definitions()
                  .annotation(module, parameter.annotation, headerScope(module, function));
      Type type = annotated == null ? unannotated(module, function, parameter) : annotated.type();
      if (type instanceof ParamSpecPartType part) {
        paramSpec = part.paramSpec();
        continue;
      }
      parameters.add(
          new ParameterType(
              parameter.name.name,
              kind(parameter, legacyPositionalOnly, i == 0 && takesSelf),
              type,
              annotated != null && annotated.has(QualifiedType.Qualifier.UNPACKED),
              parameter.defaultValue == null ? null : defaultType(module, function, parameter),
              annotated != null));
      legacyPositionalOnly &= i == 0 && takesSelf || isLegacyPositionalOnly(parameter);
    }
    Signature.Returns returns =
        unchecked
            ? new Signature.Returns.Declared(DynamicType.UNKNOWN)
            : returns(module, function, id);
    ParameterList list = new ParameterList(parameters, paramSpec, false);
    return new Signature(typeParameters(id, list, returns), list, returns, id);
  }

  /** Whether {@code @no_type_check} says that the annotations are not meant for us. */
  private boolean isUnchecked(ModuleTypes module, Stmt.FunctionDef function) {
    return !function.decorators.isEmpty()
        && program.functions().flags(module, function).has(FunctionFlags.Flag.NO_TYPE_CHECK);
  }

  /** Whether the first parameter is what a method is called on. */
  private boolean takesSelf(ModuleTypes module, Stmt.FunctionDef function, Scope scope) {
    return scope.kind() == Scope.Kind.CLASS
        && !program.functions().flags(module, function).has(FunctionFlags.Flag.STATIC);
  }

  /** Parameters named {@code __x} before all others are positional-only, unless `/` says which. */
  private static boolean hasLegacyPositionalOnly(Stmt.FunctionDef function, boolean takesSelf) {
    for (Parameter parameter : function.parameters.all) {
      if (parameter.kind == Parameter.Kind.POSITIONAL_ONLY) {
        return false;
      }
    }
    int first = takesSelf ? 1 : 0;
    return function.parameters.all.size() > first
        && (isLegacyPositionalOnly(function.parameters.all.get(first))
            || first == 1 && isLegacyPositionalOnly(function.parameters.all.get(0)));
  }

  private static boolean isLegacyPositionalOnly(Parameter parameter) {
    String name = parameter.name.name;
    return parameter.kind == Parameter.Kind.POSITIONAL_OR_KEYWORD
        && name.startsWith("__")
        && !name.endsWith("__");
  }

  private static ParameterKind kind(Parameter parameter, boolean legacy, boolean self) {
    if (legacy && (self || isLegacyPositionalOnly(parameter))) {
      return ParameterKind.POSITIONAL_ONLY;
    }
    return FunctionTexts.kindOf(parameter.kind);
  }

  private Type defaultType(ModuleTypes module, Stmt.FunctionDef function, Parameter parameter) {
    Expr value = Objects.requireNonNull(parameter.defaultValue);
    return program
        .definitions()
        .value(module, value, program.functions().scopeOf(module, function));
  }

  /** The type of a parameter that nobody annotated: `self`, `cls`, or what its default suggests. */
  Type unannotated(ModuleTypes module, Stmt.FunctionDef function, Parameter parameter) {
    Type self = selfType(module, function, parameter);
    if (self != null) {
      return self;
    }
    if (parameter.defaultValue == null) {
      return DynamicType.UNKNOWN;
    }
    Type type = defaultType(module, function, parameter);
    if (type.equals(new NominalType(WellKnown.ELLIPSIS_TYPE)) || type instanceof DynamicType) {
      return DynamicType.UNKNOWN;
    }
    return Unions.of(List.of(Widening.widen(type), DynamicType.UNKNOWN));
  }

  private @Nullable Type selfType(
      ModuleTypes module, Stmt.FunctionDef function, Parameter parameter) {
    Scope scope = program.functions().scopeOf(module, function);
    if (scope.kind() != Scope.Kind.CLASS
        || function.parameters.all.get(0) != parameter
        || parameter.kind != Parameter.Kind.POSITIONAL_ONLY
            && parameter.kind != Parameter.Kind.POSITIONAL_OR_KEYWORD) {
      return null;
    }
    FunctionFlags flags = program.functions().flags(module, function);
    if (flags.has(FunctionFlags.Flag.STATIC)
        || function.name.name.equals("_generate_next_value_")) {
      return null;
    }
    String place = module.placeOf(scope.node());
    if (place == null) {
      return null;
    }
    ClassId cls = new ClassId(module.name(), place);
    if (flags.has(FunctionFlags.Flag.CLASS) || FunctionTexts.isGivenClass(function)) {
      return new SubclassOfType(cls.selfVariable());
    }
    return isSelf(cls, scope, function, parameter.name.name) ? cls.selfVariable() : null;
  }

  /**
   * Whether the first parameter of a function in a class is the instance that it is called on. One
   * that is named for a class may be one, where a decorator makes something else of the function.
   * One that has a name of its own is none where the body of the class uses the function, which a
   * stub does not show, or where a metaclass of the project may put something else in its place.
   */
  private boolean isSelf(ClassId owner, Scope scope, Stmt.FunctionDef function, String parameter) {
    String plain = parameter.startsWith("__") ? parameter.substring(2) : parameter;
    plain = plain.startsWith("_") ? plain.substring(1) : plain;
    return switch (plain) {
      case "self", "this", "" -> true;
      case "cls", "mcs", "mcls", "metacls" -> function.decorators.isEmpty();
      default ->
          scope.node() instanceof Stmt.ClassDef cls
              && !UsedInBody.test(cls, function.name.name)
              && !isInStub(owner)
              && hasPlainMetaclass(owner);
    };
  }

  private boolean isInStub(ClassId cls) {
    ModuleTypes module = program.module(cls.module());
    return module != null && module.isStub();
  }

  /** Whether the metaclass of a class is one of a stub, as those of the standard library are. */
  private boolean hasPlainMetaclass(ClassId cls) {
    return program.classModel(cls).metaclass() instanceof NominalType metaclass
        && (!(program.classModel(metaclass.cls()) instanceof SourceClassModel model)
            || model.module().isStub());
  }

  private Signature.Returns returns(ModuleTypes module, Stmt.FunctionDef function, FunctionId id) {
    Type declared = program.functions().declaredReturn(module, function);
    if (declared == null) {
      if (function.name.name.equals("__init__")) {
        return new Signature.Returns.Declared(WellKnown.NONE);
      }
      return module.isStub()
          ? new Signature.Returns.Declared(DynamicType.UNKNOWN)
          : new Signature.Returns.Inferred(id, Substitution.EMPTY);
    }
    Scope body = module.bound().scopeOf(function);
    boolean generator = body != null && body.isGenerator();
    if (function.async && !generator) {
      return new Signature.Returns.Declared(
          new NominalType(
              WellKnown.COROUTINE_TYPE, List.of(DynamicType.ANY, DynamicType.ANY, declared)));
    }
    return new Signature.Returns.Declared(declared);
  }

  /** The type variables that the function itself binds, in the order of their appearance. */
  private static List<TypeVarType> typeParameters(
      FunctionId id, ParameterList parameters, Signature.Returns returns) {
    Set<TypeVarType> found = new LinkedHashSet<>();
    String scope = id.toString();
    for (ParameterType parameter : parameters.parameters()) {
      FreeVariables.collect(parameter.type(), found::add);
    }
    if (parameters.paramSpec() != null) {
      found.add(parameters.paramSpec());
    }
    if (returns instanceof Signature.Returns.Declared declared) {
      FreeVariables.collect(declared.type(), found::add);
    }
    List<TypeVarType> own = new ArrayList<>();
    for (TypeVarType variable : found) {
      if (variable.scope().equals(scope)) {
        own.add(variable);
      }
    }
    return own;
  }

  /** Takes over what is wrong with the annotations of a function. */
  void includeAnnotations(Region region, Stmt.FunctionDef function) {
    if (isUnchecked(region.module(), function)) {
      return;
    }
    Scope scope = headerScope(region.module(), function);
    for (Parameter parameter : function.parameters.all) {
      if (parameter.annotation != null) {
        region.include(program.definitions().region(region.module(), parameter.annotation, scope));
      }
    }
    if (function.returns != null) {
      region.include(program.definitions().region(region.module(), function.returns, scope));
    }
  }
}
