package dev.taipan.checker.inference.library;

import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of TypedDicts, whose signatures follow from the items. */
final class TypedDictMethods {
  static final Set<String> NAMES =
      Set.of(
          "__init__",
          "get",
          "setdefault",
          "pop",
          "update",
          "__or__",
          "__ror__",
          "__ior__",
          "keys",
          "values",
          "items",
          "clear",
          "popitem");

  /** What every method {@code get} of a TypedDict is known as. */
  private static final FunctionId GET = new FunctionId("typing", "TypedDict.get");

  /** The part of a place that names the TypedDict of what may be put into another one. */
  private static final String PARTIAL = ".<partial>";

  /** The part of a place that names the TypedDict of what may be put into a copy. */
  private static final String MERGED = ".<merged>";

  private static final NominalType STR = new NominalType(WellKnown.STR);

  private final Program program;

  TypedDictMethods(Program program) {
    this.program = program;
  }

  /** The method of that name; null if such a TypedDict has none of its own. */
  @Nullable Member member(ClassId cls, ModuleTypes module, TypedDictShape shape, String name) {
    List<Signature> signatures =
        switch (name) {
          case "__init__" -> initializer(cls, shape);
          case "get" -> get(cls, shape);
          case "setdefault" -> setdefault(cls, shape);
          case "pop" -> pop(cls, shape);
          case "update" -> update(cls, module, shape);
          case "__or__", "__ror__" -> merge(cls, module, shape, false);
          case "__ior__" -> merge(cls, module, shape, true);
          case "keys" -> view(cls, shape, "dict_keys");
          case "values" -> view(cls, shape, "dict_values");
          case "items" -> view(cls, shape, "dict_items");
          case "clear" ->
              canBeEmptied(shape) ? List.of(method(cls, List.of(), WellKnown.NONE)) : List.of();
          case "popitem" ->
              canBeEmptied(shape)
                  ? List.of(method(cls, List.of(), TupleType.of(List.of(STR, values(shape)))))
                  : List.of();
          default -> List.of();
        };
    return signatures.isEmpty()
        ? null
        : new Member(
            name,
            cls,
            new CallableType(
                signatures, CallableType.Binding.FUNCTION, name.equals("get") ? GET : null),
            true,
            Member.Place.CLASS,
            false,
            true,
            null);
  }

  private static Signature method(ClassId cls, List<ParameterType> parameters, Type result) {
    return generic(cls, List.of(), parameters, result);
  }

  private static Signature generic(
      ClassId cls, List<TypeVarType> variables, List<ParameterType> parameters, Type result) {
    List<ParameterType> all = new ArrayList<>(parameters.size() + 1);
    all.add(ParameterType.of("self", ParameterKind.POSITIONAL_ONLY, cls.selfVariable(), false));
    all.addAll(parameters);
    return new Signature(
        variables, ParameterList.of(all), new Signature.Returns.Declared(result), null);
  }

  private static ParameterType positional(String name, Type type) {
    return ParameterType.of(name, ParameterKind.POSITIONAL_ONLY, type, false);
  }

  private static Type key(TypedDictShape.Item item) {
    return new LiteralType(WellKnown.STR, item.key());
  }

  private List<Signature> initializer(ClassId cls, TypedDictShape shape) {
    List<ParameterType> keywords = new ArrayList<>();
    List<ParameterType> overrides = new ArrayList<>();
    for (TypedDictShape.Item item : shape.items().values()) {
      keywords.add(
          ParameterType.of(item.key(), ParameterKind.KEYWORD_ONLY, item.type(), !item.required()));
      overrides.add(ParameterType.of(item.key(), ParameterKind.KEYWORD_ONLY, item.type(), true));
    }
    if (shape.hasExtraItems()) {
      ParameterType rest =
          ParameterType.of("kwargs", ParameterKind.VAR_KEYWORD, extra(shape), false);
      keywords.add(rest);
      overrides.add(rest);
    }
    List<ParameterType> fromMapping = new ArrayList<>();
    fromMapping.add(positional("map", program.classes().genericInstance(cls)));
    fromMapping.addAll(overrides);
    return List.of(method(cls, keywords, WellKnown.NONE), method(cls, fromMapping, WellKnown.NONE));
  }

  private static Type extra(TypedDictShape shape) {
    return shape.extra() == null ? WellKnown.TOP : shape.extra();
  }

  /** A type variable of a method that nobody wrote. */
  private static TypeVarType variable(ClassId cls, String method) {
    return new TypeVarType(
        "T",
        TypeVarType.Kind.TYPE_VAR,
        cls.module() + ":" + cls.place() + "." + method + "[T]",
        cls + "." + method);
  }

  private static List<Signature> get(ClassId cls, TypedDictShape shape) {
    TypeVarType other = variable(cls, "get");
    List<Signature> signatures = new ArrayList<>();
    for (TypedDictShape.Item item : shape.items().values()) {
      Type absent = item.required() ? item.type() : Unions.optional(item.type());
      signatures.add(method(cls, List.of(positional("k", key(item))), absent));
      if (item.required()) {
        signatures.add(
            method(
                cls,
                List.of(positional("k", key(item)), positional("default", WellKnown.TOP)),
                item.type()));
      } else {
        signatures.add(
            method(
                cls,
                List.of(positional("k", key(item)), positional("default", item.type())),
                item.type()));
        signatures.add(
            generic(
                cls,
                List.of(other),
                List.of(positional("k", key(item)), positional("default", other)),
                Unions.of(item.type(), other)));
      }
    }
    // Any other key: only an open TypedDict may have a value there that nobody declared.
    Type unknown =
        shape.hasExtraItems()
            ? shape.extra()
            : shape.extra() == NeverType.NEVER ? NeverType.NEVER : DynamicType.ANY;
    signatures.add(
        method(
            cls, List.of(positional("k", STR)), Unions.optional(Objects.requireNonNull(unknown))));
    signatures.add(
        generic(
            cls,
            List.of(other),
            List.of(positional("k", STR), positional("default", other)),
            Unions.of(unknown, other)));
    return signatures;
  }

  private static List<Signature> setdefault(ClassId cls, TypedDictShape shape) {
    List<Signature> signatures = new ArrayList<>();
    for (TypedDictShape.Item item : shape.items().values()) {
      if (!item.readOnly()) {
        signatures.add(
            method(
                cls,
                List.of(positional("k", key(item)), positional("default", item.type())),
                item.type()));
      }
    }
    if (shape.hasExtraItems() && !shape.extraReadOnly()) {
      signatures.add(
          method(
              cls,
              List.of(positional("k", STR), positional("default", extra(shape))),
              extra(shape)));
    }
    return signatures;
  }

  private static List<Signature> pop(ClassId cls, TypedDictShape shape) {
    List<Signature> signatures = new ArrayList<>();
    for (TypedDictShape.Item item : shape.items().values()) {
      if (!item.required() && !item.readOnly()) {
        popped(cls, key(item), item.type(), signatures);
      }
    }
    if (shape.hasExtraItems() && !shape.extraReadOnly()) {
      popped(cls, STR, extra(shape), signatures);
    }
    return signatures;
  }

  private static void popped(ClassId cls, Type key, Type value, List<Signature> into) {
    TypeVarType other = variable(cls, "pop");
    into.add(method(cls, List.of(positional("k", key)), value));
    into.add(method(cls, List.of(positional("k", key), positional("default", value)), value));
    into.add(
        generic(
            cls,
            List.of(other),
            List.of(positional("k", key), positional("default", other)),
            Unions.of(value, other)));
  }

  private List<Signature> update(ClassId cls, ModuleTypes module, TypedDictShape shape) {
    List<ParameterType> keywords = new ArrayList<>();
    List<Type> pairs = new ArrayList<>();
    for (TypedDictShape.Item item : shape.items().values()) {
      if (!item.readOnly()) {
        keywords.add(ParameterType.of(item.key(), ParameterKind.KEYWORD_ONLY, item.type(), true));
        pairs.add(TupleType.of(List.of(key(item), item.type())));
      }
    }
    List<ParameterType> fromMapping = new ArrayList<>();
    fromMapping.add(positional("m", partial(cls, module, true)));
    fromMapping.addAll(keywords);
    List<Signature> signatures = new ArrayList<>();
    signatures.add(method(cls, fromMapping, WellKnown.NONE));
    if (!pairs.isEmpty()) {
      List<ParameterType> fromPairs = new ArrayList<>();
      fromPairs.add(
          positional("m", new NominalType(WellKnown.ITERABLE, List.of(Unions.of(pairs)))));
      fromPairs.addAll(keywords);
      signatures.add(method(cls, fromPairs, WellKnown.NONE));
    }
    signatures.add(method(cls, keywords, WellKnown.NONE));
    return signatures;
  }

  private List<Signature> merge(
      ClassId cls, ModuleTypes module, TypedDictShape shape, boolean inPlace) {
    Type self = cls.selfVariable();
    Signature same = method(cls, List.of(positional("value", partial(cls, module, inPlace))), self);
    if (inPlace) {
      return List.of(same);
    }
    Type any = new NominalType(WellKnown.DICT, List.of(STR, DynamicType.ANY));
    Type joined =
        new NominalType(
            WellKnown.DICT, List.of(STR, shape.hasExtraItems() ? values(shape) : WellKnown.TOP));
    return List.of(same, method(cls, List.of(positional("value", any)), joined));
  }

  /** What may be merged into a TypedDict, or into a copy of it. */
  private Type partial(ClassId cls, ModuleTypes module, boolean inPlace) {
    ClassId id = new ClassId(cls.module(), cls.place() + (inPlace ? PARTIAL : MERGED));
    if (module.classModel(id.place()) == null) {
      module.register(id.place(), new PartialTypedDictModel(program, id, cls, inPlace));
    }
    return new NominalType(id, Mro.identity(program.classModel(cls).typeParameters()));
  }

  /** What a view over keys, values or items shows. */
  private static List<Signature> view(ClassId cls, TypedDictShape shape, String view) {
    return List.of(
        method(
            cls,
            List.of(),
            new NominalType(new ClassId("_collections_abc", view), List.of(STR, values(shape)))));
  }

  /** The type of all values: anything, unless the TypedDict says what else there may be. */
  private static Type values(TypedDictShape shape) {
    if (shape.extra() == null) {
      return WellKnown.TOP;
    }
    List<Type> types = new ArrayList<>();
    for (TypedDictShape.Item item : shape.items().values()) {
      types.add(item.type());
    }
    types.add(shape.extra());
    return Unions.of(types);
  }

  /**
   * Whether all items may be taken away: those that are listed, and those that are not, which an
   * open TypedDict does not know.
   */
  private static boolean canBeEmptied(TypedDictShape shape) {
    if (shape.extra() == null || shape.hasExtraItems() && shape.extraReadOnly()) {
      return false;
    }
    for (TypedDictShape.Item item : shape.items().values()) {
      if (item.required() || item.readOnly()) {
        return false;
      }
    }
    return true;
  }
}
