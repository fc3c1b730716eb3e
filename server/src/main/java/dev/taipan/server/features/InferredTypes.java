package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Literals;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The types of what nobody annotated, where they are worth saying. */
final class InferredTypes {
  private final Program program;
  private final ModuleTypes module;
  private final Queries queries;

  InferredTypes(Program program, ModuleTypes module) {
    this.program = program;
    this.module = module;
    this.queries = new Queries(program);
  }

  /** The type of a variable that is not declared; empty where it tells nothing. */
  Optional<Type> ofVariable(Definition definition) {
    Symbol symbol = definition.symbol();
    boolean isDeclared = symbol != null && symbol.isDeclared() || isDeclaredByBase(definition);
    if (isDeclared || isEnumMember(definition)) {
      return Optional.empty();
    }
    boolean isPart =
        definition.kind() instanceof DefinitionKind.Assign assign && !assign.direct()
            || definition.kind() instanceof DefinitionKind.For;
    Type found = queries.typeOf(module, definition);
    Type type = isPart ? Literals.widen(found) : found;
    return isWorthSaying(type) ? Optional.of(type) : Optional.empty();
  }

  /**
   * The type to declare for a variable: that of one of its values, and of the others if need be.
   */
  Type declarable(Definition definition, Type type) {
    Symbol symbol = definition.symbol();
    if (symbol == null || symbol.definitions().size() == 1) {
      return type;
    }
    List<Type> all = new ArrayList<>();
    all.add(type);
    for (Definition other : symbol.definitions()) {
      if (other != definition && other.isBinding()) {
        Type value = Literals.widen(queries.typeOf(module, other));
        if (!(value instanceof DynamicType)) {
          all.add(value);
        }
      }
    }
    return Unions.of(all);
  }

  /** Whether a base class declares the attribute that a method assigns. */
  private boolean isDeclaredByBase(Definition definition) {
    if (!(definition.target() instanceof Expr.Attribute attribute)
        || !(classAround(definition.scope()) instanceof Stmt.ClassDef cls)) {
      return false;
    }
    String place = module.placeOf(cls);
    if (place == null) {
      return false;
    }
    DefinitionFinder finder = new DefinitionFinder(program);
    for (ClassId ancestor : queries.ancestors(new ClassId(module.name(), place))) {
      for (DefinitionFinder.Found found : finder.ownMember(ancestor, attribute.name)) {
        if (found.definition() != null && found.definition().isDeclaration()) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable Node classAround(Scope scope) {
    Scope at = scope;
    while (at != null && at.kind() != Scope.Kind.CLASS) {
      at = at.parent();
    }
    return at == null ? null : at.node();
  }

  private boolean isEnumMember(Definition definition) {
    Scope scope = definition.scope();
    if (scope.kind() != Scope.Kind.CLASS || !(scope.node() instanceof Stmt.ClassDef cls)) {
      return false;
    }
    String place = module.placeOf(cls);
    return place != null && program.classModel(new ClassId(module.name(), place)).isEnum();
  }

  private static boolean isWorthSaying(Type type) {
    return switch (type) {
      case DynamicType _, ModuleType _, ClassLiteralType _ -> false;
      case TypeFormValue _, SpecialFormType _, TypeVarType _ -> false;
      case CallableType callable -> callable.function() == null;
      case NominalType nominal ->
          !nominal.cls().equals(WellKnown.TYPE_VAR)
              && !nominal.cls().equals(WellKnown.PARAM_SPEC)
              && !nominal.cls().equals(WellKnown.TYPE_VAR_TUPLE)
              && !nominal.arguments().contains(DynamicType.UNKNOWN);
      case UnionType union -> !union.isPartlyUnknown();
      default -> true;
    };
  }

  /** What a function without a return annotation gives; of an async one, what awaiting it gives. */
  Optional<Type> ofReturn(Stmt.FunctionDef function, Definition definition) {
    boolean isSpecial =
        switch (function.name.name) {
          case "__init__", "__new__", "__init_subclass__", "__post_init__" -> true;
          default -> false;
        };
    if (isSpecial
        || !(definition.kind() instanceof DefinitionKind.Function)
        || !(queries.typeOf(module, definition) instanceof CallableType callable)
        || callable.isOverloaded()) {
      return Optional.empty();
    }
    Type type = callable.signatures().getFirst().returnType(program);
    if (function.async) {
      type = awaited(type);
    }
    boolean isKnown =
        !(type instanceof DynamicType)
            && !(type instanceof UnionType union && union.isPartlyUnknown());
    return isKnown ? Optional.of(type) : Optional.empty();
  }

  /** What awaiting a coroutine gives; other types as they are. */
  static Type awaited(Type type) {
    boolean isCoroutine =
        type instanceof NominalType nominal
            && (nominal.cls().equals(WellKnown.COROUTINE_TYPE)
                || nominal.cls().equals(WellKnown.COROUTINE))
            && nominal.arguments().size() == 3;
    return isCoroutine && type instanceof NominalType coroutine
        ? coroutine.arguments().get(2)
        : type;
  }

  /** The edits that write a type at an offset; empty if it cannot be written. */
  List<Fix.Edit> annotation(int offset, String prefix, Type type, ImportEdits imports) {
    Optional<TypeText.Written> written =
        TypeText.at(program, new AnnotationSite(program, module, offset), type);
    if (written.isEmpty()) {
      return List.of();
    }
    List<Fix.Edit> edits = new ArrayList<>();
    edits.add(new Fix.Edit(new Span(offset, offset), prefix + written.get().text()));
    edits.addAll(imports.edits(written.get().imports()));
    return edits;
  }
}
