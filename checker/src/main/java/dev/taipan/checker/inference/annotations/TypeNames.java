package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.LiveBindings;
import dev.taipan.checker.binding.NameLookup;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What names mean in type expressions: like in other expressions, with a few exceptions. */
public final class TypeNames {
  private final Program program;

  public TypeNames(Program program) {
    this.program = program;
  }

  /**
   * The value of a name. Where names are looked up at the end of their scopes, a name of a class
   * body that is no type (a method {@code int}, a variable {@code str: "str"}) does not hide the
   * type of that name outside.
   */
  Type value(Region region, Expr.Name name) {
    Scope scope = scopeFor(region, name);
    Type value =
        scope == region.scope()
            ? region.infer(name)
            : region.inScope(scope, () -> region.infer(name));
    return switch (value) {
      case UnionType union -> oneVariable(region, withoutFallbacks(region, scope, name, union));
      case NominalType none when none.equals(WellKnown.NONE) ->
          Objects.requireNonNullElse(laterClass(region, scope, name), none);
      case NominalType object when isTypeVariable(object.cls()) ->
          Objects.requireNonNullElse(declaredVariable(region, scope, name), object);
      default -> value;
    };
  }

  /**
   * A name that is one of several types without those that an {@code except} gives it, for where
   * what should bring the type fails: the others are what is meant, if it is known of all of them.
   */
  private Type withoutFallbacks(Region region, Scope scope, Expr.Name name, UnionType union) {
    NameLookup.Found found = NameLookup.lookupWritten(scope, name.name);
    if (found == null || union.isPartlyUnknown()) {
      return union;
    }
    ModuleTypes module = region.module().at(found.symbol().scope());
    Set<Type> meant = new HashSet<>();
    Set<Type> fallbacks = new HashSet<>();
    for (Definition definition : found.symbol().definitions()) {
      if (definition.isBinding()) {
        Type type = program.definitions().bindingType(module, definition);
        (module.structure().isInHandler(definition.region()) ? fallbacks : meant).add(type);
      }
    }
    List<Type> left = new ArrayList<>(union.members());
    left.removeIf(type -> fallbacks.contains(type) && !meant.contains(type));
    return left.isEmpty() ? union : Unions.of(left);
  }

  private static boolean isTypeVariable(ClassId cls) {
    return cls.equals(WellKnown.TYPE_VAR)
        || cls.equals(WellKnown.PARAM_SPEC)
        || cls.equals(WellKnown.TYPE_VAR_TUPLE);
  }

  /**
   * The type variable that is assigned to a name with an annotation, which does not tell which one
   * it is; null for other definitions.
   */
  private @Nullable Type declaredVariable(Region region, Scope scope, Expr.Name name) {
    NameLookup.Found found = NameLookup.lookupWritten(scope, name.name);
    List<Definition> definitions = found == null ? List.of() : found.symbol().definitions();
    return definitions.size() == 1
            && definitions.getFirst().kind() instanceof DefinitionKind.AnnAssign
        ? program
            .definitions()
            .bindingType(region.module().at(definitions.getFirst().scope()), definitions.getFirst())
        : null;
  }

  /** The class that a name is given after it was {@code None}, to announce it; null for none. */
  private @Nullable Type laterClass(Region region, Scope scope, Expr.Name name) {
    NameLookup.Found found = NameLookup.lookupWritten(scope, name.name);
    if (found != null) {
      for (Definition definition : found.symbol().definitions()) {
        if (definition.kind() instanceof DefinitionKind.Class) {
          return program
              .definitions()
              .bindingType(region.module().at(found.symbol().scope()), definition);
        }
      }
    }
    return null;
  }

  /** The value of an attribute of a name, or of an attribute of one. */
  Type value(Region region, Expr.Attribute attribute) {
    Expr base = attribute;
    while (base instanceof Expr.Attribute outer) {
      base = outer.value;
    }
    Scope scope = base instanceof Expr.Name name ? scopeFor(region, name) : region.scope();
    return scope == region.scope()
        ? region.infer(attribute)
        : region.inScope(scope, () -> region.infer(attribute));
  }

  /**
   * A name that was assigned several type variables is the one of them that is bound here, or else
   * the last one; another union stays.
   */
  private Type oneVariable(Region region, Type value) {
    if (!(value instanceof UnionType union)) {
      return value;
    }
    Type last = union;
    for (Type member : union.members()) {
      if (!(member instanceof TypeFormValue form)
          || !(form.denoted() instanceof TypeVarType variable)) {
        return union;
      }
      last = member;
      if (program.typeVariableScopes().find(region.module(), region.scope(), variable) != null) {
        return member;
      }
    }
    return last;
  }

  /**
   * The scope in which a name is looked up. A name that its class body has declared only, or gives
   * a value later, is looked up outside when the body runs.
   */
  private Scope scopeFor(Region region, Expr.Name name) {
    Scope scope = region.scope();
    NameLookup.Found found = NameLookup.lookupWritten(scope, name.name);
    if (found == null || found.scope().kind() != Scope.Kind.CLASS) {
      return scope;
    }
    boolean isHidden =
        region.isForward()
            ? !mayBeType(region.module(), found.symbol())
            : isUnbound(region.module(), name);
    return isHidden ? Objects.requireNonNull(found.scope().parent()) : scope;
  }

  /** Whether nothing has bound a name where it is read. */
  private static boolean isUnbound(ModuleTypes module, Expr.Name name) {
    LiveBindings live = name.id < 0 ? null : module.bound().bindingsAt(name);
    for (int i = 0; live != null && i < live.size(); i++) {
      if (live.definition(i) >= 0) {
        return false;
      }
    }
    return live != null;
  }

  private boolean mayBeType(ModuleTypes module, Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if (isTypeDefinition(module, definition)) {
        return true;
      }
    }
    return false;
  }

  private boolean isTypeDefinition(ModuleTypes module, Definition definition) {
    return switch (definition.kind()) {
      case DefinitionKind.Class _,
          DefinitionKind.TypeAlias _,
          DefinitionKind.TypeParameter _,
          DefinitionKind.Import _,
          DefinitionKind.ImportFrom _,
          DefinitionKind.StarImport _ ->
          true;
      case DefinitionKind.Assign assign -> assign.direct() && isAliasForm(assign.value());
      case DefinitionKind.AnnAssign _ -> isExplicitAlias(module, definition);
      case DefinitionKind.Function _,
          DefinitionKind.AugAssign _,
          DefinitionKind.For _,
          DefinitionKind.With _,
          DefinitionKind.ComprehensionTarget _,
          DefinitionKind.Walrus _,
          DefinitionKind.Param _,
          DefinitionKind.ExceptName _,
          DefinitionKind.MatchCapture _,
          DefinitionKind.Delete _,
          DefinitionKind.LoopHeader _,
          DefinitionKind.AfterCall _,
          DefinitionKind.Gathered _ ->
          false;
    };
  }

  /** Whether the value of an assignment has a form that makes its target an alias of a type. */
  private static boolean isAliasForm(Expr value) {
    return switch (value) {
      case Expr.Name _, Expr.Attribute _ -> true;
      case Expr.Subscript subscript -> isReference(subscript.value);
      case Expr.Call call -> isReference(call.callee);
      case Expr.Binary binary -> binary.op == Expr.BinaryOp.OR;
      case Expr.Constant constant -> constant.kind == Expr.Constant.Kind.NONE;
      default -> false;
    };
  }

  private static boolean isReference(Expr expression) {
    return switch (expression) {
      case Expr.Name _, Expr.Attribute _ -> true;
      case Expr.Subscript subscript -> isReference(subscript.value);
      default -> false;
    };
  }

  /** Whether a name of this module holds the result of a call. */
  boolean isCallResult(Region region, Expr.Name name) {
    Scope scope = scopeFor(region, name);
    NameLookup.Found found = NameLookup.lookupWritten(scope, name.name);
    if (found == null) {
      return false;
    }
    for (Definition definition : found.symbol().definitions()) {
      if (definition.kind() instanceof DefinitionKind.Assign assign
          && assign.value() instanceof Expr.Call) {
        return true;
      }
    }
    return false;
  }

  /** Whether an annotated assignment is marked with {@code TypeAlias}. */
  public boolean isExplicitAlias(ModuleTypes module, Definition definition) {
    if (!(definition.kind() instanceof DefinitionKind.AnnAssign assign)) {
      return false;
    }
    Expr annotation = assign.statement().annotation;
    return switch (annotation) {
      case Expr.Name name when name.name.equals("TypeAlias") -> true;
      case Expr.Str text -> text.value.equals("TypeAlias");
      case Expr.Name _, Expr.Attribute _ ->
          assign.statement().value != null
              && program
                  .definitions()
                  .annotation(module, annotation, definition.scope())
                  .has(QualifiedType.Qualifier.TYPE_ALIAS);
      default -> false;
    };
  }

  /**
   * Whether a name of this module is a variable rather than the name of a type, by the form of its
   * definitions; the type of its value does not tell the two apart. A name that is a class, an
   * alias of a {@code type} statement or imported in one place names a type, whatever replaces it
   * in another. What is never run, such as a text that stands for the type at run time only, does
   * not count.
   */
  boolean isVariable(Region region, Expr.Name name) {
    Scope scope = scopeFor(region, name);
    NameLookup.Found found = NameLookup.lookupWritten(scope, name.name);
    if (found == null
        || namesType(found.symbol())
        || !region.isForward() && isUnbound(region.module(), name)) {
      return false; // where nothing has bound it yet, the name is still that of a builtin
    }
    for (Definition definition : found.symbol().definitions()) {
      boolean variable =
          switch (definition.kind()) {
            case DefinitionKind.Assign assign -> !assign.direct() || !isAliasForm(assign.value());
            case DefinitionKind.AnnAssign _ -> !isExplicitAlias(region.module(), definition);
            case DefinitionKind.AugAssign _,
                DefinitionKind.For _,
                DefinitionKind.With _,
                DefinitionKind.ComprehensionTarget _,
                DefinitionKind.Walrus _,
                DefinitionKind.Param _,
                DefinitionKind.ExceptName _,
                DefinitionKind.MatchCapture _ ->
                true;
            case DefinitionKind.Class _,
                DefinitionKind.TypeAlias _,
                DefinitionKind.TypeParameter _,
                DefinitionKind.Import _,
                DefinitionKind.ImportFrom _,
                DefinitionKind.StarImport _,
                DefinitionKind.Function _,
                DefinitionKind.Delete _,
                DefinitionKind.LoopHeader _,
                DefinitionKind.AfterCall _,
                DefinitionKind.Gathered _ ->
                false;
          };
      if (variable && program.declared().isReachable(region.module(), definition.reachability())) {
        return true;
      }
    }
    return false;
  }

  private static boolean namesType(Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if (definition.kind() instanceof DefinitionKind.Class
          || definition.kind() instanceof DefinitionKind.ImportFrom
          || definition.kind() instanceof DefinitionKind.TypeAlias) {
        return true;
      }
    }
    return false;
  }

  /** Whether a name is declared somewhere, so that {@code Any} may well stand for a type. */
  boolean isDeclared(Region region, Expr.Name name) {
    Scope scope = scopeFor(region, name);
    NameLookup.Found found = NameLookup.lookupWritten(scope, name.name);
    return found != null && (found.symbol().isDeclared() || namesType(found.symbol()));
  }

  /**
   * The one definition that a name of this module has, if it is an alias or looks like one. What a
   * star import may bring under that name too does not count.
   */
  @Nullable Definition aliasDefinition(ModuleTypes module, Scope scope, String name) {
    NameLookup.Found found = NameLookup.lookupWritten(scope, name);
    if (found == null) {
      return null;
    }
    Definition only = null;
    for (Definition definition : found.symbol().definitions()) {
      if (!definition.isBinding() || definition.kind() instanceof DefinitionKind.StarImport) {
        continue;
      }
      if (only != null) {
        return null;
      }
      only = definition;
    }
    return only != null && aliasValue(module, only) != null ? only : null;
  }

  /** The expression that a definition makes its name an alias of; null if it is no alias. */
  @Nullable Expr aliasValue(ModuleTypes module, Definition definition) {
    return switch (definition.kind()) {
      case DefinitionKind.TypeAlias alias -> alias.node().value;
      case DefinitionKind.Assign assign
          when assign.direct()
              && definition.target() instanceof Expr.Name
              && isAliasForm(assign.value()) ->
          assign.value();
      case DefinitionKind.AnnAssign assign
          when definition.target() instanceof Expr.Name && isExplicitAlias(module, definition) ->
          assign.statement().value;
      default -> null;
    };
  }
}
