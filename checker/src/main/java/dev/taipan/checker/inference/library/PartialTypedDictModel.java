package dev.taipan.checker.inference.library;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The TypedDict of what may be merged into another one, whose type parameters it has: all items are
 * optional. Where the other one is changed, its read-only items must not be there.
 */
final class PartialTypedDictModel implements ClassModel {
  private final Program program;
  private final ClassId id;
  private final ClassId original;
  private final boolean inPlace;

  PartialTypedDictModel(Program program, ClassId id, ClassId original, boolean inPlace) {
    this.program = program;
    this.id = id;
    this.original = original;
    this.inPlace = inPlace;
  }

  @Override
  public ClassId id() {
    return id;
  }

  @Override
  public List<TypeVarType> typeParameters() {
    return program.classModel(original).typeParameters();
  }

  @Override
  public List<Type> bases() {
    return List.of(new NominalType(WellKnown.TYPED_DICT_FALLBACK));
  }

  @Override
  public List<Type> mro() {
    List<Type> entries = new ArrayList<>();
    entries.add(new NominalType(id, Mro.identity(typeParameters())));
    entries.addAll(program.ancestry().linearization(bases().getFirst()));
    return entries;
  }

  @Override
  public Type metaclass() {
    return program.classModel(WellKnown.TYPED_DICT_FALLBACK).metaclass();
  }

  @Override
  public @Nullable TypedDictShape typedDict() {
    TypedDictShape shape = program.classModel(original).typedDict();
    if (shape == null) {
      return null;
    }
    Map<String, TypedDictShape.Item> items = new LinkedHashMap<>();
    for (TypedDictShape.Item item : shape.items().values()) {
      Type type = inPlace && item.readOnly() ? NeverType.NEVER : item.type();
      items.put(item.key(), new TypedDictShape.Item(item.key(), type, false, true));
    }
    return new TypedDictShape(items, shape.extra(), true);
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
