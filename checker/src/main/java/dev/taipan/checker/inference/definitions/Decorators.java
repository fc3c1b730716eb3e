package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.ParametersType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the results of decorators say. */
final class Decorators {
  /** What {@code functools.wraps} makes of a function. */
  private static final ClassId WRAPPED = new ClassId("functools", "_Wrapped");

  private Decorators() {}

  /**
   * The message of a decorator {@code @deprecated(...)}, as far as it is a literal; null for any
   * other decorator.
   */
  static @Nullable String deprecation(
      Program program, ModuleTypes module, Scope scope, Expr.Call decorator) {
    if (!FunctionFlags.isDeprecated(program.definitions().value(module, decorator.callee, scope))) {
      return null;
    }
    return decorator.arguments.isEmpty()
        ? ""
        : FunctionFlags.messageOf(
            program.definitions().value(module, decorator.arguments.get(0).value, scope));
  }

  /**
   * What takes the place of a decorated function: the decorator's result, and what was decorated
   * where nobody wrote the result and it does not say enough.
   */
  static Type resultFor(Program program, Type decorated, CallOutcome outcome) {
    Type result = outcome.type();
    if (result instanceof NominalType dispatcher
        && SingleDispatch.isDispatcher(dispatcher)
        && decorated instanceof CallableType callable
        && !callable.declaresReturns()) {
      // What one of the functions returns says nothing of those that are registered later.
      return new NominalType(dispatcher.cls(), List.of(DynamicType.UNKNOWN));
    }
    if (!isPartlyUnknown(result)) {
      return result;
    }
    if (isDeclared(outcome)) {
      boolean anything =
          result instanceof DynamicType
              || result instanceof TupleType
              || isWrittenUnknown(outcome)
              || result instanceof CallableType callable
                  && callable.signatures().getFirst().parameters().gradual();
      return anything ? result : decorated;
    }
    if (isRunAtOnce(program, outcome)) {
      return result;
    }
    if (!(function(program, result) instanceof CallableType wrapper)) {
      return decorated;
    }
    boolean passingOn = isPassingOn(program, outcome);
    if (decorated instanceof CallableType wrapped) {
      return passingOn ? wrapped(program, wrapped, wrapper) : result;
    }
    // What another decorator has made of a function, such as a cache, is called as it was.
    return passingOn || decorated instanceof ClassLiteralType ? decorated : result;
  }

  /** Whether a decorator gives what the function computed rather than a function. */
  private static boolean isRunAtOnce(Program program, CallOutcome outcome) {
    for (CallOutcome.Chosen chosen : outcome.chosen()) {
      FunctionId function = chosen.signature().origin();
      List<ParameterType> parameters = chosen.signature().parameters().parameters();
      if (function != null
          && !parameters.isEmpty()
          && program.nodeOf(function.module(), function.place())
              instanceof Stmt.FunctionDef decorator
          && RunAtOnce.isByDecorator(decorator, parameters.getFirst().name())) {
        return true;
      }
    }
    return false;
  }

  /** Whether what a decorator defines as a wrapper hands on its arguments as they came. */
  private static boolean isPassingOn(Program program, CallOutcome outcome) {
    for (CallOutcome.Chosen chosen : outcome.chosen()) {
      FunctionId function = chosen.signature().origin();
      if (function != null
          && program.nodeOf(function.module(), function.place())
              instanceof Stmt.FunctionDef decorator
          && !PassingOn.isByDecorator(decorator)) {
        return false;
      }
    }
    return true;
  }

  /** The function that a decorator gave, seen through what {@code functools.wraps} makes of it. */
  private static Type function(Program program, Type result) {
    return result instanceof NominalType wrapper && wrapper.cls().equals(WRAPPED)
        ? program
            .members()
            .specialMethod(result, "__call__")
            .map(Access::type)
            .filter(CallableType.class::isInstance)
            .<Type>map(call -> ((CallableType) call).withBinding(CallableType.Binding.FUNCTION))
            .orElse(result)
        : result;
  }

  /** Whether the decorator says itself what it returns. */
  static boolean isDeclared(CallOutcome outcome) {
    for (CallOutcome.Chosen chosen : outcome.chosen()) {
      if (!(chosen.signature().returns() instanceof Signature.Returns.Declared)) {
        return false;
      }
    }
    return !outcome.chosen().isEmpty();
  }

  /** Whether a decorator says that it returns a function of which a part cannot be found. */
  private static boolean isWrittenUnknown(CallOutcome outcome) {
    for (CallOutcome.Chosen chosen : outcome.chosen()) {
      if (chosen.signature().origin() != null
          && chosen.signature().returns() instanceof Signature.Returns.Declared written
          && written.type() instanceof CallableType callable
          && isPartlyUnknown(callable)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A function inside of a wrapper without annotations. One that passes on what it gets keeps the
   * parameters; what the wrapper makes of the result counts where it is known.
   */
  private static Type wrapped(World world, CallableType function, CallableType wrapper) {
    Signature outer = wrapper.signatures().getFirst();
    boolean passesOn = false;
    for (ParameterType parameter : outer.parameters().parameters()) {
      passesOn |= parameter.kind() == ParameterKind.VAR_POSITIONAL;
    }
    if (!passesOn) {
      return wrapper;
    }
    Type result = outer.returnType(world);
    if (result instanceof DynamicType) {
      return function;
    }
    List<Signature> signatures = new ArrayList<>(function.signatures().size());
    for (Signature inner : function.signatures()) {
      signatures.add(
          isWithoutResult(result, inner.returnType(world)) ? inner : inner.withReturn(result));
    }
    return function.withSignatures(signatures);
  }

  /** Whether a wrapper gives an awaitable like that of the function, but does not know of what. */
  private static boolean isWithoutResult(Type given, Type wrapped) {
    return given instanceof NominalType outer
        && wrapped instanceof NominalType inner
        && outer.cls().equals(inner.cls())
        && !outer.arguments().isEmpty()
        && outer.arguments().getLast() instanceof DynamicType;
  }

  /**
   * Whether a decorator's result says too little to replace what was decorated: some part of it
   * nobody wrote, as in the result of a decorator without annotations.
   */
  static boolean isPartlyUnknown(Type result) {
    return switch (result) {
      case DynamicType dynamic -> dynamic != DynamicType.ANY;
      case UnionType union -> anyPartlyUnknown(union.members());
      case NominalType nominal -> hasLostParameters(nominal);
      case TupleType tuple ->
          anyPartlyUnknown(tuple.prefix())
              || (tuple.variadic() != null && isPartlyUnknown(tuple.variadic()))
              || anyPartlyUnknown(tuple.suffix());
      case SubclassOfType subclass -> isPartlyUnknown(subclass.instance());
      case CallableType callable -> {
        for (Signature signature : callable.signatures()) {
          if (isPartlyUnknown(signature)) {
            yield true;
          }
        }
        yield false;
      }
      default -> false;
    };
  }

  /** Whether an object that wraps a function knows the parameters of something no longer. */
  private static boolean hasLostParameters(NominalType wrapper) {
    for (Type argument : wrapper.arguments()) {
      if (argument instanceof ParametersType parameters && parameters.parameters().gradual()) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyPartlyUnknown(List<Type> types) {
    for (Type type : types) {
      if (isPartlyUnknown(type)) {
        return true;
      }
    }
    return false;
  }

  /** A wrapper without annotations, or a written callable that returns nobody knows what. */
  private static boolean isPartlyUnknown(Signature signature) {
    return switch (signature.returns()) {
      case Signature.Returns.Declared declared -> isPartlyUnknown(declared.type());
      case Signature.Returns.Inferred ignored -> {
        for (ParameterType parameter : signature.parameters().parameters()) {
          if (parameter.annotated()) {
            yield false;
          }
        }
        yield !signature.parameters().parameters().isEmpty();
      }
    };
  }
}
