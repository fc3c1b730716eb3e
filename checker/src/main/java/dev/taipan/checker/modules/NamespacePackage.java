package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.List;

/** A package without an {@code __init__}: directories of the same name in one or several places. */
public final class NamespacePackage implements ResolvedModule {
  private final ModuleName name;
  private final Layers layers;

  NamespacePackage(ModuleName name, Layers layers) {
    this.name = name;
    this.layers = layers;
  }

  @Override
  public ModuleName name() {
    return name;
  }

  /** Where the first of the directories was found. */
  @Override
  public Origin origin() {
    return layers.get(0).origin();
  }

  /** The directories, in the order in which they are searched; typeshed's are left out. */
  List<Path> directories() {
    return layers.directories();
  }

  Layers layers() {
    return layers;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamespacePackage that
        && name.equals(that.name)
        && layers.equals(that.layers);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "namespace package " + name;
  }
}
