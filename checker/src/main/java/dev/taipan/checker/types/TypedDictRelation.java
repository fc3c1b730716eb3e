package dev.taipan.checker.types;

import org.jspecify.annotations.Nullable;

/** TypedDicts, which are compared by their items whatever their names and bases are. */
final class TypedDictRelation {
  private static final NominalType STR = new NominalType(WellKnown.STR);

  private final Relation relation;

  TypedDictRelation(Relation relation) {
    this.relation = relation;
  }

  /** The items of a specialized TypedDict; null for other types. */
  @Nullable TypedDictShape shapeOf(NominalType type) {
    return TypedDicts.shapeOf(relation.world, type);
  }

  boolean holds(NominalType source, NominalType target) {
    TypedDictShape s = shapeOf(source);
    TypedDictShape t = shapeOf(target);
    return s != null && t != null && relation.structurally(source, target, () -> items(s, t));
  }

  private boolean items(TypedDictShape source, TypedDictShape target) {
    for (TypedDictShape.Item t : target.items().values()) {
      TypedDictShape.Item s = source.items().get(t.key());
      if (!(s == null ? missing(source, t) : item(s, t))) {
        return false;
      }
    }
    return extras(source, target);
  }

  private boolean item(TypedDictShape.Item source, TypedDictShape.Item target) {
    if (target.required() && !source.required()) {
      return relation.fail(() -> "item `" + target.key() + "` is not required in the source");
    }
    if (target.readOnly()) {
      return relation.holds(source.type(), target.type())
          || relation.fail(() -> "item `" + target.key() + "` has an incompatible type");
    }
    if (source.readOnly()) {
      return relation.fail(() -> "item `" + target.key() + "` is read-only in the source");
    }
    if (!target.required() && source.required()) {
      return relation.fail(() -> "item `" + target.key() + "` cannot be deleted in the source");
    }
    return relation.invariant(source.type(), target.type())
        || relation.fail(() -> "item `" + target.key() + "` is mutable and has another type");
  }

  /** An item of the target that the source does not list. */
  private boolean missing(TypedDictShape source, TypedDictShape.Item target) {
    if (target.required()) {
      return relation.fail(() -> "item `" + target.key() + "` is missing in the source");
    }
    Type extra = source.extra();
    if (target.readOnly()) {
      return extra == NeverType.NEVER
          || relation.holds(extra == null ? WellKnown.TOP : extra, target.type())
          || relation.fail(() -> "item `" + target.key() + "` may have any type in the source");
    }
    return (extra != null
            && extra != NeverType.NEVER
            && !source.extraReadOnly()
            && relation.invariant(extra, target.type()))
        || relation.fail(() -> "item `" + target.key() + "` is missing in the source");
  }

  private boolean extras(TypedDictShape source, TypedDictShape target) {
    Type wanted = target.extra();
    if (wanted == null) {
      return true;
    }
    Type extra = source.extra();
    if (wanted == NeverType.NEVER) {
      if (extra != NeverType.NEVER) {
        return relation.fail(() -> "the source is not closed");
      }
    } else if (target.extraReadOnly()) {
      if (!relation.holds(extra == null ? WellKnown.TOP : extra, wanted)) {
        return relation.fail(() -> "the extra items have an incompatible type");
      }
    } else if (extra == null
        || extra == NeverType.NEVER
        || source.extraReadOnly()
        || !relation.invariant(extra, wanted)) {
      return relation.fail(() -> "the extra items are not the same");
    }
    for (TypedDictShape.Item s : source.items().values()) {
      if (target.items().containsKey(s.key())) {
        continue;
      }
      boolean fits =
          target.extraReadOnly()
              ? relation.holds(s.type(), wanted)
              : wanted != NeverType.NEVER
                  && !s.readOnly()
                  && !s.required()
                  && relation.invariant(s.type(), wanted);
      if (!fits) {
        return relation.fail(() -> "item `" + s.key() + "` does not fit the extra items");
      }
    }
    return true;
  }

  /**
   * A TypedDict as a {@code Mapping}, or as a {@code dict} or what may be changed like one; null
   * for other targets, of which it is what its bases say.
   */
  @Nullable Boolean toMapping(NominalType source, NominalType target) {
    boolean mapping = target.cls().equals(WellKnown.MAPPING);
    boolean dict =
        target.cls().equals(WellKnown.DICT) || target.cls().equals(WellKnown.MUTABLE_MAPPING);
    if (!mapping && !dict) {
      return null;
    }
    TypedDictShape shape = shapeOf(source);
    if (shape == null) {
      return null;
    }
    if (target.arguments().size() < 2) {
      return mapping;
    }
    if (!relation.invariant(STR, target.arguments().get(0))) {
      return false;
    }
    Type value = target.arguments().get(1);
    return mapping ? valuesBelow(shape, value) : valuesAre(shape, value);
  }

  private boolean valuesBelow(TypedDictShape shape, Type value) {
    Type extra = shape.extra();
    if (extra == null) {
      return relation.holds(WellKnown.TOP, value)
          || relation.fail(() -> "an open TypedDict may have values of any type");
    }
    for (TypedDictShape.Item item : shape.items().values()) {
      if (!relation.holds(item.type(), value)) {
        return relation.fail(() -> "item `" + item.key() + "` has an incompatible type");
      }
    }
    return relation.holds(extra, value);
  }

  private boolean valuesAre(TypedDictShape shape, Type value) {
    Type extra = shape.extra();
    if (extra == null || extra == NeverType.NEVER || shape.extraReadOnly()) {
      return relation.fail(() -> "the TypedDict does not allow the operations of a dict");
    }
    for (TypedDictShape.Item item : shape.items().values()) {
      if (item.required() || item.readOnly() || !relation.invariant(item.type(), value)) {
        return relation.fail(() -> "item `" + item.key() + "` is not one of a dict");
      }
    }
    return relation.invariant(extra, value);
  }
}
