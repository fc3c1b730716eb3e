package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.List;
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
   * @param isOpen whether a package in it may lack modules that the layers behind it have, as in a
   *     partial stub package
   * @param isStubRoot whether only directories named {@code foo-stubs} count here
   */
  record Directory(Origin origin, Path path, boolean isTyped, boolean isOpen, boolean isStubRoot)
      implements Layer {
    /** A root of the module search. */
    static Directory root(Origin origin, Path path) {
      return new Directory(origin, path, origin.isUserCode(), false, false);
    }

    /** The stub-only packages in {@code path}. */
    static Directory stubRoot(Path path) {
      return new Directory(Origin.STUB_PACKAGE, path, true, false, true);
    }
  }

  /**
   * typeshed, by full module name.
   *
   * @param origin which half of it: {@link Origin#STDLIB} or {@link Origin#TYPESHED}
   * @param distribution the one distribution of third-party stubs to look in; null for all of them,
   *     and in the standard library
   */
  record Index(Origin origin, @Nullable String distribution) implements Layer {}

  /**
   * Editable installs whose finders map names of packages to their directories.
   *
   * @param targets full module names to packages' directories, or modules' files with or without a
   *     suffix
   */
  record Mapping(Map<String, List<Path>> targets) implements Layer {
    @Override
    public Origin origin() {
      return Origin.THIRD_PARTY;
    }
  }
}
