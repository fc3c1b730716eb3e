package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.annotations.SpecialForms;
import dev.taipan.checker.inference.narrowing.AttributeTests;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallArgument;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns {@code class} statements into types and models. */
public final class ClassDefinitions {
  private static final class DecoratedKey extends MemoKey {
    DecoratedKey(int definition) {
      super(definition);
    }
  }

  private final Program program;

  private final ClassKeywords keywords;

  public ClassDefinitions(Program program) {
    this.program = program;
    this.keywords = new ClassKeywords(program);
  }

  /** The stable name of a class. */
  public ClassId idOf(ModuleTypes module, Stmt.ClassDef definition) {
    String place = module.placeOf(definition);
    return new ClassId(module.name(), place == null ? definition.name.name : place);
  }

  /** Evaluates decorators, bases and keywords; stores what the name is bound to. */
  public void evaluate(Region region, Stmt.ClassDef definition) {
    ModuleTypes module = region.module();
    ClassId id = idOf(module, definition);
    region.include(program.classHeaders().header(module, definition, id).result());
    evaluateKeywords(region, definition, id);
    List<Type> decorators = new ArrayList<>(definition.decorators.size());
    for (Decorator decorator : definition.decorators) {
      decorators.add(region.infer(decorator.expression));
    }
    Type type = bindingType(module, definition);
    region.defer(
        later -> {
          program.typeVariableCalls().checkWritten(later, definition, definition.typeParams);
          if (model(id) instanceof SourceClassModel model) {
            program.dataclasses().checks().check(later, model);
            program.typedDictClasses().checks().check(later, model);
            keywords.check(later, definition, model);
          }
          checkDecorators(later, definition, decorators);
        });
    region.store(definition.name, type);
    region.store(definition, type);
  }

  /** Reports decorators that do not take the class, or what the decorators below made of it. */
  private void checkDecorators(Region region, Stmt.ClassDef definition, List<Type> decorators) {
    Type type = new ClassLiteralType(idOf(region.module(), definition));
    for (int i = decorators.size() - 1; i >= 0; i--) {
      Type decorator = decorators.get(i);
      Expr node = definition.decorators.get(i).expression;
      Type called = node instanceof Expr.Call call ? region.stored(call.callee) : null;
      if (decorator instanceof DynamicType
          || isTransparent(decorator)
          || called != null && isTransparent(called)) {
        continue;
      }
      CallOutcome outcome = program.calls().call(decorator, List.of(CallArgument.positional(type)));
      if (!outcome.isValid()) {
        program.callReports().report(region, node, List.of(), decorator, outcome);
        return;
      }
      type = called != null && keepsClass(called) ? type : decorate(decorator, type);
    }
  }

  /** Evaluates the keyword arguments that the header does not need. */
  private void evaluateKeywords(Region region, Stmt.ClassDef definition, ClassId id) {
    for (Argument argument : definition.arguments) {
      if (argument.kind != Argument.Kind.KEYWORD
          || argument.name == null
          || argument.name.name.equals("metaclass")) {
        continue;
      }
      if (argument.name.name.equals("extra_items")
          && model(id) instanceof SourceClassModel cls
          && cls.header().isTypedDict()) {
        region.include(program.typedDictClasses().extraItems(cls, argument.value).result());
      } else {
        region.infer(argument.value);
      }
    }
  }

  /** What the name of a class is bound to. */
  public Type bindingType(ModuleTypes module, Stmt.ClassDef definition) {
    ClassId id = idOf(module, definition);
    Type special = SpecialForms.classForm(id);
    if (special != null) {
      return special;
    }
    ClassLiteralType plain = new ClassLiteralType(id);
    if (definition.decorators.isEmpty()) {
      return plain;
    }
    return program.memoType(
        module, new DecoratedKey(definition.id), plain, () -> decorate(module, definition, plain));
  }

  private Type decorate(ModuleTypes module, Stmt.ClassDef definition, Type plain) {
    Definition own = module.bound().definitionOf(definition);
    Scope scope = own == null ? module.bound().moduleScope() : own.scope();
    Type type = plain;
    for (int i = definition.decorators.size() - 1; i >= 0; i--) {
      type = decorate(module, definition.decorators.get(i).expression, scope, type);
    }
    return type;
  }

  /** The functions that decorate a class, or that make its decorators. */
  List<FunctionId> decorators(SourceClassModel cls) {
    List<FunctionId> functions = new ArrayList<>();
    for (Decorator decorator : cls.definition().decorators) {
      Expr named =
          decorator.expression instanceof Expr.Call call ? call.callee : decorator.expression;
      Definition own = cls.module().bound().definitionOf(cls.definition());
      Scope scope = own == null ? cls.module().bound().moduleScope() : own.scope();
      if (program.definitions().value(cls.module(), named, scope) instanceof CallableType callable
          && callable.function() != null) {
        functions.add(callable.function());
      }
    }
    return functions;
  }

  private Type decorate(ModuleTypes module, Expr decorator, Scope scope, Type decorated) {
    if (decorator instanceof Expr.Call call) {
      Type callee = program.definitions().value(module, call.callee, scope);
      if (keepsClass(callee)) {
        return decorated;
      }
    }
    return decorate(program.definitions().value(module, decorator, scope), decorated);
  }

  /** A decorator whose result is no other known class leaves the class as it is. */
  private Type decorate(Type decorator, Type decorated) {
    // One of several decorators leaves open which other class they make.
    if (decorator instanceof DynamicType
        || decorator instanceof UnionType
        || keepsClass(decorator)) {
      return decorated;
    }
    CallOutcome outcome =
        program.calls().call(decorator, List.of(CallArgument.positional(decorated)));
    boolean changes =
        outcome.isValid()
            && !Decorators.isPartlyUnknown(outcome.type())
            && !isClassItself(outcome.type(), decorated)
            && !isPassedThrough(outcome, decorated);
    return changes ? outcome.type() : decorated;
  }

  /** Whether a decorator's result is declared as the class that it was given. */
  private static boolean isClassItself(Type result, Type decorated) {
    return decorated instanceof ClassLiteralType cls
        && (result instanceof ClassLiteralType same && same.cls().equals(cls.cls())
            || result instanceof SubclassOfType subclass
                && cls.cls().equals(Mro.classOf(subclass.instance())));
  }

  /**
   * Whether a decorator that takes the subclasses of a class gives one back, without saying so: it
   * is the class that it got.
   */
  private boolean isPassedThrough(CallOutcome outcome, Type decorated) {
    return outcome.type() instanceof SubclassOfType
        && !Decorators.isDeclared(outcome)
        && program.typeSystem().isSubtype(decorated, outcome.type());
  }

  /** Whether a decorator leaves a class what it is, whatever it is declared to give. */
  private boolean keepsClass(Type decorator) {
    return isTransparent(decorator) || program.dataclasses().isTransform(decorator);
  }

  private static boolean isTransparent(Type decorator) {
    String module =
        switch (decorator) {
          case CallableType callable when callable.function() != null ->
              callable.function().module();
          case ClassLiteralType cls -> cls.cls().module();
          default -> "";
        };
    return module.equals("typing")
        || module.equals("typing_extensions")
        || module.equals("dataclasses")
        || module.equals("functools")
        || module.equals("warnings")
        || module.equals("enum");
  }

  /** The model behind an id; a class that is not there (any more) is an empty one. */
  public ClassModel model(ClassId id) {
    ModuleTypes module = program.module(id.module());
    if (module == null) {
      return AttributeTests.isMadeUp(id)
          ? AttributeTests.model(program, id)
          : new MissingClassModel(id);
    }
    ClassModel known = module.classModel(id.place());
    if (known != null) {
      return known;
    }
    if (module.nodeAt(id.place()) instanceof Stmt.ClassDef definition) {
      Scope body = module.bound().scopeOf(definition);
      Definition own = module.bound().definitionOf(definition);
      if (body != null && own != null) {
        return module.register(
            id.place(), new SourceClassModel(program, module, definition, own.scope(), body, id));
      }
    }
    if (module.nodeAt(id.place()) instanceof Expr.Name target) {
      Definition own = module.bound().definitionOf(target);
      if (own != null) {
        program.definitions().bindingType(module, own);
        ClassModel made = module.classModel(id.place());
        if (made != null) {
          return made;
        }
      }
    }
    return new MissingClassModel(id);
  }

  /** The parameters of a class. */
  public List<TypeVarType> typeParameters(ModuleTypes module, Stmt.ClassDef definition) {
    return model(idOf(module, definition)).typeParameters();
  }

  /** Whether a scope is the body of a TypedDict. */
  public boolean isTypedDict(ModuleTypes module, Scope scope) {
    return scope.node() instanceof Stmt.ClassDef definition
        && model(idOf(module, definition)).typedDict() != null;
  }

  /** The instances of a class with its own type parameters as arguments. */
  public Type genericInstance(ClassId id) {
    return model(id).mro().getFirst();
  }

  /** Whether the instances of a class are classes. */
  public boolean isMetaclass(ClassModel model) {
    return model.inherits(WellKnown.TYPE);
  }

  /** Whether a decorator is {@code dataclass_transform}. */
  public boolean isTransform(Type callee) {
    return switch (FunctionFlags.nameOf(callee)) {
      case "typing.dataclass_transform", "typing_extensions.dataclass_transform" -> true;
      default -> false;
    };
  }

  /** The property class that a decorator is a subclass of {@code property}; null if it is none. */
  @Nullable Type propertySubclass(Type decorator) {
    return decorator instanceof ClassLiteralType cls
            && !cls.cls().equals(WellKnown.PROPERTY)
            && program.classModel(cls.cls()).inherits(WellKnown.PROPERTY)
        ? cls
        : null;
  }
}
