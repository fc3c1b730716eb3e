package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Tuples element by element. A variadic part of gradual element type materializes to any number of
 * elements; a TypeVarTuple takes what is left between the elements around it.
 */
final class TupleRelation {
  private final Relation relation;

  TupleRelation(Relation relation) {
    this.relation = relation;
  }

  boolean holds(TupleType source, TupleType target) {
    Type targetVariadic = target.variadic();
    if (targetVariadic != null && target.hasPack()) {
      return intoPack(source, target, (TypeVarType) targetVariadic);
    }
    Type sourceVariadic = source.variadic();
    if (sourceVariadic == null) {
      return targetVariadic == null
          ? fixed(source, target)
          : fixedIntoVariadic(source, target, targetVariadic);
    }
    if (source.hasPack()) {
      return fromPack(source, target, (TypeVarType) sourceVariadic);
    }
    return targetVariadic == null
        ? variadicIntoFixed(source, target, sourceVariadic)
        : variadicIntoVariadic(source, target, sourceVariadic, targetVariadic);
  }

  /** Compares tuples of the same shape element by element. */
  boolean elements(TupleType source, TupleType target, BiPredicate<Type, Type> compare) {
    for (int i = 0; i < source.prefix().size(); i++) {
      if (!compare.test(source.prefix().get(i), target.prefix().get(i))) {
        return false;
      }
    }
    Type sourceVariadic = source.variadic();
    Type targetVariadic = target.variadic();
    if (sourceVariadic != null
        && targetVariadic != null
        && !compare.test(sourceVariadic, targetVariadic)) {
      return false;
    }
    for (int i = 0; i < source.suffix().size(); i++) {
      if (!compare.test(source.suffix().get(i), target.suffix().get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean fixed(TupleType source, TupleType target) {
    int length = source.prefix().size();
    if (length != target.prefix().size()) {
      return relation.fail(
          () ->
              "a tuple of length "
                  + length
                  + " is not a tuple of length "
                  + target.prefix().size());
    }
    for (int i = 0; i < length; i++) {
      if (!relation.holds(source.prefix().get(i), target.prefix().get(i))) {
        int index = i + 1;
        return relation.fail(() -> "element " + index + " of the tuple does not fit");
      }
    }
    return true;
  }

  private boolean fixedIntoVariadic(TupleType source, TupleType target, Type variadic) {
    List<Type> elements = source.prefix();
    int before = target.prefix().size();
    int after = target.suffix().size();
    if (elements.size() < before + after) {
      return relation.fail(
          () -> "the tuple has " + elements.size() + " elements, not at least " + (before + after));
    }
    for (int i = 0; i < elements.size(); i++) {
      int fromEnd = elements.size() - i;
      Type expected =
          i < before
              ? target.prefix().get(i)
              : fromEnd <= after ? target.suffix().get(after - fromEnd) : variadic;
      if (!relation.holds(elements.get(i), expected)) {
        return false;
      }
    }
    return true;
  }

  /** Only a gradual variadic part can be of just the right length. */
  private boolean variadicIntoFixed(TupleType source, TupleType target, Type variadic) {
    int length = target.prefix().size();
    if (!isGradual(variadic) || source.minimumLength() > length) {
      return relation.fail(() -> "a tuple of any length is not a tuple of length " + length);
    }
    for (int i = 0; i < length; i++) {
      if (!relation.holds(elementAt(source, i, length, variadic), target.prefix().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Type elementAt(TupleType tuple, int index, int length, Type variadic) {
    int fromEnd = length - index;
    if (index < tuple.prefix().size()) {
      return tuple.prefix().get(index);
    }
    return fromEnd <= tuple.suffix().size()
        ? tuple.suffix().get(tuple.suffix().size() - fromEnd)
        : variadic;
  }

  private boolean isGradual(Type variadic) {
    return variadic instanceof DynamicType && relation.kind().dynamicSourceHolds();
  }

  private boolean variadicIntoVariadic(
      TupleType source, TupleType target, Type sourceVariadic, Type targetVariadic) {
    boolean gradual = isGradual(sourceVariadic);
    if (!gradual && source.minimumLength() < target.minimumLength()) {
      return relation.fail(
          () ->
              "the tuple may have "
                  + source.minimumLength()
                  + " elements, not at least "
                  + target.minimumLength());
    }
    int sourceBefore = source.prefix().size();
    int sourceAfter = source.suffix().size();
    int targetBefore = target.prefix().size();
    int targetAfter = target.suffix().size();
    int before = Math.max(sourceBefore, targetBefore);
    for (int i = 0; i < before; i++) {
      Type expected = i < targetBefore ? target.prefix().get(i) : targetVariadic;
      if (i < sourceBefore) {
        if (!relation.holds(source.prefix().get(i), expected)) {
          return false;
        }
      } else if (!reaches(source, i - sourceBefore, sourceVariadic, expected, gradual)) {
        return false;
      }
    }
    int after = Math.max(sourceAfter, targetAfter);
    for (int i = 0; i < after; i++) {
      Type expected = i < targetAfter ? target.suffix().get(targetAfter - 1 - i) : targetVariadic;
      if (i < sourceAfter) {
        if (!relation.holds(source.suffix().get(sourceAfter - 1 - i), expected)) {
          return false;
        }
      } else {
        if (!relation.holds(sourceVariadic, expected)) {
          return false;
        }
        for (int back = 0; !gradual && back <= i - sourceAfter && back < sourceBefore; back++) {
          if (!relation.holds(source.prefix().get(sourceBefore - 1 - back), expected)) {
            return false;
          }
        }
      }
    }
    return relation.holds(sourceVariadic, targetVariadic);
  }

  /** What may stand {@code beyond} places after the prefix: a variadic element, or a suffix's. */
  private boolean reaches(
      TupleType source, int beyond, Type variadic, Type expected, boolean gradual) {
    if (!relation.holds(variadic, expected)) {
      return false;
    }
    for (int j = 0; !gradual && j <= beyond && j < source.suffix().size(); j++) {
      if (!relation.holds(source.suffix().get(j), expected)) {
        return false;
      }
    }
    return true;
  }

  /** The elements of a TypeVarTuple are objects, as far as anybody knows. */
  private boolean fromPack(TupleType source, TupleType target, TypeVarType pack) {
    Constraints constraints = relation.constraints;
    if (constraints != null && constraints.isInferable(pack)) {
      TupleType wide = target.hasPack() ? target : unrolled(target, source);
      TupleType rest = between(wide, source.prefix().size(), source.suffix().size());
      return rest != null && edges(source, wide) && VariableBounds.above(relation, pack, rest);
    }
    Type variadic = target.variadic();
    if (variadic == null) {
      return false;
    }
    return variadicIntoVariadic(source, target, WellKnown.TOP, variadic);
  }

  private boolean intoPack(TupleType source, TupleType target, TypeVarType pack) {
    Constraints constraints = relation.constraints;
    if (constraints == null || !constraints.isInferable(pack)) {
      if (pack.equals(source.variadic()) && source.sameShape(target)) {
        return edges(source, target);
      }
      Type variadic = source.variadic();
      if (constraints != null && variadic instanceof TypeVarType other && source.hasPack()) {
        return constraints.isInferable(other) && fromPack(source, target, other);
      }
      return variadic != null
          && isGradual(variadic)
          && source.minimumLength() <= target.minimumLength();
    }
    TupleType padded = padded(source, target.prefix().size(), target.suffix().size());
    if (padded == null) {
      // What the target has around its pack may be part of what the source's pack becomes.
      return source.hasPack()
              && source.variadic() instanceof TypeVarType other
              && isInferable(other)
          ? fromPack(source, target, other)
          : relation.fail(() -> "the tuple has fewer than " + target.minimumLength() + " elements");
    }
    TupleType rest = between(padded, target.prefix().size(), target.suffix().size());
    if (rest == null || !edges(padded, target)) {
      return false;
    }
    if (rest.hasPack() && rest.minimumLength() == 0 && rest.variadic() != null) {
      return rest.variadic().equals(pack)
          || VariableBounds.below(relation, inferableOr(rest, (TypeVarType) rest.variadic()), pack);
    }
    return VariableBounds.below(relation, rest, pack);
  }

  /**
   * Tuples that must be the same type, where the TypeVarTuple of one is being solved; null where
   * none is.
   */
  @Nullable Boolean solvedExactly(TupleType source, TupleType target) {
    Constraints constraints = relation.constraints;
    if (constraints == null) {
      return null;
    }
    if (target.hasPack()
        && target.variadic() instanceof TypeVarType pack
        && constraints.isInferable(pack)) {
      return exactly(source, target, pack);
    }
    if (source.hasPack()
        && source.variadic() instanceof TypeVarType pack
        && constraints.isInferable(pack)) {
      return exactly(target, source, pack);
    }
    return null;
  }

  private boolean exactly(TupleType known, TupleType open, TypeVarType pack) {
    if (known.variadic() instanceof TypeVarType other && other.equals(pack)) {
      return known.sameShape(open) && elements(known, open, relation::invariant);
    }
    int before = open.prefix().size();
    int after = open.suffix().size();
    TupleType padded = padded(known, before, after);
    TupleType rest = padded == null ? null : between(padded, before, after);
    if (padded == null || rest == null) {
      return relation.fail(() -> "the tuple has fewer than " + open.minimumLength() + " elements");
    }
    for (int i = 0; i < before; i++) {
      if (!relation.invariant(padded.prefix().get(i), open.prefix().get(i))) {
        return false;
      }
    }
    List<Type> end = padded.variadic() == null ? padded.prefix() : padded.suffix();
    for (int i = 1; i <= after; i++) {
      if (!relation.invariant(end.get(end.size() - i), open.suffix().get(after - i))) {
        return false;
      }
    }
    boolean alone = rest.minimumLength() == 0 && rest.hasPack();
    return VariableBounds.exactly(
        relation,
        pack,
        alone && rest.variadic() instanceof TypeVarType other ? inferableOr(rest, other) : rest);
  }

  /** The target with elements of its variadic part for those that the source has at its ends. */
  private static TupleType unrolled(TupleType target, TupleType source) {
    Type variadic = target.variadic();
    if (variadic == null) {
      return target;
    }
    List<Type> prefix = new ArrayList<>(target.prefix());
    while (prefix.size() < source.prefix().size()) {
      prefix.add(variadic);
    }
    List<Type> suffix = new ArrayList<>();
    for (int i = target.suffix().size(); i < source.suffix().size(); i++) {
      suffix.add(variadic);
    }
    suffix.addAll(target.suffix());
    return new TupleType(prefix, variadic, suffix);
  }

  private Type inferableOr(TupleType rest, TypeVarType variable) {
    return isInferable(variable) ? variable : rest;
  }

  private boolean isInferable(TypeVarType variable) {
    Constraints constraints = relation.constraints;
    return constraints != null && constraints.isInferable(variable);
  }

  /** The elements that both tuples have at their ends. */
  private boolean edges(TupleType source, TupleType target) {
    List<Type> sourceAll = source.prefix();
    int before = Math.min(sourceAll.size(), target.prefix().size());
    for (int i = 0; i < before; i++) {
      if (!relation.holds(sourceAll.get(i), target.prefix().get(i))) {
        return false;
      }
    }
    List<Type> sourceEnd = source.variadic() == null ? source.prefix() : source.suffix();
    List<Type> targetEnd = target.variadic() == null ? target.prefix() : target.suffix();
    int after =
        source.variadic() == null
            ? target.suffix().size()
            : target.variadic() == null
                ? source.suffix().size()
                : Math.min(sourceEnd.size(), targetEnd.size());
    for (int i = 1; i <= after; i++) {
      if (!relation.holds(
          sourceEnd.get(sourceEnd.size() - i), targetEnd.get(targetEnd.size() - i))) {
        return false;
      }
    }
    return true;
  }

  /** What is left of a tuple between that many elements at its ends; null if it is too short. */
  private static @Nullable TupleType between(TupleType tuple, int before, int after) {
    if (tuple.variadic() == null) {
      int length = tuple.prefix().size();
      return length < before + after
          ? null
          : TupleType.of(tuple.prefix().subList(before, length - after));
    }
    if (tuple.prefix().size() < before || tuple.suffix().size() < after) {
      return null;
    }
    return new TupleType(
        tuple.prefix().subList(before, tuple.prefix().size()),
        tuple.variadic(),
        tuple.suffix().subList(0, tuple.suffix().size() - after));
  }

  /** Takes elements out of a gradual variadic part until the ends are long enough. */
  private @Nullable TupleType padded(TupleType tuple, int before, int after) {
    Type variadic = tuple.variadic();
    if (variadic == null) {
      return tuple.prefix().size() >= before + after ? tuple : null;
    }
    if (tuple.prefix().size() >= before && tuple.suffix().size() >= after) {
      return tuple;
    }
    if (!isGradual(variadic)) {
      return null;
    }
    List<Type> prefix = new ArrayList<>(tuple.prefix());
    while (prefix.size() < before) {
      prefix.add(variadic);
    }
    List<Type> suffix = new ArrayList<>();
    for (int i = tuple.suffix().size(); i < after; i++) {
      suffix.add(variadic);
    }
    suffix.addAll(tuple.suffix());
    return new TupleType(prefix, variadic, suffix);
  }

  /**
   * The union of tuples that a tuple with unions as elements stands for; null when no element is
   * one or when there would be more than {@code limit}.
   */
  @Nullable Type expand(TupleType tuple, int limit) {
    if (tuple.variadic() != null) {
      return null;
    }
    int count = 1;
    List<List<Type>> choices = new ArrayList<>(tuple.prefix().size());
    for (Type element : tuple.prefix()) {
      List<Type> members =
          switch (element) {
            case UnionType union -> union.members();
            case NominalType nominal ->
                Enums.expand(relation.world, nominal) instanceof UnionType values
                    ? values.members()
                    : List.of(element);
            default -> List.of(element);
          };
      choices.add(members);
      count *= members.size();
      if (count > limit || count == 0) {
        return null;
      }
    }
    if (count == 1) {
      return null;
    }
    List<Type> tuples = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      List<Type> elements = new ArrayList<>(choices.size());
      int index = i;
      for (List<Type> choice : choices) {
        elements.add(choice.get(index % choice.size()));
        index /= choice.size();
      }
      tuples.add(TupleType.of(elements));
    }
    return Unions.of(tuples);
  }
}
