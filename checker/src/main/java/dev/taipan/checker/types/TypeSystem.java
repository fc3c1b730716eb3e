package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The relations between types, and what is made of them: intersections, differences, solutions of
 * type variables.
 *
 * <p>Cheap to make and without state of its own, so that every unit of work may have one; what it
 * asks of the {@link World} it asks each time. Each method may be called by several threads as far
 * as the world may.
 */
public final class TypeSystem {
  private final World world;
  private final Mro mro;

  private final ThreadLocal<OpenQuestions> openQuestions =
      ThreadLocal.withInitial(OpenQuestions::new);

  private final Members members;

  public TypeSystem(World world) {
    this.world = world;
    this.mro = new Mro(world);
    this.members = new Members(this);
  }

  World world() {
    return world;
  }

  Mro mro() {
    return mro;
  }

  /** Attribute access on types, and with it the evaluation of calls. */
  public Members members() {
    return members;
  }

  /** Whether a value of the source type may be given where the target type is expected. */
  public boolean isAssignable(Type source, Type target) {
    return quickly(source, target) || relation(Relation.Kind.ASSIGNABLE).holds(source, target);
  }

  /**
   * Whether a value may be stored or passed where the target type is expected: what is partly
   * unknown may be just what is expected.
   */
  public boolean mayHold(Type target, Type value) {
    if (isAssignable(value, target)) {
      return true;
    }
    Type soft = Softening.of(value);
    return soft != value && isAssignable(soft, target);
  }

  /**
   * Whether a value of the source type may be given where the target type is expected, for some
   * choice of the variables that the constraints solve; they may occur on both sides. What the
   * choice must be is added to the constraints, which are left as they were when the answer is no.
   */
  public boolean isAssignable(Type source, Type target, Constraints constraints) {
    return new Relation(this, Relation.Kind.ASSIGNABLE, constraints).attempt(source, target);
  }

  /**
   * Finds the most frequent reasons for a yes without allocating anything: equal types, a base
   * class without type arguments, a member of a union. False means nothing.
   */
  private boolean quickly(Type source, Type target) {
    if (source == target || target instanceof DynamicType || source instanceof DynamicType) {
      return true;
    }
    return switch (target) {
      case NominalType t -> nominally(source, t);
      case UnionType union -> {
        for (Type member : union.members()) {
          if (source.equals(member) || (member instanceof NominalType t && nominally(source, t))) {
            yield true;
          }
        }
        yield false;
      }
      default -> source.equals(target);
    };
  }

  private boolean nominally(Type source, NominalType target) {
    ClassId wanted = target.cls();
    if (wanted.equals(WellKnown.OBJECT)) {
      return true;
    }
    return switch (source) {
      case NominalType s ->
          s.cls().equals(wanted)
              ? s.arguments().equals(target.arguments())
              : target.arguments().isEmpty() && world.classModel(s.cls()).inherits(wanted);
      case LiteralType s ->
          s.cls().equals(wanted)
              || (target.arguments().isEmpty() && world.classModel(s.cls()).inherits(wanted));
      default -> false;
    };
  }

  private Relation relation(Relation.Kind kind) {
    return new Relation(this, kind, null);
  }

  /**
   * Whether every value of the source type is one of the target type. A gradual type is below
   * {@code object} and itself only.
   */
  public boolean isSubtype(Type source, Type target) {
    return source == target || relation(Relation.Kind.SUBTYPE).holds(source, target);
  }

  /**
   * Whether every value of the source type, whatever its gradual parts stand for, is one of the
   * target type where the target's gradual parts stand for all that they can. So {@code list[int]}
   * is covered by {@code list[Any]}, but {@code Any} not by {@code int}.
   */
  public boolean isCovered(Type source, Type target) {
    return source == target || relation(Relation.Kind.COVERED).holds(source, target);
  }

  /** Whether the types are the same type, however they are spelled. */
  public boolean isEquivalent(Type first, Type second) {
    return first.equals(second) || (isSubtype(first, second) && isSubtype(second, first));
  }

  /** Whether it is certain that no value is of both types. */
  public boolean isDisjoint(Type first, Type second) {
    return new Disjointness(this).disjoint(first, second);
  }

  /**
   * Why a source is not assignable to a target: the chain of reasons, outermost first, without the
   * statement itself. Empty when it is assignable.
   */
  public List<String> explain(Type source, Type target) {
    if (isAssignable(source, target)) {
      return List.of();
    }
    Relation relation = relation(Relation.Kind.ASSIGNABLE);
    Reasons reasons = new Reasons(Display.forTypes(world, source, target));
    relation.reasons = reasons;
    relation.holds(source, target);
    List<String> chain = reasons.chain();
    return chain.isEmpty() ? chain : List.copyOf(chain.subList(1, chain.size()));
  }

  /** The values of the variables; of what nothing is known the default, else {@code Unknown}. */
  public Substitution solve(Constraints constraints) {
    return new Solver(this, constraints, false).solve();
  }

  /** The values of those variables that something is known of. */
  Substitution solvePartially(Constraints constraints) {
    return new Solver(this, constraints, true).solve();
  }

  /**
   * What is of both types: the more precise one where one takes in the other (of a gradual and a
   * static type the static one), nothing where they are disjoint.
   */
  Type intersect(Type first, Type second) {
    return new Meet(this).intersect(first, second);
  }

  /**
   * What is left of a type without the values of another. What cannot be told apart stays: {@code
   * str} without one literal is {@code str}.
   */
  Type exclude(Type type, Type excluded) {
    return new Meet(this).exclude(type, excluded);
  }

  /** The type of the instances of a class object, its open parameters as their defaults say. */
  public Type instanceOf(ClassLiteralType literal) {
    List<Type> arguments = literal.arguments();
    ClassModel model = world.classModel(literal.cls());
    return Instances.of(
        model, arguments == null ? mro.defaults(model.typeParameters()) : arguments);
  }

  /**
   * A class specialized so that its instances are also of the given type: {@code list} for {@code
   * Iterable[int]} is {@code list[int]}. Parameters that the type says nothing of are {@code
   * Unknown}; null when no specialization fits.
   */
  @Nullable Type specialization(ClassId cls, Type type) {
    ClassModel model = world.classModel(cls);
    List<TypeVarType> parameters = model.typeParameters();
    Constraints constraints = new Constraints(parameters);
    if (!isAssignable(Instances.of(model, null), type, constraints)) {
      return null;
    }
    Substitution known = solvePartially(constraints);
    List<Type> arguments = new ArrayList<>(parameters.size());
    for (TypeVarType parameter : parameters) {
      Type value = known.replacements().get(parameter);
      arguments.add(value != null ? value : parameter.unknownArgument());
    }
    return Instances.of(model, arguments);
  }

  /** The attribute of an object, bound to it; null when there is none. */
  @Nullable Type attribute(Type object, String name) {
    Access access = members.find(object, object, name);
    return access == null || access.isPartial() ? null : access.type();
  }

  /** The implementations of protocols that the thread is looking into. */
  OpenQuestions openQuestions() {
    return openQuestions.get();
  }

  /** A class object as a callable that makes instances; null when nothing is known of it. */
  public @Nullable Type constructorOf(Type classObject) {
    return members.calls().constructors().asCallable(classObject);
  }
}
