package dev.taipan.checker.inference;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the header of a class says.
 *
 * @param bases the bases, {@code Generic} and {@code Protocol} left out, {@code object} if there
 *     are none
 * @param written the expressions of the bases, in the same order; empty where the base is implied
 * @param isProtocol whether {@code Protocol} is among the bases
 * @param isTypedDict whether {@code TypedDict} is, or a base is one
 * @param isNamedTuple whether {@code NamedTuple} is, or a base is one
 * @param metaclass the class given as {@code metaclass=}; null without one
 */
record ClassHeader(
    List<Type> bases,
    List<Expr> written,
    boolean isProtocol,
    boolean isTypedDict,
    boolean isNamedTuple,
    @Nullable Type metaclass) {
  static final ClassHeader EMPTY =
      new ClassHeader(List.of(WellKnown.TOP), List.of(), false, false, false, null);

  ClassHeader {
    bases = List.copyOf(bases);
    written = List.copyOf(written);
  }

  /**
   * A method resolution order.
   *
   * @param consistent whether the bases can be ordered
   * @param cyclic whether the class is among its own ancestors
   */
  record Order(List<Type> entries, boolean consistent, boolean cyclic) {
    static final Order CYCLIC = new Order(List.of(DynamicType.UNKNOWN, WellKnown.TOP), true, true);

    Order {
      entries = List.copyOf(entries);
    }
  }
}
