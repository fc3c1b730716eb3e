package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Splits a type that is equivalent to a union of finitely many types into these. */
final class ArgumentExpansion {
  /** Enums and tuples are split into at most this many parts. */
  static final int MAX_PARTS = 256;

  private final World world;

  ArgumentExpansion(World world) {
    this.world = world;
  }

  /** The parts; the type alone when it has none. */
  List<Type> expand(Type type) {
    return switch (type) {
      case UnionType union -> {
        List<Type> parts = new ArrayList<>();
        for (Type member : union.members()) {
          parts.addAll(expand(member));
        }
        yield parts;
      }
      case AliasType alias -> expand(world.aliasValue(alias));
      case TypeVarType variable -> {
        TypeVarModel model = world.typeVarModel(variable);
        if (!model.constraints().isEmpty()) {
          yield model.constraints();
        }
        List<Type> parts = model.bound() == null ? List.of() : expand(model.bound());
        yield parts.size() > 1 ? parts : List.of(type);
      }
      case SubclassOfType subclass -> {
        List<Type> parts = new ArrayList<>();
        for (Type instance : expandInstance(subclass.instance())) {
          parts.add(SubclassOfType.of(instance));
        }
        yield parts;
      }
      case NominalType nominal -> expandNominal(nominal);
      case TupleType tuple -> expandTuple(tuple);
      default -> List.of(type);
    };
  }

  /** The parts with literals replaced by their classes, for when there are too many of them. */
  static List<Type> withoutLiterals(List<Type> parts) {
    Set<Type> result = new LinkedHashSet<>();
    for (Type part : parts) {
      result.add(part instanceof LiteralType literal ? literal.fallback() : part);
    }
    return List.copyOf(result);
  }

  private List<Type> expandInstance(Type instance) {
    return switch (instance) {
      case AliasType alias -> expandInstance(world.aliasValue(alias));
      case UnionType union -> union.members();
      case TypeVarType variable -> {
        TypeVarModel model = world.typeVarModel(variable);
        yield model.constraints().isEmpty()
            ? model.bound() instanceof UnionType union ? union.members() : List.of(instance)
            : model.constraints();
      }
      default -> List.of(instance);
    };
  }

  private List<Type> expandNominal(NominalType type) {
    if (type.cls().equals(WellKnown.BOOL)) {
      return List.of(new LiteralType(WellKnown.BOOL, true), new LiteralType(WellKnown.BOOL, false));
    }
    ClassModel model = world.classModel(type.cls());
    if (!model.isEnum() || isFlag(model)) {
      return List.of(type);
    }
    List<String> names = model.enumMembers();
    if (names.isEmpty() || names.size() > MAX_PARTS) {
      return List.of(type);
    }
    List<Type> members = new ArrayList<>(names.size());
    for (String name : names) {
      members.add(new LiteralType(type.cls(), name));
    }
    return members;
  }

  private static boolean isFlag(ClassModel model) {
    for (Type entry : model.mro()) {
      if (WellKnown.FLAG.equals(Mro.classOf(entry))) {
        return true;
      }
    }
    return false;
  }

  /** All combinations of the elements' parts; at most {@link #MAX_PARTS}. */
  private List<Type> expandTuple(TupleType tuple) {
    if (!tuple.isFixedLength()) {
      return List.of(tuple);
    }
    List<List<Type>> combinations = new ArrayList<>();
    combinations.add(List.of());
    for (Type element : tuple.prefix()) {
      List<Type> parts = expand(element);
      if ((long) combinations.size() * parts.size() > MAX_PARTS) {
        return List.of(tuple);
      }
      List<List<Type>> next = new ArrayList<>(combinations.size() * parts.size());
      for (List<Type> combination : combinations) {
        for (Type part : parts) {
          List<Type> longer = new ArrayList<>(combination);
          longer.add(part);
          next.add(longer);
        }
      }
      combinations = next;
    }
    if (combinations.size() == 1) {
      return List.of(tuple);
    }
    List<Type> tuples = new ArrayList<>(combinations.size());
    for (List<Type> combination : combinations) {
      tuples.add(TupleType.of(combination));
    }
    return tuples;
  }
}
