package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.inference.NodeTypeSource;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code in} tells of an object that a container with known elements has, or has not. */
final class Containment {
  private final Program program;
  private final TypeNarrower narrower;
  private final ClassTests classTests;

  Containment(Program program, TypeNarrower narrower, ClassTests classTests) {
    this.program = program;
    this.narrower = narrower;
    this.classTests = classTests;
  }

  /** The type of a container; a display is one of just its items, whatever its class. */
  static Type container(NodeTypeSource types, Expr container) {
    List<? extends @Nullable Expr> items =
        switch (container) {
          case Expr.ListExpr list -> list.elements;
          case Expr.SetExpr set -> set.elements;
          case Expr.Dict dict -> dict.keys;
          default -> List.of();
        };
    List<Type> elements = new ArrayList<>();
    for (Expr item : items) {
      if (item == null || item instanceof Expr.Starred) {
        return types.of(container);
      }
      elements.add(types.of(item));
    }
    return elements.isEmpty() ? types.of(container) : TupleType.of(elements);
  }

  boolean mayBeElement(Type member, Type container, boolean positive) {
    return elementOf(member, container, positive) != NeverType.NEVER;
  }

  /** {@code type} where it is an element of a container, or is none. */
  Type elementOf(Type type, Type container, boolean positive) {
    Type elements = elementsOf(container);
    if (elements == null || elements instanceof DynamicType) {
      return type;
    }
    if (positive) {
      return container instanceof TupleType tuple && holdsClasses(tuple)
          ? oneClassOf(type, tuple, elements)
          : oneOf(type, elements);
    }
    if (!(container instanceof TupleType tuple)) {
      return type; // a list or set may be empty of some of its possible elements
    }
    Type narrowed = type;
    for (Type element : tuple.prefix()) {
      if (element instanceof LiteralType literal) {
        narrowed = narrower.equalTo(narrowed, literal, false, false);
      } else if (element.equals(WellKnown.NONE)) {
        narrowed = narrower.none(narrowed, false);
      }
    }
    return narrowed;
  }

  static boolean holdsClasses(TupleType tuple) {
    return tuple.isFixedLength()
        && !tuple.prefix().isEmpty()
        && tuple.prefix().stream().allMatch(ClassLiteralType.class::isInstance);
  }

  /** {@code cls in (C, D)}, of which only what is a class already is known to be one of them. */
  private Type oneClassOf(Type type, TupleType classes, Type elements) {
    List<Type> found = new ArrayList<>();
    for (Type member : Unions.members(type)) {
      if (!isClassObject(member)) {
        found.add(oneOf(member, elements));
        continue;
      }
      for (Type element : classes.prefix()) {
        found.add(classTests.identity(member, (ClassLiteralType) element, true));
      }
    }
    return Unions.of(found);
  }

  private static boolean isClassObject(Type type) {
    return switch (type) {
      case ClassLiteralType _, SubclassOfType _ -> true;
      case NominalType nominal -> nominal.cls().equals(WellKnown.TYPE);
      default -> false;
    };
  }

  /** What a container holds, where that says what {@code in} can find. */
  private @Nullable Type elementsOf(Type container) {
    boolean known =
        container instanceof TupleType
            || container instanceof NominalType nominal
                && (nominal.cls().equals(WellKnown.LIST)
                    || nominal.cls().equals(WellKnown.SET)
                    || nominal.cls().equals(WellKnown.FROZENSET)
                    || nominal.cls().equals(WellKnown.DICT));
    return known ? program.iteration().iterate(container).element() : null;
  }

  /** {@code type} where it equals one of {@code values}. */
  Type oneOf(Type type, Type values) {
    List<Type> candidates = narrower.values(values);
    return narrower.eachValue(
        type,
        member -> {
          if (member instanceof DynamicType) {
            return member;
          }
          Set<Type> kept = new LinkedHashSet<>();
          for (Type candidate : candidates) {
            if (candidate instanceof DynamicType) {
              return member;
            }
            if (candidate instanceof LiteralType literal) {
              // Of an object that can be anything the container tells what it is.
              Type equal =
                  member.equals(WellKnown.TOP)
                      ? literal
                      : narrower.equalTo(member, literal, true, false);
              if (equal != NeverType.NEVER) {
                kept.add(equal);
              }
            } else if (candidate.equals(WellKnown.NONE)) {
              if (narrower.none(member, true) != NeverType.NEVER) {
                kept.add(WellKnown.NONE);
              }
            } else if (narrower.isWithin(member, candidate)) {
              return member;
            } else if (narrower.isWithin(candidate, member)) {
              return member.equals(WellKnown.TOP) ? member : candidate;
            } else if (!program.typeSystem().isDisjoint(member, candidate)) {
              return member;
            }
          }
          if (kept.contains(member)) {
            return member;
          }
          return Unions.of(List.copyOf(kept));
        });
  }
}
