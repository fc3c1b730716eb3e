package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names that every module, and every class body, has without defining them. */
public final class ImplicitNames {
  private static final NominalType STR = new NominalType(WellKnown.STR);

  /** Those that every module has and code is likely to name. */
  public static final List<String> OF_MODULES =
      List.of("__doc__", "__file__", "__name__", "__package__", "__spec__", "__debug__");

  private ImplicitNames() {}

  /** The type of such a name; null for all others. */
  public static @Nullable Type of(ModuleTypes module, String name) {
    return switch (name) {
      case "__name__", "__file__", "__cached__" -> STR;
      case "__doc__" -> isDocumented(module.parsed().module().body) ? STR : Unions.optional(STR);
      case "__package__" -> Unions.optional(STR);
      case "__path__" ->
          module.file().isPackage()
              ? new NominalType(new ClassId("typing", "MutableSequence"), List.of(STR))
              : null;
      case "__dict__", "__annotations__" ->
          new NominalType(WellKnown.DICT, List.of(STR, DynamicType.ANY));
      case "__debug__" -> new NominalType(WellKnown.BOOL);
      case "__spec__", "__loader__", "__builtins__" -> DynamicType.ANY;
      default -> null;
    };
  }

  /** The type of such a name as an attribute of the module; null for all others. */
  public static @Nullable Type ofObject(ModuleTypes module, String name) {
    return name.equals("__debug__") ? null : of(module, name);
  }

  /** The type of a name that a class gives to its body, or to the functions in it; else null. */
  public static @Nullable Type ofClass(
      Program program, ModuleTypes module, Scope from, String name) {
    Scope frame = from.frame();
    return switch (name) {
      case "__qualname__", "__module__" -> frame.kind() == Scope.Kind.CLASS ? STR : null;
      case "__doc__" ->
          frame.node() instanceof Stmt.ClassDef cls && isDocumented(cls.body) ? STR : null;
      case "__class__" -> {
        Scope outer = frame.kind() == Scope.Kind.CLASS ? null : frame;
        while (outer != null && outer.kind() != Scope.Kind.CLASS) {
          outer = outer.parent();
        }
        yield outer != null && outer.node() instanceof Stmt.ClassDef cls
            ? program.classes().bindingType(module, cls)
            : null;
      }
      default -> null;
    };
  }

  /** Whether a body starts with a docstring. */
  private static boolean isDocumented(List<Stmt> body) {
    return !body.isEmpty()
        && body.getFirst() instanceof Stmt.ExprStmt first
        && first.value instanceof Expr.Str;
  }
}
