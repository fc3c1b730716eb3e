package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One question to the relations: whether a source type is below a target type. This class takes
 * types apart: gradual types, unions, intersections, aliases, type variables; what has structure of
 * its own goes to {@link NominalRelation}, {@link TupleRelation}, {@link CallableRelation}, {@link
 * ProtocolRelation}, {@link TypedDictRelation} and {@link ClassObjectRelation}.
 *
 * <p><b>Recursion.</b> The relation is coinductive. A pair that is looked into structurally (a
 * protocol, a recursive alias, a TypedDict) is assumed to hold until it is shown not to; a pair
 * that held stays assumed, and when a pair fails, the assumptions made below it are dropped and the
 * failure is remembered. So each pair is looked into once unless it depends on a failed one, and
 * the number of steps is polynomial in the number of pairs. While bounds of type variables are
 * collected a pair that mentions such a variable is looked into each time, since looking has an
 * effect.
 *
 * <p><b>Unions.</b> A union below a union costs one hashed look-up for each member that both have;
 * only the others are compared with each other.
 */
final class Relation {
  /** How the gradual parts of the two types are read. */
  enum Kind {
    /** Some materialization of the source is below some materialization of the target. */
    ASSIGNABLE,
    /** Gradual types are below nothing but themselves and {@code object}. */
    SUBTYPE,
    /** Every materialization of the source is below the widest one of the target. */
    COVERED,
    /** {@link #COVERED} with the sides exchanged, inside contravariant positions. */
    COVERING;

    Kind flipped() {
      return switch (this) {
        case COVERED -> COVERING;
        case COVERING -> COVERED;
        default -> this;
      };
    }

    boolean dynamicSourceHolds() {
      return this == ASSIGNABLE || this == COVERING;
    }

    boolean dynamicTargetHolds() {
      return this == ASSIGNABLE || this == COVERED;
    }
  }

  private static final int MAX_DEPTH = 200;

  /** From this depth on, pairs in invariant positions are remembered. */
  private static final int DEEP = 12;

  /** Tuples are expanded into unions of at most this many tuples. */
  private static final int MAX_EXPANSION = 64;

  /** From here on the members of a union are looked up by hash. */
  private static final int LARGE = 8;

  final TypeSystem types;
  final World world;
  final Mro mro;
  @Nullable Constraints constraints;
  @Nullable Reasons reasons;
  private Kind kind;
  private int depth;

  /** Invariant positions are compared like covariant ones. */
  private boolean loose;

  private @Nullable Assumptions assumptions;

  private @Nullable NominalRelation nominal;
  private @Nullable TupleRelation tuples;
  private @Nullable CallableRelation callables;
  private @Nullable ProtocolRelation protocols;
  private @Nullable TypedDictRelation typedDicts;
  private @Nullable ClassObjectRelation classObjects;

  Relation(TypeSystem types, Kind kind, @Nullable Constraints constraints) {
    this.types = types;
    this.world = types.world();
    this.mro = types.mro();
    this.kind = kind;
    this.constraints = constraints;
  }

  /** The relation for values that are not made yet: invariant positions adapt to what is wanted. */
  Relation loosely() {
    loose = true;
    return this;
  }

  Kind kind() {
    return kind;
  }

  private CallableRelation callables() {
    CallableRelation result = callables;
    if (result == null) {
      result = new CallableRelation(this);
      callables = result;
    }
    return result;
  }

  ProtocolRelation protocols() {
    ProtocolRelation result = protocols;
    if (result == null) {
      result = new ProtocolRelation(this);
      protocols = result;
    }
    return result;
  }

  TypedDictRelation typedDicts() {
    TypedDictRelation result = typedDicts;
    if (result == null) {
      result = new TypedDictRelation(this);
      typedDicts = result;
    }
    return result;
  }

  NominalRelation nominal() {
    NominalRelation result = nominal;
    if (result == null) {
      result = new NominalRelation(this);
      nominal = result;
    }
    return result;
  }

  private TupleRelation tuples() {
    TupleRelation result = tuples;
    if (result == null) {
      result = new TupleRelation(this);
      tuples = result;
    }
    return result;
  }

  private ClassObjectRelation classObjects() {
    ClassObjectRelation result = classObjects;
    if (result == null) {
      result = new ClassObjectRelation(this);
      classObjects = result;
    }
    return result;
  }

  /** Whether the source is below the target. */
  boolean holds(Type source, Type target) {
    if (source == target) {
      return true;
    }
    if (constraints != null) {
      if (target instanceof TypeVarType variable && constraints.isInferable(variable)) {
        return VariableBounds.below(this, source, variable);
      }
      if (source instanceof TypeVarType variable && constraints.isInferable(variable)) {
        return VariableBounds.above(this, variable, target);
      }
    }
    if (source.equals(target)) {
      return true;
    }
    if (target instanceof NominalType top && top.cls().equals(WellKnown.OBJECT)) {
      return true;
    }
    if (depth >= MAX_DEPTH) {
      return true;
    }
    depth++;
    boolean result = relate(source, target);
    depth--;
    if (!result && reasons != null) {
      reasons.notAssignable(source, target);
    }
    return result;
  }

  /** The relation in a contravariant position: whether the second type is below the first. */
  boolean holdsContravariantly(Type source, Type target) {
    kind = kind.flipped();
    boolean result = holds(target, source);
    kind = kind.flipped();
    return result;
  }

  /** Answers in a contravariant position, where the sides are exchanged. */
  boolean contravariantly(BooleanSupplier body) {
    kind = kind.flipped();
    boolean result = body.getAsBoolean();
    kind = kind.flipped();
    return result;
  }

  /** Whether the relation holds; if not, nothing of the try is left. */
  boolean attempt(Type source, Type target) {
    int mark = constraints == null ? 0 : constraints.mark();
    int reason = reasons == null ? 0 : reasons.mark();
    if (holds(source, target)) {
      return true;
    }
    if (constraints != null) {
      constraints.rollback(mark);
    }
    if (reasons != null) {
      reasons.rollback(reason);
    }
    return false;
  }

  /**
   * The relation in an invariant position: equivalence, or consistency where gradual types are
   * involved. Types of the same shape are compared part by part, so that nesting does not multiply
   * the work.
   */
  boolean invariant(Type source, Type target) {
    if (source == target) {
      return true;
    }
    if (loose) {
      return holds(source, target);
    }
    if (constraints != null) {
      if (target instanceof TypeVarType variable && constraints.isInferable(variable)) {
        return VariableBounds.exactly(this, variable, source);
      }
      if (source instanceof TypeVarType variable && constraints.isInferable(variable)) {
        return VariableBounds.exactly(this, variable, target);
      }
    }
    if (source.equals(target)) {
      return true;
    }
    if (source instanceof NominalType s
        && target instanceof NominalType t
        && s.cls().equals(t.cls())) {
      return nominal().arguments(s.cls(), s.arguments(), t.arguments(), true);
    }
    if (source instanceof TupleType s && target instanceof TupleType t) {
      Boolean solved = tuples().solvedExactly(s, t);
      if (solved != null) {
        return solved;
      }
      if (s.sameShape(t)) {
        return tuples().elements(s, t, this::invariant);
      }
    }
    if (target instanceof SubclassOfType t && SubclassOfType.instances(source) instanceof Type s) {
      return invariant(s, t.instance());
    }
    if (source instanceof SubclassOfType s && SubclassOfType.instances(target) instanceof Type t) {
      return invariant(s.instance(), t);
    }
    boolean result =
        depth < DEEP
            ? equivalent(source, target)
            : remembering(
                new Assumptions.Pair(source, target, kind, true), () -> equivalent(source, target));
    if (!result && reasons != null) {
      reasons.notEquivalent(source, target);
    }
    return result;
  }

  private boolean equivalent(Type source, Type target) {
    if (source instanceof UnionType s && target instanceof UnionType t && sameMembers(s, t)) {
      return true;
    }
    return holds(source, target) && holdsContravariantly(source, target);
  }

  /** Whether the members of two unions are equivalent one by one. */
  private boolean sameMembers(UnionType source, UnionType target) {
    if (source.members().size() != target.members().size() || mentionsInferable(target)) {
      return false;
    }
    List<Type> open = new ArrayList<>(target.members());
    open.removeAll(source.members());
    if (open.size() > LARGE) {
      return false;
    }
    for (Type member : source.members()) {
      if (target.members().contains(member)) {
        continue;
      }
      boolean found = false;
      for (int i = 0; i < open.size() && !found; i++) {
        if (mayBeEquivalent(member, open.get(i)) && invariant(member, open.get(i))) {
          open.remove(i);
          found = true;
        }
      }
      if (!found) {
        return false;
      }
    }
    return open.isEmpty();
  }

  /** A quick look whether two types have a chance. */
  private static boolean mayBeEquivalent(Type first, Type second) {
    return first.getClass() == second.getClass()
        && !(first instanceof NominalType a
            && second instanceof NominalType b
            && !a.cls().equals(b.cls()));
  }

  /** Whether a structural pair holds, which is looked into by {@code body}. */
  boolean structurally(Type source, Type target, BooleanSupplier body) {
    return remembering(new Assumptions.Pair(source, target, kind, false), body);
  }

  private boolean remembering(Assumptions.Pair pair, BooleanSupplier body) {
    Assumptions assumptions = this.assumptions;
    if (assumptions == null) {
      assumptions = new Assumptions();
      this.assumptions = assumptions;
    }
    if (reasons == null && assumptions.hasFailed(pair)) {
      return false;
    }
    int mark = assumptions.mark();
    if (!assumptions.assume(pair)) {
      return true;
    }
    if (constraints != null
        && (mentionsInferable(pair.source()) || mentionsInferable(pair.target()))) {
      boolean result = body.getAsBoolean();
      assumptions.rollback(mark);
      return result;
    }
    Constraints outer = constraints;
    constraints = null;
    boolean result = body.getAsBoolean();
    constraints = outer;
    if (!result) {
      assumptions.rollback(mark);
      assumptions.fail(pair);
    }
    return result;
  }

  /** Whether a variable that is being solved occurs in the type. */
  private boolean mentionsInferable(Type type) {
    Constraints current = constraints;
    return current != null && FreeVariables.mentions(type, current::isInferable);
  }

  private boolean relate(Type source, Type target) {
    if (source instanceof DynamicType) {
      return dynamicSource((DynamicType) source, target);
    }
    if (source instanceof NeverType) {
      return true;
    }
    if (target instanceof DynamicType dynamic) {
      if (kind.dynamicTargetHolds()) {
        VariableBounds.gradual(this, source, dynamic);
        return true;
      }
      return false;
    }
    if (source instanceof AliasType || target instanceof AliasType) {
      return unfolded(source, target);
    }
    if (source instanceof UnionType union) {
      return unionSource(union, target);
    }
    if (target instanceof IntersectionType intersection) {
      return intersectionTarget(source, intersection);
    }
    if (target instanceof UnionType union) {
      return unionTarget(source, union);
    }
    return switch (source) {
      case IntersectionType intersection -> intersectionSource(intersection, target);
      case TypeVarType variable -> variableSource(variable, target);
      case TypeGuardType guard when !(target instanceof TypeGuardType) ->
          holds(new NominalType(WellKnown.BOOL), target);
      case ParamSpecPartType part when !(target instanceof ParamSpecPartType) -> {
        Type view = mro.instanceView(part);
        yield view != null && holds(view, target);
      }
      default -> structure(source, target);
    };
  }

  private boolean dynamicSource(DynamicType source, Type target) {
    if (kind.dynamicSourceHolds()) {
      VariableBounds.gradual(this, target, source);
      return true;
    }
    return switch (target) {
      case DynamicType _ -> true;
      case UnionType union -> {
        for (Type member : union.members()) {
          if (holds(source, member)) {
            yield true;
          }
        }
        yield false;
      }
      default -> false;
    };
  }

  private boolean unfolded(Type source, Type target) {
    return structurally(
        source,
        target,
        () ->
            holds(
                source instanceof AliasType alias ? world.aliasValue(alias) : source,
                target instanceof AliasType alias ? world.aliasValue(alias) : target));
  }

  private boolean unionSource(UnionType source, Type target) {
    if (!(target instanceof UnionType union)) {
      for (Type member : source.members()) {
        if (!holds(member, target)) {
          return false;
        }
      }
      return true;
    }
    if (constraints != null && hasBareVariable(union)) {
      return unionWithVariables(source, union);
    }
    List<Type> targets = union.members();
    Set<Type> hashed = targets.size() > LARGE ? new HashSet<>(targets) : null;
    for (Type member : source.members()) {
      if (hashed != null ? hashed.contains(member) : targets.contains(member)) {
        continue;
      }
      if (member instanceof LiteralType && hashed != null) {
        if (!literalInUnion(member, targets)) {
          return false;
        }
      } else if (!holds(member, target)) {
        return false;
      }
    }
    return true;
  }

  /** A literal that is no member itself: only members that are not literals can take it. */
  private boolean literalInUnion(Type literal, List<Type> targets) {
    for (Type target : targets) {
      if (!(target instanceof LiteralType) && attempt(literal, target)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasBareVariable(UnionType union) {
    Constraints current = constraints;
    if (current == null) {
      return false;
    }
    for (Type member : union.members()) {
      if (member instanceof TypeVarType variable && current.isInferable(variable)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A union target that has variables to solve as members of their own: what the other members take
   * they take first (those that mention no variable before those that do), the rest is the
   * variable's, or that of several variables together.
   */
  private boolean unionWithVariables(Type source, UnionType target) {
    List<TypeVarType> variables = new ArrayList<>();
    List<Type> others = new ArrayList<>();
    for (Type member : target.members()) {
      if (member instanceof TypeVarType variable && isInferable(variable)) {
        variables.add(variable);
      } else if (mentionsInferable(member)) {
        others.addLast(member);
      } else {
        others.addFirst(member);
      }
    }
    List<Type> rest = new ArrayList<>();
    List<Type> members = Unions.members(source);
    for (Type member : members) {
      if (member instanceof TypeVarType variable && variables.contains(variable)) {
        continue;
      }
      boolean taken = false;
      for (Type other : others) {
        if (!(member instanceof DynamicType) && attempt(member, other)) {
          taken = true;
          break;
        }
      }
      if (!taken) {
        rest.add(member);
      }
    }
    if (rest.isEmpty()) {
      return true;
    }
    Type remaining = rest.size() == members.size() ? source : Unions.of(rest);
    for (TypeVarType variable : variables) {
      if (attempt(remaining, variable)) {
        return true;
      }
    }
    return variables.size() > 1 && rest.size() > 1 && distributed(rest, variables);
  }

  /** Whether each type is taken by one of the variables, where none of them takes all. */
  private boolean distributed(List<Type> types, List<TypeVarType> variables) {
    for (Type type : types) {
      boolean taken = false;
      for (int i = 0; !taken && i < variables.size(); i++) {
        taken = attempt(type, variables.get(i));
      }
      if (!taken) {
        return false;
      }
    }
    return true;
  }

  private boolean isInferable(TypeVarType variable) {
    return constraints != null && constraints.isInferable(variable);
  }

  private boolean unionTarget(Type source, UnionType target) {
    List<Type> members = target.members();
    if (members.contains(source)) {
      return true;
    }
    if (constraints != null && hasBareVariable(target)) {
      return unionWithVariables(source, target);
    }
    if (source instanceof LiteralType) {
      if (literalInUnion(source, members)) {
        return true;
      }
    } else if (constraints == null) {
      for (Type member : members) {
        if (attempt(source, member)) {
          return true;
        }
      }
    } else {
      for (Type member : members) {
        if (!mentionsInferable(member) && attempt(source, member)) {
          return true;
        }
      }
      for (Type member : members) {
        if (mentionsInferable(member) && attempt(source, member)) {
          return true;
        }
      }
    }
    Type expanded = expanded(source, members);
    return expanded != null && attempt(expanded, target);
  }

  /**
   * A source that no single member of a union takes, as a union of its own: the members of an enum,
   * the values of bool, the tuples that a tuple of unions stands for, the bound of a variable. Null
   * when there is no such form.
   */
  private @Nullable Type expanded(Type source, List<Type> targets) {
    return switch (source) {
      case NominalType nominal -> {
        for (Type target : targets) {
          if (target instanceof LiteralType literal && literal.cls().equals(nominal.cls())) {
            yield Enums.expand(world, nominal);
          }
        }
        yield null;
      }
      case TupleType tuple -> tuples().expand(tuple, MAX_EXPANSION);
      case TypeVarType variable -> boundOf(variable);
      case SubclassOfType subclass ->
          subclass.instance() instanceof TypeVarType variable
              ? SubclassOfType.of(boundOf(variable))
              : null;
      case IntersectionType intersection -> {
        for (Type part : intersection.positive()) {
          if (part instanceof TypeVarType
              || part instanceof NominalType
              || part instanceof UnionType) {
            Type widened = part instanceof TypeVarType variable ? boundOf(variable) : part;
            Type wider = widened instanceof UnionType ? widened : expanded(widened, targets);
            if (wider != null) {
              yield types.exclude(wider, Unions.of(intersection.negative()));
            }
          }
        }
        yield null;
      }
      default -> null;
    };
  }

  private boolean intersectionTarget(Type source, IntersectionType target) {
    for (Type part : target.positive()) {
      if (!holds(source, part)) {
        return false;
      }
    }
    for (Type part : target.negative()) {
      if (!types.isDisjoint(source, part)) {
        return false;
      }
    }
    return true;
  }

  private boolean intersectionSource(IntersectionType source, Type target) {
    for (Type part : callables().tellingParts(source, target)) {
      if (attempt(part, target)) {
        return true;
      }
    }
    if (!source.negative().isEmpty()) {
      List<Type> wider = new ArrayList<>(source.negative());
      wider.add(target);
      Type union = Unions.of(wider);
      for (Type part : source.positive()) {
        if (attempt(part, union)) {
          return true;
        }
      }
      if (source.positive().isEmpty() && attempt(WellKnown.TOP, union)) {
        return true;
      }
    }
    return target instanceof NominalType nominalTarget
        && world.classModel(nominalTarget.cls()).isProtocol()
        && source.positive().size() > 1
        && protocols().holds(source, nominalTarget);
  }

  /** The upper bound of a variable: declared, or the union of its constraints, or object. */
  Type boundOf(TypeVarType variable) {
    TypeVarModel model = modelOf(variable);
    if (!model.constraints().isEmpty()) {
      return Unions.of(model.constraints());
    }
    Type bound = model.bound();
    return bound == null ? WellKnown.TOP : bound;
  }

  TypeVarModel modelOf(TypeVarType variable) {
    TypeVarType original = constraints == null ? null : constraints.original(variable);
    return world.typeVarModel(original == null ? variable : original);
  }

  private boolean variableSource(TypeVarType source, Type target) {
    if (target instanceof TypeVarType || source.kind() == TypeVarType.Kind.PARAM_SPEC) {
      return false;
    }
    return holds(boundOf(source), target);
  }

  /**
   * Only the variable itself is below a variable, and what its class is if that is final. A
   * variable with constraints is one of them, so what is below all of them is below the variable. A
   * class with a base that nobody knows may inherit from whatever the variable stands for.
   */
  private boolean variableTarget(Type source, TypeVarType target) {
    if (source instanceof NominalType nominal
        && kind.dynamicSourceHolds()
        && world.classModel(nominal.cls()).hasUnknownBase()) {
      return true;
    }
    if (target.kind() == TypeVarType.Kind.SELF) {
      return hasNoSubclasses(source) && holds(source, boundOf(target));
    }
    List<Type> constraints = modelOf(target).constraints();
    for (Type constraint : constraints) {
      if (!holds(source, constraint)) {
        return false;
      }
    }
    return !constraints.isEmpty();
  }

  private boolean hasNoSubclasses(Type instance) {
    ClassId cls =
        switch (instance) {
          case NominalType nominal -> nominal.cls();
          case LiteralType literal -> literal.cls();
          default -> null;
        };
    ClassModel model = cls == null ? null : world.classModel(cls);
    return model != null && (model.isFinal() || !model.enumMembers().isEmpty());
  }

  private boolean structure(Type source, Type target) {
    return switch (target) {
      case NominalType t -> toNominal(source, t);
      case TupleType t -> toTuple(source, t);
      case CallableType t -> callables().toCallable(source, t);
      case SubclassOfType t -> classObjects().toSubclassOf(source, t);
      case ClassLiteralType t -> classObjects().toLiteral(source, t);
      case LiteralType t -> toLiteral(source, t);
      case LiteralStringType _ ->
          source instanceof LiteralType literal && literal.cls().equals(WellKnown.STR);
      case TypeVarType t -> variableTarget(source, t);
      case TypeGuardType t ->
          source instanceof TypeGuardType s
              && s.exact() == t.exact()
              && (s.exact()
                  ? invariant(s.guarded(), t.guarded())
                  : holds(s.guarded(), t.guarded()));
      case ParametersType t -> source instanceof ParametersType s && callables().toParameters(s, t);
      case TypeFormType t -> classObjects().toTypeForm(source, t);
      case TypeFormValue t ->
          source instanceof TypeFormValue s && invariant(s.denoted(), t.denoted());
      case PropertyType _ -> source instanceof PropertyType;
      case ModuleType _, ParamSpecPartType _, SpecialFormType _, SuperType _ -> false;
      case UnionType _, IntersectionType _, AliasType _, DynamicType _, NeverType _ -> false;
    };
  }

  private boolean toNominal(Type source, NominalType target) {
    return switch (source) {
      case NominalType s -> nominal().holds(s, target, source);
      case LiteralType s -> nominal().holds(s.fallback(), target, source);
      case LiteralStringType _ -> nominal().holds(new NominalType(WellKnown.STR), target, source);
      case TupleType s -> nominal().tuple(s, target);
      case ClassLiteralType _, SubclassOfType _ -> classObjects().toNominal(source, target);
      case CallableType s -> callables().toNominal(s, target);
      case SpecialFormType form when target.cls().equals(WellKnown.TYPE) -> form.isClass();
      case TypeFormValue form
          when target.cls().equals(WellKnown.TYPE)
              && ClassObjectRelation.aliasedClass(form) != null ->
          true;
      default ->
          switch (mro.instanceView(source)) {
            case NominalType view -> nominal().holds(view, target, source);
            case TupleType view -> nominal().tuple(view, target);
            case null, default -> false;
          };
    };
  }

  private boolean toTuple(Type source, TupleType target) {
    return switch (source) {
      case TupleType s -> tuples().holds(s, target);
      case NominalType s ->
          switch (mro.superTypeOf(s, WellKnown.TUPLE)) {
            case null -> false;
            case DynamicType _ -> kind.dynamicSourceHolds();
            case TupleType base -> tuples().holds(base, target);
            default -> false;
          };
      default -> false;
    };
  }

  /** An enum with a single member is that member. */
  private boolean toLiteral(Type source, LiteralType target) {
    if (source instanceof NominalType s && s.cls().equals(target.cls())) {
      Type expanded = Enums.expand(world, s);
      return expanded instanceof LiteralType single && single.equals(target);
    }
    return false;
  }

  /** Adds to the chain of reasons, if anybody wants it. */
  boolean fail(Supplier<String> reason) {
    if (reasons != null) {
      reasons.add(reason.get());
    }
    return false;
  }
}
