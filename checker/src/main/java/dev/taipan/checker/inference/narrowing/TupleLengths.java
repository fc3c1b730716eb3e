package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;

/** What tests of {@code len(x)} tell of tuples; of other sequences they tell nothing. */
final class TupleLengths {
  /** Tuples are not expanded to more lengths or elements than this. */
  private static final int MAX_EXPANDED_LENGTH = 16;

  private final TypeNarrower narrower;

  TupleLengths(TypeNarrower narrower) {
    this.narrower = narrower;
  }

  /** The tuples among {@code type} that have (or have not) {@code length} elements. */
  Type equal(Type type, int length, boolean positive) {
    return narrower.each(
        type,
        member -> {
          if (!(member instanceof TupleType tuple)) {
            return member;
          }
          if (tuple.isFixedLength()) {
            return (tuple.prefix().size() == length) == positive ? member : NeverType.NEVER;
          }
          if (!positive) {
            return member;
          }
          return length < tuple.minimumLength()
              ? NeverType.NEVER
              : isExpandable(tuple, length) ? ofLength(tuple, length) : member;
        });
  }

  /**
   * The tuples among {@code type} whose length compares to a limit as wanted.
   *
   * @param wanted true from some length near {@code limit} on, or up to it
   */
  Type where(Type type, IntPredicate wanted, int limit) {
    return narrower.each(
        type,
        member -> {
          if (!(member instanceof TupleType tuple)) {
            return member;
          }
          if (tuple.isFixedLength()) {
            return wanted.test(tuple.prefix().size()) ? member : NeverType.NEVER;
          }
          return wanted.test(Integer.MAX_VALUE)
              ? atLeast(tuple, wanted, limit)
              : atMost(tuple, wanted, limit);
        });
  }

  private static Type atLeast(TupleType tuple, IntPredicate wanted, int limit) {
    int least = wanted.test(limit) ? limit : limit + 1;
    if (least <= tuple.minimumLength() || !isExpandable(tuple, least)) {
      return tuple;
    }
    List<Type> prefix = new ArrayList<>(tuple.prefix());
    for (int i = tuple.minimumLength(); i < least; i++) {
      prefix.add(Objects.requireNonNull(tuple.variadic()));
    }
    return new TupleType(prefix, tuple.variadic(), tuple.suffix());
  }

  private static Type atMost(TupleType tuple, IntPredicate wanted, int limit) {
    int most = wanted.test(limit) ? limit : limit - 1;
    int least = tuple.minimumLength();
    if (most < least) {
      return NeverType.NEVER;
    }
    // Several lengths stay one type: who has excluded longer tuples may know that none is shorter.
    return most == least && isExpandable(tuple, most) ? ofLength(tuple, most) : tuple;
  }

  private static boolean isExpandable(TupleType tuple, int length) {
    return !(tuple.variadic() instanceof TypeVarType) && length <= MAX_EXPANDED_LENGTH;
  }

  private static Type ofLength(TupleType tuple, int length) {
    List<Type> elements = new ArrayList<>(tuple.prefix());
    for (int i = tuple.minimumLength(); i < length; i++) {
      elements.add(Objects.requireNonNull(tuple.variadic()));
    }
    elements.addAll(tuple.suffix());
    return TupleType.of(elements);
  }
}
