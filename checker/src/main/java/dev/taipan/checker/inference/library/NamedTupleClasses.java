package dev.taipan.checker.inference.library;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Named tuples: the fields of classes that inherit from {@code NamedTuple}, and the methods that
 * come with them; see the specification's chapter "Named tuples".
 */
public final class NamedTupleClasses {
  /** One field. */
  record Field(String name, Type type, boolean hasDefault) {}

  /** What comes with such a class beside its fields. */
  static final Set<String> GENERATED =
      Set.of("__new__", "_replace", "__replace__", "_make", "__match_args__", "_fields");

  private final Program program;

  public NamedTupleClasses(Program program) {
    this.program = program;
  }

  /** The names of the fields in order, inherited ones included. */
  public List<String> fields(SourceClassModel cls) {
    List<String> names = new ArrayList<>();
    if (isDirect(cls)) {
      for (Field field : ownFields(cls)) {
        names.add(field.name());
      }
      return names;
    }
    for (Type base : cls.bases()) {
      ClassId id = Mro.classOf(base);
      List<String> inherited = id == null ? null : program.classModel(id).namedTupleFields();
      if (inherited != null) {
        return inherited;
      }
    }
    return names;
  }

  /** Whether the class itself declares the fields. */
  public boolean isDirect(SourceClassModel cls) {
    for (Type base : cls.bases()) {
      if (base instanceof NominalType nominal && nominal.cls().equals(WellKnown.NAMED_TUPLE)) {
        return true;
      }
    }
    return false;
  }

  /** The fields that the body declares. */
  List<Field> ownFields(SourceClassModel cls) {
    List<Field> fields = new ArrayList<>();
    for (Symbol symbol : cls.scope().symbols()) {
      for (Definition definition : symbol.definitions()) {
        if (definition.kind() instanceof DefinitionKind.AnnAssign assign
            && assign.statement().isAtRunTime()
            && !program.flow().isNeverReached(cls.module(), definition.reachability())) {
          QualifiedType declared = program.definitions().declaredBy(cls.module(), definition);
          fields.add(new Field(symbol.name(), declared.type(), assign.statement().value != null));
          break;
        }
      }
    }
    return fields;
  }

  /** The tuple that instances of a class with these fields are. */
  static TupleType tupleOf(List<Field> fields) {
    List<Type> types = new ArrayList<>();
    for (Field field : fields) {
      types.add(field.type());
    }
    return TupleType.of(types);
  }

  /** An attribute that comes with such a class; null for any other. */
  public @Nullable Member member(SourceClassModel cls, String name) {
    if (!cls.header().isNamedTuple() || !isDirect(cls)) {
      return null;
    }
    Symbol symbol = cls.scope().symbol(name);
    if (symbol != null) {
      for (Definition definition : symbol.definitions()) {
        if (definition.kind() instanceof DefinitionKind.AnnAssign assign
            && assign.statement().isAtRunTime()) {
          QualifiedType declared = program.definitions().declaredBy(cls.module(), definition);
          return fieldMember(cls.id(), name, declared.type());
        }
      }
      return null;
    }
    if (!GENERATED.contains(name)) {
      return null;
    }
    return methods(cls.id(), ownFields(cls)).get(name);
  }

  static Member fieldMember(ClassId cls, String name, Type type) {
    return new Member(name, cls, type, true, Member.Place.CLASS_AND_INSTANCE, true, true, null);
  }

  private static Member method(ClassId cls, String name, Type type) {
    return new Member(name, cls, type, true, Member.Place.CLASS, false, true, null);
  }

  /** The generated methods. */
  Map<String, Member> methods(ClassId cls, List<Field> fields) {
    Map<String, Member> members = new LinkedHashMap<>();
    Type selfType = cls.selfVariable();
    Type selfClass = new SubclassOfType(selfType);
    List<ParameterType> constructor = new ArrayList<>();
    constructor.add(ParameterType.of("cls", ParameterKind.POSITIONAL_ONLY, selfClass, false));
    List<ParameterType> replace = new ArrayList<>();
    replace.add(ParameterType.of("self", ParameterKind.POSITIONAL_ONLY, selfType, false));
    List<Type> names = new ArrayList<>();
    for (Field field : fields) {
      constructor.add(
          ParameterType.of(
              field.name(), ParameterKind.POSITIONAL_OR_KEYWORD, field.type(), field.hasDefault()));
      replace.add(ParameterType.of(field.name(), ParameterKind.KEYWORD_ONLY, field.type(), true));
      names.add(new LiteralType(WellKnown.STR, field.name()));
    }
    members.put(
        "__new__",
        method(
            cls,
            "__new__",
            new CallableType(
                List.of(Signature.of(ParameterList.of(constructor), selfType)),
                CallableType.Binding.STATIC,
                null)));
    Type replaced =
        new CallableType(
            List.of(Signature.of(ParameterList.of(replace), selfType)),
            CallableType.Binding.FUNCTION,
            null);
    members.put("_replace", method(cls, "_replace", replaced));
    members.put("__replace__", method(cls, "__replace__", replaced));
    members.put(
        "_make",
        method(
            cls,
            "_make",
            new CallableType(
                List.of(
                    Signature.of(
                        ParameterList.of(
                            List.of(
                                ParameterType.of(
                                    "cls", ParameterKind.POSITIONAL_ONLY, selfClass, false),
                                ParameterType.of(
                                    "iterable",
                                    ParameterKind.POSITIONAL_OR_KEYWORD,
                                    new NominalType(WellKnown.ITERABLE, List.of(DynamicType.ANY)),
                                    false))),
                        selfType)),
                CallableType.Binding.CLASS,
                null)));
    members.put("__match_args__", method(cls, "__match_args__", TupleType.of(names)));
    Type string = new NominalType(WellKnown.STR);
    members.put(
        "_fields",
        method(cls, "_fields", TupleType.of(Collections.nCopies(fields.size(), string))));
    return members;
  }

  /**
   * The ancestors of a class, with the tuple of its fields, and what that inherits from, in the
   * place of {@code tuple[Any, ...]} if the class declares fields.
   */
  public List<Type> ancestors(SourceClassModel cls, List<Type> mro) {
    return cls.header().isNamedTuple() && isDirect(cls)
        ? withTuple(mro, program.ancestry().linearization(tupleOf(ownFields(cls))))
        : mro;
  }

  private static List<Type> withTuple(List<Type> mro, List<Type> tuple) {
    Map<ClassId, Type> specialized = new HashMap<>();
    for (Type entry : tuple) {
      ClassId id = Mro.classOf(entry);
      if (id != null) {
        specialized.put(id, entry);
      }
    }
    List<Type> entries = new ArrayList<>(mro.size());
    for (Type entry : mro) {
      ClassId id = Mro.classOf(entry);
      entries.add(id == null ? entry : specialized.getOrDefault(id, entry));
    }
    return entries;
  }
}
