package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.annotations.TypeAliasTypeCalls;
import dev.taipan.checker.inference.library.DataclassCalls;
import dev.taipan.checker.inference.library.DictCalls;
import dev.taipan.checker.inference.library.KnownResults;
import dev.taipan.checker.inference.library.NewTypeCalls;
import dev.taipan.checker.inference.library.PropertyCalls;
import dev.taipan.checker.inference.library.RegexCalls;
import dev.taipan.checker.inference.library.RuntimeTypeChecks;
import dev.taipan.checker.inference.library.SentinelCalls;
import dev.taipan.checker.inference.library.SuperHandler;
import dev.taipan.checker.inference.library.TypedDictCalls;
import dev.taipan.checker.inference.library.TypingDirectives;
import dev.taipan.checker.inference.library.WrapperCalls;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.Type;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The registry of {@link CallHandler}s by the qualified name of the callee. */
public final class CallHandlers {
  /** By module and name: most callees are of modules without any. */
  private final Map<String, Map<String, CallHandler>> byModule = new HashMap<>();

  public CallHandlers(Program program) {
    TypingDirectives directives = new TypingDirectives(program);
    both("reveal_type", directives::revealType);
    both("reveal_locals", directives::revealLocals);
    both("assert_type", directives::assertType);
    both("assert_never", directives::assertNever);
    both("cast", directives::cast);
    register("builtins.reveal_type", directives::revealType);
    both("TypeVar", (r, c, t, e) -> program.typeVariableCalls().typeVar(r, c, t, e));
    both("ParamSpec", (r, c, t, e) -> program.typeVariableCalls().paramSpec(r, c, t, e));
    both("TypeVarTuple", (r, c, t, e) -> program.typeVariableCalls().typeVarTuple(r, c, t, e));
    both("NewType", new NewTypeCalls(program)::newType);
    both("TypeAliasType", new TypeAliasTypeCalls(program)::aliasType);
    KnownResults known = new KnownResults(program);
    register("builtins.len", known::length);
    register("builtins.bool", known::truth);
    register("builtins.tuple", known::tuple);
    register("builtins.dict", new DictCalls(program)::dict);
    RuntimeTypeChecks checks = new RuntimeTypeChecks(program);
    register("builtins.isinstance", checks::isInstance);
    register("builtins.issubclass", checks::isSubclass);
    DataclassCalls dataclasses = new DataclassCalls(program);
    register("dataclasses.replace", dataclasses::replace);
    register("attr.evolve", dataclasses::evolve);
    both("dataclass_transform", DataclassCalls::transform);
    register("typing.TypedDict.get", new TypedDictCalls(program)::get);
    register("builtins.property", new PropertyCalls()::property);
    register("builtins.staticmethod", WrapperCalls::staticMethod);
    register("builtins.classmethod", WrapperCalls::classMethod);
    SentinelCalls sentinels = new SentinelCalls();
    register("builtins.sentinel", sentinels::sentinel);
    register("typing_extensions.sentinel", sentinels::sentinel);
    register("typing_extensions.Sentinel", sentinels::sentinel);
    both("TypeForm", (r, c, t, e) -> program.typeForms().call(r, c, t, e));
    both("NamedTuple", (r, c, t, e) -> program.functionalNamedTuples().nameless(r, c, t));
    register(
        "collections.namedtuple",
        (r, c, t, e) -> program.functionalNamedTuples().nameless(r, c, t));
    register("functools.partial", (r, c, t, e) -> program.callEvaluator().partial(r, c, e));
    register("builtins.str.format", (r, c, t, e) -> program.formats().format(r, c, t, e));
    for (String name : new String[] {"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"}) {
      register("enum." + name, (r, c, t, e) -> program.functionalEnums().unknown(r, c));
    }
    patterns();
    register("builtins.getattr", new AttributeCalls(program)::getattr);
    register("builtins.super", new SuperHandler(program)::evaluate);
  }

  private void patterns() {
    register("re.compile", (r, c, t, e) -> RegexCalls.check(r, c, 1));
    for (String name : new String[] {"match", "fullmatch", "search", "findall", "finditer"}) {
      register("re." + name, (r, c, t, e) -> RegexCalls.check(r, c, 2));
    }
    register("re.split", (r, c, t, e) -> RegexCalls.check(r, c, 3));
    register("re.sub", (r, c, t, e) -> RegexCalls.check(r, c, 4));
    register("re.subn", (r, c, t, e) -> RegexCalls.check(r, c, 4));
  }

  /** Registers a function or class of {@code typing} that {@code typing_extensions} has too. */
  private void both(String name, CallHandler handler) {
    register("typing." + name, handler);
    register("typing_extensions." + name, handler);
  }

  private void register(String qualifiedName, CallHandler handler) {
    int dot = qualifiedName.indexOf('.');
    byModule
        .computeIfAbsent(qualifiedName.substring(0, dot), _ -> new HashMap<>())
        .put(qualifiedName.substring(dot + 1), handler);
  }

  /** The handler for a callee, or null. */
  @Nullable CallHandler of(Type callee) {
    return switch (callee) {
      case CallableType callable when callable.function() != null ->
          named(callable.function().module(), callable.function().place());
      case ClassLiteralType cls when cls.arguments() == null ->
          named(cls.cls().module(), cls.cls().place());
      case SpecialFormType form -> named("typing", form.name());
      default -> null;
    };
  }

  /** The handler of a name, which all definitions of a function share, overloads among them. */
  private @Nullable CallHandler named(String module, String place) {
    Map<String, CallHandler> handlers = byModule.get(module);
    if (handlers == null) {
      return null;
    }
    int number = place.indexOf('#');
    return handlers.get(number < 0 ? place : place.substring(0, number));
  }
}
