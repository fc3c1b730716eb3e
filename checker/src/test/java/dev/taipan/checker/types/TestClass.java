package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A class of a {@link TestWorld}, made by hand. */
final class TestClass implements ClassModel {
  private static final Set<String> DISJOINT =
      Set.of("int", "float", "complex", "str", "bytes", "list", "tuple", "dict", "set", "type");

  private final TestWorld world;
  private final ClassId id;
  private final List<TypeVarType> parameters = new ArrayList<>();
  private final List<Type> bases = new ArrayList<>();
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final List<String> enumMembers = new ArrayList<>();
  private boolean protocol;
  private boolean isFinal;
  private boolean isEnum;
  private @Nullable TypedDictShape shape;

  TestClass(TestWorld world, ClassId id) {
    this.world = world;
    this.id = id;
  }

  /** A type parameter of the class; its variance is inferred when it is AUTO. */
  TypeVarType parameter(String name, Variance variance) {
    TypeVarType variable =
        world.variable(name, id.toString(), new TypeVarModel(variance, null, List.of(), null));
    parameters.add(variable);
    return variable;
  }

  TestClass base(Type type) {
    bases.add(type);
    return this;
  }

  TestClass protocol() {
    protocol = true;
    return this;
  }

  TestClass sealed() {
    isFinal = true;
    return this;
  }

  TestClass enumeration(String... names) {
    isEnum = true;
    enumMembers.addAll(List.of(names));
    return this;
  }

  TestClass typedDict(TypedDictShape shape) {
    this.shape = shape;
    return this;
  }

  /** A method; {@code self} is added. */
  TestClass method(String name, Type returns, Type... parameters) {
    List<ParameterType> list = new ArrayList<>();
    list.add(
        new ParameterType(
            "self", ParameterKind.POSITIONAL_ONLY, id.selfVariable(), false, null, false));
    for (int i = 0; i < parameters.length; i++) {
      list.add(ParameterType.of("a" + i, ParameterKind.POSITIONAL_ONLY, parameters[i], false));
    }
    Signature signature = Signature.of(ParameterList.of(list), returns);
    return member(
        name,
        new CallableType(
            List.of(signature),
            CallableType.Binding.FUNCTION,
            new FunctionId(id.module(), id.place() + "." + name)),
        Member.Place.CLASS);
  }

  TestClass attribute(String name, Type type) {
    return member(name, type, Member.Place.CLASS_AND_INSTANCE);
  }

  TestClass property(String name, Type type) {
    Signature getter =
        Signature.of(
            ParameterList.of(
                List.of(
                    new ParameterType(
                        "self",
                        ParameterKind.POSITIONAL_ONLY,
                        id.selfVariable(),
                        false,
                        null,
                        false))),
            type);
    return member(
        name,
        new PropertyType(
            new CallableType(
                List.of(getter),
                CallableType.Binding.FUNCTION,
                new FunctionId(id.module(), id.place() + "." + name)),
            null,
            null),
        Member.Place.CLASS);
  }

  TestClass member(String name, Type type, Member.Place place) {
    members.put(name, new Member(name, id, type, true, place, false, true, null));
    return this;
  }

  NominalType of(Type... arguments) {
    return new NominalType(id, List.of(arguments));
  }

  @Override
  public ClassId id() {
    return id;
  }

  @Override
  public List<TypeVarType> typeParameters() {
    return parameters;
  }

  @Override
  public List<Type> bases() {
    return bases;
  }

  @Override
  public List<Type> mro() {
    List<Type> result = new ArrayList<>();
    result.add(Instances.of(this, null));
    for (Type base : bases) {
      if (base instanceof DynamicType) {
        result.add(base);
        continue;
      }
      ClassId cls = Mro.classOf(base);
      ClassModel model = world.classModel(cls);
      List<Type> arguments =
          base instanceof NominalType nominal
              ? nominal.arguments()
              : List.of(((TupleType) base).elementType());
      Substitution substitution = Substitution.of(model.typeParameters(), arguments);
      List<Type> entries = new ArrayList<>();
      entries.add(base);
      for (Type entry : model.mro().subList(1, model.mro().size())) {
        entries.add(substitution.apply(entry));
      }
      for (Type entry : entries) {
        result.removeIf(before -> Objects.equals(Mro.classOf(before), Mro.classOf(entry)));
        result.add(entry);
      }
    }
    if (!id.equals(WellKnown.OBJECT)) {
      result.remove(WellKnown.TOP);
      result.add(WellKnown.TOP);
    }
    return result;
  }

  @Override
  public Type metaclass() {
    return new NominalType(WellKnown.TYPE);
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
  public boolean isProtocol() {
    return protocol;
  }

  @Override
  public boolean isFinal() {
    return isFinal;
  }

  @Override
  public boolean isDisjointBase() {
    return id.module().equals("builtins") && DISJOINT.contains(id.place());
  }

  @Override
  public boolean isEnum() {
    return isEnum;
  }

  @Override
  public List<String> enumMembers() {
    return enumMembers;
  }

  @Override
  public @Nullable TypedDictShape typedDict() {
    return shape;
  }

  @Override
  public List<Variance> variances() {
    return Variances.infer(new TypeSystem(world), this);
  }
}
