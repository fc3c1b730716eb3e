package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallArgument;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns {@code class} statements into types and models. */
final class ClassDefinitions {
  private final Program program;

  ClassDefinitions(Program program) {
    this.program = program;
  }

  /** The stable name of a class. */
  ClassId idOf(ModuleTypes module, Stmt.ClassDef definition) {
    String place = module.placeOf(definition);
    return new ClassId(module.name(), place == null ? definition.name.name : place);
  }

  /** Evaluates decorators, bases and keywords; stores what the name is bound to. */
  void evaluate(Region region, Stmt.ClassDef definition) {
    ModuleTypes module = region.module();
    Scope scope = ClassHeaders.headerScope(module, definition, region.scope());
    for (Argument argument : definition.arguments) {
      region.include(program.definitions().region(module, argument.value, scope));
    }
    Type type = new ClassLiteralType(idOf(module, definition));
    List<Type> decorators = new ArrayList<>();
    for (Decorator decorator : definition.decorators) {
      decorators.add(region.infer(decorator.expression));
    }
    for (int i = decorators.size() - 1; i >= 0; i--) {
      type = decorate(decorators.get(i), type);
    }
    region.store(definition.name, type);
    region.store(definition, type);
  }

  /** A decorator whose result is no other known class leaves the class as it is. */
  private Type decorate(Type decorator, Type decorated) {
    if (decorator instanceof DynamicType
        || decorator instanceof CallableType callable
            && callable.function() != null
            && isTransparent(callable.function().module())) {
      return decorated;
    }
    CallOutcome outcome =
        program.calls().call(decorator, List.of(CallArgument.positional(decorated)));
    return outcome.isValid() && !(outcome.type() instanceof DynamicType)
        ? outcome.type()
        : decorated;
  }

  private static boolean isTransparent(String module) {
    return module.equals("typing")
        || module.equals("typing_extensions")
        || module.equals("dataclasses")
        || module.equals("functools")
        || module.equals("enum");
  }

  /** The model behind an id; a class that is not there (any more) is an empty one. */
  ClassModel model(ClassId id) {
    ModuleTypes module = program.module(id.module());
    if (module == null) {
      return new MissingClassModel(id);
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
    ClassModel synthetic = program.definingAssignments().model(module, id);
    return synthetic == null ? new MissingClassModel(id) : synthetic;
  }

  /** The parameters of a class. */
  List<dev.taipan.checker.types.TypeVarType> typeParameters(
      ModuleTypes module, Stmt.ClassDef definition) {
    return model(idOf(module, definition)).typeParameters();
  }

  /** Whether a scope is the body of a TypedDict. */
  boolean isTypedDict(ModuleTypes module, Scope scope) {
    return scope.node() instanceof Stmt.ClassDef definition
        && model(idOf(module, definition)).typedDict() != null;
  }

  /** Whether a decorator is {@code dataclass_transform}. */
  boolean isTransform(Type callee) {
    return callee instanceof CallableType callable
        && callable.function() != null
        && callable.function().name().equals("dataclass_transform");
  }

  /** The property class that a decorator is a subclass of {@code property}; null if it is none. */
  @Nullable Type propertySubclass(Type decorator) {
    return decorator instanceof ClassLiteralType cls
            && !cls.cls().equals(WellKnown.PROPERTY)
            && program.classHeaders().inherits(cls.cls(), WellKnown.PROPERTY)
        ? cls
        : null;
  }
}
