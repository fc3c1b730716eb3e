package dev.taipan.checker.modules;

import java.nio.file.Path;

/** A module with source text: {@code a/b.py}, {@code a/b/__init__.pyi}. Equal if the file is. */
public final class ModuleFile implements ResolvedModule {
  private final ModuleName name;
  private final Path file;
  private final Origin origin;
  private final boolean isPackage;
  private final boolean isTyped;
  private final Layers layers;

  ModuleFile(
      ModuleName name,
      Path file,
      Origin origin,
      boolean isPackage,
      boolean isTyped,
      Layers layers) {
    this.name = name;
    this.file = file;
    this.origin = origin;
    this.isPackage = isPackage;
    this.isTyped = isTyped;
    this.layers = layers;
  }

  @Override
  public ModuleName name() {
    return name;
  }

  /** Absolute and normalized; symbolic links are kept. */
  public Path file() {
    return file;
  }

  @Override
  public Origin origin() {
    return origin;
  }

  /** Whether the file is an {@code __init__}. */
  public boolean isPackage() {
    return isPackage;
  }

  /** Whether the file is a stub. */
  public boolean isStub() {
    return file.toString().endsWith(".pyi");
  }

  /**
   * Whether the author says that the types in it are meant to be used: a stub, a package marked
   * with {@code py.typed}, or the user's own code.
   */
  public boolean isTyped() {
    return isTyped;
  }

  /** Where submodules are looked for; empty for a module that is no package. */
  Layers layers() {
    return layers;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof ModuleFile that && file.equals(that.file));
  }

  @Override
  public int hashCode() {
    return file.hashCode();
  }

  @Override
  public String toString() {
    return name + " (" + file + ")";
  }
}
