package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import org.jspecify.annotations.Nullable;

/** Python's rules for which scope a name belongs to. */
public final class Names {
  private Names() {}

  /** A symbol with the scope that owns it. */
  public record Found(Scope scope, Symbol symbol) {}

  /**
   * What a load of a (mangled) name in {@code scope} refers to; null if the module has no such
   * name, which leaves the builtins. In class and module scopes the symbol may be unbound at the
   * time: then {@link #lookupBehind} says where the search goes on.
   */
  public static @Nullable Found lookup(Scope scope, String name) {
    Symbol symbol = scope.resolveLocally(name);
    if (symbol != null && exists(symbol)) {
      return new Found(symbol.scope(), symbol);
    }
    return lookupOutside(scope, name);
  }

  /** A name that is only mentioned in `global` statements does not exist in the module. */
  private static boolean exists(Symbol symbol) {
    return symbol.isBound() || symbol.isDeclared() || symbol.scope().kind() != Scope.Kind.MODULE;
  }

  /**
   * What a name refers to that {@code scope} itself does not own: the search starts in the next
   * scope that is visible from it. Class scopes are visible only from themselves and from the type
   * parameters directly inside of them.
   */
  public static @Nullable Found lookupOutside(Scope scope, String name) {
    boolean seesClass = scope.kind() == Scope.Kind.TYPE_PARAMETERS;
    for (Scope outer = scope.parent(); outer != null; outer = outer.parent()) {
      boolean isClass = outer.kind() == Scope.Kind.CLASS;
      if (!isClass || seesClass) {
        Symbol symbol = outer.resolveLocally(name);
        if (symbol != null && exists(symbol)) {
          return new Found(symbol.scope(), symbol);
        }
      }
      seesClass = seesClass && outer.kind() == Scope.Kind.TYPE_PARAMETERS;
    }
    return null;
  }

  /**
   * Where the search goes on when {@code symbol}, found by {@link #lookup}, turns out to be
   * unbound: a class falls back to the module, skipping functions; nothing else falls back (but the
   * module to the builtins).
   */
  public static @Nullable Found lookupBehind(Symbol symbol) {
    Scope scope = symbol.scope();
    if (scope.kind() != Scope.Kind.CLASS) {
      return null;
    }
    while (scope.parent() != null) {
      scope = scope.parent();
    }
    Symbol global = scope.symbol(symbol.name());
    return global == null ? null : new Found(scope, global);
  }

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
