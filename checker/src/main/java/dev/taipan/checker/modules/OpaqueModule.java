package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A module that exists but has no source: an extension module, byte code alone, or a module built
 * into the interpreter that typeshed does not describe. Every attribute of it is unknown.
 */
public final class OpaqueModule implements ResolvedModule {
  private final ModuleName name;
  private final @Nullable Path file;
  private final Origin origin;
  private final Layers layers;

  OpaqueModule(ModuleName name, @Nullable Path file, Origin origin, Layers layers) {
    this.name = name;
    this.file = file;
    this.origin = origin;
    this.layers = layers;
  }

  @Override
  public ModuleName name() {
    return name;
  }

  /** The shared library; absent for a module that is built into the interpreter. */
  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  @Override
  public Origin origin() {
    return origin;
  }

  Layers layers() {
    return layers;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpaqueModule that
        && name.equals(that.name)
        && Objects.equals(file, that.file);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name + " (" + (file == null ? "built-in" : file) + ")";
  }
}
