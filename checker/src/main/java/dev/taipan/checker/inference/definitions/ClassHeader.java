package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
public record ClassHeader(
    List<Type> bases,
    List<Expr> written,
    boolean isProtocol,
    boolean isTypedDict,
    boolean isNamedTuple,
    @Nullable Type metaclass) {
  static final ClassHeader EMPTY =
      new ClassHeader(List.of(WellKnown.TOP), List.of(), false, false, false, null);

  public ClassHeader {
    bases = List.copyOf(bases);
    written = List.copyOf(written);
  }

  /**
   * Whether a type argument of a base is not known, which may be a type parameter of the class that
   * cannot be found.
   */
  public boolean hasUnknownArguments() {
    for (int i = 0; i < written.size(); i++) {
      if (written.get(i) instanceof Expr.Subscript
          && bases.get(i) instanceof NominalType base
          && base.arguments().contains(DynamicType.UNKNOWN)) {
        return true;
      }
    }
    return false;
  }

  /** A method resolution order. Asking whether it has a class takes constant time. */
  static final class Order {
    static final Order CYCLIC = new Order(List.of(DynamicType.UNKNOWN, WellKnown.TOP), true, true);

    /** Up to here a linear search is faster than hashing. */
    private static final int SHORT = 8;

    private final List<Type> entries;
    private final boolean consistent;
    private final boolean cyclic;
    private final boolean open;

    /** The classes of a long order; made when it is first asked for. */
    private @Nullable Set<ClassId> classes;

    /**
     * An order.
     *
     * @param consistent whether the bases can be ordered
     * @param cyclic whether the class is among its own ancestors
     */
    Order(List<Type> entries, boolean consistent, boolean cyclic) {
      this.entries = List.copyOf(entries);
      this.consistent = consistent;
      this.cyclic = cyclic;
      boolean unknown = false;
      for (int i = 0; i < this.entries.size(); i++) {
        unknown |= this.entries.get(i) instanceof DynamicType;
      }
      this.open = unknown;
    }

    List<Type> entries() {
      return entries;
    }

    boolean consistent() {
      return consistent;
    }

    boolean cyclic() {
      return cyclic;
    }

    /** Whether a base is not known. */
    boolean isOpen() {
      return open;
    }

    /** Whether the class or one of its bases is {@code cls}. */
    boolean has(ClassId cls) {
      if (entries.size() > SHORT) {
        Set<ClassId> known = classes;
        if (known == null) {
          known = HashSet.newHashSet(entries.size());
          for (Type entry : entries) {
            ClassId id = Mro.classOf(entry);
            if (id != null) {
              known.add(id);
            }
          }
          classes = known;
        }
        return known.contains(cls);
      }
      for (int i = 0; i < entries.size(); i++) {
        if (cls.equals(Mro.classOf(entries.get(i)))) {
          return true;
        }
      }
      return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Order that
          && consistent == that.consistent
          && cyclic == that.cyclic
          && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
      return entries.hashCode();
    }
  }
}
