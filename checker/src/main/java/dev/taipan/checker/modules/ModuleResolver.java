package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds modules by name, and the name of a file's module.
 *
 * <p>Answers are those of the file system when it was first asked, and never change afterwards;
 * {@link #afterChanges} gives a resolver that knows of changes. Any number of threads may use one
 * resolver; none ever waits for another.
 */
public final class ModuleResolver {
  public ModuleResolver(SearchPaths paths, FileTree files) {
    throw new UnsupportedOperationException();
  }

  /** The module of an absolute name, for code that lies in no particular place. */
  public Optional<ResolvedModule> resolve(ModuleName name) {
    throw new UnsupportedOperationException();
  }

  /**
   * The module that {@code import name} in {@code importer} finds. If the search paths do not have
   * it, the directories above a first-party importer are searched too, from its outermost package
   * upwards, because tests and scripts run with their own directory on the path.
   */
  public Optional<ResolvedModule> resolve(ModuleName name, ModuleFile importer) {
    throw new UnsupportedOperationException();
  }

  /**
   * The module that a relative import in {@code importer} means.
   *
   * @param level the number of leading dots, at least one
   * @param tail the dotted name after the dots, empty in {@code from . import x}
   */
  public Optional<ResolvedModule> resolveRelative(ModuleFile importer, int level, String tail) {
    throw new UnsupportedOperationException();
  }

  /** The submodule {@code name} (one segment) of a package; absent for anything but a package. */
  public Optional<ResolvedModule> submodule(ResolvedModule parent, String name) {
    throw new UnsupportedOperationException();
  }

  /** A module of typeshed's standard library, whatever shadows it. */
  public Optional<ModuleFile> stdlib(ModuleName name) {
    throw new UnsupportedOperationException();
  }

  /** The module of a file, which need not exist nor lie on a search path. */
  public ModuleFile moduleOf(Path file) {
    throw new UnsupportedOperationException();
  }

  /** The names of the submodules of a package, sorted; namespace packages included. */
  public List<String> submoduleNames(ResolvedModule parent) {
    throw new UnsupportedOperationException();
  }

  /**
   * The names of all modules that can be imported without a dot, sorted. Reads many directories.
   */
  public List<String> topLevelNames() {
    throw new UnsupportedOperationException();
  }

  /** Why {@link #resolve} finds nothing. */
  public ImportFailure explain(ModuleName name, ModuleFile importer) {
    throw new UnsupportedOperationException();
  }

  /** Why {@link #resolveRelative} finds nothing. */
  public ImportFailure explainRelative(ModuleFile importer, int level, String tail) {
    throw new UnsupportedOperationException();
  }

  /** The source that a stub describes, if it is on disk; for any other module its own file. */
  public Optional<Path> runtimeFile(ModuleFile module) {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether the package that {@code module} belongs to is there at run time. Only stubs of
   * third-party packages can be there without it.
   */
  public boolean isInstalled(ModuleFile module) {
    throw new UnsupportedOperationException();
  }

  /**
   * A resolver for the file system after a change, which shares what is still valid; this one if
   * nothing that matters changed.
   *
   * @param touched files and directories that were created, deleted, renamed (both names) or
   *     written
   */
  public ModuleResolver afterChanges(Collection<Path> touched) {
    throw new UnsupportedOperationException();
  }
}
