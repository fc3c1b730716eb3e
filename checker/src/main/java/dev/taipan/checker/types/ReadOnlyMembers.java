package dev.taipan.checker.types;

import java.util.List;

/** Tells attributes that nobody may assign to, once the object is made. */
final class ReadOnlyMembers {
  private ReadOnlyMembers() {}

  /** Whether a variable of a class is Final, or a field of a named tuple or frozen dataclass. */
  static boolean contains(World world, Member member) {
    if (member.isFinal()) {
      return true;
    }
    ClassModel owner = world.classModel(member.owner());
    List<String> tupleFields = owner.namedTupleFields();
    if (tupleFields != null && tupleFields.contains(member.name())) {
      return true;
    }
    DataclassModel dataclass = owner.dataclass();
    if (dataclass == null || !dataclass.frozen()) {
      return false;
    }
    for (DataclassModel.Field field : dataclass.fields()) {
      if (field.name().equals(member.name())) {
        return true;
      }
    }
    return false;
  }
}
