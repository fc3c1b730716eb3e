package dev.taipan.checker.inference;

import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DataclassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.Variance;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The model of a class that cannot be found: nothing is known of it but its name. */
record MissingClassModel(ClassId id) implements ClassModel {
  @Override
  public List<TypeVarType> typeParameters() {
    return List.of();
  }

  @Override
  public List<Type> bases() {
    return List.of(DynamicType.UNKNOWN);
  }

  @Override
  public List<Type> mro() {
    return id.equals(WellKnown.OBJECT)
        ? List.of(new NominalType(id))
        : List.of(new NominalType(id), DynamicType.UNKNOWN, WellKnown.TOP);
  }

  @Override
  public Type metaclass() {
    return DynamicType.UNKNOWN;
  }

  @Override
  public Optional<Member> member(String name) {
    return Optional.empty();
  }

  @Override
  public List<String> memberNames() {
    return List.of();
  }

  @Override
  public boolean isProtocol() {
    return false;
  }

  @Override
  public boolean isRuntimeCheckable() {
    return false;
  }

  @Override
  public boolean isFinal() {
    return false;
  }

  @Override
  public boolean isDisjointBase() {
    return false;
  }

  @Override
  public boolean isEnum() {
    return false;
  }

  @Override
  public List<String> enumMembers() {
    return List.of();
  }

  @Override
  public boolean isNewType() {
    return false;
  }

  @Override
  public @Nullable TypedDictShape typedDict() {
    return null;
  }

  @Override
  public @Nullable List<String> namedTupleFields() {
    return null;
  }

  @Override
  public @Nullable DataclassModel dataclass() {
    return null;
  }

  @Override
  public List<String> abstractMembers() {
    return List.of();
  }

  @Override
  public List<Variance> variances() {
    return List.of();
  }

  @Override
  public @Nullable String deprecated() {
    return null;
  }
}
