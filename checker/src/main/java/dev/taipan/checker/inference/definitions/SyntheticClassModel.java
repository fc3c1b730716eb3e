package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The model of a class that a call makes: {@code NewType}, {@code Enum("Color", ...)}, {@code
 * TypedDict("TD", {...})}. Such a class has no type parameters of its own.
 */
public final class SyntheticClassModel implements ClassModel {
  /** What makes the class special. */
  public enum Kind {
    NEW_TYPE,
    ENUM,
    /** An enum of which nobody knows the members. */
    OPEN_ENUM,
    TYPED_DICT,
    /** Made up for what {@code hasattr} tells. */
    ATTRIBUTE
  }

  private final Program program;
  private final ClassId id;
  private final Kind kind;
  private final Type base;
  private final Map<String, Member> members;
  private final List<String> names;
  private final Supplier<@Nullable TypedDictShape> shape;

  /**
   * @param names the members of an enum
   * @param shape the items of a TypedDict; asked for once it is needed
   */
  public SyntheticClassModel(
      Program program,
      ClassId id,
      Kind kind,
      Type base,
      Map<String, Member> members,
      List<String> names,
      Supplier<@Nullable TypedDictShape> shape) {
    this.program = program;
    this.id = id;
    this.kind = kind;
    this.base = base;
    this.members = new LinkedHashMap<>(members);
    this.names = List.copyOf(names);
    this.shape = shape;
  }

  @Override
  public ClassId id() {
    return id;
  }

  @Override
  public List<Type> bases() {
    return List.of(base);
  }

  @Override
  public List<Type> mro() {
    List<Type> entries = new ArrayList<>();
    entries.add(new NominalType(id));
    entries.addAll(program.ancestry().linearization(base));
    if (kind == Kind.OPEN_ENUM) {
      entries.add(entries.size() - 1, DynamicType.UNKNOWN);
    }
    return entries;
  }

  @Override
  public Type metaclass() {
    if (kind == Kind.NEW_TYPE) {
      return new NominalType(WellKnown.NEW_TYPE);
    }
    ClassId baseClass = Mro.classOf(base);
    return baseClass == null
        ? new NominalType(WellKnown.TYPE)
        : program.classModel(baseClass).metaclass();
  }

  @Override
  public Optional<Member> member(String name) {
    Member member = members.get(name);
    if (member == null && kind == Kind.TYPED_DICT) {
      TypedDictShape items = shape.get();
      ModuleTypes module = program.module(id.module());
      if (items != null && module != null) {
        member = program.typedDictClasses().member(id, module, items, name);
      }
    }
    return Optional.ofNullable(member);
  }

  @Override
  public List<String> memberNames() {
    return List.copyOf(members.keySet());
  }

  @Override
  public boolean isEnum() {
    return kind == Kind.ENUM || kind == Kind.OPEN_ENUM;
  }

  @Override
  public List<String> enumMembers() {
    return kind == Kind.ENUM ? names : List.of();
  }

  @Override
  public boolean isNewType() {
    return kind == Kind.NEW_TYPE;
  }

  @Override
  public @Nullable TypedDictShape typedDict() {
    if (kind == Kind.TYPED_DICT) {
      return shape.get();
    }
    ClassId baseClass = Mro.classOf(base);
    return kind == Kind.NEW_TYPE && baseClass != null
        ? program.classModel(baseClass).typedDict()
        : null;
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
