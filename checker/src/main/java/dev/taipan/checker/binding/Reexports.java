package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Alias;

/**
 * Which names of a stub or a `py.typed` module are part of its interface, as far as the form of
 * their definition tells. `__all__` has the last word, see {@link BoundModule#dunderAll}.
 */
public final class Reexports {
  private Reexports() {}

  /**
   * Whether the form of the name makes it private: it starts with an underscore and is no dunder.
   */
  public static boolean isPrivateName(String name) {
    return name.startsWith("_") && !(name.startsWith("__") && name.endsWith("__"));
  }

  /**
   * Whether other modules see the name that this definition binds. All definitions are seen except
   * imports that are not of a re-exporting form: `import a as a`, `from m import a as a`, `from .
   * import a`, `from m import *`.
   */
  public static boolean isVisible(Definition definition) {
    if (definition.kind() instanceof DefinitionKind.Import k) {
      return isRedundant(k.alias());
    }
    if (definition.kind() instanceof DefinitionKind.ImportFrom k) {
      boolean ofOwnPackage = k.statement().level == 1 && k.statement().module.isEmpty();
      return isRedundant(k.alias()) || (ofOwnPackage && k.alias().asName == null);
    }
    return true;
  }

  private static boolean isRedundant(Alias alias) {
    return alias.asName != null && alias.asName.name.equals(alias.name.name);
  }
}
