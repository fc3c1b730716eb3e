package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Evaluated;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.AliasType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FreeVariables;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Type aliases in all three forms. An alias is replaced by its value where it is used; a recursive
 * one by an {@link AliasType}, which is expanded when it is looked into.
 */
public final class TypeAliases {
  private static final class ValueKey extends MemoKey {
    ValueKey(int node) {
      super(node);
    }
  }

  private static final class ParametersKey extends MemoKey {
    ParametersKey(int node) {
      super(node);
    }
  }

  private final Program program;

  public TypeAliases(Program program) {
    this.program = program;
  }

  /** Evaluates a {@code type} statement. */
  public void evaluate(Region region, Stmt.TypeAliasStmt alias) {
    Definition definition = definitionOf(region.module(), alias);
    Evaluated<Type> value = statementValue(region.module(), alias, region.scope());
    region.include(value.result());
    if (definition != null && isCyclic(region.module(), definition)) {
      region.report(
          Rules.CYCLIC_TYPE_ALIAS_DEFINITION,
          alias.value,
          "the alias `" + alias.name.name + "` expands to itself");
    }
    region.defer(later -> program.typeVariableCalls().checkWritten(later, alias, alias.typeParams));
    Type object = statementObject(region.module(), alias, region.scope());
    region.store(alias.name, object);
    region.store(alias, object);
  }

  /** What the name of a {@code type} statement evaluates to. */
  public Type statementObject(ModuleTypes module, Stmt.TypeAliasStmt alias, Scope scope) {
    List<TypeVarType> parameters =
        program.typeVariables().parameters(module, alias, alias.typeParams);
    Definition definition = definitionOf(module, alias);
    String place = module.placeOf(alias);
    Type denoted =
        definition != null
                && place != null
                && program.recursiveAliases().isRecursive(module, definition)
            ? new AliasType(module.name(), place, List.copyOf(parameters))
            : statementValue(module, alias, scope).answer();
    return new TypeFormValue(denoted, parameters, WellKnown.TYPE_ALIAS_TYPE, alias.name.name);
  }

  private Evaluated<Type> statementValue(
      ModuleTypes module, Stmt.TypeAliasStmt alias, Scope scope) {
    Scope parameters = module.bound().typeParamScopeOf(alias);
    Scope inner = parameters == null ? scope : parameters;
    return program
        .declarations()
        .evaluate(
            module,
            new ValueKey(alias.id),
            alias,
            inner,
            DynamicType.DIVERGENT,
            region -> {
              TypePosition position = TypePosition.of(TypeVariableBinder.NEW_SYNTAX);
              Type denoted =
                  region.forward(
                      () -> program.typeExpressions().type(region, alias.value, position));
              checkSelf(region, alias.value, denoted);
              return denoted;
            });
  }

  /** Evaluates {@code X: TypeAlias = value}; gives what X evaluates to. */
  public Type evaluateExplicit(Region region, Stmt.AnnAssign assign) {
    if (assign.value == null || !(assign.target instanceof Expr.Name target)) {
      return DynamicType.UNKNOWN;
    }
    Expr value = assign.value;
    TypePosition position = program.typeValues().valuePosition(region);
    Type denoted = program.typeExpressions().type(region, value, position);
    region.defer(later -> checkCycle(later, target, value));
    checkSelf(region, value, denoted);
    checkOuterVariables(region, value, denoted);
    return aliasObject(denoted, target.name, value, region);
  }

  /** An alias is the same wherever it is used, and {@code Self} is not. */
  static void checkSelf(Region region, Expr value, Type denoted) {
    if (FreeVariables.mentions(denoted, variable -> variable.kind() == TypeVarType.Kind.SELF)) {
      region.report(Rules.INVALID_TYPE_FORM, value, "an alias cannot mention `Self`");
    }
  }

  /** An alias has no use for the type variables of a class or function around it. */
  private static void checkOuterVariables(Region region, Expr value, Type denoted) {
    if (FreeVariables.mentions(
        denoted,
        variable -> !variable.scope().isEmpty() && variable.kind() != TypeVarType.Kind.SELF)) {
      region.report(
          Rules.INVALID_TYPE_FORM,
          value,
          "an alias cannot mention the type variables of the "
              + (region.scope().kind() == Scope.Kind.CLASS ? "class" : "function")
              + " around it");
    }
  }

  /**
   * A class stays a class under its new name, but a generic one gets its arguments here; other
   * types become forms.
   */
  private static Type aliasObject(Type denoted, String name, Expr value, Region region) {
    if (region.stored(value) instanceof ClassLiteralType cls) {
      return cls.arguments() == null
              && denoted instanceof NominalType nominal
              && !nominal.arguments().isEmpty()
          ? new ClassLiteralType(cls.cls(), nominal.arguments())
          : cls;
    }
    if (value instanceof Expr.Subscript subscript
        && region.stored(subscript.value) instanceof ClassLiteralType
        && denoted instanceof NominalType nominal) {
      return new ClassLiteralType(nominal.cls(), nominal.arguments());
    }
    return new TypeFormValue(
        denoted, Unspecialized.freeVariables(denoted), runtimeClass(value, region), name);
  }

  /** The class of the object that the value of an alias is at run time. */
  private static ClassId runtimeClass(Expr value, Region region) {
    if (value instanceof Expr.Binary) {
      return region.silently(() -> region.infer(value)) instanceof TypeFormValue form
          ? form.runtimeClass()
          : WellKnown.GENERIC_ALIAS;
    }
    Type base = value instanceof Expr.Subscript subscript ? region.stored(subscript.value) : null;
    return base == null ? WellKnown.GENERIC_ALIAS : TypeValues.runtimeClass(base);
  }

  private static @Nullable Definition definitionOf(ModuleTypes module, Stmt.TypeAliasStmt alias) {
    Definition definition = module.bound().definitionOf(alias);
    return definition != null ? definition : module.bound().definitionOf(alias.name);
  }

  /** Reports an alias that is nothing but itself. */
  public void checkCycle(Region region, Expr.Name target, Expr value) {
    Definition definition = region.module().bound().definitionOf(target);
    if (definition != null && isCyclic(region.module(), definition)) {
      region.report(
          Rules.CYCLIC_TYPE_ALIAS_DEFINITION,
          value,
          "the alias `" + target.name + "` expands to itself");
    }
  }

  /** Whether the value of a recursive alias is the alias itself, or a union with it. */
  private boolean isCyclic(ModuleTypes module, Definition definition) {
    if (!program.recursiveAliases().isRecursive(module, definition)) {
      return false;
    }
    String place = placeOf(module, definition);
    if (place == null) {
      return false;
    }
    AliasType start = new AliasType(module.name(), place, List.of());
    List<AliasType> seen = new ArrayList<>();
    List<Type> open = new ArrayList<>();
    open.add(value(start));
    while (!open.isEmpty()) {
      for (Type member : Unions.members(open.removeLast())) {
        if (member instanceof AliasType alias && alias.module().equals(module.name())) {
          if (alias.place().equals(place)) {
            return true;
          }
          AliasType bare = new AliasType(alias.module(), alias.place(), List.of());
          if (!seen.contains(bare)) {
            seen.add(bare);
            open.add(value(bare));
          }
        }
      }
    }
    return false;
  }

  private static @Nullable String placeOf(ModuleTypes module, Definition definition) {
    return module.placeOf(
        definition.kind() instanceof DefinitionKind.TypeAlias alias
            ? alias.node()
            : definition.target());
  }

  /** A recursive alias that is mentioned without arguments. */
  Type bareReference(Region region, Definition definition) {
    ModuleTypes module = region.module();
    String place = placeOf(module, definition);
    if (place == null) {
      return DynamicType.UNKNOWN;
    }
    List<TypeVarType> parameters = parameters(module, definition);
    return new AliasType(
        module.name(), place, program.typeExpressions().arguments().defaults(parameters));
  }

  /** A recursive alias with arguments. */
  Type reference(Region region, Expr.Subscript at, Definition definition, TypePosition position) {
    ModuleTypes module = region.module();
    String place = placeOf(module, definition);
    List<TypeVarType> parameters = parameters(module, definition);
    String name = definition.place();
    if (place == null) {
      return DynamicType.UNKNOWN;
    }
    if (parameters.isEmpty()) {
      region.report(Rules.INVALID_TYPE_ARGUMENTS, at, "the alias `" + name + "` is not generic");
      return new AliasType(module.name(), place, List.of());
    }
    return new AliasType(
        module.name(),
        place,
        program
            .typeExpressions()
            .arguments()
            .bind(region, at, parameters, "the alias `" + name + "`", position));
  }

  /** The parameters of a recursive alias, found without evaluating it. */
  private List<TypeVarType> parameters(ModuleTypes module, Definition definition) {
    if (definition.kind() instanceof DefinitionKind.TypeAlias alias) {
      return program.typeVariables().parameters(module, alias.node(), alias.node().typeParams);
    }
    Expr value = program.typeNames().aliasValue(module, definition);
    if (value == null) {
      return List.of();
    }
    return program
        .declarations()
        .<List<TypeVarType>>evaluate(
            module,
            new ParametersKey(value.id),
            definition.region(),
            definition.scope(),
            List.of(),
            region -> collectParameters(region, definition, value))
        .answer();
  }

  private List<TypeVarType> collectParameters(Region region, Definition definition, Expr value) {
    if (value instanceof Expr.Call call) {
      return definition.target() instanceof Expr.Name target
          ? new TypeAliasTypeCalls(program).boundParameters(region, call, target)
          : List.of();
    }
    TypeVariableCollector collector = new TypeVariableCollector(program, region);
    collector.collect(value);
    List<TypeVarType> free = new ArrayList<>();
    for (TypeVarType variable : collector.found()) {
      if (variable.scope().isEmpty()
          && program.typeVariableScopes().find(region.module(), region.scope(), variable) == null) {
        free.add(variable);
      }
    }
    return free;
  }

  /** The value of a recursive alias, its parameters replaced by the arguments. */
  public Type value(AliasType alias) {
    ModuleTypes module = program.module(alias.module());
    Node node = module == null ? null : module.nodeAt(alias.place());
    if (module == null || node == null) {
      return DynamicType.UNKNOWN;
    }
    if (node instanceof Stmt.TypeAliasStmt statement) {
      Definition definition = definitionOf(module, statement);
      Scope scope = definition == null ? module.bound().moduleScope() : definition.scope();
      List<TypeVarType> parameters =
          program.typeVariables().parameters(module, statement, statement.typeParams);
      return Substitution.of(parameters, alias.arguments())
          .apply(statementValue(module, statement, scope).answer());
    }
    Definition definition = module.bound().definitionOf(node);
    if (definition == null) {
      return DynamicType.UNKNOWN;
    }
    Type value = program.definitions().bindingType(module, definition);
    Substitution substitution = Substitution.of(parameters(module, definition), alias.arguments());
    return switch (value) {
      case TypeFormValue form -> substitution.apply(form.denoted());
      case ClassLiteralType cls -> substitution.apply(TypeExpressions.instanceOf(cls));
      default -> DynamicType.UNKNOWN;
    };
  }
}
