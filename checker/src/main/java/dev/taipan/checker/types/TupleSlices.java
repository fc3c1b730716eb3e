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
    SliceBounds bounds = SliceBounds.of(slice);
    if (bounds == null) {
      return null;
    }
    if (tuple.isFixedLength()) {
      return fixed(tuple.prefix(), bounds);
    }
    Long step = bounds.step();
    if (step != null && step == -1) {
      return bounds.start() == null && bounds.stop() == null
          ? new TupleType(tuple.suffix().reversed(), tuple.variadic(), tuple.prefix().reversed())
          : null;
    }
    return step == null || step == 1 ? open(tuple, bounds.start(), bounds.stop()) : null;
  }

  private static @Nullable Type fixed(List<Type> elements, SliceBounds bounds) {
    int[] positions = bounds.positions(elements.size());
    if (positions == null) {
      return null;
    }
    List<Type> result = new ArrayList<>(positions.length);
    for (int position : positions) {
      result.add(elements.get(position));
    }
    return TupleType.of(result);
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
    }
    // As far as all such tuples reach, the positions are those of single elements.
    boolean isPack = tuple.variadic() != null && ArgumentMatcher.isPack(tuple.variadic());
    if (from >= 0 && stop != null && stop >= 0 && stop <= (isPack ? before : before + after)) {
      return elements(tuple, from, stop);
    }
    if (from < 0 && -from <= (isPack ? after : before + after) && (stop == null || stop < 0)) {
      return elements(tuple, from, stop == null ? 0 : stop);
    }
    // Behind the known beginning stand no elements of it, before the known end none of that.
    Type rest = isPack || tuple.variadic() == null ? WellKnown.TOP : tuple.variadic();
    if (from > before && (stop == null || stop < 0 && -stop <= after)) {
      List<Type> candidates = new ArrayList<>();
      candidates.add(rest);
      candidates.addAll(tuple.suffix().subList(0, (int) (after + (stop == null ? 0 : stop))));
      return TupleType.homogeneous(Unions.of(candidates));
    }
    if (from >= 0 && from <= before && stop != null && stop < -after) {
      List<Type> candidates = new ArrayList<>(tuple.prefix().subList((int) from, before));
      candidates.add(rest);
      return TupleType.homogeneous(Unions.of(candidates));
    }
    return null;
  }

  private static @Nullable TupleType elements(TupleType tuple, long from, long to) {
    List<Type> elements = new ArrayList<>();
    for (long index = from; index < to; index++) {
      Type element = element(tuple, index);
      if (element == null) {
        return null;
      }
      elements.add(element);
    }
    return TupleType.of(elements);
  }
}
