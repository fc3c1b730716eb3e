package dev.taipan.checker.inference.library;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.WellKnown;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls of built-in classes under the names that {@code typing} gives them for annotations, {@code
 * List()} and {@code Dict[str, int]()}, which fail at run time. The other collections of {@code
 * typing}, such as {@code DefaultDict}, make objects.
 */
public final class TypingAliasCalls {
  private static final Set<String> FOR_ANNOTATIONS =
      Set.of("List", "Dict", "Set", "FrozenSet", "Tuple", "Type");

  private TypingAliasCalls() {}

  /** Reports the callee if it is such a name, with type arguments or without. */
  public static void check(Region region, Expr.Call call, Type callee) {
    ClassId cls =
        switch (callee) {
          case ClassLiteralType literal -> literal.cls();
          case TypeFormValue form when form.denoted() instanceof TupleType -> WellKnown.TUPLE;
          default -> null;
        };
    if (cls == null || !cls.module().equals("builtins")) {
      return;
    }
    Expr named = call.callee instanceof Expr.Subscript subscript ? subscript.value : call.callee;
    String alias = aliasOf(region, named, cls);
    if (alias != null) {
      region.report(
          Rules.NOT_CALLABLE,
          call.callee,
          "`" + alias + "` is for annotations: call `" + cls.name() + "`");
    }
  }

  private static @Nullable String aliasOf(Region region, Expr named, ClassId cls) {
    String name =
        switch (named) {
          case Expr.Name bare -> bare.name.equals(cls.name()) ? null : imported(region, bare);
          case Expr.Attribute attribute ->
              region.stored(attribute.value) instanceof ModuleType module && isTyping(module.name())
                  ? attribute.name
                  : null;
          default -> null;
        };
    return name != null && FOR_ANNOTATIONS.contains(name) ? name : null;
  }

  /** What a name is called in the module that it is imported from; null if it is not imported. */
  private static @Nullable String imported(Region region, Expr.Name name) {
    Symbol symbol = region.module().bound().moduleScope().symbol(name.name);
    String original = null;
    if (symbol != null) {
      for (Definition definition : symbol.definitions()) {
        switch (definition.kind()) {
          case DefinitionKind.ImportFrom from when isTyping(from.statement()) ->
              original = from.alias().name.name;
          case DefinitionKind.StarImport star when isTyping(star.statement()) ->
              original = star.name();
          default -> {
            return null;
          }
        }
      }
    }
    return original;
  }

  private static boolean isTyping(Stmt.ImportFrom statement) {
    return statement.level == 0 && isTyping(statement.module);
  }

  private static boolean isTyping(String module) {
    return module.equals("typing") || module.equals("typing_extensions");
  }
}
