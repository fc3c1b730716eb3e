package dev.taipan.checker.modules;

/** What an import name stands for. */
public sealed interface ResolvedModule permits ModuleFile, NamespacePackage, OpaqueModule {
  /**
   * The one name under which this module is known, however it was imported. Names identify modules
   * only as far as the search paths do: two scripts in two directories may both be {@code utils}.
   */
  ModuleName name();

  /** Which kind of place it was found in. */
  Origin origin();
}
