package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Intersections;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code functools.singledispatch} makes of a function.
 *
 * <p>Its stub forgets what the function takes. The one that is decorated speaks for those that are
 * registered later, if it says all it can: it is annotated. Only the first argument may be of any
 * type, and is given by position, as it is what tells the functions apart.
 */
final class SingleDispatch {
  /** The class that stands in the stub for the function that dispatches. */
  private static final ClassId DISPATCHER = new ClassId("functools", "_SingleDispatchCallable");

  private SingleDispatch() {}

  static boolean isDispatcher(Type type) {
    return type instanceof NominalType object && object.cls().equals(DISPATCHER);
  }

  /** The dispatcher as a callable of its own; as it is where the function does not say enough. */
  static Type withSignature(Type dispatcher, CallableType function) {
    Signature signature = function.signatures().getFirst();
    List<ParameterType> parameters = signature.parameters().parameters();
    if (function.isOverloaded()
        || !function.declaresReturns()
        || !signature.typeParameters().isEmpty()
        || signature.parameters().gradual()
        || signature.parameters().paramSpec() != null
        || parameters.isEmpty()
        || !takesPosition(parameters.getFirst().kind())) {
      return dispatcher;
    }
    List<ParameterType> given = new ArrayList<>(parameters);
    given.set(0, parameters.getFirst().withType(DynamicType.ANY).positionalOnly());
    Type call =
        new CallableType(
            List.of(signature.withParameters(ParameterList.of(given))),
            CallableType.Binding.BOUND,
            null);
    return Intersections.of(List.of(dispatcher, call), List.of());
  }

  private static boolean takesPosition(ParameterKind kind) {
    return switch (kind) {
      case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL -> true;
      case KEYWORD_ONLY, VAR_KEYWORD -> false;
    };
  }
}
