package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import java.util.Map;

/**
 * The TypedDicts with a certain item, which a test has found in an open one that does not declare
 * it: it holds any object, and nobody may put another one there.
 */
final class OpenItemModel implements ClassModel {
  private final ClassId id;
  private final TypedDictShape shape;

  private OpenItemModel(ClassId id, String key) {
    this.id = id;
    this.shape =
        new TypedDictShape(
            Map.of(key, new TypedDictShape.Item(key, WellKnown.TOP, true, true)), null, true);
  }

  /** The type, for TypedDicts of a class. */
  static Type of(SourceClassModel cls, String key) {
    ClassId id = new ClassId(cls.id().module(), "<TypedDict with item '" + key + "'>");
    if (cls.module().classModel(id.place()) == null) {
      cls.module().register(id.place(), new OpenItemModel(id, key));
    }
    return new NominalType(id);
  }

  @Override
  public ClassId id() {
    return id;
  }

  @Override
  public List<Type> bases() {
    return List.of(WellKnown.TOP);
  }

  @Override
  public List<Type> mro() {
    return List.of(new NominalType(id), WellKnown.TOP);
  }

  @Override
  public Type metaclass() {
    return new NominalType(WellKnown.TYPE);
  }

  @Override
  public TypedDictShape typedDict() {
    return shape;
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
