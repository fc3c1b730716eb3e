package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The model of a class that {@code type(name, bases, namespace)} puts together. */
public final class AssembledClassModel implements ClassModel {
  private final Program program;
  private final ClassId id;
  private final List<Type> bases;
  private final Map<String, Member> members;
  private final boolean open;

  /**
   * @param bases the bases, {@code object} if there are no others
   * @param members what the namespace is known to hold
   * @param open whether it may hold more
   */
  public AssembledClassModel(
      Program program, ClassId id, List<Type> bases, Map<String, Member> members, boolean open) {
    this.program = program;
    this.id = id;
    this.bases = List.copyOf(bases);
    this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    this.open = open;
  }

  @Override
  public ClassId id() {
    return id;
  }

  @Override
  public List<Type> bases() {
    return bases;
  }

  @Override
  public List<Type> mro() {
    ClassHeader.Order order = program.ancestry().merged(new NominalType(id), bases);
    if (!order.consistent() || !open) {
      return order.entries();
    }
    List<Type> entries = new ArrayList<>(order.entries());
    entries.add(entries.size() - 1, DynamicType.UNKNOWN);
    return entries;
  }

  @Override
  public Type metaclass() {
    return program.ancestry().mostDerivedMetaclass(new NominalType(WellKnown.TYPE), bases);
  }

  @Override
  public Optional<Member> member(String name) {
    return Optional.ofNullable(members.get(name));
  }

  @Override
  public List<String> memberNames() {
    return List.copyOf(members.keySet());
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
