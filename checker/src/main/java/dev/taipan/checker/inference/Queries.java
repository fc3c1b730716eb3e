package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.syntax.ExceptHandler;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.AliasType;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.IntersectionType;
import dev.taipan.checker.types.LiteralStringType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParamSpecPartType;
import dev.taipan.checker.types.ParametersType;
import dev.taipan.checker.types.PropertyType;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.SuperType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormType;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeGuardType;
import dev.taipan.checker.types.TypeVarModel;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What tools ask of the types of a program: the type at a node, the classes of a type. */
public final class Queries {
  private final Program program;

  public Queries(Program program) {
    this.program = program;
  }

  /**
   * The scope in which the names of a node are looked up.
   *
   * @param path the nodes around it, from the module to the node itself
   */
  public Scope scopeOf(ModuleTypes module, List<Node> path) {
    Scope scope = module.bound().moduleScope();
    for (int i = 0; i + 1 < path.size(); i++) {
      Node node = path.get(i);
      Node next = path.get(i + 1);
      boolean inside =
          switch (node) {
            case Stmt.FunctionDef function -> function.body.contains(next);
            case Stmt.ClassDef cls -> cls.body.contains(next);
            case Expr.Lambda lambda -> next == lambda.body;
            case Expr.ListComp _, Expr.SetComp _, Expr.DictComp _, Expr.Generator _ -> true;
            default -> false;
          };
      Scope opened = inside ? module.bound().scopeOf(node) : null;
      if (opened == null && !inside) {
        opened = module.bound().typeParamScopeOf(node);
      }
      scope = opened == null ? scope : opened;
    }
    return scope;
  }

  /** The type that an expression was found to have where it stands; empty if nothing is known. */
  public Optional<Type> typeOf(ModuleTypes module, List<Node> path) {
    Node node = path.getLast();
    for (int i = path.size() - 1; i >= 0; i--) {
      Node around = path.get(i);
      if (around instanceof Module) {
        break;
      }
      if (around instanceof Stmt
          || around instanceof ExceptHandler
          || around instanceof MatchCase) {
        Scope scope = statementScope(module, path.subList(0, i + 1));
        Type type = program.definitions().region(module, around, scope).type(node.id);
        if (type != null && type != DynamicType.DIVERGENT) {
          return Optional.of(type);
        }
        return definedType(module, node);
      }
    }
    return Optional.empty();
  }

  private Optional<Type> definedType(ModuleTypes module, Node node) {
    Definition definition = module.bound().definitionOf(node);
    return definition == null
        ? Optional.empty()
        : Optional.of(program.definitions().bindingType(module, definition));
  }

  /** The scope that a statement stands in. */
  private Scope statementScope(ModuleTypes module, List<Node> path) {
    Scope scope = module.bound().moduleScope();
    for (int i = 0; i + 1 < path.size(); i++) {
      boolean opens =
          path.get(i) instanceof Stmt.FunctionDef || path.get(i) instanceof Stmt.ClassDef;
      Scope opened = opens ? module.bound().scopeOf(path.get(i)) : null;
      scope = opened == null ? scope : opened;
    }
    return scope;
  }

  /** The type that a definition gives to its name; the declared one if it declares. */
  public Type typeOf(ModuleTypes module, Definition definition) {
    if (definition.target() instanceof Parameter parameter
        && definition.region() instanceof Stmt.FunctionDef function) {
      return program.functions().parameterType(module, function, parameter);
    }
    if (definition.symbol() != null && definition.isDeclaration()) {
      return program.definitions().symbolType(module, definition.symbol());
    }
    return program.definitions().bindingType(module, definition);
  }

  /** The classes whose attributes an object of a type has, for a union those of its members. */
  public Set<ClassId> classesOf(Type type) {
    Set<ClassId> found = new LinkedHashSet<>();
    addClasses(type, found, 0);
    return found;
  }

  private void addClasses(Type type, Set<ClassId> found, int depth) {
    if (depth > 8) {
      return;
    }
    switch (type) {
      case NominalType nominal -> found.add(nominal.cls());
      case LiteralType literal -> found.add(literal.cls());
      case LiteralStringType _ -> found.add(WellKnown.STR);
      case TupleType _ -> found.add(WellKnown.TUPLE);
      case ClassLiteralType cls -> found.add(cls.cls());
      case SubclassOfType subclass -> addClasses(subclass.instance(), found, depth + 1);
      case UnionType union -> {
        for (Type member : union.members()) {
          addClasses(member, found, depth + 1);
        }
      }
      case IntersectionType intersection -> {
        for (Type part : intersection.positive()) {
          addClasses(part, found, depth + 1);
        }
      }
      case TypeVarType variable -> {
        TypeVarModel model = program.typeVarModel(variable);
        Type bound = model.bound();
        addClasses(bound == null ? WellKnown.TOP : bound, found, depth + 1);
        for (Type constraint : model.constraints()) {
          addClasses(constraint, found, depth + 1);
        }
      }
      case AliasType alias -> addClasses(program.aliasValue(alias), found, depth + 1);
      case SuperType parent -> {
        List<Type> order = program.classModel(parent.pivot()).mro();
        for (int i = 1; i < order.size(); i++) {
          addClasses(order.get(i), found, depth + 1);
        }
      }
      case CallableType _ -> found.add(WellKnown.FUNCTION_TYPE);
      case PropertyType _ -> found.add(WellKnown.PROPERTY);
      case ModuleType _ -> found.add(WellKnown.MODULE_TYPE);
      case TypeFormValue _, SpecialFormType _, TypeFormType _ -> found.add(WellKnown.TYPE);
      case TypeGuardType _ -> found.add(WellKnown.BOOL);
      case ParamSpecPartType part -> found.add(part.args() ? WellKnown.TUPLE : WellKnown.DICT);
      case DynamicType _, NeverType _, ParametersType _ -> {}
    }
  }

  /** A class and its ancestors in the order in which attributes are looked up. */
  public List<ClassId> ancestors(ClassId cls) {
    List<ClassId> found = new ArrayList<>();
    for (Type entry : program.classModel(cls).mro()) {
      switch (entry) {
        case NominalType nominal -> found.add(nominal.cls());
        case TupleType _ -> found.add(WellKnown.TUPLE);
        default -> {}
      }
    }
    return found;
  }

  /** The statement or name that defines a class, function or alias at a place; null if none. */
  public @Nullable Node nodeAt(String module, String place) {
    ModuleTypes types = program.module(module);
    return types == null ? null : types.nodeAt(place);
  }
}
