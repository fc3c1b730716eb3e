package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Names;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Type;
import org.jspecify.annotations.Nullable;

/** What names mean in type expressions: like in other expressions, with a few exceptions. */
final class TypeNames {
  TypeNames() {}

  /**
   * The value of a name. Where names are looked up at the end of their scopes, a name of a class
   * body that is no type (a method {@code int}, a variable {@code str: "str"}) does not hide the
   * type of that name outside.
   */
  Type value(Region region, Expr.Name name) {
    if (region.isForward()) {
      Names.Found found = find(region, name.name);
      if (found != null && found.scope().kind() == Scope.Kind.CLASS && !mayBeType(found.symbol())) {
        Scope outer = java.util.Objects.requireNonNull(found.scope().parent());
        return region.inScope(outer, () -> region.infer(name));
      }
    }
    return region.infer(name);
  }

  private static Names.@Nullable Found find(Region region, String name) {
    Scope scope = region.scope();
    return Names.lookup(scope, Names.mangle(scope, name));
  }

  private static boolean mayBeType(Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if (isTypeDefinition(definition.kind())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTypeDefinition(DefinitionKind kind) {
    return switch (kind) {
      case DefinitionKind.Class _,
          DefinitionKind.TypeAlias _,
          DefinitionKind.TypeParameter _,
          DefinitionKind.Import _,
          DefinitionKind.ImportFrom _,
          DefinitionKind.StarImport _ ->
          true;
      case DefinitionKind.Assign assign -> assign.direct() && isAliasForm(assign.value());
      case DefinitionKind.AnnAssign assign -> isTypeAliasAnnotation(assign.statement().annotation);
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
          DefinitionKind.LoopHeader _ ->
          false;
    };
  }

  /** Whether the value of an assignment has a form that makes its target an alias of a type. */
  static boolean isAliasForm(Expr value) {
    return switch (value) {
      case Expr.Name _, Expr.Attribute _, Expr.Subscript _, Expr.Call _ -> true;
      case Expr.Binary binary -> binary.op == Expr.BinaryOp.OR;
      case Expr.Constant constant -> constant.kind == Expr.Constant.Kind.NONE;
      default -> false;
    };
  }

  /** Whether an annotation is {@code TypeAlias}, as far as its text tells. */
  static boolean isTypeAliasAnnotation(Expr annotation) {
    return switch (annotation) {
      case Expr.Name name -> name.name.equals("TypeAlias");
      case Expr.Attribute attribute -> attribute.name.equals("TypeAlias");
      case Expr.Str text -> text.value.equals("TypeAlias");
      default -> false;
    };
  }

  /**
   * Whether a name of this module is a variable rather than the name of a type, by the form of its
   * definitions; the type of its value does not tell the two apart.
   */
  boolean isVariable(Region region, Expr.Name name) {
    Names.Found found = find(region, name.name);
    if (found == null) {
      return false;
    }
    for (Definition definition : found.symbol().definitions()) {
      boolean variable =
          switch (definition.kind()) {
            case DefinitionKind.Assign assign -> !assign.direct() || !isAliasForm(assign.value());
            case DefinitionKind.AnnAssign assign ->
                !isTypeAliasAnnotation(assign.statement().annotation);
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
                DefinitionKind.LoopHeader _ ->
                false;
          };
      if (variable) {
        return true;
      }
    }
    return false;
  }

  /** The one definition that a name of this module has, if it is an alias or looks like one. */
  @Nullable Definition aliasDefinition(Scope scope, String name) {
    Names.Found found = Names.lookup(scope, Names.mangle(scope, name));
    if (found == null) {
      return null;
    }
    Definition only = null;
    for (Definition definition : found.symbol().definitions()) {
      if (!definition.isBinding()) {
        continue;
      }
      if (only != null) {
        return null;
      }
      only = definition;
    }
    return only != null && aliasValue(only) != null ? only : null;
  }

  /** The expression that a definition makes its name an alias of; null if it is no alias. */
  static @Nullable Expr aliasValue(Definition definition) {
    return switch (definition.kind()) {
      case DefinitionKind.TypeAlias alias -> alias.node().value;
      case DefinitionKind.Assign assign
          when assign.direct()
              && definition.target() instanceof Expr.Name
              && isAliasForm(assign.value()) ->
          assign.value();
      case DefinitionKind.AnnAssign assign
          when definition.target() instanceof Expr.Name
              && isTypeAliasAnnotation(assign.statement().annotation) ->
          assign.statement().value;
      default -> null;
    };
  }
}
