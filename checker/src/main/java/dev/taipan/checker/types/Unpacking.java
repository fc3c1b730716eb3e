package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Distributes a value over the targets of an unpacking assignment. */
public final class Unpacking {
  private final World world;
  private final Iteration iteration;

  public Unpacking(World world, Iteration iteration) {
    this.world = world;
    this.iteration = iteration;
  }

  /**
   * The result.
   *
   * @param targets a type for each target; the starred one gets a list
   * @param mismatches for the value, or the members of the union that it is, whose length does not
   *     fit: what they are and how many values they have
   * @param notIterable those that cannot be iterated at all
   */
  public record Result(List<Type> targets, List<Mismatch> mismatches, List<Type> notIterable) {}

  /**
   * A value of the wrong length.
   *
   * @param length the number of values; the least number if {@code open}
   * @param open whether there may be more
   */
  public record Mismatch(Type value, int length, boolean open) {}

  /**
   * {@code a, b, *c, d = value}.
   *
   * @param count the number of targets, the starred one included
   * @param star the index of the starred target, -1 without one
   */
  public Result unpack(Type value, int count, int star) {
    List<List<Type>> columns = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      columns.add(new ArrayList<>());
    }
    List<Mismatch> mismatches = new ArrayList<>();
    List<Type> notIterable = new ArrayList<>();
    Type whole = value instanceof AliasType alias ? world.aliasValue(alias) : value;
    for (Type member : Unions.members(whole)) {
      TupleType shape = shapeOf(member);
      if (shape == null) {
        notIterable.add(member);
      } else if (!distribute(shape, count, star, columns)) {
        mismatches.add(new Mismatch(member, shape.minimumLength(), !shape.isFixedLength()));
      }
    }
    if (whole instanceof UnionType union && union.isPartlyUnknown()) {
      mismatches.clear();
      notIterable.clear();
    }
    if (mismatches.size() < Unions.members(whole).size()) {
      // Code without annotations returns tuples of several lengths, which one the caller knows.
      mismatches.removeIf(mismatch -> holdsUnknown(mismatch.value()));
    }
    List<Type> targets = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      List<Type> column = columns.get(i);
      Type type =
          whole instanceof NeverType
              ? whole
              : column.isEmpty() && (i != star || !mismatches.isEmpty() || !notIterable.isEmpty())
                  ? DynamicType.UNKNOWN
                  : Unions.of(column);
      if (i == star) {
        type =
            new NominalType(
                WellKnown.LIST, List.of(type == NeverType.NEVER ? DynamicType.UNKNOWN : type));
      }
      targets.add(type);
    }
    return new Result(targets, mismatches, notIterable);
  }

  /** How many characters or bytes a literal has is known too. */
  private @Nullable TupleType shapeOf(Type value) {
    TupleType shape = iteration.shapeOf(value);
    return shape != null
            && value instanceof LiteralType literal
            && literal.value() instanceof String text
            && !literal.isEnumMember()
        ? TupleType.of(
            Collections.nCopies(text.codePointCount(0, text.length()), shape.elementType()))
        : shape;
  }

  private static boolean holdsUnknown(Type value) {
    if (!(value instanceof TupleType tuple)) {
      return false;
    }
    for (Type element : tuple.prefix()) {
      if (Unions.members(element).contains(DynamicType.UNKNOWN)) {
        return true;
      }
    }
    return false;
  }

  /** Adds the elements to the columns; false if the number does not fit. */
  private static boolean distribute(
      TupleType shape, int count, int star, List<List<Type>> columns) {
    int needed = star < 0 ? count : count - 1;
    int least = shape.minimumLength();
    if (shape.isFixedLength()
        ? least < needed || (star < 0 && least > needed)
        : star < 0 && least > needed) {
      return false;
    }
    if (star < 0) {
      int before = shape.prefix().size();
      int after = shape.suffix().size();
      for (int i = 0; i < count; i++) {
        columns
            .get(i)
            .add(
                i < before
                    ? shape.prefix().get(i)
                    : i >= count - after
                        ? shape.suffix().get(i - (count - after))
                        : variadic(shape));
      }
      return true;
    }
    int before = star;
    int after = count - star - 1;
    List<Type> prefix = shape.prefix();
    List<Type> suffix = shape.suffix();
    if (shape.isFixedLength()) {
      int size = prefix.size();
      for (int i = 0; i < size; i++) {
        int target = i < before ? i : i >= size - after ? count - (size - i) : star;
        columns.get(target).add(prefix.get(i));
      }
      return true;
    }
    // As many values as there are targets there must be.
    List<Type> certain = new ArrayList<>(prefix);
    while (certain.size() + suffix.size() < needed) {
      certain.add(variadic(shape));
    }
    TupleType known = new TupleType(certain, variadic(shape), suffix);
    for (int i = 0; i < before; i++) {
      columns.get(i).add(elementOf(known, i));
    }
    for (int i = 0; i < after; i++) {
      columns.get(star + 1 + i).add(elementOf(known, i - after));
    }
    for (int i = before; i < certain.size(); i++) {
      columns.get(star).add(certain.get(i));
    }
    columns.get(star).add(variadic(shape));
    for (int i = 0; i < suffix.size() - after; i++) {
      columns.get(star).add(suffix.get(i));
    }
    return true;
  }

  private static Type elementOf(TupleType shape, int index) {
    Type element = TupleSlices.element(shape, index);
    return element == null ? NeverType.NEVER : element;
  }

  private static Type variadic(TupleType shape) {
    @Nullable Type variadic = shape.variadic();
    return variadic == null
        ? NeverType.NEVER
        : ArgumentMatcher.isPack(variadic) ? WellKnown.TOP : variadic;
  }
}
