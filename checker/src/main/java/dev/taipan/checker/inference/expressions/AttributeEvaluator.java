package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.LiveBindings;
import dev.taipan.checker.binding.NameLookup;
import dev.taipan.checker.binding.Places;
import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.ImplicitNames;
import dev.taipan.checker.inference.LoadedSubmodules;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.PossiblyMissing;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.definitions.OpenClasses;
import dev.taipan.checker.inference.definitions.Placeholders;
import dev.taipan.checker.inference.narrowing.Flow;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ResolvedModule;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SuperType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import dev.taipan.checker.types.WriteAccess;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The types of attributes that are read. */
public final class AttributeEvaluator {
  private final Program program;

  public AttributeEvaluator(Program program) {
    this.program = program;
  }

  Type read(Region region, Expr.Attribute attribute) {
    Type base = region.infer(attribute.value);
    if (attribute.name.isEmpty()) {
      return DynamicType.UNKNOWN;
    }
    LiveBindings live =
        attribute.id < 0 || region.isForward()
            ? null
            : region.module().bound().bindingsAt(attribute);
    if (live == null) {
      return ordinary(region, attribute, base);
    }
    String key = Places.keyOf(attribute);
    if (key == null) {
      return ordinary(region, attribute, base);
    }
    Flow.Merged merged =
        program
            .flow()
            .merge(region.module(), region, key, live, () -> ordinary(region, attribute, base));
    if (!merged.bound()) {
      return ordinary(region, attribute, base);
    }
    checkAssigned(region, attribute, base);
    return merged.type();
  }

  /** Checks an attribute that was assigned before: that tells its value, and makes no attribute. */
  private void checkAssigned(Region region, Expr.Attribute attribute, Type base) {
    if (base instanceof DynamicType || base instanceof ModuleType) {
      return;
    }
    String name = PrivateNames.mangle(region.scope(), attribute.name);
    Optional<Access> found = program.members().read(base, name);
    if (found.isEmpty()) {
      if (isMissing(base, name)
          && program.members().write(base, name).refusals().stream()
              .anyMatch(refusal -> refusal.reason() == WriteAccess.Reason.MISSING)) {
        reportMissing(region, attribute, base);
      }
    } else if (found.get().isPartial()) {
      reportPartial(region, attribute, base, found.get());
    } else if (found.get().flaw() == Access.Flaw.GENERIC_THROUGH_CLASS) {
      reportFlaw(region, attribute, found.get());
    }
  }

  private static void reportPartial(
      Region region, Expr.Attribute attribute, Type base, Access access) {
    region.report(
        Rules.MISSING_UNION_ATTRIBUTE,
        attribute,
        "`"
            + Display.of(Unions.of(access.missing()))
            + "` has no attribute `"
            + attribute.name
            + "` (the object is `"
            + Display.of(base)
            + "`)");
  }

  /** Whether an attribute that members of the type do not have comes from nowhere else. */
  private boolean isMissing(Type base, String name) {
    OpenClasses open = new OpenClasses(program);
    return !open.mayHave(base, name) && !open.isGiven(base, name);
  }

  private static void reportMissing(Region region, Expr.Attribute attribute, Type base) {
    region.report(
        Rules.MISSING_ATTRIBUTE,
        attribute,
        "`" + Display.of(base) + "` has no attribute `" + attribute.name + "`");
  }

  /** The attribute as its object's type has it; reports a missing one. */
  private Type ordinary(Region region, Expr.Attribute attribute, Type base) {
    if (base instanceof ModuleType module) {
      return moduleMember(region, attribute, module);
    }
    Type special = program.specialAttributes().read(region, attribute);
    if (special != null) {
      return special;
    }
    String name = PrivateNames.mangle(region.scope(), attribute.name);
    Optional<Access> found = program.members().read(base, name);
    if (found.isEmpty()) {
      if (isMissing(base, name)) {
        reportMissing(region, attribute, base);
      }
      return DynamicType.UNKNOWN;
    }
    Access access = found.get();
    if (access.isPartial()) {
      reportPartial(region, attribute, base, access);
    } else if (base instanceof UnionType union && isOfNoModule(region, attribute, union)) {
      region.report(
          Rules.MISSING_ATTRIBUTE,
          attribute,
          "`" + Display.of(base) + "` has no attribute `" + attribute.name + "`");
    }
    Access.SelfMismatch mismatch = access.selfMismatch();
    if (mismatch != null) {
      Display.Pair pair = Display.pair(program, mismatch.expected(), mismatch.got());
      region.report(
          Rules.INVALID_ARGUMENT_TYPE,
          attribute,
          "`"
              + attribute.name
              + "` expects `self` to be `"
              + pair.first()
              + "`, got `"
              + pair.second()
              + "`");
    }
    if (base instanceof SuperType) {
      reportUnimplemented(region, attribute, access);
    }
    reportFlaw(region, attribute, access);
    new PossiblyMissing(program).read(region, attribute, access.member());
    program.privateUses().attribute(region, attribute, access.member());
    if (access.deprecated() != null) {
      program.deprecations().report(region, attribute, attribute.name, access.deprecated());
    }
    program.deprecations().onAttribute(region, attribute, access.type());
    return access.type();
  }

  /** Checks the callee of a call: a class that leaves a method abstract has nothing to call. */
  void checkCallee(Region region, Expr callee, Type type) {
    if (callee instanceof Expr.Attribute attribute
        && type instanceof CallableType
        && region.stored(attribute.value) instanceof ClassLiteralType cls) {
      program
          .members()
          .read(cls, PrivateNames.mangle(region.scope(), attribute.name))
          .filter(access -> isOfClass(access.member()))
          .ifPresent(access -> reportUnimplemented(region, attribute, access));
    }
  }

  /** Whether a member is a method that needs no instance. */
  private static boolean isOfClass(@Nullable Member member) {
    return member != null
        && member.type() instanceof CallableType method
        && method.binding() != CallableType.Binding.FUNCTION;
  }

  private void reportUnimplemented(Region region, Expr.Attribute attribute, Access access) {
    if (access.member() != null && program.abstractMembers().isUnimplemented(access.member())) {
      region.report(
          Rules.ABSTRACT_METHOD_CALL,
          attribute,
          "`" + attribute.name + "` is abstract and has no body to call");
    }
  }

  private static void reportFlaw(Region region, Expr.Attribute attribute, Access access) {
    String flaw =
        switch (access.flaw()) {
          case GENERIC_THROUGH_CLASS ->
              "` is generic: it is an attribute of instances, not of the class";
          case REFUSED_BY_DESCRIPTOR ->
              "` is a descriptor whose `__get__` does not take this access";
          case null -> null;
        };
    if (flaw != null) {
      region.report(Rules.INVALID_ATTRIBUTE_ACCESS, attribute, "`" + attribute.name + flaw);
    }
  }

  /**
   * Whether an optional import is asked for a name that the module lacks: the part that is not
   * known stands for {@code None} alone there, which has no more.
   */
  private boolean isOfNoModule(Region region, Expr.Attribute attribute, UnionType base) {
    if (!base.isPartlyUnknown() || !(attribute.value instanceof Expr.Name name)) {
      return false;
    }
    boolean module = false;
    for (Type member : base.members()) {
      if (member instanceof ModuleType imported) {
        if (memberOf(imported, attribute.name, region.module()) != null
            || program.imports().isReportedMissing(region.module(), imported, attribute.name)) {
          return false;
        }
        module = true;
      } else if (member != DynamicType.UNKNOWN && !member.equals(WellKnown.NONE)) {
        return false;
      }
    }
    NameLookup.Found found = module ? NameLookup.lookupWritten(region.scope(), name.name) : null;
    if (found == null) {
      return false;
    }
    for (Definition definition : found.symbol().definitions()) {
      if (!Placeholders.isOptionalImport(definition)
          || program.definitions().bindingType(region.module(), definition)
              == DynamicType.UNKNOWN) {
        return false;
      }
    }
    return true;
  }

  private Type moduleMember(Region region, Expr.Attribute attribute, ModuleType module) {
    Type type = memberOf(module, attribute.name, region.module());
    if (type != null) {
      if (type instanceof ModuleType) {
        region.defer(later -> checkLoaded(later, attribute, module));
      }
      new PossiblyMissing(program).read(region, attribute, module, attribute.name);
      program.privateUses().attribute(region, attribute, module);
      program.deprecations().onAttribute(region, attribute, type);
      return type;
    }
    if (program.imports().isReportedMissing(region.module(), module, attribute.name)) {
      return DynamicType.UNKNOWN;
    }
    region.report(
        Rules.MISSING_ATTRIBUTE,
        attribute,
        "module `" + module.name() + "` has no attribute `" + attribute.name + "`");
    return DynamicType.UNKNOWN;
  }

  /** Reports a submodule that nobody seems to import. */
  private void checkLoaded(Region region, Expr.Attribute attribute, ModuleType module) {
    if (!(program.resolved(module.name()) instanceof ModuleFile parent)) {
      return;
    }
    Optional<ResolvedModule> submodule = program.resolver().submodule(parent, attribute.name);
    ModuleTypes types = program.module(parent);
    if (submodule.isEmpty()
        || types == null
        || program.imports().member(types, attribute.name, true) != null
        || program.imports().mayHaveMore(types)
        || program.imports().dynamicMember(types, attribute.name) != null
        || new LoadedSubmodules(program).mayBeLoaded(region.module(), parent, submodule.get())) {
      return;
    }
    region.report(
        Rules.POSSIBLY_MISSING_SUBMODULE,
        attribute,
        "`import "
            + parent.name()
            + "` does not load its submodule `"
            + attribute.name
            + "`, which is not imported here");
  }

  /** A member of a module object: a name of the module, a submodule, or what every module has. */
  public @Nullable Type memberOf(ModuleType module, String name, @Nullable ModuleTypes reader) {
    ModuleTypes types = program.module(module.name());
    if (types != null) {
      Type type =
          program
              .imports()
              .member(types, name, reader == types || reader != null && reader.isStub());
      boolean replaced =
          reader != null && program.imports().isReplacedBySubmodule(reader, types, name);
      if (type != null && !replaced) {
        return type;
      }
    }
    ResolvedModule resolved = program.resolved(module.name());
    if (resolved == null) {
      return DynamicType.UNKNOWN;
    }
    Optional<ResolvedModule> submodule = program.resolver().submodule(resolved, name);
    if (submodule.isPresent()) {
      return program.imports().moduleType(submodule.get());
    }
    if (types != null && name.equals("__file__")) {
      // The stub has `None` too, for modules without a file.
      return resolved instanceof ModuleFile
          ? ImplicitNames.of(types, name)
          : new NominalType(WellKnown.STR);
    }
    Type ofAll = memberOfModules(name);
    if (ofAll == null && types != null) {
      ofAll = ImplicitNames.ofObject(types, name);
    }
    if (ofAll != null || types == null) {
      return ofAll;
    }
    return program.imports().mayHaveMore(types)
        ? DynamicType.UNKNOWN
        : program.imports().dynamicMember(types, name);
  }

  /** What every module has under a name, before it is asked for names that it does not know. */
  private @Nullable Type memberOfModules(String name) {
    return program
        .members()
        .read(new NominalType(WellKnown.MODULE_TYPE), name)
        // The stub of ModuleType has a __getattr__ for modules that are not known; this one is.
        .filter(access -> access.member() != null && access.member().name().equals(name))
        .filter(access -> !name.equals("__getattr__"))
        .map(Access::type)
        .orElse(null);
  }
}
