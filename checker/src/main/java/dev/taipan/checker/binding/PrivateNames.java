package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TypeParam;
import org.jspecify.annotations.Nullable;

/**
 * Private names, which Python keeps under names that tell the class: {@code __x} in a class {@code
 * C} is {@code _C__x}.
 */
public final class PrivateNames {
  private PrivateNames() {}

  /**
   * The name under which Python keeps {@code name} where it stands in {@code scope}: inside of a
   * class a name such as {@code __x} is prefixed with the name of the class.
   */
  public static String mangle(Scope scope, String name) {
    return mangle(scope.mangling, name);
  }

  static String mangle(@Nullable String mangling, String name) {
    return mangling == null || !isPrivate(name) ? name : mangling + name;
  }

  /** Whether a name, as Python keeps it, is a private one of a class of that name. */
  public static boolean isKeptFor(String className, String name) {
    String mangling = manglingOf(className);
    return mangling != null && name.startsWith(mangling + "__") && !name.endsWith("__");
  }

  private static boolean isPrivate(String name) {
    return name.length() >= 3
        && name.charAt(0) == '_'
        && name.charAt(1) == '_'
        && !name.endsWith("__")
        && name.indexOf('.') < 0;
  }

  /**
   * What {@link #mangle} puts before private names in a class; null if it leaves them alone. Stubs
   * are never run: where a class has no private names of its own, those in it are of the module.
   */
  static @Nullable String manglingOf(Stmt.ClassDef cls, boolean stub) {
    return stub && !hasPrivateNames(cls) ? null : manglingOf(cls.name.name);
  }

  /**
   * What is put before private names in the type parameters and bases of a generic class: what its
   * body puts there if one of the parameters is private, so that both mean the same.
   */
  static @Nullable String manglingOfHeader(
      Stmt.ClassDef cls, @Nullable String ofBody, @Nullable String outside) {
    for (TypeParam parameter : cls.typeParams) {
      if (isPrivate(parameter.name.name)) {
        return ofBody;
      }
    }
    return outside;
  }

  private static boolean hasPrivateNames(Stmt.ClassDef cls) {
    for (Stmt statement : cls.body) {
      boolean hasOne =
          switch (statement) {
            case Stmt.AnnAssign assign ->
                assign.target instanceof Expr.Name name && isPrivate(name.name);
            case Stmt.Assign assign ->
                assign.targets.stream()
                    .anyMatch(target -> target instanceof Expr.Name name && isPrivate(name.name));
            case Stmt.FunctionDef function -> isPrivate(function.name.name);
            case Stmt.ClassDef inner -> isPrivate(inner.name.name);
            case Stmt.If _ -> true; // which may hold any of these
            default -> false;
          };
      if (hasOne) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String manglingOf(String className) {
    int start = 0;
    while (start < className.length() && className.charAt(start) == '_') {
      start++;
    }
    return start == className.length() ? null : "_" + className.substring(start);
  }
}
