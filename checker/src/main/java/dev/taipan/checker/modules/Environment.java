package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Python installation or virtual environment on disk, read without running it.
 *
 * @param prefix its root directory, what Python calls {@code sys.prefix}
 * @param kind what it is
 * @param version the version of its interpreter, absent if nothing on disk tells
 * @param sitePackages existing directories of installed packages, first searched first
 * @param library directories of the interpreter's own standard library, for definitions behind
 *     typeshed's stubs; may be empty
 */
public record Environment(
    Path prefix,
    Kind kind,
    Optional<PythonVersion> version,
    List<Path> sitePackages,
    List<Path> library) {

  /** What made the environment. */
  public enum Kind {
    /** {@code python -m venv}, virtualenv, uv: it has a {@code pyvenv.cfg}. */
    VIRTUAL,
    CONDA,
    /** An installation by the system or the user, pyenv's and uv's interpreters included. */
    INSTALLATION
  }

  public Environment {
    sitePackages = List.copyOf(sitePackages);
    library = List.copyOf(library);
  }
}
