package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code super().__init__} takes in classes of a transform that shares one written {@code
 * __init__(self, **data)} among them. The signature of each class is made from its fields, but the
 * method that runs is the shared one, and it takes the fields of the object's own class too.
 */
final class SharedInitializers {
  private static final ParameterType ANY_FIELD =
      ParameterType.of("data", ParameterKind.VAR_KEYWORD, DynamicType.ANY, false);

  private final Mro mro;

  SharedInitializers(Mro mro) {
    this.mro = mro;
  }

  /**
   * The initializer that {@code super()} of an object finds.
   *
   * @param model the class of the object
   */
  Type through(ClassModel model, Mro.Found found, Type initializer) {
    return initializer instanceof CallableType made
            && made.function() == null
            && found.owner() != null
            && isShared(model, found.owner())
        ? withAnyField(made)
        : initializer;
  }

  /** Whether the next {@code __init__} that is written takes any keyword and is of a transform. */
  private boolean isShared(ClassModel model, ClassModel owner) {
    Mro.Found next = mro.find(model, "__init__", owner.id(), true);
    while (next != null && next.owner() != null && next.member() != null) {
      if (next.member().type() instanceof CallableType written && written.function() != null) {
        return next.owner().dataclass() != null && takesAnyKeyword(written);
      }
      next = mro.find(model, "__init__", next.owner().id(), true);
    }
    return false;
  }

  private static boolean takesAnyKeyword(CallableType initializer) {
    List<ParameterType> parameters = initializer.signatures().getFirst().parameters().parameters();
    return !parameters.isEmpty() && parameters.getLast().kind() == ParameterKind.VAR_KEYWORD;
  }

  private static CallableType withAnyField(CallableType made) {
    List<Signature> signatures = new ArrayList<>(made.signatures().size());
    for (Signature signature : made.signatures()) {
      List<ParameterType> parameters = new ArrayList<>(signature.parameters().parameters());
      if (parameters.isEmpty() || parameters.getLast().kind() != ParameterKind.VAR_KEYWORD) {
        parameters.add(ANY_FIELD);
      }
      signatures.add(signature.withParameters(signature.parameters().withParameters(parameters)));
    }
    return made.withSignatures(signatures);
  }
}
