package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Infers the variance of type parameters from their uses, as the specification's chapter on
 * variance inference defines it: a parameter is covariant if specializing the class with something
 * narrower gives a subtype, and so on.
 *
 * <p>Instead of comparing two specializations, the uses are walked: the result of a method is a
 * covariant place, a parameter a contravariant one, an attribute that can be assigned an invariant
 * one, and each class in between combines the place with the variance of its own parameter. Classes
 * that mention one another are inferred together, behind those that they mention without being
 * mentioned there: their parameters start as bivariant and only ever lose freedom, so the walk is
 * repeated at most twice for each parameter. What is bivariant then stands nowhere but in arguments
 * of the same classes. It is taken for covariant, as the specification tries that first, and keeps
 * that only if another walk agrees. The answer does not depend on which of the classes was asked
 * for.
 *
 * <p>What is not seen from outside does not count: constructors, and assignments to attributes with
 * a leading underscore.
 */
public final class Variances {
  private static final Set<String> UNSEEN = Set.of("__init__", "__new__", "__slots__");

  private final World world;
  private final Descriptors descriptors;

  /** Whether the uses in the class that was asked for count where its variance is declared. */
  private final boolean ignoresDeclared;

  /** What is known so far of the classes that are inferred together. */
  private final Map<ClassId, Variance[]> estimates = new LinkedHashMap<>();

  private final List<ClassModel> found = new ArrayList<>();

  /** Which of these classes each of them mentions. */
  private final Map<ClassId, Set<ClassId>> mentions = new HashMap<>();

  /** The class whose own arguments have the declared variance; null if they are inferred, too. */
  private @Nullable ClassId asDeclared;

  private boolean changed;

  /** The class whose uses are being walked. */
  private ClassModel current;

  private final Set<AliasType> unfolding = new HashSet<>();

  private Variances(TypeSystem types, ClassModel model, boolean ignoresDeclared) {
    this.world = types.world();
    this.descriptors = types.members().descriptors();
    this.ignoresDeclared = ignoresDeclared;
    this.current = model;
  }

  /**
   * The variances of a class's type parameters: declared ones as they are, the others inferred. A
   * parameter that is used nowhere is covariant.
   */
  public static List<Variance> infer(TypeSystem types, ClassModel model) {
    Variances variances = new Variances(types, model, false);
    Variance[] result = variances.solve(variances.initial(model, false));
    return List.of(result);
  }

  /**
   * The variances that the uses of a class's type parameters allow, whatever was declared; {@link
   * Variance#BIVARIANT} for one that is used nowhere.
   */
  public static List<Variance> ofUses(TypeSystem types, ClassModel model) {
    Variances variances = new Variances(types, model, true);
    return List.of(variances.solve(variances.initial(model, true)));
  }

  /**
   * The variances that the uses of a class's type parameters allow where arguments of the class
   * itself have the declared variance.
   */
  public static List<Variance> ofUsesAsDeclared(TypeSystem types, ClassModel model) {
    Variances variances = new Variances(types, model, true);
    variances.asDeclared = model.id();
    return List.of(variances.solve(variances.initial(model, true)));
  }

  /**
   * The variances that one type, seen from outside of the class, allows the class's type
   * parameters.
   */
  public static List<Variance> ofUse(TypeSystem types, ClassModel model, Type type) {
    Variances variances = new Variances(types, model, true);
    Variance[] start = variances.initial(model, true);
    variances.estimates.put(model.id(), start);
    variances.found.add(model);
    do {
      variances.changed = false;
      variances.current = model;
      variances.visit(type, Variance.COVARIANT);
      for (int i = 1; i < variances.found.size(); i++) {
        variances.current = variances.found.get(i);
        variances.walk(variances.current);
      }
    } while (variances.changed);
    return List.of(start);
  }

  private Variance[] initial(ClassModel model, boolean all) {
    List<TypeVarType> parameters = model.typeParameters();
    Variance[] result = new Variance[parameters.size()];
    for (int i = 0; i < result.length; i++) {
      Variance declared = all ? Variance.AUTO : world.typeVarModel(parameters.get(i)).variance();
      result[i] = declared == Variance.AUTO ? Variance.BIVARIANT : declared;
    }
    return result;
  }

  private Variance[] solve(Variance[] start) {
    ClassModel asked = current;
    estimates.put(asked.id(), start);
    found.add(asked);
    for (int i = 0; i < found.size(); i++) {
      walkAs(found.get(i));
    }
    if (found.size() == 1) {
      settle(found);
    } else {
      Components.of(found.size(), this::mentionedBy).forEach(group -> settle(models(group)));
    }
    return start;
  }

  /** The indexes of the found classes that one of them mentions. */
  private int[] mentionedBy(int index) {
    Set<ClassId> ids = mentions.getOrDefault(found.get(index).id(), Set.of());
    return IntStream.range(0, found.size()).filter(i -> ids.contains(found.get(i).id())).toArray();
  }

  private List<ClassModel> models(int[] indexes) {
    return Arrays.stream(indexes).mapToObj(found::get).toList();
  }

  /** Infers classes that mention one another; all others that they mention are known. */
  private void settle(List<ClassModel> group) {
    repeat(group);
    boolean assumed = false;
    for (ClassModel model : group) {
      Variance[] estimate = Objects.requireNonNull(estimates.get(model.id()));
      for (int i = 0; i < estimate.length; i++) {
        boolean open = !ignoresDeclared || model != found.getFirst();
        if (open && estimate[i] == Variance.BIVARIANT) {
          estimate[i] = Variance.COVARIANT;
          assumed = true;
        }
      }
    }
    if (assumed) {
      repeat(group);
    }
  }

  private void repeat(List<ClassModel> group) {
    do {
      changed = false;
      group.forEach(this::walkAs);
    } while (changed);
  }

  private void walkAs(ClassModel model) {
    current = model;
    walk(model);
  }

  private void walk(ClassModel model) {
    for (Type base : model.bases()) {
      visit(base, Variance.COVARIANT);
    }
    TypedDictShape shape = model.typedDict();
    if (shape != null) {
      for (TypedDictShape.Item item : shape.items().values()) {
        visit(item.type(), item.readOnly() ? Variance.COVARIANT : Variance.INVARIANT);
      }
      if (shape.extra() != null) {
        visit(shape.extra(), shape.extraReadOnly() ? Variance.COVARIANT : Variance.INVARIANT);
      }
      return;
    }
    DataclassModel dataclass = model.dataclass();
    if (dataclass != null && dataclass.order()) {
      // Comparisons that nobody wrote take another object of the class.
      arguments(model.id(), Mro.identity(model.typeParameters()), Variance.CONTRAVARIANT);
    }
    for (String name : model.memberNames()) {
      if (!UNSEEN.contains(name)) {
        model.member(name).ifPresent(this::walk);
      }
    }
  }

  private void walk(Member member) {
    switch (member.type()) {
      case CallableType callable when callable.binding() != CallableType.Binding.BOUND ->
          function(callable);
      case PropertyType property -> {
        accessor(property.getter());
        accessor(property.setter());
      }
      case Type type -> {
        String name = member.name();
        boolean hidden = name.startsWith("_") && !name.endsWith("__");
        // What may be assigned to a descriptor is told by its own class.
        boolean readOnly =
            hidden || descriptors.isDescriptor(type) || ReadOnlyMembers.contains(world, member);
        Type setter = member.setterType();
        if (readOnly) {
          visit(type, Variance.COVARIANT);
        } else if (setter != null) {
          visit(type, Variance.COVARIANT);
          visit(setter, Variance.CONTRAVARIANT);
        } else {
          visit(type, Variance.INVARIANT);
        }
      }
    }
  }

  private void accessor(@Nullable Type accessor) {
    if (accessor instanceof CallableType callable) {
      function(callable);
    }
  }

  /** A function of the class's body, whose first parameter is the object. */
  private void function(CallableType callable) {
    boolean method = callable.binding() != CallableType.Binding.STATIC;
    for (Signature signature : callable.signatures()) {
      signature(signature, method ? 1 : 0, Variance.COVARIANT);
    }
  }

  private void signature(Signature signature, int from, Variance place) {
    parameters(signature.parameters(), from, place);
    if (signature.returns() instanceof Signature.Returns.Declared declared) {
      visit(declared.type(), place);
    }
  }

  private void parameters(ParameterList list, int from, Variance place) {
    List<ParameterType> parameters = list.parameters();
    for (int i = from; i < parameters.size(); i++) {
      visit(parameters.get(i).type(), place.flipped());
    }
    if (list.paramSpec() != null) {
      use(list.paramSpec(), place.flipped());
    }
  }

  private static Variance compose(Variance outer, Variance inner) {
    if (outer == Variance.BIVARIANT || inner == Variance.BIVARIANT) {
      return Variance.BIVARIANT;
    }
    return switch (inner) {
      case COVARIANT -> outer;
      case CONTRAVARIANT -> outer.flipped();
      case INVARIANT, AUTO, BIVARIANT -> Variance.INVARIANT;
    };
  }

  private void visitAll(List<Type> types, Variance place) {
    for (Type type : types) {
      visit(type, place);
    }
  }

  private void visit(Type type, Variance place) {
    switch (type) {
      case DynamicType _,
          NeverType _,
          LiteralType _,
          LiteralStringType _,
          ModuleType _,
          SpecialFormType _,
          SuperType _ -> {}
      case TypeVarType variable -> use(variable, place);
      case ParamSpecPartType part -> use(part.paramSpec(), place);
      case NominalType nominal -> arguments(nominal.cls(), nominal.arguments(), place);
      case ClassLiteralType literal -> {
        if (literal.arguments() != null) {
          arguments(literal.cls(), literal.arguments(), place);
        }
      }
      case TupleType tuple -> {
        visitAll(tuple.prefix(), place);
        if (tuple.variadic() != null) {
          visit(tuple.variadic(), place);
        }
        visitAll(tuple.suffix(), place);
      }
      case UnionType union -> visitAll(union.members(), place);
      case IntersectionType intersection -> {
        visitAll(intersection.positive(), place);
        visitAll(intersection.negative(), place.flipped());
      }
      case SubclassOfType subclass -> visit(subclass.instance(), place);
      case CallableType callable -> {
        for (Signature signature : callable.signatures()) {
          signature(signature, 0, place);
        }
      }
      case PropertyType property -> {
        visit(property.getter(), place);
        if (property.setter() != null) {
          visit(property.setter(), place);
        }
      }
      // An argument for a ParamSpec grows with the types of its parameters.
      case ParametersType parameters -> parameters(parameters.parameters(), 0, place.flipped());
      case TypeGuardType guard ->
          visit(guard.guarded(), guard.exact() ? Variance.INVARIANT : place);
      case TypeFormType form -> visit(form.described(), place);
      case TypeFormValue value -> visit(value.denoted(), place);
      case AliasType alias -> {
        if (unfolding.add(alias)) {
          visit(world.aliasValue(alias), place);
          unfolding.remove(alias);
        }
      }
    }
  }

  private void arguments(ClassId cls, List<Type> arguments, Variance place) {
    if (arguments.isEmpty()) {
      return;
    }
    boolean own = cls.equals(asDeclared);
    Variance[] estimate = own ? initial(world.classModel(cls), false) : estimates.get(cls);
    List<Variance> declared = null;
    if (estimate == null) {
      ClassModel model = world.classModel(cls);
      if (isInferred(model)) {
        estimate = initial(model, false);
        estimates.put(cls, estimate);
        found.add(model);
        changed = true;
      } else {
        declared = model.variances();
      }
    }
    if (estimate != null && !own) {
      mentions.computeIfAbsent(current.id(), _ -> new HashSet<>()).add(cls);
    }
    int known = estimate != null ? estimate.length : declared == null ? 0 : declared.size();
    for (int i = 0; i < arguments.size(); i++) {
      Variance inner =
          i >= known
              ? Variance.INVARIANT
              : estimate != null
                  ? estimate[i]
                  : declared == null ? Variance.INVARIANT : declared.get(i);
      visit(arguments.get(i), compose(place, inner));
    }
  }

  private boolean isInferred(ClassModel model) {
    for (TypeVarType parameter : model.typeParameters()) {
      if (world.typeVarModel(parameter).variance() == Variance.AUTO) {
        return true;
      }
    }
    return false;
  }

  /** A parameter of the current class stands in a place of that variance. */
  private void use(TypeVarType variable, Variance place) {
    int index = current.typeParameters().indexOf(variable);
    Variance[] estimate = estimates.get(current.id());
    if (index < 0 || estimate == null || isDeclared(index)) {
      return;
    }
    Variance before = estimate[index];
    Variance after =
        before == Variance.BIVARIANT || before == place
            ? place
            : place == Variance.BIVARIANT ? before : Variance.INVARIANT;
    if (after != before) {
      estimate[index] = after;
      changed = true;
    }
  }

  private boolean isDeclared(int index) {
    return !(ignoresDeclared && current == found.getFirst())
        && world.typeVarModel(current.typeParameters().get(index)).variance() != Variance.AUTO;
  }
}
