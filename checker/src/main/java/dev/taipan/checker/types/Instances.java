package dev.taipan.checker.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the types of instances from classes. */
final class Instances {
  private Instances() {}

  /**
   * The type of an instance of the class.
   *
   * @param arguments the type arguments, null for the class's own parameters
   */
  static Type of(ClassModel model, @Nullable List<Type> arguments) {
    List<Type> actual = arguments == null ? Mro.identity(model.typeParameters()) : arguments;
    if (model.id().equals(WellKnown.TUPLE)) {
      return actual.isEmpty()
          ? TupleType.homogeneous(DynamicType.UNKNOWN)
          : actual.size() == 1 && actual.getFirst() instanceof TupleType shape
              ? shape
              : TupleType.homogeneous(actual.getFirst());
    }
    return new NominalType(model.id(), actual);
  }
}
