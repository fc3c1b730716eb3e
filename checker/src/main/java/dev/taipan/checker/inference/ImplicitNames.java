package dev.taipan.checker.inference;

import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names that every module of Python source has without defining them. */
final class ImplicitNames {
  private static final NominalType STR = new NominalType(WellKnown.STR);

  private ImplicitNames() {}

  /** The type of such a name; null for all others. */
  static @Nullable Type of(ModuleTypes module, String name) {
    return switch (name) {
      case "__name__", "__qualname__", "__module__", "__file__", "__cached__" -> STR;
      case "__doc__", "__package__" -> Unions.of(List.of(STR, WellKnown.NONE));
      case "__dict__" -> new NominalType(WellKnown.DICT, List.of(STR, DynamicType.ANY));
      case "__path__" ->
          module.file().isPackage() ? new NominalType(WellKnown.LIST, List.of(STR)) : null;
      case "__spec__", "__loader__", "__builtins__", "__annotations__", "__debug__", "__class__" ->
          DynamicType.ANY;
      default -> null;
    };
  }
}
