package dev.taipan.checker.types;

/** The ids of the classes that the type system itself speaks of. */
public final class WellKnown {
  public static final ClassId OBJECT = new ClassId("builtins", "object");
  public static final ClassId TYPE = new ClassId("builtins", "type");
  public static final ClassId INT = new ClassId("builtins", "int");
  public static final ClassId FLOAT = new ClassId("builtins", "float");
  public static final ClassId COMPLEX = new ClassId("builtins", "complex");
  public static final ClassId BOOL = new ClassId("builtins", "bool");
  public static final ClassId STR = new ClassId("builtins", "str");
  public static final ClassId BYTES = new ClassId("builtins", "bytes");
  public static final ClassId BYTEARRAY = new ClassId("builtins", "bytearray");
  public static final ClassId TUPLE = new ClassId("builtins", "tuple");
  public static final ClassId LIST = new ClassId("builtins", "list");
  public static final ClassId SET = new ClassId("builtins", "set");
  public static final ClassId FROZENSET = new ClassId("builtins", "frozenset");
  public static final ClassId DICT = new ClassId("builtins", "dict");
  public static final ClassId SLICE = new ClassId("builtins", "slice");
  public static final ClassId PROPERTY = new ClassId("builtins", "property");
  public static final ClassId STATICMETHOD = new ClassId("builtins", "staticmethod");
  public static final ClassId CLASSMETHOD = new ClassId("builtins", "classmethod");
  public static final ClassId SUPER = new ClassId("builtins", "super");
  public static final ClassId BASE_EXCEPTION = new ClassId("builtins", "BaseException");
  public static final ClassId EXCEPTION = new ClassId("builtins", "Exception");
  public static final ClassId BASE_EXCEPTION_GROUP = new ClassId("builtins", "BaseExceptionGroup");
  public static final ClassId EXCEPTION_GROUP = new ClassId("builtins", "ExceptionGroup");
  public static final ClassId NONE_TYPE = new ClassId("types", "NoneType");
  public static final ClassId ELLIPSIS_TYPE = new ClassId("types", "EllipsisType");
  public static final ClassId NOT_IMPLEMENTED_TYPE = new ClassId("types", "NotImplementedType");
  public static final ClassId MODULE_TYPE = new ClassId("types", "ModuleType");
  public static final ClassId FUNCTION_TYPE = new ClassId("types", "FunctionType");
  public static final ClassId METHOD_TYPE = new ClassId("types", "MethodType");
  public static final ClassId UNION_TYPE = new ClassId("types", "UnionType");
  public static final ClassId GENERIC_ALIAS = new ClassId("types", "GenericAlias");
  public static final ClassId COROUTINE_TYPE = new ClassId("types", "CoroutineType");
  public static final ClassId GENERATOR = new ClassId("typing", "Generator");
  public static final ClassId ASYNC_GENERATOR = new ClassId("typing", "AsyncGenerator");
  public static final ClassId COROUTINE = new ClassId("typing", "Coroutine");
  public static final ClassId AWAITABLE = new ClassId("typing", "Awaitable");
  public static final ClassId ITERABLE = new ClassId("typing", "Iterable");
  public static final ClassId ITERATOR = new ClassId("typing", "Iterator");
  public static final ClassId ASYNC_ITERABLE = new ClassId("typing", "AsyncIterable");
  public static final ClassId ASYNC_ITERATOR = new ClassId("typing", "AsyncIterator");
  public static final ClassId MAPPING = new ClassId("typing", "Mapping");
  public static final ClassId MUTABLE_MAPPING = new ClassId("typing", "MutableMapping");
  public static final ClassId SEQUENCE = new ClassId("typing", "Sequence");
  public static final ClassId GENERIC = new ClassId("typing", "Generic");
  public static final ClassId TYPE_VAR = new ClassId("typing", "TypeVar");
  public static final ClassId PARAM_SPEC = new ClassId("typing", "ParamSpec");
  public static final ClassId TYPE_VAR_TUPLE = new ClassId("typing", "TypeVarTuple");
  public static final ClassId TYPE_ALIAS_TYPE = new ClassId("typing", "TypeAliasType");
  public static final ClassId NEW_TYPE = new ClassId("typing", "NewType");
  public static final ClassId SPECIAL_FORM = new ClassId("typing", "_SpecialForm");
  public static final ClassId TYPED_DICT_FALLBACK = new ClassId("typing", "_TypedDict");
  public static final ClassId NAMED_TUPLE = new ClassId("typing", "NamedTuple");
  public static final ClassId CACHED_PROPERTY = new ClassId("functools", "cached_property");
  public static final ClassId PARTIAL = new ClassId("functools", "partial");
  public static final ClassId ABC_META = new ClassId("abc", "ABCMeta");
  public static final ClassId ENUM_META = new ClassId("enum", "EnumMeta");
  public static final ClassId FLAG = new ClassId("enum", "Flag");

  /** The type of {@code None}. */
  public static final NominalType NONE = new NominalType(NONE_TYPE);

  /** {@code object}: the top type. */
  public static final NominalType TOP = new NominalType(OBJECT);

  private WellKnown() {}
}
