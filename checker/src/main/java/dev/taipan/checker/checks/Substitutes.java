package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.definitions.Declared;
import dev.taipan.checker.inference.definitions.FunctionFlags;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Descriptors;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.PropertyType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeSystem;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.Unions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whether the attribute of one class does for whoever has another class in mind, from which its
 * instances come too. Only what is declared counts: what was inferred binds nobody.
 *
 * <p>Must not know: which pairs are to be compared, and where the answer is reported.
 */
final class Substitutes {
  private final Findings findings;

  Substitutes(Findings findings) {
    this.findings = findings;
  }

  /** What is wrong with a pair. */
  record Problem(Rule rule, String message) {}

  /**
   * One attribute of the pair.
   *
   * @param owner the class that defines it
   * @param type its type in terms of the class whose instances have both
   */
  record Side(Member member, ClassModel owner, Type type) {

    /** The attribute that a class of an MRO defines. */
    static Side of(Member member, ClassModel owner, Type entry) {
      Type type =
          switch (entry) {
            case NominalType nominal -> Mro.specialize(member.type(), owner, nominal.arguments());
            case TupleType tuple ->
                Mro.specialize(member.type(), owner, List.of(tuple.elementType()));
            default -> member.type();
          };
      return new Side(member, owner, type);
    }

    String name() {
      return member.name();
    }
  }

  private TypeSystem types() {
    return findings.program().typeSystem();
  }

  /**
   * Why {@code own}, which a class defines, does not do for {@code base}; null if it does.
   *
   * @param model the class that defines {@code own}
   */
  @Nullable Problem override(ClassModel model, Side own, Side base) {
    if (model.isEnum()) {
      return null;
    }
    Pair pair = new Pair(model, own, base, false);
    if (!isUnclear(own, base)) {
      return pair.problem();
    }
    Problem finality = base.type() == DynamicType.ANY ? pair.finality() : null;
    return finality != null ? finality : pair.scopes();
  }

  /**
   * Why a class cannot inherit both: {@code own}, which it gets, does not do for {@code base}. Two
   * unrelated classes that meet need not agree on the names of parameters.
   */
  @Nullable Problem conflict(ClassModel model, Side own, Side base) {
    return model.isEnum() || isUnclear(own, base)
        ? null
        : new Pair(model, own, base, true).problem();
  }

  private static boolean isUnclear(Side own, Side base) {
    return own.type() instanceof DynamicType
        || base.type() instanceof DynamicType
        || own.type() instanceof ClassLiteralType && base.type() instanceof ClassLiteralType;
  }

  /** The comparison of one pair. */
  private final class Pair {
    private final ClassModel model;
    private final Side own;
    private final Side base;
    private final String subject;
    private final String place;
    private final boolean conflict;

    /** Makes the {@code Self} of the class and of all its bases the class; null until asked for. */
    private @Nullable Substitution selves;

    Pair(ClassModel model, Side own, Side base, boolean conflict) {
      this.model = model;
      this.own = own;
      this.base = base;
      this.conflict = conflict;
      this.subject = "`" + own.name() + "`";
      this.place = conflict ? "in `" + own.owner().id().name() + "`" : "here";
    }

    @Nullable Problem problem() {
      if (isMethod(base.type(), base.member())) {
        CallableType method = asWritten((CallableType) base.type());
        boolean named = !conflict && !isSpecial(own.name()) && base.member().declared();
        return asMethod(named ? method : byPosition(method));
      }
      return base.type() instanceof PropertyType property ? asProperty(property) : asVariable();
    }

    private Type self() {
      return model.mro().getFirst();
    }

    /** How messages name the class of the base. */
    private String there() {
      return "`" + base.owner().id().name() + "`";
    }

    private @Nullable Problem asMethod(CallableType baseMethod) {
      if (own.type() instanceof PropertyType) {
        return attribute(subject + " is a property " + place + ", a method in " + there());
      }
      if (!(own.type() instanceof CallableType written)) {
        List<Type> parts = new ArrayList<>(Unions.members(own.type()));
        parts.replaceAll(
            part ->
                part instanceof CallableType function ? bound(asWritten(function)) : value(part));
        return types().isAssignable(Unions.of(parts), bound(baseMethod))
            ? null
            : attribute(
                subject
                    + " is of type `"
                    + Display.of(own.type())
                    + "` "
                    + place
                    + ", a method in "
                    + there());
      }
      CallableType method = asWritten(written);
      if (takesUntypedKeywords(baseMethod)) {
        method = withUntypedKeywords(method);
      }
      boolean sameKind =
          method.binding() == baseMethod.binding()
              || method.binding() == CallableType.Binding.BOUND;
      Type ownBound = bound(method);
      Type baseBound = bound(baseMethod);
      if (sameKind && types().isAssignable(ownBound, baseBound)) {
        return null;
      }
      // A variable that holds a callable may be meant as a method: a function in the class is one.
      if (method.binding() == CallableType.Binding.BOUND
          && (!own.member().declared() || isGivenValue(own))
          && types()
              .isAssignable(bound(method.withBinding(CallableType.Binding.FUNCTION)), baseBound)) {
        return null;
      }
      // An instance method cannot be called on the class, all others can be called on both.
      if (!sameKind
          && method.binding() != CallableType.Binding.FUNCTION
          && types().isAssignable(ownBound, baseBound)) {
        return null;
      }
      return new Problem(
          Rules.INCOMPATIBLE_METHOD_OVERRIDE,
          subject
              + (conflict
                  ? " of `" + own.owner().id().name() + "` does not fit the method of "
                  : " does not fit the method that it overrides in ")
              + there()
              + ": expected `"
              + Display.of(baseBound)
              + "`, got `"
              + Display.of(ownBound)
              + "`");
    }

    private @Nullable Problem asProperty(PropertyType property) {
      Type baseRead = read(property);
      Type written = written(property);
      if (own.type() instanceof PropertyType mine) {
        if (property.setter() != null && mine.setter() == null) {
          return property("the property " + subject + " cannot be set " + place, "it can");
        }
        if (property.deleter() != null && mine.deleter() == null) {
          return property("the property " + subject + " cannot be deleted " + place, "it can");
        }
        Problem problem = reads(baseRead, read(mine));
        return problem != null ? problem : writes(written, written(mine));
      }
      if (own.type() instanceof CallableType method && own.member().place() == Member.Place.CLASS) {
        return written == null && types().isAssignable(bound(asWritten(method)), baseRead)
            ? null
            : attribute(subject + " is a method " + place + ", a property in " + there());
      }
      if (written != null && own.member().isFinal()) {
        return property(subject + " is final " + place, "it can be assigned");
      }
      if (!own.member().declared() && !isGivenValue(own)) {
        return null;
      }
      Problem problem = reads(baseRead, value(own.type()));
      // What is assigned without a declaration is declared by the base.
      return problem != null || descriptors().isDescriptor(own.type())
          ? problem
          : writes(written, own.member().declared() ? own.type() : baseRead);
    }

    private @Nullable Problem reads(Type baseRead, Type ownRead) {
      return types().isAssignable(ownRead, baseRead)
          ? null
          : property(
              subject + " is of type `" + Display.of(ownRead) + "`",
              "it is `" + Display.of(baseRead) + "`");
    }

    private @Nullable Problem writes(@Nullable Type baseValue, @Nullable Type ownValue) {
      return baseValue == null || ownValue == null || types().isAssignable(baseValue, ownValue)
          ? null
          : property(
              subject + " takes `" + Display.of(ownValue) + "` only",
              "it takes `" + Display.of(baseValue) + "`");
    }

    private Problem property(String here, String otherwise) {
      return new Problem(
          Rules.INCOMPATIBLE_PROPERTY_OVERRIDE, here + ", but in " + there() + " " + otherwise);
    }

    private Problem attribute(String message) {
      return new Problem(Rules.INCOMPATIBLE_ATTRIBUTE_OVERRIDE, message);
    }

    private Type value(Type attribute) {
      return attribute instanceof PropertyType property
          ? read(property)
          : forSelf(descriptors().valueOn(attribute, self()));
    }

    private Type read(PropertyType property) {
      return isInferred(property)
          ? DynamicType.UNKNOWN
          : forSelf(descriptors().propertyType(property, self()));
    }

    private @Nullable Type written(PropertyType property) {
      Type value = descriptors().settableType(property, self());
      return value == null ? null : forSelf(value);
    }

    private Descriptors descriptors() {
      return findings.program().members().descriptors();
    }

    private @Nullable Problem asVariable() {
      Member inherited = base.member();
      Type baseType = base.type();
      Problem finality = finality();
      if (finality != null) {
        return finality;
      }
      if (!inherited.declared()
          || !own.member().declared()
              && !own.member().isFinal()
              && !(isGivenValue(own) && saysWhatItIs(baseType))) {
        return null;
      }
      if (descriptors().isDescriptor(baseType) || descriptors().isDescriptor(own.type())) {
        return isInferredByDecorator(own) || isInferredByDecorator(base)
            ? null
            : reads(value(baseType), value(own.type()));
      }
      if (own.type() instanceof PropertyType property) {
        if (property.setter() != null && isMutable()) {
          Problem problem = reads(baseType, read(property));
          return problem != null ? problem : writes(baseType, written(property));
        }
        return inherited.isFinal() || !isPlainProperty(own)
            ? null
            : attribute(subject + " is a property " + place + ", a variable in " + there());
      }
      if (own.type() instanceof CallableType method
          && isMethod(method, own.member())
          && types().isAssignable(bound(asWritten(method)), baseType)) {
        return null;
      }
      // Here both are attributes of instances of the class, whatever Self is elsewhere.
      Type ownHere = forSelf(own.type());
      Type baseHere = forSelf(baseType);
      if (!types().isAssignable(ownHere, baseHere)) {
        return attribute(
            subject
                + " is declared as `"
                + Display.of(own.type())
                + "`, in "
                + there()
                + " it is `"
                + Display.of(baseType)
                + "`");
      }
      Problem scopes = scopes();
      if (scopes != null) {
        return scopes;
      }
      if (isPlain() && isMutable() && !types().isAssignable(baseHere, ownHere)) {
        return new Problem(
            Rules.INCOMPATIBLE_MUTABLE_OVERRIDE,
            "`"
                + own.name()
                + "` can be assigned through "
                + there()
                + ", where it is `"
                + Display.of(baseType)
                + "`; `"
                + Display.of(own.type())
                + "` is narrower");
      }
      return null;
    }

    /** What is wrong where a final variable stands for one that can be assigned. */
    @Nullable Problem finality() {
      return own.member().isFinal()
              && base.member().declared()
              && isMutable()
              && types().isAssignable(own.type(), base.type())
          ? new Problem(
              Rules.INCOMPATIBLE_MUTABLE_OVERRIDE,
              subject + " is final " + place + ", but can be assigned through " + there())
          : null;
    }

    /** What is wrong where one of two variables is of the class and the other of its instances. */
    @Nullable Problem scopes() {
      boolean classVar = own.member().place() == Member.Place.CLASS;
      boolean baseClassVar = base.member().place() == Member.Place.CLASS;
      return isPlain() && classVar != baseClassVar && isAnnotated(base) && isAnnotated(own)
          ? attribute(
              subject
                  + " is a"
                  + (classVar ? " class" : "n instance")
                  + " variable "
                  + place
                  + ", a"
                  + (baseClassVar ? " class" : "n instance")
                  + " variable in "
                  + there())
          : null;
    }

    private boolean isPlain() {
      return !(own.type() instanceof CallableType) && !(base.type() instanceof CallableType);
    }

    /** Whether an attribute is no variable of which only a declaration says what it may hold. */
    private boolean saysWhatItIs(Type attribute) {
      return attribute instanceof ClassLiteralType || descriptors().isDescriptor(attribute);
    }

    /** Whether whoever has the base in mind may assign to its variable. */
    private boolean isMutable() {
      return !base.member().isFinal() && base.owner().typedDict() == null && !isFrozen();
    }

    private boolean isFrozen() {
      ClassModel owner = base.owner();
      return owner.dataclass() != null && owner.dataclass().frozen()
          || owner.namedTupleFields() != null;
    }

    /** A method as an instance of the class has it. */
    private Type bound(CallableType method) {
      return forSelf(descriptors().bind(method, self()));
    }

    /** The type with the {@code Self} of the class and of all its bases made the class. */
    private Type forSelf(Type type) {
      Substitution known = selves;
      if (known == null) {
        Map<TypeVarType, Type> replaced = new HashMap<>();
        for (Type entry : model.mro()) {
          ClassId id = Mro.classOf(entry);
          if (id != null) {
            replaced.put(id.selfVariable(), self());
          }
        }
        known = new Substitution(replaced);
        selves = known;
      }
      return known.apply(type);
    }
  }

  /** What defines an attribute last; null where no source says so. */
  private @Nullable Definition definition(Side side) {
    Declared.Source source = findings.declared().sourceOf(side.owner().id());
    Symbol symbol = source == null ? null : source.body().symbol(side.name());
    return source == null || symbol == null
        ? null
        : findings.declared().lastDefinition(source.module(), symbol);
  }

  private boolean isInferredByDecorator(Side side) {
    Definition definition = definition(side);
    return definition != null
        && definition.kind() instanceof DefinitionKind.Function function
        && function.node().returns == null;
  }

  /** Whether the body of the class, or a method where the body has nothing, declares it. */
  private boolean isAnnotated(Side side) {
    Definition definition = definition(side);
    if (definition != null) {
      return definition.kind() instanceof DefinitionKind.AnnAssign;
    }
    Declared.Source source = findings.declared().sourceOf(side.owner().id());
    return source != null
        && source.body().instanceAttributes().getOrDefault(side.name(), List.of()).stream()
            .anyMatch(assigned -> assigned.kind() instanceof DefinitionKind.AnnAssign);
  }

  /** Whether the body of the class assigns to the name. */
  private boolean isGivenValue(Side side) {
    Definition definition = definition(side);
    return definition != null
        && (definition.kind() instanceof DefinitionKind.Assign
            || definition.kind() instanceof DefinitionKind.AnnAssign assign
                && assign.statement().value != null);
  }

  /** Whether a property is made by {@code property} itself; others may be assignable. */
  private boolean isPlainProperty(Side side) {
    Declared.Source source = findings.declared().sourceOf(side.owner().id());
    Definition definition = definition(side);
    return source != null
        && definition != null
        && definition.kind() instanceof DefinitionKind.Function function
        && findings
            .declared()
            .flags(source.module(), function.node())
            .has(FunctionFlags.Flag.PROPERTY);
  }

  /** Whether it is a method, be it by another name: {@code other = method} in the body. */
  private static boolean isMethod(Type type, Member member) {
    return type instanceof CallableType callable
        && callable.binding() != CallableType.Binding.BOUND
        && (member.place() == Member.Place.CLASS
            || member.place() == Member.Place.CLASS_AND_INSTANCE
                && !member.declared()
                && callable.function() != null);
  }

  /** Whether it is a name such as {@code __call__}, of a method that syntax calls. */
  private static boolean isSpecial(String name) {
    return name.startsWith("__") && name.endsWith("__");
  }

  /** A method whose parameters nobody gives by name who could give them by position. */
  private static CallableType byPosition(CallableType method) {
    return withEach(
        method,
        parameter ->
            parameter.kind() == ParameterKind.POSITIONAL_OR_KEYWORD
                ? parameter.positionalOnly()
                : parameter);
  }

  /** Whether a method has {@code **kwargs} of which nobody wrote what they are. */
  private static boolean takesUntypedKeywords(CallableType method) {
    for (Signature signature : method.signatures()) {
      for (ParameterType parameter : signature.parameters().parameters()) {
        if (parameter.kind() == ParameterKind.VAR_KEYWORD && !parameter.annotated()) {
          return true;
        }
      }
    }
    return false;
  }

  /** A method whose {@code **kwargs: Unpack[TD]} say no more than {@code **kwargs} do. */
  private static CallableType withUntypedKeywords(CallableType method) {
    return withEach(
        method,
        parameter ->
            parameter.kind() == ParameterKind.VAR_KEYWORD && parameter.unpacked()
                ? ParameterType.of(
                    parameter.name(), ParameterKind.VAR_KEYWORD, DynamicType.UNKNOWN, false)
                : parameter);
  }

  private static CallableType withEach(
      CallableType method, UnaryOperator<ParameterType> replacement) {
    List<Signature> signatures = new ArrayList<>(method.signatures().size());
    for (Signature signature : method.signatures()) {
      ParameterList parameters = signature.parameters();
      List<ParameterType> replaced = new ArrayList<>(parameters.parameters());
      replaced.replaceAll(replacement);
      signatures.add(
          signature.withParameters(
              new ParameterList(replaced, parameters.paramSpec(), parameters.gradual())));
    }
    return method.withSignatures(signatures);
  }

  /** A method without the results that were inferred. */
  private static CallableType asWritten(CallableType method) {
    List<Signature> signatures = new ArrayList<>(method.signatures().size());
    for (Signature signature : method.signatures()) {
      signatures.add(isInferred(signature) ? signature.withReturn(DynamicType.UNKNOWN) : signature);
    }
    return method.withSignatures(signatures);
  }

  private static boolean isInferred(PropertyType property) {
    return property.getter() instanceof CallableType getter
        && isInferred(getter.signatures().getFirst());
  }

  private static boolean isInferred(Signature signature) {
    return signature.returns() instanceof Signature.Returns.Inferred;
  }
}
