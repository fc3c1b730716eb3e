package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Elements and slices of tuples of known shape. */
final class TupleSlices {
  private TupleSlices() {}

  /** The element at an index, negative from the end; null if there certainly is none. */
  static @Nullable Type element(TupleType tuple, long index) {
    List<Type> prefix = tuple.prefix();
    List<Type> suffix = tuple.suffix();
    Type variadic = tuple.variadic();
    if (variadic == null) {
      long position = index < 0 ? index + prefix.size() : index;
      return position < 0 || position >= prefix.size() ? null : prefix.get((int) position);
    }
    Type rest = ArgumentMatcher.isPack(variadic) ? WellKnown.TOP : variadic;
    if (index >= 0) {
      if (index < prefix.size()) {
        return prefix.get((int) index);
      }
      // The variadic part may be short, so that an element of the end stands there.
      List<Type> candidates = new ArrayList<>();
      candidates.add(rest);
      for (int i = 0; i < suffix.size() && i <= index - prefix.size(); i++) {
        candidates.add(suffix.get(i));
      }
      return Unions.of(candidates);
    }
    long fromEnd = -index;
    if (fromEnd <= suffix.size()) {
      return suffix.get((int) (suffix.size() - fromEnd));
    }
    long first = Math.max(0, prefix.size() - (fromEnd - suffix.size()));
    List<Type> candidates = new ArrayList<>(prefix.subList((int) first, prefix.size()));
    candidates.add(rest);
    return Unions.of(candidates);
  }

  /** The tuple that a slice with literal bounds gives; null where it is not known. */
  static @Nullable Type slice(TupleType tuple, Type slice) {
    if (!(slice instanceof NominalType nominal)
        || !nominal.cls().equals(WellKnown.SLICE)
        || nominal.arguments().size() != 3) {
      return null;
    }
    Bound start = bound(nominal.arguments().get(0));
    Bound stop = bound(nominal.arguments().get(1));
    Bound step = bound(nominal.arguments().get(2));
    if (start == null || stop == null || step == null) {
      return null;
    }
    if (tuple.isFixedLength()) {
      return fixed(tuple.prefix(), start.value(), stop.value(), step.value());
    }
    if (step.value() != null && step.value() == -1) {
      return start == Bound.ABSENT && stop == Bound.ABSENT
          ? new TupleType(tuple.suffix().reversed(), tuple.variadic(), tuple.prefix().reversed())
          : null;
    }
    return step.value() == null || step.value() == 1
        ? open(tuple, start.value(), stop.value())
        : null;
  }

  /** A bound of a slice; the value is null where it is left out. */
  private record Bound(@Nullable Long value) {
    static final Bound ABSENT = new Bound(null);
  }

  private static @Nullable Bound bound(Type type) {
    if (type.equals(WellKnown.NONE)) {
      return Bound.ABSENT;
    }
    return type instanceof LiteralType literal && literal.value() instanceof Long value
        ? new Bound(value)
        : null;
  }

  private static @Nullable Type fixed(
      List<Type> elements, @Nullable Long start, @Nullable Long stop, @Nullable Long step) {
    long by = step == null ? 1 : step;
    if (by == 0) {
      return null;
    }
    int size = elements.size();
    long from = clamp(start, by > 0 ? 0 : size - 1, size, by);
    long to = clamp(stop, by > 0 ? size : -1, size, by);
    List<Type> result = new ArrayList<>();
    for (long i = from; by > 0 ? i < to : i > to; i += by) {
      result.add(elements.get((int) i));
    }
    return TupleType.of(result);
  }

  private static long clamp(@Nullable Long bound, long absent, int size, long step) {
    if (bound == null) {
      return absent;
    }
    long position = bound < 0 ? bound + size : bound;
    long least = step > 0 ? 0 : -1;
    long most = step > 0 ? size : size - 1;
    return Math.max(least, Math.min(most, position));
  }

  /** A slice that takes whole elements off the ends of a tuple of unknown length. */
  private static @Nullable Type open(TupleType tuple, @Nullable Long start, @Nullable Long stop) {
    int before = tuple.prefix().size();
    int after = tuple.suffix().size();
    long from = start == null ? 0 : start;
    if (from >= 0 && from <= before) {
      if (stop == null) {
        return new TupleType(
            tuple.prefix().subList((int) from, before), tuple.variadic(), tuple.suffix());
      }
      if (stop < 0 && -stop <= after) {
        return new TupleType(
            tuple.prefix().subList((int) from, before),
            tuple.variadic(),
            tuple.suffix().subList(0, (int) (after + stop)));
      }
      if (stop >= 0 && stop <= before) {
        return TupleType.of(
            stop <= from ? List.of() : tuple.prefix().subList((int) from, stop.intValue()));
      }
    }
    if (from < 0 && -from <= after && (stop == null || stop < 0)) {
      long to = stop == null ? after : after + stop;
      long first = after + from;
      return TupleType.of(to <= first ? List.of() : tuple.suffix().subList((int) first, (int) to));
    }
    return null;
  }
}
