package dev.taipan.checker.inference.library;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.AssignedCall;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds what makes a class a dataclass: a decorator, a base or a metaclass. */
final class DataclassTransforms {
  private static final class FunctionKey extends MemoKey {
    FunctionKey(int function) {
      super(function);
    }
  }

  private static final class ClassKey extends MemoKey {
    ClassKey(ClassId cls) {
      super(cls);
    }
  }

  private static final Set<String> STANDARD_SPECIFIERS =
      Set.of("dataclasses.field", "dataclasses.Field");

  private static final DataclassOptions.Transform STANDARD =
      new DataclassOptions.Transform(
          DataclassOptions.Kind.STANDARD, true, false, false, false, STANDARD_SPECIFIERS);

  private final Program program;

  DataclassTransforms(Program program) {
    this.program = program;
  }

  /**
   * The qualified name of a function or class, the same for all overloads; empty for other values.
   */
  static String nameOf(Type value) {
    return switch (value) {
      case ClassLiteralType cls -> cls.cls().toString();
      case CallableType callable when callable.function() != null ->
          withoutSuffix(callable.function().toString());
      default -> "";
    };
  }

  /** The arguments that say what kind of dataclass a class is made, where it is one. */
  List<Argument> argumentsOf(SourceClassModel cls) {
    for (Decorator decorator : cls.definition().decorators) {
      if (decorator.expression instanceof Expr.Call call
          && transformOf(program.definitions().value(cls.module(), call.callee, cls.enclosing()))
              != null) {
        return call.arguments;
      }
    }
    return cls.definition().arguments;
  }

  /** How a class is made a dataclass; null if it is none. */
  @Nullable DataclassOptions optionsOf(SourceClassModel cls) {
    for (Decorator decorator : cls.definition().decorators) {
      Expr callee =
          decorator.expression instanceof Expr.Call call ? call.callee : decorator.expression;
      Type value = program.definitions().value(cls.module(), callee, cls.enclosing());
      DataclassOptions.Transform transform = transformOf(value);
      if (transform != null) {
        List<Argument> arguments =
            decorator.expression instanceof Expr.Call call ? call.arguments : List.of();
        return transform.kind() == DataclassOptions.Kind.ATTRS
            ? AttrsClasses.options(transform, nameOf(value), callee, arguments)
            : options(transform, arguments, false);
      }
    }
    List<Type> mro = cls.mro();
    for (int i = 1; i < mro.size(); i++) {
      DataclassOptions.Transform transform = ofClass(Mro.classOf(mro.get(i)));
      if (transform != null) {
        return options(transform, cls.definition().arguments, false);
      }
    }
    if (metaclassOf(cls) instanceof NominalType meta && !meta.cls().module().equals("builtins")) {
      for (Type entry : program.classModel(meta.cls()).mro()) {
        DataclassOptions.Transform transform = ofClass(Mro.classOf(entry));
        if (transform != null) {
          return options(transform, cls.definition().arguments, cls.header().metaclass() != null);
        }
      }
    }
    return null;
  }

  /** The metaclass; where a base hides it that cannot be found, that of the nearest known base. */
  private Type metaclassOf(SourceClassModel cls) {
    Type metaclass = cls.metaclass();
    List<Type> mro = cls.mro();
    for (int i = 1; i < mro.size() && metaclass instanceof DynamicType; i++) {
      ClassId base = Mro.classOf(mro.get(i));
      metaclass = base == null ? metaclass : program.classModel(base).metaclass();
    }
    return metaclass;
  }

  private static DataclassOptions options(
      DataclassOptions.Transform transform, List<Argument> arguments, boolean neutral) {
    return new DataclassOptions(
        transform.kind(),
        DataclassOptions.Collects.ANNOTATIONS,
        isOpen(arguments),
        neutral,
        flag(arguments, "init", true),
        flag(arguments, "eq", transform.eqDefault()),
        flag(arguments, "order", transform.orderDefault()),
        flag(arguments, "frozen", transform.frozenDefault()),
        flag(arguments, "unsafe_hash", false),
        flag(arguments, "kw_only", transform.kwOnlyDefault()),
        flag(arguments, "slots", false),
        flag(arguments, "match_args", true),
        transform.specifiers());
  }

  /** Whether a mapping of options is passed. */
  static boolean isOpen(List<Argument> arguments) {
    for (Argument argument : arguments) {
      if (argument.kind == Argument.Kind.DOUBLE_STAR) {
        return true;
      }
    }
    return false;
  }

  /** The value of a keyword argument that is written as a literal. */
  static boolean flag(List<Argument> arguments, String name, boolean otherwise) {
    for (Argument argument : arguments) {
      if (argument.kind == Argument.Kind.KEYWORD
          && argument.name != null
          && argument.name.name.equals(name)
          && argument.value instanceof Expr.Constant constant) {
        return switch (constant.kind) {
          case TRUE -> true;
          case FALSE -> false;
          default -> otherwise;
        };
      }
    }
    return otherwise;
  }

  /** What a decorator makes of classes; null for one that makes no dataclasses. */
  DataclassOptions.@Nullable Transform transformOf(Type decorator) {
    String name = nameOf(decorator);
    if (name.isEmpty()) {
      return null;
    }
    if (name.equals("dataclasses.dataclass")) {
      return STANDARD;
    }
    return switch (decorator) {
      case CallableType callable when callable.function() != null ->
          ofFunction(callable.function());
      case ClassLiteralType cls -> ofClass(cls.cls());
      default -> null;
    };
  }

  private DataclassOptions.@Nullable Transform ofFunction(FunctionId id) {
    ModuleTypes module = program.module(id.module());
    if (module == null || !(module.nodeAt(id.place()) instanceof Stmt.FunctionDef function)) {
      return null;
    }
    Definition own = module.bound().definitionOf(function);
    if (own == null || own.symbol() == null) {
      return null;
    }
    List<Definition> definitions = own.symbol().definitions();
    return memoized(module, new FunctionKey(function.id), () -> inOverloads(module, definitions));
  }

  private DataclassOptions.@Nullable Transform inOverloads(
      ModuleTypes module, List<Definition> definitions) {
    for (Definition definition : definitions) {
      if (definition.kind() instanceof DefinitionKind.Function function) {
        DataclassOptions.Transform transform =
            inDecorators(module, function.node().decorators, definition.scope());
        if (transform != null) {
          return transform;
        }
      }
    }
    return null;
  }

  private DataclassOptions.@Nullable Transform memoized(
      ModuleTypes module, MemoKey key, Supplier<DataclassOptions.@Nullable Transform> compute) {
    return program
        .<Optional<DataclassOptions.Transform>>memo(
            module, key, Optional.empty(), () -> Optional.ofNullable(compute.get()))
        .orElse(null);
  }

  private DataclassOptions.@Nullable Transform ofClass(@Nullable ClassId id) {
    if (id == null
        || !(program.classModel(id) instanceof SourceClassModel model)
        || model.definition().decorators.isEmpty()) {
      return null;
    }
    return memoized(
        model.module(),
        new ClassKey(id),
        () -> inDecorators(model.module(), model.definition().decorators, model.enclosing()));
  }

  private DataclassOptions.@Nullable Transform inDecorators(
      ModuleTypes module, List<Decorator> decorators, Scope scope) {
    for (Decorator decorator : decorators) {
      if (decorator.expression instanceof Expr.Call call
          && mentionsTransform(module, call, scope)) {
        return new DataclassOptions.Transform(
            AttrsClasses.isAttrs(module.name())
                ? DataclassOptions.Kind.ATTRS
                : DataclassOptions.Kind.TRANSFORM,
            flag(call.arguments, "eq_default", true),
            flag(call.arguments, "order_default", false),
            flag(call.arguments, "kw_only_default", false),
            flag(call.arguments, "frozen_default", false),
            specifiers(module, call, scope));
      }
    }
    return null;
  }

  private boolean mentionsTransform(ModuleTypes module, Expr.Call call, Scope scope) {
    if (!(call.callee instanceof Expr.Name || call.callee instanceof Expr.Attribute)) {
      return false;
    }
    return program.classes().isTransform(program.definitions().value(module, call.callee, scope));
  }

  private Set<String> specifiers(ModuleTypes module, Expr.Call call, Scope scope) {
    Expr written = AssignedCall.argument(call, Integer.MAX_VALUE, "field_specifiers");
    List<Expr> elements =
        written instanceof Expr.Tuple tuple
            ? tuple.elements
            : written instanceof Expr.ListExpr list ? list.elements : List.of();
    Set<String> names = new HashSet<>();
    for (Expr element : elements) {
      String name = nameOf(program.definitions().value(module, element, scope));
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  private static String withoutSuffix(String name) {
    int suffix = name.lastIndexOf('#');
    return suffix < 0 ? name : name.substring(0, suffix);
  }
}
