package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.inference.annotations.Unspecialized;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ResolvedModule;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types of the functions and classes that statements declare, for the rules on them. */
public final class Declared {
  private final Program program;

  public Declared(Program program) {
    this.program = program;
  }

  /** The model of the class that a statement defines. */
  public ClassModel classOf(ModuleTypes module, Stmt.ClassDef definition) {
    return program.classModel(program.classes().idOf(module, definition));
  }

  /** The statement that defines a class, with its module; null for a class without one. */
  public @Nullable Source sourceOf(ClassId cls) {
    return program.classModel(cls) instanceof SourceClassModel model
        ? new Source(model.module(), model.definition(), model.scope())
        : null;
  }

  /** Where a class is written. */
  public record Source(ModuleTypes module, Stmt.ClassDef definition, Scope body) {}

  /** The expressions that name the bases of a class, in the order of its model's bases. */
  public List<Expr> baseExpressions(ModuleTypes module, Stmt.ClassDef definition) {
    return program
        .classHeaders()
        .header(module, definition, idOf(module, definition))
        .answer()
        .written();
  }

  private ClassId idOf(ModuleTypes module, Stmt.ClassDef definition) {
    return program.classes().idOf(module, definition);
  }

  /** Whether the bases of a class can be ordered. */
  public boolean isConsistent(ClassModel cls) {
    return !(cls instanceof SourceClassModel source) || source.order().consistent();
  }

  /** Whether a class is among its own ancestors. */
  public boolean isCyclic(ClassModel cls) {
    return cls instanceof SourceClassModel source
        && (source.order().cyclic() || source.module().isStub() && isAncestor(source.id(), source));
  }

  /** Whether a class is found by going from base to base, however these are ordered. */
  private boolean isAncestor(ClassId ancestor, ClassModel cls) {
    Set<ClassId> seen = new HashSet<>();
    Deque<ClassModel> open = new ArrayDeque<>(List.of(cls));
    while (!open.isEmpty()) {
      for (Type base : open.pop().bases()) {
        ClassId id = Mro.classOf(base);
        if (ancestor.equals(id)) {
          return true;
        }
        if (id != null && seen.add(id)) {
          open.push(program.classModel(id));
        }
      }
    }
    return false;
  }

  /** Whether {@code @disjoint_base} marks a class. */
  public boolean isMarkedDisjoint(ClassModel cls) {
    return cls instanceof SourceClassModel source && source.marks().disjointBase();
  }

  /** {@code @total_ordering} on a class that defines no comparison; null otherwise. */
  public @Nullable Expr unfoundedOrdering(ClassModel cls) {
    return cls instanceof SourceClassModel source
        ? program.classFeatures().unfoundedOrdering(source)
        : null;
  }

  /** A base with all that it inherits from, specialized as the base is. */
  public List<Type> linearization(Type base) {
    return program.ancestry().linearization(base);
  }

  /** Whether a class inherits from another, or is it. */
  public boolean inherits(ClassId cls, ClassId ancestor) {
    return program.classModel(cls).inherits(ancestor);
  }

  public FunctionFlags flags(ModuleTypes module, Stmt.FunctionDef function) {
    return program.functions().flags(module, function);
  }

  /** The signature that a function's own annotations make, decorators aside. */
  public Signature signature(ModuleTypes module, Stmt.FunctionDef function) {
    return program.functions().signature(module, function);
  }

  /** What a parameter holds inside the body. */
  public Type parameterType(ModuleTypes module, Stmt.FunctionDef function, Parameter parameter) {
    return program.functions().parameterType(module, function, parameter);
  }

  /** The type variables that a class binds. */
  public List<TypeVarType> typeParameters(ModuleTypes module, Stmt.ClassDef definition) {
    return program.classes().typeParameters(module, definition);
  }

  /** The type variables that a {@code type} statement binds. */
  public List<TypeVarType> typeParameters(ModuleTypes module, Stmt.TypeAliasStmt alias) {
    return program.typeVariables().parameters(module, alias, alias.typeParams);
  }

  /** Whether a type can be the declared result of a generator. */
  public boolean isGeneratorResult(Type declared, boolean async) {
    Type generator =
        async
            ? new NominalType(WellKnown.ASYNC_GENERATOR, Collections.nCopies(2, DynamicType.ANY))
            : new NominalType(WellKnown.GENERATOR, Collections.nCopies(3, DynamicType.ANY));
    return program.typeSystem().isAssignable(generator, declared);
  }

  /** The return annotation, not wrapped for async functions; null without one. */
  public @Nullable Type declaredReturn(ModuleTypes module, Stmt.FunctionDef function) {
    return program.functions().declaredReturn(module, function);
  }

  /** What {@code return} must give in a function; null where nothing is declared. */
  public @Nullable Type declaredResult(ModuleTypes module, Stmt.FunctionDef function, Scope body) {
    Type declared = declaredReturn(module, function);
    return declared == null
        ? null
        : program.generators().returned(declared, body.isGenerator(), function.async);
  }

  /** Whether control can fall off the end of a scope. */
  public boolean endsOpen(ModuleTypes module, Scope body) {
    return !program.flow().isNeverReached(module, body.endReachability());
  }

  /** The last reachable definition of a symbol that binds or declares it; null if none does. */
  public @Nullable Definition lastDefinition(ModuleTypes module, Symbol symbol) {
    Definition last = null;
    for (Definition definition : symbol.definitions()) {
      if ((definition.isBinding() || definition.isDeclaration())
          && isReachable(module, definition.reachability())) {
        last = definition;
      }
    }
    return last;
  }

  /**
   * Whether {@code from module import name} finds something, a submodule for example; true where
   * that cannot be known.
   */
  public boolean hasMember(ModuleTypes module, String name) {
    return program.imports().offers(module, name);
  }

  /** Whether a statement can be reached. */
  public boolean isReachable(ModuleTypes module, int condition) {
    return !program.flow().isNeverReached(module, condition);
  }

  /** What a function's own decorators make of it, the overloads before it left out. */
  public Type decorated(ModuleTypes module, Stmt.FunctionDef function) {
    return program.functions().decorated(module, function);
  }

  /** Whether a definition is an annotation that says {@code Final}. */
  public boolean isFinal(ModuleTypes module, Definition definition) {
    return definition.kind() instanceof DefinitionKind.AnnAssign
        && program.definitions().declaredBy(module, definition).isFinal();
  }

  /** Whether a definition is an annotation that says {@code ClassVar}. */
  public boolean isClassVar(ModuleTypes module, Definition definition) {
    return definition.kind() instanceof DefinitionKind.AnnAssign
        && program
            .definitions()
            .declaredBy(module, definition)
            .has(QualifiedType.Qualifier.CLASS_VAR);
  }

  /** The type that a definition declares; null for one that leaves it to the value. */
  public @Nullable Type declaredType(ModuleTypes module, Definition definition) {
    QualifiedType declared = program.definitions().declaredBy(module, definition);
    return declared.isTyped() ? declared.type() : null;
  }

  /** Whether a definition declares a type alias, rather than a value that may serve as one. */
  public boolean isDeclaredAlias(ModuleTypes module, Definition definition) {
    return definition.kind() instanceof DefinitionKind.TypeAlias
        || program.typeNames().isExplicitAlias(module, definition);
  }

  /** The type variables that a value which may serve as an alias takes arguments for. */
  public List<TypeVarType> openVariables(ModuleTypes module, Definition definition) {
    return switch (bindingType(module, definition)) {
      case TypeFormValue form -> form.typeParameters();
      case ClassLiteralType cls when cls.arguments() != null ->
          Unspecialized.freeVariables(new NominalType(cls.cls(), cls.arguments()));
      default -> List.of();
    };
  }

  /** What a definition gives to its name. */
  public Type bindingType(ModuleTypes module, Definition definition) {
    return program.definitions().bindingType(module, definition);
  }

  /** Whether an annotation names a type, which a bare {@code Final} does not. */
  public boolean namesType(ModuleTypes module, Definition definition) {
    return program.definitions().declaredBy(module, definition).isTyped();
  }

  /** Whether a definition imports a name that is final where it comes from. */
  public boolean importsFinal(ModuleTypes module, Definition definition) {
    return importsFinal(module, definition, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  /**
   * The same, but for definitions that were looked at before: modules that import all of one
   * another lead to each definition on very many ways.
   */
  private boolean importsFinal(ModuleTypes module, Definition definition, Set<Definition> seen) {
    if (!seen.add(definition)) {
      return false;
    }
    Stmt.ImportFrom statement;
    String name;
    switch (definition.kind()) {
      case DefinitionKind.ImportFrom from -> {
        statement = from.statement();
        name = from.alias().name.name;
      }
      case DefinitionKind.StarImport star -> {
        statement = star.statement();
        name = star.name();
      }
      default -> {
        return false;
      }
    }
    Optional<ResolvedModule> source = program.imports().source(module, statement);
    if (source.isEmpty() || !(source.get() instanceof ModuleFile file)) {
      return false;
    }
    ModuleTypes from = program.module(file);
    Symbol symbol = from == null ? null : from.bound().moduleScope().symbol(name);
    if (from == null || symbol == null) {
      return false;
    }
    for (Definition origin : symbol.definitions()) {
      if (isFinal(from, origin) || importsFinal(from, origin, seen)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What is assigned to a member of an enum whose values have a declared type.
   *
   * @param declared the type of {@code _value_}
   */
  public record EnumValue(Type declared, Type assigned) {}

  /** Whether a name of an enum's body is a member, or another name of one. */
  public boolean isEnumMember(ClassModel cls, Symbol symbol) {
    return cls instanceof SourceClassModel source && program.enums().isMember(source, symbol);
  }

  /** The declared and the assigned value of a member; null where nothing is declared. */
  public @Nullable EnumValue enumValue(ClassModel cls, Symbol member) {
    return cls instanceof SourceClassModel source
        ? program.enums().checkedValue(source, member)
        : null;
  }

  /**
   * What a constructor that the user wrote for an enum gets for a member.
   *
   * @param constructor {@code __new__} or {@code __init__}
   * @return null where there is no such constructor, or where nobody knows
   */
  public @Nullable List<Type> enumArguments(ClassModel cls, Symbol member, String constructor) {
    return cls instanceof SourceClassModel source
            && program.enums().definesInUserClass(source, constructor)
        ? program.enums().constructorArguments(source, member)
        : null;
  }

  /** Whether a star import brings the name that it may define. */
  public boolean isEffective(ModuleTypes module, Definition definition) {
    return !(definition.kind() instanceof DefinitionKind.StarImport star)
        || program.imports().starDefines(module, star.statement(), star.name());
  }

  /** Whether a statement stands in an {@code except} clause, or in a {@code try} around imports. */
  public boolean isFallback(ModuleTypes module, Definition definition) {
    return module.structure().isInHandler(definition.region())
        || module.structure().isGuardedImport(definition.region());
  }
}
