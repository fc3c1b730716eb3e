package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallArgument;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParamSpecPartType;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.PropertyType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns {@code def} statements into types: signatures, decorators, overloads. */
public final class FunctionDefinitions {
  /** What a function's signature is to itself. */
  private static final Signature DIVERGENT_SIGNATURE =
      Signature.of(ParameterList.GRADUAL, DynamicType.DIVERGENT);

  private static final class FlagsKey extends MemoKey {
    FlagsKey(int function) {
      super(function);
    }
  }

  private static final class SignatureKey extends MemoKey {
    SignatureKey(int function) {
      super(function);
    }
  }

  private final Program program;
  private final SignatureBuilder signatures;
  private final SignatureChecks signatureChecks;
  private final CalledDecorators calledDecorators;

  public FunctionDefinitions(Program program) {
    this.program = program;
    this.signatures = new SignatureBuilder(program);
    this.signatureChecks = new SignatureChecks(program);
    this.calledDecorators = new CalledDecorators(program);
  }

  /** The stable name of a function. */
  public FunctionId idOf(ModuleTypes module, Stmt.FunctionDef function) {
    String place = module.placeOf(function);
    return new FunctionId(module.name(), place == null ? function.name.name : place);
  }

  /** The scope that a function's name is bound in. */
  Scope scopeOf(ModuleTypes module, Stmt.FunctionDef function) {
    Definition definition = module.bound().definitionOf(function);
    return definition == null ? module.bound().moduleScope() : definition.scope();
  }

  /** What the decorators say of the function; they are evaluated on their own. */
  public FunctionFlags flags(ModuleTypes module, Stmt.FunctionDef function) {
    if (function.decorators.isEmpty() && !mayBeDecoratedLater(module, function)) {
      return FunctionFlags.NONE;
    }
    return program.memo(
        module,
        new FlagsKey(function.id),
        FunctionFlags.NONE,
        () -> computeFlags(module, function));
  }

  private boolean mayBeDecoratedLater(ModuleTypes module, Stmt.FunctionDef function) {
    Definition definition = module.bound().definitionOf(function);
    if (definition == null || definition.scope().kind() != Scope.Kind.CLASS) {
      return false;
    }
    Symbol symbol = definition.scope().symbol(function.name.name);
    return symbol != null && symbol.definitions().size() > 1;
  }

  private FunctionFlags computeFlags(ModuleTypes module, Stmt.FunctionDef function) {
    Scope scope = scopeOf(module, function);
    EnumSet<FunctionFlags.Flag> flags = EnumSet.noneOf(FunctionFlags.Flag.class);
    String deprecated = null;
    for (Decorator decorator : function.decorators) {
      if (decorator.expression instanceof Expr.Call call) {
        String message = Decorators.deprecation(program, module, scope, call);
        deprecated = message == null ? deprecated : message;
        continue;
      }
      Type type = program.definitions().value(module, decorator.expression, scope);
      FunctionFlags.Flag flag = FunctionFlags.flagOf(type);
      if (flag != null) {
        flags.add(flag);
      }
      if (FunctionFlags.makesAbstract(type)) {
        flags.add(FunctionFlags.Flag.ABSTRACT);
      }
    }
    FunctionFlags.Flag later = calledDecorators.flagOf(module, scope, function);
    if (later == FunctionFlags.Flag.STATIC || later == FunctionFlags.Flag.CLASS) {
      flags.add(later);
    }
    return new FunctionFlags(flags, deprecated);
  }

  /** The signature of a function as its own annotations say, decorators aside. */
  public Signature signature(ModuleTypes module, Stmt.FunctionDef function) {
    return program.memo(
        module,
        new SignatureKey(function.id),
        DIVERGENT_SIGNATURE,
        () -> signatures.build(module, function, scopeOf(module, function)));
  }

  /** Evaluates decorators, parameters and annotations; stores what the name is bound to. */
  public void evaluate(Region region, Stmt.FunctionDef function) {
    ModuleTypes module = region.module();
    Signature signature = signature(module, function);
    signatures.includeAnnotations(region, function);
    checkDefaults(region, function, signature);
    List<Type> decorators = new ArrayList<>();
    for (Decorator decorator : function.decorators) {
      // `@x.setter` means the x above, in a stub too.
      decorators.add(region.inFlow(() -> region.infer(decorator.expression)));
    }
    Type type = plain(module, function, signature);
    for (int i = decorators.size() - 1; i >= 0; i--) {
      type = decorate(region, function.decorators.get(i).expression, decorators.get(i), type);
    }
    type = withOverloads(region, function, type);
    region.defer(
        later -> {
          program.typeVariableCalls().checkWritten(later, function, function.typeParams);
          signatureChecks.check(later, function);
        });
    region.store(function.name, type);
    region.store(function, type);
  }

  private void checkDefaults(Region region, Stmt.FunctionDef function, Signature signature) {
    for (Parameter parameter : function.parameters.all) {
      if (parameter.defaultValue == null) {
        continue;
      }
      ParameterType declared = null;
      for (ParameterType candidate : signature.parameters().parameters()) {
        if (candidate.name().equals(parameter.name.name)) {
          declared = candidate;
        }
      }
      if (declared == null || !declared.annotated()) {
        region.infer(parameter.defaultValue);
        continue;
      }
      Type value = region.infer(parameter.defaultValue, declared.type());
      boolean placeholder =
          parameter.defaultValue.isEllipsis()
              && (region.module().isStub() || isStubBody(region.module(), function));
      boolean noValue = isTypedByComment(parameter) && value.equals(WellKnown.NONE);
      if (!placeholder && !noValue && !program.typeSystem().isAssignable(value, declared.type())) {
        Display.Pair pair = Display.pair(program, declared.type(), value);
        region.report(
            Rules.INVALID_PARAMETER_DEFAULT,
            parameter.defaultValue,
            "parameter `"
                + parameter.name.name
                + "` is declared as `"
                + pair.first()
                + "`, its default is `"
                + pair.second()
                + "`");
      }
    }
  }

  /**
   * Whether the type of a parameter stands in a comment, behind its default. As for variables with
   * such a comment, {@code None} is no value there but says that there is none yet.
   */
  private static boolean isTypedByComment(Parameter parameter) {
    return parameter.annotation != null
        && parameter.defaultValue != null
        && parameter.annotation.start >= parameter.defaultValue.end;
  }

  /** Whether a body says nothing: a docstring, {@code ...}, {@code pass}, or an overload's. */
  private boolean isStubBody(ModuleTypes module, Stmt.FunctionDef function) {
    return FunctionTexts.hasEmptyBody(function)
        || flags(module, function).has(FunctionFlags.Flag.OVERLOAD);
  }

  private CallableType plain(ModuleTypes module, Stmt.FunctionDef function, Signature signature) {
    CallableType.Binding binding = CallableType.Binding.FUNCTION;
    if (scopeOf(module, function).kind() == Scope.Kind.CLASS) {
      binding =
          switch (function.name.name) {
            // The metaclass of enums calls the second one without an object.
            case "__new__", "_generate_next_value_" -> CallableType.Binding.STATIC;
            case "__init_subclass__", "__class_getitem__" -> CallableType.Binding.CLASS;
            default -> binding;
          };
    }
    return new CallableType(List.of(signature), binding, signature.origin());
  }

  private Type decorate(Region region, Expr node, Type decorator, Type decorated) {
    FunctionFlags.Flag flag = FunctionFlags.flagOf(decorator);
    if (flag != null) {
      return switch (flag) {
        case STATIC ->
            decorated instanceof CallableType callable
                ? callable.withBinding(CallableType.Binding.STATIC)
                : decorated;
        case CLASS ->
            decorated instanceof CallableType callable
                ? callable.withBinding(CallableType.Binding.CLASS)
                : decorated;
        case PROPERTY -> new PropertyType(decorated, null, null);
        case OVERLOAD, FINAL, OVERRIDE, ABSTRACT, NO_TYPE_CHECK, DISJOINT_BASE -> decorated;
      };
    }
    if (node instanceof Expr.Attribute attribute
        && region.stored(attribute.value) instanceof PropertyType property) {
      switch (attribute.name) {
        case "getter" -> {
          return new PropertyType(decorated, property.setter(), property.deleter());
        }
        case "setter" -> {
          return new PropertyType(property.getter(), decorated, property.deleter());
        }
        case "deleter" -> {
          return new PropertyType(property.getter(), property.setter(), decorated);
        }
        default -> {}
      }
    }
    if (node instanceof Expr.Call call) {
      Type callee = region.stored(call.callee);
      if (callee != null
          && (FunctionFlags.isDeprecated(callee) || program.classes().isTransform(callee))) {
        return decorated;
      }
    }
    if (decorator instanceof DynamicType) {
      return decorator;
    }
    Type subclassed = program.classes().propertySubclass(decorator);
    if (subclassed != null) {
      return new PropertyType(decorated, null, null);
    }
    CallOutcome outcome =
        program.calls().call(decorator, List.of(CallArgument.positional(decorated)));
    if (!outcome.isValid()) {
      // A decorator that takes the class itself takes what its methods are given.
      Type plain = withoutSelf(region, decorated);
      CallOutcome again =
          plain.equals(decorated)
              ? outcome
              : program.calls().call(decorator, List.of(CallArgument.positional(plain)));
      outcome = again.isValid() ? again : outcome;
    }
    if (!outcome.isValid()) {
      program.callReports().report(region, node, List.of(), decorator, outcome);
      return Decorators.isPartlyUnknown(outcome.type())
          ? DynamicType.UNKNOWN
          : asMethod(decorated, outcome.type());
    }
    if (isOfMissingModule(region, node) || isOfEarlierObject(region, node, decorated)) {
      return outcome.type();
    }
    Type result = Decorators.resultFor(program, decorated, outcome);
    return SingleDispatch.isDispatcher(result)
            && decorated instanceof CallableType function
            && region.scope().kind() != Scope.Kind.CLASS
        ? SingleDispatch.withSignature(result, function)
        : asMethod(decorated, result);
  }

  /** Whether a decorator is read from a module that may be one that cannot be found. */
  private static boolean isOfMissingModule(Region region, Expr decorator) {
    Expr base = decorator instanceof Expr.Call call ? call.callee : decorator;
    while (base instanceof Expr.Attribute attribute) {
      base = attribute.value;
    }
    return region.stored(base) instanceof UnionType union
        && union.isPartlyUnknown()
        && union.members().stream().anyMatch(ModuleType.class::isInstance);
  }

  /**
   * Whether a decorator adds a function to an object that has had its name so far, which is not to
   * be a function then: {@code @x.setter} in front of {@code def x}.
   */
  private static boolean isOfEarlierObject(Region region, Expr decorator, Type decorated) {
    return decorator instanceof Expr.Attribute attribute
        && attribute.value instanceof Expr.Name object
        && region.stored(object) instanceof NominalType
        && decorated instanceof CallableType callable
        && callable.function() != null
        && callable.function().name().equals(object.name);
  }

  /** A method with its class in the place of {@code Self}. */
  private Type withoutSelf(Region region, Type method) {
    return region.scope().node() instanceof Stmt.ClassDef definition
            && program.declared().classOf(region.module(), definition)
                instanceof SourceClassModel cls
        ? Substitution.of(cls.id().selfVariable(), program.ancestry().selfInstance(cls))
            .apply(method)
        : method;
  }

  /** A callable that a decorator made of a function binds as the function did. */
  private static Type asMethod(Type decorated, Type result) {
    return decorated instanceof CallableType before
            && result instanceof CallableType after
            && after.binding() == CallableType.Binding.BOUND
            && after.function() == null
        ? after.withBinding(before.binding())
        : result;
  }

  /** Joins a function to the overloads of its name that stand before it. */
  private Type withOverloads(Region region, Stmt.FunctionDef function, Type type) {
    ModuleTypes module = region.module();
    List<Stmt.FunctionDef> overloads = overloadsBefore(module, function);
    if (overloads.isEmpty()) {
      return type;
    }
    List<Signature> all = new ArrayList<>();
    CallableType.Binding binding = null;
    for (Stmt.FunctionDef before : overloads) {
      Type one = decorated(module, before);
      if (one instanceof CallableType callable) {
        all.addAll(callable.signatures());
        binding = binding == null ? callable.binding() : binding;
      }
    }
    if (flags(module, function).has(FunctionFlags.Flag.OVERLOAD)
        && type instanceof CallableType callable) {
      all.addAll(callable.signatures());
    }
    if (all.isEmpty() || binding == null) {
      return type;
    }
    return new CallableType(all, binding, idOf(module, function));
  }

  private static final class OverloadKey extends MemoKey {
    OverloadKey(int function) {
      super(function);
    }
  }

  /** A function with its decorators applied, the overloads before it left out. */
  Type decorated(ModuleTypes module, Stmt.FunctionDef function) {
    return program.memoType(module, new OverloadKey(function.id), () -> decorate(module, function));
  }

  private Type decorate(ModuleTypes module, Stmt.FunctionDef function) {
    Region region = new Region(program, module, function, scopeOf(module, function));
    Type type = plain(module, function, signature(module, function));
    for (int i = function.decorators.size() - 1; i >= 0; i--) {
      Expr node = function.decorators.get(i).expression;
      type = decorate(region, node, region.infer(node), type);
    }
    return type;
  }

  /** The overloads of the function's name directly before it, in order. */
  private List<Stmt.FunctionDef> overloadsBefore(ModuleTypes module, Stmt.FunctionDef function) {
    Definition own = module.bound().definitionOf(function);
    Symbol symbol = own == null ? null : own.symbol();
    if (own == null || symbol == null || symbol.definitions().size() < 2) {
      return List.of();
    }
    List<Stmt.FunctionDef> overloads = new ArrayList<>();
    List<Definition> definitions = symbol.definitions();
    int index = definitions.indexOf(own);
    for (int i = index - 1; i >= 0; i--) {
      Definition before = definitions.get(i);
      if (before.scope() != own.scope()
          || !(before.kind() instanceof DefinitionKind.Function other)) {
        break;
      }
      if (program.flow().isNeverReached(module, before.reachability())) {
        continue;
      }
      if (!flags(module, other.node()).has(FunctionFlags.Flag.OVERLOAD)) {
        break;
      }
      overloads.add(other.node());
    }
    return overloads.reversed();
  }

  /** What a parameter holds inside the body. */
  public Type parameterType(ModuleTypes module, Stmt.FunctionDef function, Parameter parameter) {
    Type type;
    boolean unpacked = false;
    if (parameter.annotation != null) {
      QualifiedType annotated =
          program
              .definitions()
              .annotation(module, parameter.annotation, signatures.headerScope(module, function));
      type = annotated.type();
      unpacked = annotated.has(QualifiedType.Qualifier.UNPACKED);
    } else {
      type = signatures.unannotated(module, function, parameter);
    }
    if (type instanceof ParamSpecPartType) {
      return type;
    }
    return switch (parameter.kind) {
      case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, KEYWORD_ONLY -> type;
      case VAR_POSITIONAL ->
          !unpacked
              ? TupleType.homogeneous(type)
              : type instanceof TypeVarType variadic
                  ? new TupleType(List.of(), variadic, List.of())
                  : type;
      case VAR_KEYWORD ->
          unpacked
              ? type
              : new NominalType(WellKnown.DICT, List.of(new NominalType(WellKnown.STR), type));
    };
  }

  /** The return annotation as written (not wrapped for async functions); null without one. */
  public @Nullable Type declaredReturn(ModuleTypes module, Stmt.FunctionDef function) {
    if (function.returns == null) {
      return null;
    }
    return program
        .definitions()
        .annotation(module, function.returns, signatures.headerScope(module, function))
        .type();
  }

  /** Whether the function is marked abstract. */
  boolean isAbstract(ModuleTypes module, Stmt.FunctionDef function) {
    return flags(module, function).has(FunctionFlags.Flag.ABSTRACT);
  }

  /** Whether a signature was made from an {@code async def}, whose body no call runs. */
  public boolean isAsync(Signature signature) {
    FunctionId id = signature.origin();
    if (id == null) {
      return false;
    }
    ModuleTypes module = program.module(id.module());
    return module != null
        && module.nodeAt(id.place()) instanceof Stmt.FunctionDef function
        && function.async;
  }

  /** Whether a function is one of the overloads of its name. */
  boolean isOverload(FunctionId id) {
    ModuleTypes module = program.module(id.module());
    return module != null
        && module.nodeAt(id.place()) instanceof Stmt.FunctionDef function
        && flags(module, function).has(FunctionFlags.Flag.OVERLOAD);
  }

  /** The message of {@code @deprecated} on a function; null without one. */
  public @Nullable String deprecation(FunctionId id) {
    ModuleTypes module = program.module(id.module());
    return module != null && module.nodeAt(id.place()) instanceof Stmt.FunctionDef function
        ? flags(module, function).deprecated()
        : null;
  }

  /** Whether the body of a function is empty, but for a docstring. */
  public boolean hasEmptyBody(FunctionId id) {
    ModuleTypes module = program.module(id.module());
    return module != null
        && module.nodeAt(id.place()) instanceof Stmt.FunctionDef function
        && FunctionTexts.hasEmptyBody(function);
  }

  /** The type variables that a function binds. */
  public List<TypeVarType> typeParameters(ModuleTypes module, Stmt.FunctionDef function) {
    return signature(module, function).typeParameters();
  }
}
