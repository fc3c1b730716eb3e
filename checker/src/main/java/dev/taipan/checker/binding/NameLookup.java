package dev.taipan.checker.binding;

import org.jspecify.annotations.Nullable;

/** Python's rules for which scope a name belongs to. */
public final class NameLookup {
  private NameLookup() {}

  /** A symbol with the scope that owns it. */
  public record Found(Scope scope, Symbol symbol) {}

  /** What a load of a name refers to that is written in {@code scope}, see {@link #lookup}. */
  public static @Nullable Found lookupWritten(Scope scope, String name) {
    return lookup(scope, PrivateNames.mangle(scope, name));
  }

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
}
