package dev.taipan.checker.inference.library;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The model of a named tuple that a call makes. The types of its fields are asked for late, as they
 * may speak of the class itself.
 */
final class FunctionalNamedTupleModel implements ClassModel {
  private final Program program;
  private final ClassId id;
  private final List<String> names;
  private final Supplier<List<NamedTupleClasses.Field>> fields;

  FunctionalNamedTupleModel(
      Program program,
      ClassId id,
      List<String> names,
      Supplier<List<NamedTupleClasses.Field>> fields) {
    this.program = program;
    this.id = id;
    this.names = List.copyOf(names);
    this.fields = fields;
  }

  @Override
  public ClassId id() {
    return id;
  }

  @Override
  public List<Type> bases() {
    return List.of(base());
  }

  private TupleType base() {
    return NamedTupleClasses.tupleOf(fields.get());
  }

  @Override
  public List<Type> mro() {
    List<Type> entries = new ArrayList<>();
    entries.add(new NominalType(id));
    entries.add(new NominalType(WellKnown.NAMED_TUPLE));
    entries.addAll(program.ancestry().linearization(base()));
    return entries;
  }

  @Override
  public Type metaclass() {
    return new NominalType(WellKnown.TYPE);
  }

  @Override
  public Optional<Member> member(String name) {
    int index = names.indexOf(name);
    List<NamedTupleClasses.Field> known = fields.get();
    if (index >= 0 && index < known.size()) {
      return Optional.of(NamedTupleClasses.fieldMember(id, name, known.get(index).type()));
    }
    return NamedTupleClasses.GENERATED.contains(name)
        ? Optional.ofNullable(program.namedTuples().methods(id, known).get(name))
        : Optional.empty();
  }

  @Override
  public List<String> memberNames() {
    List<String> all = new ArrayList<>(names);
    all.addAll(program.namedTuples().methods(id, fields.get()).keySet());
    return all;
  }

  @Override
  public List<String> namedTupleFields() {
    return names;
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
