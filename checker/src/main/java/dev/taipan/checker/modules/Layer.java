package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One place that contributes modules to the top level or to one package. */
sealed interface Layer {
  /** The origin of what is found here. */
  Origin origin();

  /**
   * A directory.
   *
   * @param isTyped whether it lies in a package that is marked with {@code py.typed}
   * @param isStubRoot whether the directories that count here are named {@code foo-stubs}
   */
  record Directory(Origin origin, Path path, boolean isTyped, boolean isStubRoot)
      implements Layer {}

  /**
   * typeshed, by full module name.
   *
   * @param distribution the one distribution of third-party stubs to look in; null for all of them,
   *     and in the standard library
   */
  record Index(Origin origin, @Nullable String distribution) implements Layer {}

  /**
   * An editable install whose finder maps names of packages to their directories.
   *
   * @param targets full module names to directories, or to files without or with {@code .py}
   */
  record Mapping(Map<String, Path> targets) implements Layer {
    @Override
    public Origin origin() {
      return Origin.THIRD_PARTY;
    }
  }
}
