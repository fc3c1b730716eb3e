package dev.taipan.checker.types;

/** Protocols, whose implementations are known by their members. */
final class ProtocolRelation {
  private final Relation relation;

  ProtocolRelation(Relation relation) {
    this.relation = relation;
  }

  /** Whether the source has all members of the protocol, with types that fit. */
  boolean holds(Type source, NominalType target) {
    return relation.structurally(source, target, () -> members(source, target));
  }

  private boolean members(Type source, NominalType target) {
    ClassModel model = relation.world.classModel(target.cls());
    for (Type entry : model.mro()) {
      if (entry instanceof NominalType base && relation.world.classModel(base.cls()).isProtocol()) {
        for (String name : relation.world.classModel(base.cls()).memberNames()) {
          if (relation.types.attribute(source, name) == null) {
            return false;
          }
        }
      }
    }
    VariableBounds.gradual(relation, target, DynamicType.UNKNOWN);
    return true;
  }
}
