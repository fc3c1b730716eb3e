package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one layer has under one name.
 *
 * @param form what it is
 * @param file the source, stub or binary; null for a namespace package
 * @param origin where it was found
 * @param isTyped whether it is a stub or marked with {@code py.typed}, or the user's own
 * @param isOpen whether the layers behind may complete this package
 * @param places where submodules are looked for; empty for a module that is no package
 */
record Hit(
    Form form,
    @Nullable Path file,
    Origin origin,
    boolean isTyped,
    boolean isOpen,
    List<Layer> places) {

  /** The forms of a module on disk. */
  enum Form {
    MODULE,
    PACKAGE,
    BINARY,
    NAMESPACE
  }

  boolean isNamespace() {
    return form == Form.NAMESPACE;
  }

  static Hit namespace(Origin origin, Layer place) {
    return new Hit(Form.NAMESPACE, null, origin, false, false, List.of(place));
  }

  /** A file of typeshed. */
  static Hit stub(Layer.Index place, Path file, boolean isPackage) {
    return new Hit(
        isPackage ? Form.PACKAGE : Form.MODULE,
        file,
        place.origin(),
        true,
        place.origin() == Origin.TYPESHED,
        isPackage ? List.of(place) : List.of());
  }
}
