package dev.taipan.checker.diagnostics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The catalogue of rules. Names follow ty's where the concept is the same; the page of a rule is
 * the resource {@code rules/NAME.md}, whose examples run as tests.
 */
public final class Rules {
  private static final Map<String, Rule> BY_NAME = new HashMap<>();
  private static final List<Rule> ALL = new ArrayList<>();

  public static final Rule INVALID_SYNTAX =
      error("invalid-syntax", "text that Python cannot parse, or that the target version lacks");
  public static final Rule INVALID_ENCODING =
      error("invalid-encoding", "file whose bytes are no text in its encoding");
  public static final Rule UNREADABLE_FILE = error("unreadable-file", "file that cannot be read");
  public static final Rule REVEALED_TYPE = info("revealed-type", "the answer to `reveal_type`");
  public static final Rule ABSTRACT_AND_FINAL_METHOD =
      error("abstract-and-final-method", "`@final` put on an abstract method");
  public static final Rule ABSTRACT_CLASS_INSTANTIATION =
      error(
          "abstract-class-instantiation",
          "constructing a protocol or a class with abstract methods left");
  public static final Rule ABSTRACT_METHOD_CALL =
      error(
          "abstract-method-call",
          "abstract class/static method without a real body called on the class");
  public static final Rule ABSTRACT_METHOD_IN_FINAL_CLASS =
      error("abstract-method-in-final-class", "a final class that leaves methods abstract");
  public static final Rule CONFLICTING_DECLARATIONS =
      error("conflicting-declarations", "one name declared with two different types");
  public static final Rule CONFLICTING_METACLASS =
      error("conflicting-metaclass", "metaclasses of the bases cannot be combined");
  public static final Rule CYCLIC_CLASS_DEFINITION =
      error("cyclic-class-definition", "stub class among its own ancestors");
  public static final Rule CYCLIC_TYPE_ALIAS_DEFINITION =
      error("cyclic-type-alias-definition", "alias that expands to itself");
  public static final Rule DUPLICATE_BASE = error("duplicate-base", "same base listed twice");
  public static final Rule DUPLICATE_KW_ONLY =
      error("duplicate-kw-only", "two `KW_ONLY` markers in a dataclass");
  public static final Rule ESCAPE_CHARACTER_IN_FORWARD_ANNOTATION =
      error(
          "escape-character-in-forward-annotation", "backslash escape inside a quoted annotation");
  public static final Rule FINAL_ON_NON_METHOD =
      error("final-on-non-method", "`@final` on something that is not a method or class");
  public static final Rule FINAL_WITHOUT_VALUE =
      error("final-without-value", "`Final` name that never receives a value");
  public static final Rule IMPLICIT_STRING_CONCATENATION_IN_ANNOTATION =
      error(
          "implicit-string-concatenation-in-annotation",
          "quoted annotation split over adjacent literals");
  public static final Rule IMPORT_NOT_FOUND = error("import-not-found", "module cannot be found");
  public static final Rule INCOMPATIBLE_ATTRIBUTE_OVERRIDE =
      error(
          "incompatible-attribute-override",
          "override changes class/instance kind, value type or writability");
  public static final Rule INCOMPATIBLE_METHOD_OVERRIDE =
      error("incompatible-method-override", "override not substitutable for the base method");
  public static final Rule INCOMPATIBLE_MUTABLE_OVERRIDE =
      error("incompatible-mutable-override", "override narrows a writable attribute");
  public static final Rule INCOMPATIBLE_PROPERTY_OVERRIDE =
      error("incompatible-property-override", "property override breaks reading or writing");
  public static final Rule INCONSISTENT_MRO =
      error("inconsistent-mro", "bases have no linear order");
  public static final Rule INCONSISTENT_OVERLOAD_DECORATOR =
      error(
          "inconsistent-overload-decorator",
          "static/class method decorator on some overloads only");
  public static final Rule INCONSISTENT_OVERLOAD_IMPLEMENTATION =
      error("inconsistent-overload-implementation", "implementation does not cover an overload");
  public static final Rule INDEX_OUT_OF_BOUNDS =
      error("index-out-of-bounds", "constant index past the end of a tuple or literal");
  public static final Rule INSTANCE_LAYOUT_CONFLICT =
      error("instance-layout-conflict", "bases with clashing memory layouts (slots, C types)");
  public static final Rule INVALID_ARGUMENT_TYPE =
      error("invalid-argument-type", "argument does not fit its parameter");
  public static final Rule INVALID_ASSIGNMENT =
      error("invalid-assignment", "value does not fit the target");
  public static final Rule INVALID_ATTRIBUTE_ACCESS =
      error("invalid-attribute-access", "class variable set on an instance, or the reverse");
  public static final Rule INVALID_AWAIT =
      error("invalid-await", "awaiting something not awaitable");
  public static final Rule INVALID_BASE = error("invalid-base", "base that is not a class");
  public static final Rule INVALID_CONTEXT_MANAGER =
      error("invalid-context-manager", "`with` on an object without enter/exit");
  public static final Rule INVALID_DATACLASS =
      error("invalid-dataclass", "`@dataclass` where it makes no sense (enum, protocol, …)");
  public static final Rule INVALID_DATACLASS_FIELD_ORDER =
      error("invalid-dataclass-field-order", "required field after one with a default");
  public static final Rule INVALID_DATACLASS_OVERRIDE =
      error("invalid-dataclass-override", "method that the dataclass makes itself");
  public static final Rule INVALID_DATACLASS_POST_INIT =
      error("invalid-dataclass-post-init", "`__post_init__` cannot take the init-only fields");
  public static final Rule INVALID_DUNDER_ALL =
      warn("invalid-dunder-all", "`__all__` lists a name that the module lacks");
  public static final Rule INVALID_EXCEPTION_CAUGHT =
      error("invalid-exception-caught", "`except` of a non-exception");
  public static final Rule INVALID_EXPLICIT_OVERRIDE =
      error("invalid-explicit-override", "`@override` with nothing to override");
  public static final Rule INVALID_EXPLICIT_RETURN =
      error("invalid-explicit-return", "returned value does not fit the annotation");
  public static final Rule INVALID_FROZEN_DATACLASS_SUBCLASS =
      error(
          "invalid-frozen-dataclass-subclass",
          "frozen and unfrozen dataclasses mixed by inheritance");
  public static final Rule INVALID_GENERATOR_RETURN_TYPE =
      error(
          "invalid-generator-return-type",
          "generator annotated with a type that is not a generator");
  public static final Rule INVALID_GENERIC_CLASS =
      error("invalid-generic-class", "broken type parameter list of a class");
  public static final Rule INVALID_IMPLICIT_RETURN =
      error("invalid-implicit-return", "body can fall off its end though `None` is not allowed");
  public static final Rule INVALID_IMPLICIT_RETURN_IN_FUNCTION_WITH_STUB_BODY =
      off(
          "invalid-implicit-return-in-function-with-stub-body",
          "empty body under a non-None return type");
  public static final Rule INVALID_INIT_TYPE_VARIABLE =
      error(
          "invalid-init-type-variable",
          "outer class's type variables in the `self` annotation of `__init__`");
  public static final Rule INVALID_LEGACY_TYPE_VARIABLE =
      error("invalid-legacy-type-variable", "malformed `TypeVar(...)`");
  public static final Rule INVALID_MATCH_PATTERN =
      error("invalid-match-pattern", "pattern that must fail at run time");
  public static final Rule INVALID_METACLASS =
      error("invalid-metaclass", "unusable `metaclass=` argument");
  public static final Rule INVALID_NEWTYPE = error("invalid-newtype", "malformed NewType");
  public static final Rule INVALID_PARAMETER_DEFAULT =
      error("invalid-parameter-default", "default does not fit the parameter's annotation");
  public static final Rule INVALID_PARAMSPEC = error("invalid-paramspec", "malformed ParamSpec");
  public static final Rule INVALID_PROTOCOL =
      error("invalid-protocol", "protocol that Python itself would reject");
  public static final Rule INVALID_RAISE =
      error("invalid-raise", "raising, or chaining from, a non-exception");
  public static final Rule INVALID_SELF_TYPE =
      error("invalid-self-type", "annotation of `self` or `cls` that its class does not fit");
  public static final Rule INVALID_STRING_FORMAT =
      error("invalid-string-format", "literal format that its values do not fit");
  public static final Rule INVALID_SUPER_ARGUMENT =
      error("invalid-super-argument", "`super(C, x)` where x is not a C");
  public static final Rule INVALID_SYNTAX_IN_FORWARD_ANNOTATION =
      error("invalid-syntax-in-forward-annotation", "quoted annotation does not parse");
  public static final Rule INVALID_TYPE_ALIAS_TYPE =
      error("invalid-type-alias-type", "malformed `TypeAliasType(...)`");
  public static final Rule INVALID_TYPE_ARGUMENTS =
      error("invalid-type-arguments", "wrong number or kind of type arguments");
  public static final Rule INVALID_TYPE_CHECKING_CONSTANT =
      error(
          "invalid-type-checking-constant",
          "`TYPE_CHECKING` that is given another value than `False`");
  public static final Rule INVALID_TYPE_FORM =
      error("invalid-type-form", "expression used as a type that is not one");
  public static final Rule INVALID_TYPE_GUARD_DEFINITION =
      error("invalid-type-guard-definition", "TypeGuard/TypeIs function with nothing to narrow");
  public static final Rule INVALID_TYPE_VARIABLE_BOUND =
      error("invalid-type-variable-bound", "bound depends on another type variable");
  public static final Rule INVALID_TYPE_VARIABLE_CONSTRAINTS =
      error("invalid-type-variable-constraints", "one lone or generic constraint");
  public static final Rule INVALID_TYPE_VARIABLE_DEFAULT =
      error("invalid-type-variable-default", "default outside the bound or constraints");
  public static final Rule INVALID_TYPED_DICT_FIELD =
      error("invalid-typed-dict-field", "bad field of a TypedDict");
  public static final Rule INVALID_TYPED_DICT_HEADER =
      error("invalid-typed-dict-header", "bad bases or keywords of a TypedDict");
  public static final Rule INVALID_TYPED_DICT_KEY =
      error("invalid-typed-dict-key", "subscript with a key the TypedDict lacks");
  public static final Rule INVALID_TYPED_DICT_STATEMENT =
      error("invalid-typed-dict-statement", "other statements in a TypedDict body");
  public static final Rule INVALID_YIELD =
      error("invalid-yield", "yielded or sent type does not fit");
  public static final Rule ISINSTANCE_AGAINST_PROTOCOL =
      error("isinstance-against-protocol", "run-time check against an unsuitable protocol");
  public static final Rule ISINSTANCE_AGAINST_TYPED_DICT =
      error("isinstance-against-typed-dict", "run-time check against a TypedDict");
  public static final Rule MISPLACED_OVERLOAD_DECORATOR =
      error("misplaced-overload-decorator", "`@final`/`@override` on the wrong overload");
  public static final Rule MISSING_ARGUMENT = error("missing-argument", "required argument absent");
  public static final Rule MISSING_ATTRIBUTE =
      error("missing-attribute", "attribute unknown on the whole type");
  public static final Rule MISSING_MODULE_MEMBER =
      error("missing-module-member", "`from m import n` where m has no n");
  public static final Rule MISSING_OVERLOAD_IMPLEMENTATION =
      error("missing-overload-implementation", "overloads without a body outside stubs");
  public static final Rule MISSING_TYPED_DICT_KEY =
      error("missing-typed-dict-key", "required key absent on construction");
  public static final Rule MISSING_UNION_ATTRIBUTE =
      error("missing-union-attribute", "attribute only part of the union has");
  public static final Rule NO_MATCHING_OVERLOAD =
      error("no-matching-overload", "no overload takes the call");
  public static final Rule NON_EXHAUSTIVE_MATCH =
      off("non-exhaustive-match", "`match` without a case for some values of its subject");
  public static final Rule NON_LITERAL_TYPED_DICT_KEY =
      error("non-literal-typed-dict-key", "TypedDict subscripted with a plain `str`");
  public static final Rule NOT_CALLABLE = error("not-callable", "calling what cannot be called");
  public static final Rule NOT_ITERABLE =
      error("not-iterable", "iterating what cannot be iterated");
  public static final Rule NOT_SUBSCRIPTABLE =
      error("not-subscriptable", "subscripting what cannot be");
  public static final Rule OVERRIDE_OF_FINAL_METHOD =
      error("override-of-final-method", "overriding a final method");
  public static final Rule OVERRIDE_OF_FINAL_VARIABLE =
      error("override-of-final-variable", "overriding a Final variable");
  public static final Rule PARAMETER_ALREADY_ASSIGNED =
      error("parameter-already-assigned", "parameter given twice");
  public static final Rule POSITIONAL_ONLY_PARAMETER_AS_KWARG =
      error("positional-only-parameter-as-kwarg", "positional-only parameter passed by name");
  public static final Rule RAW_STRING_TYPE_ANNOTATION =
      error("raw-string-type-annotation", "raw string as annotation");
  public static final Rule SHADOWED_TYPE_VARIABLE =
      error("shadowed-type-variable", "inner scope reuses an outer type variable");
  public static final Rule SUBCLASS_OF_FINAL_CLASS =
      error("subclass-of-final-class", "inheriting from a final class");
  public static final Rule TOO_MANY_POSITIONAL_ARGUMENTS =
      error("too-many-positional-arguments", "surplus positional arguments");
  public static final Rule SUPER_CALL_IN_NAMED_TUPLE_METHOD =
      error("super-call-in-named-tuple-method", "`super()` in a method of a `NamedTuple` class");
  public static final Rule TRUTHINESS_TEST_OF_CALLABLE =
      warn("truthiness-test-of-callable", "function that is tested instead of called");
  public static final Rule TYPE_ASSERTION_FAILURE =
      error("type-assertion-failure", "`assert_type`/`assert_never` fails");
  public static final Rule UNAVAILABLE_IMPLICIT_SUPER_ARGUMENTS =
      error("unavailable-implicit-super-arguments", "bare `super()` outside a method");
  public static final Rule UNBOUND_TYPE_VARIABLE =
      error("unbound-type-variable", "type variable used outside its scope");
  public static final Rule UNKNOWN_ARGUMENT =
      error("unknown-argument", "keyword no parameter takes");
  public static final Rule UNKNOWN_TYPED_DICT_CONSTRUCTOR_KEY =
      error("unknown-typed-dict-constructor-key", "undeclared key on construction");
  public static final Rule UNREACHABLE_EXCEPT_CLAUSE =
      warn("unreachable-except-clause", "handler whose exceptions an earlier one catches");
  public static final Rule UNREACHABLE_OVERLOAD =
      warn("unreachable-overload", "overload that an earlier one takes all arguments of");
  public static final Rule UNRESOLVED_REFERENCE = error("unresolved-reference", "undefined name");
  public static final Rule UNSUPPORTED_BOOL_CONVERSION =
      error("unsupported-bool-conversion", "object with a broken `__bool__` tested");
  public static final Rule UNSUPPORTED_OPERATOR =
      error("unsupported-operator", "operands do not support the operator");
  public static final Rule ZERO_STEPSIZE_IN_SLICE =
      error("zero-stepsize-in-slice", "slice with step 0");
  public static final Rule AMBIGUOUS_PROTOCOL_MEMBER =
      error("ambiguous-protocol-member", "protocol member assigned but never declared");
  public static final Rule DEPRECATED = warn("deprecated", "use of something deprecated");
  public static final Rule IGNORE_COMMENT_UNKNOWN_RULE =
      warn("ignore-comment-unknown-rule", "ignore comment names no known rule");
  public static final Rule INVALID_IGNORE_COMMENT =
      warn("invalid-ignore-comment", "malformed ignore comment");
  public static final Rule SYNTAX_WARNING =
      warn("syntax-warning", "what Python warns of when it compiles a file");
  public static final Rule REDEFINITION =
      warn("redefinition", "function or class that is defined again before it was used");
  public static final Rule REDUNDANT_CAST =
      warn("redundant-cast", "cast to the type it already has");
  public static final Rule REDUNDANT_CONDITION =
      warn("redundant-condition", "condition that is always true");
  public static final Rule REDUNDANT_CONDITION_STRICT =
      off("redundant-condition-strict", "comparison or class test that the types decide");
  public static final Rule REDUNDANT_FINAL_CLASSVAR =
      error("redundant-final-classvar", "`ClassVar` around `Final` or the reverse");
  public static final Rule SINGLE_OVERLOAD = error("single-overload", "lone overload");
  public static final Rule CONSTANT_REDEFINITION =
      off("constant-redefinition", "name in capital letters that gets a second value");
  public static final Rule MISSING_SUPER_CALL =
      off("missing-super-call", "`__init__` and the like that leave out the base's");
  public static final Rule OPEN_TYPED_DICT_ARGUMENT =
      off("open-typed-dict-argument", "`**` of a TypedDict that may have more keys than are taken");
  public static final Rule SINGLE_USE_TYPE_VARIABLE =
      off("single-use-type-variable", "type variable in one place of a signature only");
  public static final Rule UNCONVENTIONAL_SELF_NAME =
      off("unconventional-self-name", "`self` or `cls` under another name");
  public static final Rule UNINITIALIZED_INSTANCE_VARIABLE =
      off("uninitialized-instance-variable", "declared variable that no object gets a value for");
  public static final Rule UNDEFINED_REVEAL =
      off("undefined-reveal", "`reveal_type` without importing it");
  public static final Rule UNUSED_IGNORE_COMMENT =
      warn("unused-ignore-comment", "`taipan: ignore` with nothing to suppress");
  public static final Rule UNUSED_TYPE_IGNORE_COMMENT =
      off("unused-type-ignore-comment", "`type: ignore` with nothing to suppress");
  public static final Rule USELESS_OVERLOAD_BODY =
      warn("useless-overload-body", "overload with a real body");
  public static final Rule BLANKET_IGNORE_COMMENT =
      off("blanket-ignore-comment", "ignore comment without a rule name");
  public static final Rule DIVISION_BY_ZERO = off("division-by-zero", "dividing by a literal zero");
  public static final Rule INVALID_LEGACY_POSITIONAL_PARAMETER =
      error("invalid-legacy-positional-parameter", "`__x` parameter after an ordinary one");
  public static final Rule INVALID_DECORATOR =
      warn("invalid-decorator", "method decorator on a function of a module");
  public static final Rule INVALID_REGULAR_EXPRESSION =
      error("invalid-regular-expression", "pattern that `re` does not take");
  public static final Rule MISMATCHED_TYPE_NAME =
      warn("mismatched-type-name", "name in a functional definition differs from its variable");
  public static final Rule UNRESOLVED_GLOBAL =
      warn("unresolved-global", "`global` name that the module itself never binds");
  public static final Rule MISMATCHED_SENTINEL_NAME =
      off("mismatched-sentinel-name", "sentinel's name differs from its variable");
  public static final Rule MISSING_OVERRIDE_DECORATOR =
      off("missing-override-decorator", "override without `@override`");
  public static final Rule MISSING_TYPE_ARGUMENT =
      off("missing-type-argument", "bare generic in an annotation");
  public static final Rule POSSIBLY_UNRESOLVED_REFERENCE =
      off("possibly-unresolved-reference", "name bound on some paths only");
  public static final Rule POSSIBLY_MISSING_ATTRIBUTE =
      off("possibly-missing-attribute", "attribute defined on some paths only");
  public static final Rule POSSIBLY_MISSING_IMPORT =
      off("possibly-missing-import", "imported name defined on some paths only");
  public static final Rule POSSIBLY_MISSING_SUBMODULE =
      warn("possibly-missing-submodule", "submodule used without an import of it");
  public static final Rule TOO_COMPLEX =
      warn("too-complex", "code nested too deeply to be analysed");
  public static final Rule REASSIGNED_FINAL =
      error("reassigned-final", "assignment to a Final name");
  public static final Rule INVALID_TYPED_DICT_OPERATION =
      error("invalid-typed-dict-operation", "operation that a TypedDict does not allow");
  public static final Rule UNHASHABLE =
      error("unhashable", "unhashable value where a hashable one is needed");
  public static final Rule UNUSED_COROUTINE =
      error("unused-coroutine", "coroutine that is never awaited");
  public static final Rule OVERLAPPING_OVERLOAD =
      off("overlapping-overload", "overload that disagrees with a later one that takes more");
  public static final Rule MISSING_PARAMETER_ANNOTATION =
      off("missing-parameter-annotation", "parameter without annotation");
  public static final Rule MISSING_RETURN_ANNOTATION =
      off("missing-return-annotation", "function without annotation of its result");
  public static final Rule UNKNOWN_PARAMETER_TYPE =
      off("unknown-parameter-type", "parameter of which nothing, or not all, is known");
  public static final Rule UNKNOWN_VARIABLE_TYPE =
      off("unknown-variable-type", "variable that gets a value of unknown type");
  public static final Rule UNKNOWN_ATTRIBUTE_TYPE =
      off("unknown-attribute-type", "attribute of unknown type");
  public static final Rule UNKNOWN_ARGUMENT_TYPE =
      off("unknown-argument-type", "argument of unknown type");
  public static final Rule UNKNOWN_RETURN_TYPE =
      off("unknown-return-type", "returned value of unknown type");
  public static final Rule UNTYPED_CALL =
      off("untyped-call", "call of a function without annotations");
  public static final Rule UNTYPED_DECORATOR =
      off("untyped-decorator", "decorator that hides the type of a function");
  public static final Rule UNTYPED_BASE_CLASS =
      off("untyped-base-class", "base class of which nothing is known");
  public static final Rule UNTYPED_IMPORT =
      off("untyped-import", "import of an installed package without types");
  public static final Rule UNUSED_CALL_RESULT =
      off("unused-call-result", "call as a statement whose result is lost");
  public static final Rule UNUSED_EXPRESSION =
      off("unused-expression", "statement that only computes a value");
  public static final Rule PRIVATE_USAGE =
      off("private-usage", "private name used outside of its class or module");
  public static final Rule UNUSED_AWAITABLE =
      off("unused-awaitable", "object made to be awaited that never is");
  public static final Rule INVALID_VARIANCE =
      error("invalid-variance", "type variable used against its variance");

  public static final Rule INVALID_DISJOINT_BASE =
      error(
          "invalid-disjoint-base", "`@disjoint_base` on something that is not a class of its own");

  public static final Rule INVALID_TOTAL_ORDERING =
      error("invalid-total-ordering", "`@total_ordering` on a class without any comparison");

  public static final Rule INVALID_NAMED_TUPLE =
      error("invalid-named-tuple", "named tuple that Python would not create");
  public static final Rule INVALID_NAMED_TUPLE_OVERRIDE =
      error("invalid-named-tuple-override", "subclass redefines a field of a named tuple");
  public static final Rule INVALID_ENUM_MEMBER_ANNOTATION =
      error("invalid-enum-member-annotation", "enum member with an annotation");
  public static final Rule INVALID_GENERIC_ENUM =
      error("invalid-generic-enum", "enum with type parameters");

  private Rules() {}

  /** Every rule, ordered by name. */
  public static List<Rule> all() {
    List<Rule> sorted = new ArrayList<>(ALL);
    sorted.sort((a, b) -> a.name().compareTo(b.name()));
    return Collections.unmodifiableList(sorted);
  }

  /** The names of all rules, in no particular order. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(BY_NAME.keySet());
  }

  /** The rule of that name. */
  public static Optional<Rule> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static Rule error(String name, String summary) {
    return add(new Rule(name, Level.ERROR, summary));
  }

  private static Rule warn(String name, String summary) {
    return add(new Rule(name, Level.WARN, summary));
  }

  private static Rule info(String name, String summary) {
    return add(new Rule(name, Level.INFO, summary));
  }

  private static Rule off(String name, String summary) {
    return add(new Rule(name, Level.IGNORE, summary));
  }

  private static Rule add(Rule rule) {
    ALL.add(rule);
    BY_NAME.put(rule.name(), rule);
    return rule;
  }
}
