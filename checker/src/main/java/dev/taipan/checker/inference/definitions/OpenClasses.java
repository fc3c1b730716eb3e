package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.narrowing.TypeNarrower;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.IntersectionType;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.SuperType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Classes whose objects have attributes that no statement of the class names.
 *
 * <p>There are five kinds. A class, its metaclass or a decorator may give attributes to its objects
 * by names that are only known at run time ({@link DynamicAttributes}). {@code self} in a base
 * class may be an instance of a subclass, so that what the subclasses in the same module have may
 * be used. And a class that calls itself a mixin uses what the classes have that it is mixed into.
 * A decorated function that looks like itself may be something else. And a function has, wherever
 * it gets to, what the scope around it gives it.
 *
 * <p>A class whose methods are annotated declares what it uses of subclasses and of the classes
 * that it is mixed into.
 */
public final class OpenClasses {
  private final Program program;

  public OpenClasses(Program program) {
    this.program = program;
  }

  /** Whether the object may have an attribute that its class does not have. */
  public boolean mayHave(Type object, String name) {
    return switch (object) {
      case NominalType nominal -> isDynamic(nominal.cls(), name);
      case ClassLiteralType literal -> isDynamic(literal.cls(), name);
      case SubclassOfType subclass -> mayHave(subclass.instance(), name);
      case TypeVarType variable when variable.kind() == TypeVarType.Kind.SELF -> {
        ClassId cls = Mro.classOf(new TypeNarrower(program).upperBound(variable));
        yield cls != null
            && (isDynamic(cls, name)
                || !isAnnotated(cls) && (isMixin(cls) || subclassHas(cls, name, null)));
      }
      case CallableType callable when callable.function() != null ->
          isReplaced(Objects.requireNonNull(callable.function()));
      case SuperType parent -> {
        ClassId cls = parent.pivot();
        yield !isAnnotated(cls) && isMixin(cls) || subclassHas(cls, name, cls);
      }
      case IntersectionType intersection -> {
        for (Type part : intersection.positive()) {
          if (mayHave(part, name)) {
            yield true;
          }
        }
        yield false;
      }
      default -> false;
    };
  }

  /** Whether a decorator may have put another object in the place of a function. */
  private boolean isReplaced(FunctionId id) {
    ModuleTypes module = program.module(id.module());
    if (module == null
        || !(module.nodeAt(id.place()) instanceof Stmt.FunctionDef function)
        || function.decorators.isEmpty()) {
      return false;
    }
    FunctionFlags marks = program.functions().flags(module, function);
    int known = marks.flags().size() + (marks.deprecated() == null ? 0 : 1);
    return known < function.decorators.size();
  }

  /** Whether an object is a function that the scope around it gives the attribute. */
  public boolean isGiven(Type object, String attribute) {
    FunctionId id = object instanceof CallableType callable ? callable.function() : null;
    ModuleTypes module = id == null ? null : program.module(id.module());
    if (id == null
        || module == null
        || module.isStub()
        || !(module.nodeAt(id.place()) instanceof Stmt.FunctionDef function)) {
      return false;
    }
    Definition own = module.bound().definitionOf(function);
    String place = function.name.name + "." + attribute;
    for (Definition definition : module.bound().definitions()) {
      if (own != null
          && definition.isBinding()
          && definition.scope() == own.scope()
          && definition.place().equals(place)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAnnotated(ClassId cls) {
    return program.classModel(cls) instanceof SourceClassModel source
        && source.definition().body.stream()
            .anyMatch(
                statement ->
                    statement instanceof Stmt.FunctionDef function
                        && FunctionTexts.isAnnotated(function));
  }

  private static boolean isMixin(ClassId cls) {
    return cls.name().endsWith("Mixin") || cls.name().endsWith("MixIn");
  }

  /** Whether a class, or its metaclass, may give an attribute to its objects at run time. */
  private boolean isDynamic(ClassId cls, String attribute) {
    ClassModel model = program.classModel(cls);
    BiPredicate<DynamicAttributes, String> gives =
        (attributes, name) -> attributes.mayGive(name, attribute);
    return gives(model, gives)
        || model.metaclass() instanceof NominalType metaclass
            && gives(program.classModel(metaclass.cls()), gives);
  }

  /**
   * Whether the metaclass gives attributes, which may stand in the place of what the body binds: of
   * descriptions of fields it makes what the instances have.
   */
  boolean mayReplaceAttributes(ClassModel model) {
    return model.metaclass() instanceof NominalType metaclass
        && gives(program.classModel(metaclass.cls()), DynamicAttributes::isOpen);
  }

  /** Whether a class of the MRO, by its plain name in its module, gives attributes of some kind. */
  private boolean gives(ClassModel model, BiPredicate<DynamicAttributes, String> kind) {
    for (Type entry : model.mro()) {
      ClassId id = Mro.classOf(entry);
      if (id != null
          && program.classModel(id) instanceof SourceClassModel source
          && !source.module().isStub()
          && (kind.test(source.module().dynamicAttributes(), source.definition().name.name)
              || decoratorGives(source, kind))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a function that decorates a class gives attributes of some kind. */
  private boolean decoratorGives(
      SourceClassModel cls, BiPredicate<DynamicAttributes, String> kind) {
    for (FunctionId function : program.classes().decorators(cls)) {
      ModuleTypes module = program.module(function.module());
      if (module != null
          && !module.isStub()
          && module.nodeAt(function.place()) instanceof Stmt.FunctionDef definition
          && kind.test(module.dynamicAttributes(), definition.name.name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a subclass in the same module has the attribute, by itself or from another base.
   *
   * @param pivot the class in whose place a `super` looks on; null for the object itself
   */
  private boolean subclassHas(ClassId cls, String name, @Nullable ClassId pivot) {
    ModuleTypes module = program.module(cls.module());
    if (module == null || module.isStub()) {
      return false;
    }
    for (Definition definition : module.bound().definitions()) {
      if (!(definition.kind() instanceof DefinitionKind.Class other)) {
        continue;
      }
      ClassId id = program.classes().idOf(module, other.node());
      if (!id.equals(cls)
          && program.classModel(id).inherits(cls)
          && has(program.classModel(id), name, pivot)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a class of the MRO behind {@code pivot}, or any if it is null, has the attribute. */
  private boolean has(ClassModel model, String name, @Nullable ClassId pivot) {
    boolean behind = false;
    for (Type entry : model.mro()) {
      ClassId id = Mro.classOf(entry);
      if (entry instanceof DynamicType) {
        return true;
      }
      if (pivot != null && !behind) {
        behind = pivot.equals(id);
        continue;
      }
      if (id == null) {
        continue;
      }
      if (program.classModel(id) instanceof SourceClassModel source
          ? program.classMembers().defines(source, name)
          : program.classModel(id).member(name).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
