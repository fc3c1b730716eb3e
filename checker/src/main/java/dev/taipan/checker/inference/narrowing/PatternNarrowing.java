package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.binding.Places;
import dev.taipan.checker.inference.LocalKey;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.NodeTypeSource;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Pattern;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.IntersectionType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.TypedDicts;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern tells of the subject of its {@code match}: the values that it can match, the
 * values that it surely matches, and so which are left for the cases after it.
 */
public final class PatternNarrowing {
  /** Builtin classes whose single positional sub-pattern matches the subject itself. */
  private static final Set<String> SELF_MATCHING =
      Set.of(
          "bool",
          "bytearray",
          "bytes",
          "dict",
          "float",
          "frozenset",
          "int",
          "list",
          "set",
          "str",
          "tuple");

  private static final NominalType SEQUENCES =
      new NominalType(WellKnown.SEQUENCE, List.of(DynamicType.UNKNOWN));

  /** A tuple is not split into more parts by one pattern. */
  private static final int MAX_SPLITS = 4;

  /** What a case leaves of the subject. */
  private static final class SubjectKey extends MemoKey implements LocalKey {
    SubjectKey(int matchCase) {
      super(matchCase);
    }
  }

  private final Program program;
  private final TypeNarrower narrower;
  private final MappingPatterns mappings;

  PatternNarrowing(Program program) {
    this.program = program;
    this.narrower = new TypeNarrower(program);
    this.mappings = new MappingPatterns(program, narrower, this);
  }

  /** {@code type} of the place {@code key} where a case's pattern matches (or does not). */
  Type narrow(
      NodeTypeSource types,
      Stmt.Match match,
      int caseIndex,
      Type type,
      boolean positive,
      String key) {
    MatchCase matchCase = match.cases.get(caseIndex);
    NodeTypeSource patternTypes = types.forRegion(matchCase);
    if (key.equals(Places.keyOf(match.subject))) {
      return positive
          ? matched(patternTypes, matchCase.pattern, type)
          : unmatched(patternTypes, matchCase.pattern, type);
    }
    if (match.subject instanceof Expr.Tuple tuple) {
      Type alone = narrowElement(patternTypes, tuple, matchCase.pattern, type, positive, key);
      Type subject = subjectAt(types, match, caseIndex);
      Type left =
          positive
              ? matched(patternTypes, matchCase.pattern, subject)
              : unmatched(patternTypes, matchCase.pattern, subject);
      Type element = elementAt(left, tuple, key);
      return element != null && program.typeSystem().isSubtype(element, alone) ? element : alone;
    }
    return narrowPart(types, patternTypes, match, matchCase, type, positive, key);
  }

  /** A place that is an element of a tuple subject: `match (a, b)`. */
  private Type narrowElement(
      NodeTypeSource types,
      Expr.Tuple subject,
      Pattern pattern,
      Type type,
      boolean positive,
      String key) {
    if (!(pattern instanceof Pattern.Sequence sequence)
        || sequence.patterns.size() != subject.elements.size()
        || sequence.patterns.stream().anyMatch(part -> part instanceof Pattern.Star)) {
      return type;
    }
    int index = -1;
    boolean othersSure = true;
    for (int i = 0; i < subject.elements.size(); i++) {
      if (key.equals(Places.keyOf(subject.elements.get(i)))) {
        index = i;
      } else {
        othersSure &= isIrrefutable(sequence.patterns.get(i));
      }
    }
    if (index < 0) {
      return type;
    }
    Pattern part = sequence.patterns.get(index);
    if (positive) {
      return matched(types, part, type);
    }
    return othersSure ? unmatched(types, part, type) : type;
  }

  /** What the tuples that are left of a tuple subject hold for a place; null if they do not say. */
  private static @Nullable Type elementAt(Type left, Expr.Tuple subject, String key) {
    List<Type> elements = new ArrayList<>();
    for (int i = 0; i < subject.elements.size(); i++) {
      if (key.equals(Places.keyOf(subject.elements.get(i)))) {
        for (Type member : Unions.members(left)) {
          if (!(member instanceof TupleType tuple)
              || !tuple.isFixedLength()
              || tuple.prefix().size() != subject.elements.size()) {
            return null;
          }
          elements.add(tuple.prefix().get(i));
        }
        return Unions.of(elements);
      }
    }
    return null;
  }

  /** A place whose member or item is the subject: `match x.kind` narrows `x`. */
  private Type narrowPart(
      NodeTypeSource types,
      NodeTypeSource patternTypes,
      Stmt.Match match,
      MatchCase matchCase,
      Type type,
      boolean positive,
      String key) {
    return switch (match.subject) {
      case Expr.Attribute attribute when key.equals(Places.keyOf(attribute.value)) ->
          narrower.each(
              type,
              member -> {
                if (member instanceof DynamicType) {
                  return member;
                }
                Type part =
                    program.members().read(member, attribute.name).map(Access::type).orElse(null);
                return part == null || keeps(patternTypes, matchCase.pattern, part, positive)
                    ? member
                    : NeverType.NEVER;
              });
      case Expr.Subscript subscript when key.equals(Places.keyOf(subscript.value)) -> {
        if (!(types.of(subscript.index) instanceof LiteralType index)) {
          yield type;
        }
        yield narrower.each(
            type,
            member -> {
              Type part = program.narrowing().tests().itemOf(member, index);
              return part == null || keeps(patternTypes, matchCase.pattern, part, positive)
                  ? member
                  : NeverType.NEVER;
            });
      }
      default -> type;
    };
  }

  private boolean keeps(NodeTypeSource types, Pattern pattern, Type part, boolean positive) {
    Type left = positive ? matched(types, pattern, part) : unmatched(types, pattern, part);
    return left != NeverType.NEVER;
  }

  /** The values of {@code type} that a pattern can match. */
  public Type matched(NodeTypeSource types, Pattern pattern, Type type) {
    if (type == NeverType.NEVER) {
      return type;
    }
    return switch (pattern) {
      case Pattern.Capture ignored -> type;
      case Pattern.As as -> matched(types, as.pattern, type);
      case Pattern.Or or -> {
        List<Type> parts = new ArrayList<>();
        Type rest = type;
        for (Pattern part : or.patterns) {
          parts.add(matched(types, part, rest));
          rest = unmatched(types, part, rest);
        }
        yield Unions.of(parts);
      }
      case Pattern.Singleton singleton -> singleton(singleton, type, true);
      case Pattern.Value value -> value(types.of(value.value), type, true);
      case Pattern.Class cls -> classPattern(types, cls, type);
      case Pattern.Sequence sequence -> sequence(types, sequence, type);
      case Pattern.Mapping mapping -> mappings.matched(types, mapping, type);
      case Pattern.Star ignored -> type;
      case Pattern.Error ignored -> type;
    };
  }

  /** The values of {@code type} that a pattern may leave unmatched. */
  public Type unmatched(NodeTypeSource types, Pattern pattern, Type type) {
    return switch (pattern) {
      case Pattern.Capture ignored -> NeverType.NEVER;
      case Pattern.As as -> unmatched(types, as.pattern, type);
      case Pattern.Or or -> {
        Type rest = type;
        for (Pattern part : or.patterns) {
          rest = unmatched(types, part, rest);
        }
        yield rest;
      }
      case Pattern.Singleton singleton -> singleton(singleton, type, false);
      case Pattern.Value value -> value(types.of(value.value), type, false);
      case Pattern.Class cls -> unmatchedClass(types, cls, type);
      case Pattern.Sequence sequence -> unmatchedSequence(types, sequence, type);
      case Pattern.Mapping mapping ->
          mapping.keys.isEmpty()
              ? narrower.subtract(type, MappingPatterns.MAPPINGS)
              : mappings.unmatched(types, mapping, type);
      case Pattern.Star ignored -> NeverType.NEVER;
      case Pattern.Error ignored -> type;
    };
  }

  private Type singleton(Pattern.Singleton singleton, Type type, boolean positive) {
    return switch (singleton.value.kind) {
      case NONE -> narrower.none(type, positive);
      case TRUE -> narrower.equalTo(type, new LiteralType(WellKnown.BOOL, true), positive, true);
      case FALSE -> narrower.equalTo(type, new LiteralType(WellKnown.BOOL, false), positive, true);
      case ELLIPSIS, INT, FLOAT, COMPLEX -> type;
    };
  }

  private Type value(Type value, Type type, boolean positive) {
    if (value instanceof LiteralType literal) {
      Type equal = narrower.equalTo(type, literal, positive, false);
      // Of an object that can be anything the literal tells what it is.
      return positive
          ? narrower.each(equal, member -> member.equals(WellKnown.TOP) ? literal : member)
          : equal;
    }
    if (!positive || value instanceof DynamicType) {
      return type;
    }
    return narrower.each(
        type,
        member -> {
          if (member instanceof DynamicType || member.equals(WellKnown.TOP) && isNumber(value)) {
            return value;
          }
          return !program.typeSystem().isDisjoint(member, value) ? member : NeverType.NEVER;
        });
  }

  /** Whether a value tells what any object is that equals it, as literals do. */
  private static boolean isNumber(Type value) {
    return value instanceof NominalType nominal
        && (nominal.cls().equals(WellKnown.FLOAT) || nominal.cls().equals(WellKnown.COMPLEX));
  }

  private Type classPattern(NodeTypeSource types, Pattern.Class pattern, Type type) {
    Type filter = ClassFilters.instances(program, types.of(pattern.cls));
    if (filter == null) {
      return type;
    }
    // Of an instance of a class that cannot be found nothing is known.
    Type candidates =
        filter instanceof DynamicType ? filter : narrower.intersectClasses(type, filter);
    if (pattern.positional.isEmpty() && pattern.keywordPatterns.isEmpty()) {
      return candidates;
    }
    return narrower.eachValue(
        candidates,
        member -> {
          Type kept = member;
          List<SubPattern> parts = subPatterns(types, pattern, member);
          if (parts == null) {
            return member;
          }
          for (SubPattern part : parts) {
            Type after = matched(types, part.pattern(), part.type());
            if (after == NeverType.NEVER) {
              return NeverType.NEVER;
            }
            if (part.isSubject()) {
              kept = after;
            }
          }
          return kept;
        });
  }

  private Type unmatchedClass(NodeTypeSource types, Pattern.Class pattern, Type type) {
    Type filter = ClassFilters.certainInstances(program, types.of(pattern.cls));
    if (filter == NeverType.NEVER || filter instanceof DynamicType) {
      return type;
    }
    if (pattern.positional.isEmpty() && pattern.keywordPatterns.isEmpty()) {
      return narrower.subtractClasses(type, filter);
    }
    boolean takesAll = takesAll(types, pattern, filter);
    return narrower.eachValue(
        type,
        member -> {
          if (member instanceof DynamicType) {
            return member;
          }
          if (!narrower.isWithin(member, filter)) {
            // Some of its values may be of the class yet, as integers where `float` is declared.
            return takesAll ? narrower.subtractClasses(member, filter) : member;
          }
          List<SubPattern> parts = subPatterns(types, pattern, member);
          if (parts == null) {
            return member;
          }
          Type subject = null;
          int refutable = 0;
          for (SubPattern part : parts) {
            Type left = unmatched(types, part.pattern(), part.type());
            if (left != NeverType.NEVER) {
              refutable++;
              subject = part.isSubject() ? left : null;
            }
          }
          if (refutable == 0) {
            return narrower.subtractClasses(member, filter);
          }
          return refutable == 1 && subject != null ? subject : member;
        });
  }

  /** Whether a class pattern takes whatever is an instance of its class. */
  private boolean takesAll(NodeTypeSource types, Pattern.Class pattern, Type instances) {
    List<SubPattern> parts = subPatterns(types, pattern, instances);
    if (parts == null) {
      return false;
    }
    for (SubPattern part : parts) {
      if (unmatched(types, part.pattern(), part.type()) != NeverType.NEVER) {
        return false;
      }
    }
    return true;
  }

  /**
   * A sub-pattern with what it is matched against.
   *
   * @param isSubject whether that is the subject itself, as for {@code int(x)}
   */
  public record SubPattern(Pattern pattern, Type type, boolean isSubject) {}

  /**
   * The sub-patterns of a class pattern for one class; null where they cannot be told. What stands
   * at which position the class of the pattern says, not that of the object.
   */
  public @Nullable List<SubPattern> subPatterns(
      NodeTypeSource types, Pattern.Class pattern, Type member) {
    List<SubPattern> parts = new ArrayList<>();
    if (!pattern.positional.isEmpty()) {
      Type named =
          types.of(pattern.cls) instanceof ClassLiteralType cls
              ? program.specializer().unknownInstance(cls)
              : member;
      if (pattern.positional.size() == 1 && matchesItself(named)) {
        parts.add(new SubPattern(pattern.positional.get(0), member, true));
      } else {
        List<String> names = matchArguments(named);
        if (names == null || names.size() < pattern.positional.size()) {
          return null;
        }
        for (int i = 0; i < pattern.positional.size(); i++) {
          parts.add(attributePart(pattern.positional.get(i), member, names.get(i)));
        }
      }
    }
    for (int i = 0; i < pattern.keywordNames.size(); i++) {
      parts.add(
          attributePart(pattern.keywordPatterns.get(i), member, pattern.keywordNames.get(i).name));
    }
    return parts;
  }

  private SubPattern attributePart(Pattern pattern, Type member, String name) {
    Type type =
        member instanceof DynamicType
            ? DynamicType.UNKNOWN
            : program.members().read(member, name).map(Access::type).orElse(DynamicType.UNKNOWN);
    return new SubPattern(pattern, type, false);
  }

  /** Whether the single positional sub-pattern of the class of {@code member} is the subject. */
  public boolean matchesItself(Type member) {
    ClassId cls = classOf(member);
    if (cls == null) {
      return false;
    }
    for (Type base : program.classModel(cls).mro()) {
      ClassId id = classOf(base);
      if (id != null && id.module().equals("builtins") && SELF_MATCHING.contains(id.place())) {
        return matchArguments(member) == null;
      }
    }
    return false;
  }

  /** The class whose attributes a value of the type has; null where several or none are known. */
  public static @Nullable ClassId classOf(Type type) {
    return switch (type) {
      case NominalType nominal -> nominal.cls();
      case TupleType ignored -> WellKnown.TUPLE;
      case LiteralType literal -> literal.cls();
      case IntersectionType intersection -> {
        ClassId first = null;
        for (Type part : intersection.positive()) {
          first = first == null ? classOf(part) : first;
        }
        yield first;
      }
      default -> null;
    };
  }

  /** The names in {@code __match_args__} of a class; null if it has none. */
  public @Nullable List<String> matchArguments(Type member) {
    ClassId cls = classOf(member);
    if (cls == null) {
      return null;
    }
    Type type =
        program
            .members()
            .read(new ClassLiteralType(cls), "__match_args__")
            .map(Access::type)
            .orElse(null);
    if (!(type instanceof TupleType tuple) || !tuple.isFixedLength()) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (Type element : tuple.prefix()) {
      if (!(element instanceof LiteralType literal) || !(literal.value() instanceof String name)) {
        return null;
      }
      names.add(name);
    }
    return names;
  }

  /**
   * What a sequence pattern can match: sequences that are no text, of a fitting length. That an
   * element is of a common subclass of two classes counts only where no other sequence matches.
   */
  private Type sequence(NodeTypeSource types, Pattern.Sequence pattern, Type type) {
    List<Type> unexplained = new ArrayList<>(0);
    Type matching =
        narrower.each(
            type,
            member -> {
              Type left = sequenceMember(types, pattern, member);
              if (left instanceof TupleType tuple
                  && member instanceof TupleType before
                  && joinsClasses(tuple, before)) {
                unexplained.add(left);
              }
              return left;
            });
    if (unexplained.isEmpty()) {
      return matching;
    }
    List<Type> explained = new ArrayList<>(Unions.members(matching));
    explained.removeAll(unexplained);
    return explained.isEmpty() ? matching : Unions.of(explained);
  }

  private Type sequenceMember(NodeTypeSource types, Pattern.Sequence pattern, Type member) {
    TupleType shape = sequenceShape(member);
    if (shape == null) {
      return openTo(member, SEQUENCES);
    }
    List<Type> elements = elements(pattern, shape);
    if (elements == null) {
      return NeverType.NEVER;
    }
    List<Type> narrowed = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      Pattern part = pattern.patterns.get(i);
      Type after =
          part instanceof Pattern.Star ? elements.get(i) : matched(types, part, elements.get(i));
      if (after == NeverType.NEVER) {
        return NeverType.NEVER;
      }
      narrowed.add(after);
    }
    return member instanceof TupleType && starIndex(pattern) < 0 ? TupleType.of(narrowed) : member;
  }

  /** Whether an element that was of one class is of two after a match. */
  private static boolean joinsClasses(TupleType matched, TupleType before) {
    if (matched == before || matched.prefix().size() != before.prefix().size()) {
      return false;
    }
    for (int i = 0; i < matched.prefix().size(); i++) {
      if (before.prefix().get(i) instanceof NominalType
          && matched.prefix().get(i) instanceof IntersectionType both
          && both.positive().size() > 1) {
        return true;
      }
    }
    return false;
  }

  /**
   * What matches of a type that is no sequence (or mapping) itself but has some among its values;
   * that a subclass might be one by a second base is not taken into account.
   */
  Type openTo(Type member, NominalType filter) {
    if (member instanceof DynamicType) {
      return member;
    }
    if (member.equals(WellKnown.TOP)) {
      return new NominalType(
          filter.cls(), Collections.nCopies(filter.arguments().size(), WellKnown.TOP));
    }
    if (member instanceof TypeVarType) {
      Type left = narrower.intersect(member, filter);
      return left == NeverType.NEVER ? left : member;
    }
    return narrower.isWithin(filter, member) ? narrower.intersect(member, filter) : NeverType.NEVER;
  }

  private Type unmatchedSequence(NodeTypeSource types, Pattern.Sequence pattern, Type type) {
    return narrower.each(
        type,
        member -> {
          TupleType shape = sequenceShape(member);
          if (shape == null || !(member instanceof TupleType)) {
            return shape != null && coversAll(types, pattern, shape) ? NeverType.NEVER : member;
          }
          List<Type> elements = elements(pattern, shape);
          if (elements == null) {
            return member;
          }
          if (!shape.isFixedLength() && !coversAllLengths(pattern, shape)) {
            return member;
          }
          if (starIndex(pattern) >= 0 || !shape.isFixedLength()) {
            return coversElements(types, pattern, elements) ? NeverType.NEVER : member;
          }
          return unmatchedElements(types, pattern, elements);
        });
  }

  /** Whether a pattern takes every object of a class that has the shape of a tuple. */
  private boolean coversAll(NodeTypeSource types, Pattern.Sequence pattern, TupleType shape) {
    List<Type> elements = elements(pattern, shape);
    return elements != null
        && (shape.isFixedLength() || coversAllLengths(pattern, shape))
        && coversElements(types, pattern, elements);
  }

  private boolean coversElements(
      NodeTypeSource types, Pattern.Sequence pattern, List<Type> elements) {
    for (int i = 0; i < elements.size(); i++) {
      Pattern part = pattern.patterns.get(i);
      if (!(part instanceof Pattern.Star)
          && unmatched(types, part, elements.get(i)) != NeverType.NEVER) {
        return false;
      }
    }
    return true;
  }

  /** The tuples whose first element that a part leaves unmatched is each of them in turn. */
  private Type unmatchedElements(
      NodeTypeSource types, Pattern.Sequence pattern, List<Type> elements) {
    List<Type> left = new ArrayList<>();
    List<Type> current = new ArrayList<>(elements);
    for (int i = 0; i < elements.size(); i++) {
      Type rest = unmatched(types, pattern.patterns.get(i), elements.get(i));
      if (rest != NeverType.NEVER) {
        List<Type> tuple = new ArrayList<>(current);
        tuple.set(i, rest);
        left.add(TupleType.of(tuple));
        if (left.size() > MAX_SPLITS) {
          return TupleType.of(elements);
        }
      }
      Type matched = matched(types, pattern.patterns.get(i), elements.get(i));
      if (matched == NeverType.NEVER) {
        break;
      }
      current.set(i, matched);
    }
    return Unions.of(left);
  }

  private static boolean coversAllLengths(Pattern.Sequence pattern, TupleType shape) {
    return starIndex(pattern) >= 0 && pattern.patterns.size() - 1 <= shape.minimumLength();
  }

  private static int starIndex(Pattern.Sequence pattern) {
    for (int i = 0; i < pattern.patterns.size(); i++) {
      if (pattern.patterns.get(i) instanceof Pattern.Star) {
        return i;
      }
    }
    return -1;
  }

  /** The shape of a sequence that a sequence pattern can match; null for anything else. */
  public @Nullable TupleType sequenceShape(Type member) {
    if (member instanceof TupleType tuple) {
      return tuple;
    }
    ClassId cls = classOf(member);
    if (cls == null
        || cls.equals(WellKnown.STR)
        || cls.equals(WellKnown.BYTES)
        || cls.equals(WellKnown.BYTEARRAY)) {
      return null;
    }
    for (ClassId text : List.of(WellKnown.STR, WellKnown.BYTES, WellKnown.BYTEARRAY)) {
      if (program.members().mro().superTypeOf(member, text) != null) {
        return null;
      }
    }
    Type tuple = program.members().mro().superTypeOf(member, WellKnown.TUPLE);
    if (tuple instanceof TupleType shape) {
      return shape;
    }
    Type sequence = program.members().mro().superTypeOf(member, WellKnown.SEQUENCE);
    if (sequence instanceof NominalType nominal && nominal.arguments().size() == 1) {
      return TupleType.homogeneous(nominal.arguments().get(0));
    }
    return null;
  }

  /**
   * The types of the elements that the parts of a sequence pattern are matched against, a list for
   * a starred one; null where the lengths do not fit.
   */
  public @Nullable List<Type> elements(Pattern.Sequence pattern, TupleType shape) {
    int star = starIndex(pattern);
    int count = pattern.patterns.size();
    if (star < 0) {
      if (shape.isFixedLength() ? shape.prefix().size() != count : shape.minimumLength() > count) {
        return null;
      }
      List<Type> elements = new ArrayList<>(shape.prefix());
      int open = count - shape.minimumLength();
      for (int i = 0; i < open; i++) {
        elements.add(elementOf(Objects.requireNonNull(shape.variadic())));
      }
      elements.addAll(shape.suffix());
      return elements;
    }
    if (shape.isFixedLength() && shape.prefix().size() < count - 1) {
      return null;
    }
    List<Type> all = new ArrayList<>();
    if (shape.isFixedLength()) {
      int length = shape.prefix().size();
      all.addAll(shape.prefix().subList(0, star));
      int after = count - star - 1;
      List<Type> middle = shape.prefix().subList(star, length - after);
      all.add(listOf(middle.isEmpty() ? NeverType.NEVER : Unions.of(middle)));
      all.addAll(shape.prefix().subList(length - after, length));
      return all;
    }
    // What stands at a place of its own is not among the rest.
    int last = count - star - 1;
    List<Type> any = new ArrayList<>();
    any.addAll(
        shape.prefix().subList(Math.min(star, shape.prefix().size()), shape.prefix().size()));
    any.add(elementOf(Objects.requireNonNull(shape.variadic())));
    any.addAll(shape.suffix().subList(0, Math.max(0, shape.suffix().size() - last)));
    Type element = Unions.of(any);
    for (int i = 0; i < count; i++) {
      if (i == star) {
        all.add(listOf(element));
      } else if (i < star) {
        all.add(i < shape.prefix().size() ? shape.prefix().get(i) : element);
      } else {
        int fromEnd = count - i;
        all.add(
            fromEnd <= shape.suffix().size()
                ? shape.suffix().get(shape.suffix().size() - fromEnd)
                : element);
      }
    }
    return all;
  }

  private static Type elementOf(Type variadic) {
    return variadic instanceof TypeVarType ? WellKnown.TOP : variadic;
  }

  private static Type listOf(Type element) {
    return new NominalType(WellKnown.LIST, List.of(Widening.widen(element)));
  }

  public @Nullable TypedDictShape typedDict(Type member) {
    return TypedDicts.shapeOf(program, member);
  }

  private static boolean isIrrefutable(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Capture ignored -> true;
      case Pattern.As as -> isIrrefutable(as.pattern);
      case Pattern.Or or -> or.patterns.stream().anyMatch(PatternNarrowing::isIrrefutable);
      case Pattern.Value ignored -> false;
      case Pattern.Singleton ignored -> false;
      case Pattern.Sequence ignored -> false;
      case Pattern.Star ignored -> true;
      case Pattern.Mapping ignored -> false;
      case Pattern.Class ignored -> false;
      case Pattern.Error ignored -> false;
    };
  }

  /** Whether a case's pattern always or never matches what the cases before have left. */
  Truth truth(NodeTypeSource types, Stmt.Match match, int caseIndex) {
    Type subject = subjectAt(types, match, caseIndex);
    if (subject instanceof DynamicType) {
      return Truth.AMBIGUOUS;
    }
    if (subject == NeverType.NEVER) {
      return Truth.ALWAYS_TRUE; // nothing is left: the cases before have matched
    }
    NodeTypeSource patternTypes = types.forRegion(match.cases.get(caseIndex));
    Pattern pattern = match.cases.get(caseIndex).pattern;
    if (unmatched(patternTypes, pattern, subject) == NeverType.NEVER) {
      return Truth.ALWAYS_TRUE;
    }
    return matched(patternTypes, pattern, subject) == NeverType.NEVER
        ? Truth.ALWAYS_FALSE
        : Truth.AMBIGUOUS;
  }

  /**
   * The type of the subject as the cases before {@code caseIndex} have left it. Each case starts
   * from what the case before it left, so that all of them together take linear time.
   */
  public Type subjectAt(NodeTypeSource types, Stmt.Match match, int caseIndex) {
    if (caseIndex == 0) {
      return types.of(match.subject);
    }
    return program.memoType(
        types.module(),
        new SubjectKey(match.cases.get(caseIndex - 1).id),
        () -> {
          Type subject = subjectAt(types, match, caseIndex - 1);
          MatchCase before = match.cases.get(caseIndex - 1);
          boolean sure =
              before.guard == null
                  || program.predicates().fixed(types.module(), before.guard) == Truth.ALWAYS_TRUE;
          return sure ? unmatched(types.forRegion(before), before.pattern, subject) : subject;
        });
  }
}
