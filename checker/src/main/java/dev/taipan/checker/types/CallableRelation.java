package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Callables: a source is below a target if its result is, and if it accepts every call that the
 * target accepts.
 *
 * <p>The type parameters of a generic source are solved anew for each signature of the target;
 * those of a generic target stand for themselves. Of an overloaded target every signature must be
 * met, by some signature of the source; so the cost is the product of the numbers of signatures.
 */
final class CallableRelation {
  /** Unions of later parameters are not looked at, as the work multiplies. */
  private static final int MAX_TAKEN_APART = 4;

  private final Relation relation;

  CallableRelation(Relation relation) {
    this.relation = relation;
  }

  /** Whether something can be called as the target is. */
  boolean toCallable(Type source, CallableType target) {
    return switch (source) {
      case CallableType callable -> callables(callable, target);
      case ClassLiteralType _, SubclassOfType _ -> {
        Type constructor = relation.types.constructorOf(source);
        yield constructor != null && relation.holds(constructor, target);
      }
      case TypeFormValue form when ClassObjectRelation.aliasedClass(form) != null ->
          toCallable(new SubclassOfType(form.denoted()), target);
      default -> {
        Access access = relation.types.members().special(source, source, "__call__");
        Type call = access == null || access.isPartial() ? null : access.type();
        if (call == null) {
          yield relation.fail(
              () -> "`" + Display.of(source) + "` cannot be called: it has no `__call__`");
        }
        yield relation.holds(call, target);
      }
    };
  }

  /**
   * The parts of an intersection that tell whether it can be called as a target is. Parts that take
   * anything materialize to what the others take, so they matter only on their own.
   */
  List<Type> tellingParts(IntersectionType source, Type target) {
    if (source.positive().size() < 2 || !asksForCall(target)) {
      return source.positive();
    }
    List<Type> telling = new ArrayList<>();
    boolean precise = false;
    for (Type part : source.positive()) {
      Type call =
          switch (part) {
            case CallableType callable -> callable;
            case NominalType object -> {
              Access access = relation.types.members().special(object, object, "__call__");
              yield access == null ? null : access.type();
            }
            default -> null;
          };
      boolean anything = call instanceof CallableType callable && callable.takesAnything();
      precise |= call != null && !anything;
      if (!anything) {
        telling.add(part);
      }
    }
    return precise ? telling : source.positive();
  }

  private boolean asksForCall(Type target) {
    return switch (target) {
      case CallableType _ -> true;
      case NominalType nominal -> {
        ClassModel model = relation.world.classModel(nominal.cls());
        yield model.isProtocol() && relation.mro.find(model, "__call__") != null;
      }
      default -> false;
    };
  }

  /** A function as an instance of a class: of the class of functions, or of a protocol. */
  boolean toNominal(CallableType source, NominalType target) {
    if (relation.world.classModel(target.cls()).isProtocol()) {
      return relation.protocols().holds(source, target);
    }
    if (source.function() == null && source.binding() == CallableType.Binding.BOUND) {
      return false;
    }
    return relation.mro.instanceView(source) instanceof NominalType view
        && relation.nominal().holds(view, target, source);
  }

  private boolean callables(CallableType source, CallableType target) {
    for (Signature wanted : target.signatures()) {
      if (!someSignature(source.signatures(), wanted)
          && !(source.isOverloaded() && together(source.signatures(), wanted, 0))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether overloads that do not accept all calls of the target each take some: one for each
   * member of a union that a parameter of the target is.
   *
   * @param from the first parameter that may be taken apart
   */
  private boolean together(List<Signature> sources, Signature target, int from) {
    List<ParameterType> parameters = target.parameters().parameters();
    for (int i = from; i < Math.min(parameters.size(), MAX_TAKEN_APART); i++) {
      ParameterType parameter = parameters.get(i);
      Type type =
          parameter.type() instanceof AliasType alias
              ? relation.world.aliasValue(alias)
              : parameter.type();
      if (type instanceof UnionType union && !parameter.unpacked()) {
        for (Type member : union.members()) {
          List<ParameterType> one = new ArrayList<>(parameters);
          one.set(i, parameter.withType(member));
          Signature part = target.withParameters(target.parameters().withParameters(one));
          if (!someSignature(sources, part) && !together(sources, part, i + 1)) {
            return false;
          }
        }
        return true;
      }
    }
    return false;
  }

  private boolean someSignature(List<Signature> sources, Signature target) {
    if (sources.size() == 1) {
      return signature(sources.getFirst(), target);
    }
    Constraints constraints = relation.constraints;
    Reasons reasons = relation.reasons;
    for (Signature source : sources) {
      int mark = constraints == null ? 0 : constraints.mark();
      int reason = reasons == null ? 0 : reasons.mark();
      if (signature(source, target)) {
        return true;
      }
      if (constraints != null) {
        constraints.rollback(mark);
      }
      if (reasons != null) {
        reasons.rollback(reason);
      }
    }
    return relation.fail(
        () -> "none of the " + sources.size() + " overloads can be called like the target");
  }

  private boolean signature(Signature source, Signature target) {
    if (source.equals(target)) {
      return true;
    }
    Constraints outer = relation.constraints;
    Signature instantiated = source;
    if (!source.typeParameters().isEmpty()) {
      Constraints constraints = outer == null ? new Constraints(List.of()) : outer;
      relation.constraints = constraints;
      instantiated = constraints.instantiate(source.typeParameters()).apply(source);
    }
    boolean result =
        parametersHold(instantiated.parameters(), target.parameters())
            && returnsHold(instantiated, target);
    relation.constraints = outer;
    return result;
  }

  private boolean returnsHold(Signature source, Signature target) {
    Type wanted = target.returnType(relation.world);
    boolean anything =
        wanted.equals(WellKnown.TOP)
            || (wanted instanceof DynamicType && relation.kind().dynamicTargetHolds());
    boolean inferred = source.returns() instanceof Signature.Returns.Inferred;
    if (anything && inferred) {
      return true;
    }
    Type given = source.returnType(relation.world);
    Type soft = inferred && relation.kind().dynamicSourceHolds() ? Softening.of(given) : given;
    return soft != given && relation.attempt(given, wanted)
        || relation.holds(soft, wanted)
        || relation.fail(() -> "the return types differ");
  }

  /**
   * Whether one argument for a ParamSpec is below another: it allows fewer calls. So callables are
   * contravariant in their parameters, and the top of all is {@code (*args: object, **kwargs:
   * object)}.
   */
  boolean toParameters(ParametersType source, ParametersType target) {
    return relation.contravariantly(() -> parametersHold(target.parameters(), source.parameters()));
  }

  /** Whether the source parameters accept every call that the target parameters accept. */
  private boolean parametersHold(ParameterList sourceList, ParameterList targetList) {
    if (sourceList.equals(targetList) && relation.constraints == null) {
      return true;
    }
    return new Matching(
            ParameterShape.of(sourceList, relation), ParameterShape.of(targetList, relation))
        .holds();
  }

  /** One comparison of two parameter lists. */
  private final class Matching {
    private final ParameterShape source;
    private final ParameterShape target;

    /** The source takes what it does not name. */
    private final boolean sourceAny;

    /** The target's further parameters are whatever the source needs. */
    private final boolean targetAny;

    private final boolean solvesTarget;
    private final boolean solvesSource;

    /** The keyword parameters of the target that a parameter of the source takes. */
    private final Set<String> matched = new HashSet<>();

    Matching(ParameterShape source, ParameterShape target) {
      this.source = source;
      this.target = target;
      boolean both = source.gradual() && target.gradual();
      sourceAny = both || (source.gradual() && relation.kind().dynamicSourceHolds());
      targetAny = both || (target.gradual() && relation.kind().dynamicTargetHolds());
      solvesTarget = isInferable(target.paramSpec());
      solvesSource = isInferable(source.paramSpec());
    }

    private boolean isInferable(@org.jspecify.annotations.Nullable TypeVarType variable) {
      return variable != null
          && relation.constraints != null
          && relation.constraints.isInferable(variable);
    }

    boolean holds() {
      if (target.gradual() && !targetAny && !sourceAny) {
        return false;
      }
      int common = Math.min(source.positional().size(), target.positional().size());
      for (int i = 0; i < common; i++) {
        if (!pair(source.positional().get(i), target.positional().get(i))) {
          return false;
        }
      }
      boolean anyRest = targetAny && !target.hasPack() && target.positional().size() == common;
      if ((source.hasPack() && !anyRest && !solvesTarget) || target.hasPack()) {
        return packs(common) && keywords(source.positional().size());
      }
      for (int i = common; i < target.positional().size(); i++) {
        if (solvesSource && source.star() == null) {
          break;
        }
        if (!beyondSource(target.positional().get(i))) {
          return false;
        }
      }
      if (target.paramSpec() != null && !(sourceAny && !solvesTarget)) {
        return paramSpec(common);
      }
      if (solvesSource) {
        return restBelow(target.rest(common), spec(source));
      }
      if (source.paramSpec() != null && !targetAny) {
        return relation.fail(() -> "the parameters of `" + spec(source).name() + "` are not known");
      }
      for (int i = common; i < source.positional().size(); i++) {
        if (!beyondTarget(source.positional().get(i))) {
          return false;
        }
      }
      return star() && keywords(common);
    }

    private TypeVarType spec(ParameterShape shape) {
      TypeVarType variable = shape.paramSpec();
      if (variable == null) {
        throw new IllegalStateException("no ParamSpec");
      }
      return variable;
    }

    /** The target's rest is {@code *args: P.args, **kwargs: P.kwargs}. */
    private boolean paramSpec(int common) {
      TypeVarType variable = spec(target);
      if (solvesTarget) {
        for (int i = common; i < target.positional().size(); i++) {
          if (source.star() == null && !sourceAny) {
            return false;
          }
        }
        ParametersType rest = source.rest(common);
        TypeVarType other = rest.parameters().paramSpec();
        Type upper =
            other != null && rest.parameters().parameters().isEmpty() && isInferable(other)
                ? other
                : rest;
        return relation.contravariantly(() -> VariableBounds.above(relation, variable, upper));
      }
      if (solvesSource) {
        return restBelow(target.rest(common), spec(source));
      }
      return (variable.equals(source.paramSpec())
              && source.positional().size() == target.positional().size())
          || relation.fail(() -> "the parameters are not those of `" + variable.name() + "`");
    }

    private boolean restBelow(ParametersType rest, TypeVarType variable) {
      return relation.contravariantly(() -> VariableBounds.below(relation, rest, variable));
    }

    private boolean accepts(Type sourceType, Type targetType) {
      return relation.holdsContravariantly(sourceType, targetType);
    }

    /** Two positional parameters at one place. */
    private boolean pair(ParameterType s, ParameterType t) {
      if (t.kind() == ParameterKind.POSITIONAL_OR_KEYWORD && !sourceKeywordFits(s, t)) {
        return false;
      }
      if (!t.isRequired() && s.isRequired()) {
        return relation.fail(() -> "parameter `" + s.name() + "` has no default");
      }
      return accepts(s.type(), t.type())
          || isUnboundSelf(s, t)
          || relation.fail(() -> "parameter `" + s.name() + "` has an incompatible type");
    }

    /**
     * Whether the source's parameter is the {@code self} of a method that was named in the body of
     * its class, so that it takes any instance, and the target's is one.
     */
    private boolean isUnboundSelf(ParameterType s, ParameterType t) {
      if (s.annotated()
          || !(s.type() instanceof TypeVarType self && self.kind() == TypeVarType.Kind.SELF)) {
        return false;
      }
      Type bound = relation.world.typeVarModel(self).bound();
      return bound != null && accepts(bound, t.type());
    }

    private boolean sourceKeywordFits(ParameterType s, ParameterType t) {
      if (s.kind() == ParameterKind.POSITIONAL_ONLY) {
        return relation.fail(
            () -> "parameter `" + t.name() + "` cannot be given by keyword in the source");
      }
      if (!s.name().equals(t.name())) {
        return relation.fail(
            () -> "parameter `" + s.name() + "` is named `" + t.name() + "` in the target");
      }
      return true;
    }

    /** A positional parameter of the target for which the source has no counterpart. */
    private boolean beyondSource(ParameterType t) {
      ParameterType star = source.star();
      if (star == null) {
        return sourceAny || relation.fail(() -> "the source takes fewer positional arguments");
      }
      if (!accepts(star.type(), t.type())) {
        return relation.fail(() -> "parameter `*" + star.name() + "` has an incompatible type");
      }
      if (t.kind() != ParameterKind.POSITIONAL_OR_KEYWORD) {
        return true;
      }
      ParameterType named = source.keywords().get(t.name());
      if (named != null && named.isRequired()) {
        return relation.fail(
            () -> "parameter `" + named.name() + "` can only be given by keyword in the source");
      }
      return keyword(t);
    }

    /** A positional parameter of the source for which the target has no counterpart. */
    private boolean beyondTarget(ParameterType s) {
      ParameterType star = target.star();
      if (star != null && !accepts(s.type(), star.type())) {
        return relation.fail(() -> "parameter `" + s.name() + "` has an incompatible type");
      }
      if (s.kind() == ParameterKind.POSITIONAL_OR_KEYWORD) {
        ParameterType keyword = target.keywords().get(s.name());
        if (keyword != null) {
          if (star != null && !targetAny) {
            return relation.fail(
                () -> "parameter `" + s.name() + "` is given by position in the source");
          }
          matched.add(s.name());
          if (!keyword.isRequired() && s.isRequired()) {
            return relation.fail(() -> "parameter `" + s.name() + "` has no default");
          }
          return accepts(s.type(), keyword.type())
              || relation.fail(() -> "parameter `" + s.name() + "` has an incompatible type");
        }
        Type rest = target.keywordRest();
        if (rest != null && !s.isRequired() && !accepts(s.type(), rest)) {
          return relation.fail(() -> "parameter `" + s.name() + "` has an incompatible type");
        }
      }
      return !s.isRequired()
          || targetAny
          || relation.fail(() -> "the source has the extra parameter `" + s.name() + "`");
    }

    private boolean star() {
      ParameterType t = target.star();
      if (t == null) {
        return true;
      }
      ParameterType s = source.star();
      if (s == null) {
        return sourceAny || relation.fail(() -> "the source has no `*" + t.name() + "`");
      }
      return accepts(s.type(), t.type())
          || relation.fail(() -> "parameter `*" + s.name() + "` has an incompatible type");
    }

    private boolean keywords(int common) {
      for (ParameterType t : target.keywords().values()) {
        if (!matched.contains(t.name())) {
          if (isTakenByPosition(t.name(), common)) {
            return relation.fail(
                () -> "parameter `" + t.name() + "` is given by position in the source");
          }
          if (!keyword(t)) {
            return false;
          }
        }
      }
      for (ParameterType s : source.keywords().values()) {
        if (matched.contains(s.name())) {
          continue;
        }
        if (s.isRequired() && !targetAny) {
          return relation.fail(() -> "the source has the extra parameter `" + s.name() + "`");
        }
        Type rest = target.keywordRest();
        if (rest != null && !accepts(s.type(), rest)) {
          return relation.fail(() -> "parameter `" + s.name() + "` has an incompatible type");
        }
      }
      Type targetRest = target.keywordRest();
      Type sourceRest = source.keywordRest();
      if (targetRest != null) {
        return sourceAny
            || (sourceRest != null && accepts(sourceRest, targetRest))
            || (source.openKeywords() && target.packed() != null)
            || relation.fail(() -> "the source does not take all keyword arguments");
      }
      return !target.openKeywords()
          || sourceAny
          || sourceRest != null
          || source.openKeywords()
          || relation.fail(() -> "the source does not take further keyword arguments");
    }

    private boolean isTakenByPosition(String name, int common) {
      for (int i = 0; i < common; i++) {
        ParameterType s = source.positional().get(i);
        if (s.kind() == ParameterKind.POSITIONAL_OR_KEYWORD && s.name().equals(name)) {
          return true;
        }
      }
      return false;
    }

    /** A parameter of the target that may be given by keyword, against the source's keywords. */
    private boolean keyword(ParameterType t) {
      ParameterType s = source.keywords().get(t.name());
      if (s != null) {
        matched.add(t.name());
        if (!t.isRequired() && s.isRequired()) {
          return relation.fail(() -> "parameter `" + s.name() + "` has no default");
        }
        return accepts(s.type(), t.type())
            || relation.fail(() -> "parameter `" + s.name() + "` has an incompatible type");
      }
      Type rest = source.keywordRest();
      if (rest != null) {
        return accepts(rest, t.type())
            || relation.fail(() -> "the further keyword arguments have an incompatible type");
      }
      return sourceAny
          || (source.openKeywords() && target.isPacked(t.name()))
          || relation.fail(() -> "the source has no keyword parameter `" + t.name() + "`");
    }

    /**
     * Positional parameters from {@code common} on, where {@code *args} is an unpacked tuple on
     * some side: the tuple of what the target may give must fit what the source takes.
     */
    private boolean packs(int common) {
      TupleType given = target.positionalTuple(common, target.positional().size());
      List<Type> taken = new ArrayList<>();
      int required = source.positional().size();
      if (!source.hasPack()) {
        while (required > common && !source.positional().get(required - 1).isRequired()) {
          required--;
        }
      }
      for (int end = source.positional().size(); end >= required; end--) {
        taken.add(source.positionalTuple(common, end));
      }
      if (given.minimumLength() == 0
          && given.variadic() instanceof TypeVarType pack
          && given.hasPack()
          && isInferable(pack)
          && taken.size() > 1) {
        return VariableBounds.above(relation, pack, new UnionType(taken));
      }
      if (sourceAny && source.positional().size() <= common) {
        return true;
      }
      for (Type tuple : taken) {
        int mark = relation.constraints == null ? 0 : relation.constraints.mark();
        if (accepts(tuple, given)) {
          return true;
        }
        if (relation.constraints != null) {
          relation.constraints.rollback(mark);
        }
      }
      return false;
    }
  }
}
