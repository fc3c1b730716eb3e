package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The places that contribute submodules to one package, best first; immutable. */
record Layers(List<Layer> list) {
  static final Layers NONE = new Layers(List.of());

  Layers {
    list = List.copyOf(list);
  }

  Layer get(int index) {
    return list.get(index);
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  /** The directories among the layers. */
  List<Path> directories() {
    List<Path> paths = new ArrayList<>();
    for (Layer layer : list) {
      if (layer instanceof Layer.Directory directory) {
        paths.add(directory.path());
      }
    }
    return paths;
  }

  /** Whether {@code directory} is one of the layers. */
  boolean contain(Path directory) {
    for (Layer layer : list) {
      if (layer instanceof Layer.Directory place && place.path().equals(directory)) {
        return true;
      }
    }
    return false;
  }
}
