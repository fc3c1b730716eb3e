package dev.taipan.checker.modules;

import java.nio.file.Path;

/**
 * A module that exists but has no source: an extension module, or byte code alone. Every attribute
 * of it is unknown.
 */
public final class OpaqueModule implements ResolvedModule {
  private final ModuleName name;
  private final Path file;
  private final Origin origin;
  private final Layers layers;

  OpaqueModule(ModuleName name, Path file, Origin origin, Layers layers) {
    this.name = name;
    this.file = file;
    this.origin = origin;
    this.layers = layers;
  }

  @Override
  public ModuleName name() {
    return name;
  }

  /** The shared library. */
  public Path file() {
    return file;
  }

  @Override
  public Origin origin() {
    return origin;
  }

  @Override
  public boolean isPackage() {
    return !layers.isEmpty();
  }

  Layers layers() {
    return layers;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpaqueModule that && file.equals(that.file);
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
