package dev.taipan.checker.modules;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the Python environment to use, without running Python. */
public final class EnvironmentFinder {
  private static final List<String> INTERPRETERS =
      List.of("python3", "python", "python3.exe", "python.exe", "pypy3");

  private final FileTree files;
  private final Map<String, String> variables;
  private final PyenvShims pyenv;

  /**
   * The outcome of a search.
   *
   * @param environment the first usable environment
   * @param notes one line for each candidate that was passed over and why, for verbose output
   */
  public record Found(Optional<Environment> environment, List<String> notes) {}

  /**
   * @param files the disk
   * @param variables the process's environment variables
   */
  public EnvironmentFinder(FileTree files, Map<String, String> variables) {
    this.files = files;
    this.variables = variables;
    pyenv = new PyenvShims(files, variables);
  }

  /**
   * The environment that the user named.
   *
   * @param python the root of an environment, its {@code bin} or {@code Scripts} directory, or an
   *     interpreter; absolute or relative to the working directory
   * @throws EnvironmentException if it is none of these
   */
  public Environment at(Path python) throws EnvironmentException {
    Path path = python.toAbsolutePath().normalize();
    if (files.isFile(path)) {
      return ofInterpreter(path, Path.of("").toAbsolutePath());
    }
    if (!files.isDirectory(path)) {
      throw new EnvironmentException(path + ": no such file or directory");
    }
    return ofDirectory(path);
  }

  private Environment ofDirectory(Path directory) throws EnvironmentException {
    Environment root = ofRoot(directory);
    if (root != null) {
      return root;
    }
    if (pyenv.isShimDirectory(directory)) {
      return ofShims(directory, Path.of("").toAbsolutePath());
    }
    for (String name : INTERPRETERS) {
      Path interpreter = directory.resolve(name);
      if (files.isFile(interpreter)) {
        return ofInterpreter(interpreter, directory);
      }
    }
    if (files.isFile(directory.resolve(".venv").resolve("pyvenv.cfg"))) {
      throw new EnvironmentException(
          directory
              + ": not a Python environment; did you mean "
              + directory.resolve(".venv")
              + "?");
    }
    throw new EnvironmentException(
        directory
            + ": not a Python environment: it has no pyvenv.cfg, no site-packages and no"
            + " interpreter");
  }

  /** The environment with this root; null if it is the root of none. */
  private @Nullable Environment ofRoot(Path root) throws EnvironmentException {
    if (files.isFile(root.resolve("pyvenv.cfg"))) {
      return virtual(root);
    }
    Environment.Kind kind =
        files.isDirectory(root.resolve("conda-meta"))
            ? Environment.Kind.CONDA
            : Environment.Kind.INSTALLATION;
    Environment found = installation(root, kind, interpreterVersion(root));
    return found.sitePackages().isEmpty() && found.library().isEmpty() ? null : found;
  }

  /** The version in the name of the file that {@code bin/python3} of a root leads to. */
  private @Nullable PythonVersion interpreterVersion(Path root) {
    for (String name : INTERPRETERS) {
      Path interpreter = root.resolve("bin").resolve(name);
      if (files.isFile(interpreter)) {
        return versionIn(files.real(interpreter));
      }
    }
    return null;
  }

  private static @Nullable PythonVersion versionIn(Path interpreter) {
    InstallationLayout.LibraryName name =
        InstallationLayout.LibraryName.parse(String.valueOf(interpreter.getFileName()));
    return name == null ? null : name.version();
  }

  private Environment virtual(Path root) throws EnvironmentException {
    Path file = root.resolve("pyvenv.cfg");
    String text = files.read(file);
    if (text == null) {
      throw new EnvironmentException(file + ": cannot be read");
    }
    PyvenvConfig config = PyvenvConfig.parse(text);
    InstallationLayout layout = new InstallationLayout(files, variables, root);
    InstallationLayout.LibraryName library = layout.library(config.version().orElse(null));
    if (library == null) {
      library = layout.library(null);
    }
    List<Path> sites = new ArrayList<>(layout.sitePackages(library));
    if (sites.isEmpty()) {
      throw new EnvironmentException(
          root + ": a virtual environment without a site-packages directory");
    }
    Optional<PythonVersion> version =
        library == null ? config.version() : Optional.of(library.version());
    Environment base = config.home().map(home -> base(root, home, version)).orElse(null);
    if (base != null && config.includesSystemPackages()) {
      for (Path site : base.sitePackages()) {
        if (!sites.contains(site)) {
          sites.add(site);
        }
      }
    }
    return new Environment(
        root,
        Environment.Kind.VIRTUAL,
        version.or(() -> base == null ? Optional.empty() : base.version()),
        sites,
        base == null ? List.of() : base.library());
  }

  /** The installation that a virtual environment was made with; null if it is gone. */
  private @Nullable Environment base(Path root, String home, Optional<PythonVersion> version) {
    try {
      Path directory = root.resolve(home).normalize();
      List<String> names = new ArrayList<>();
      version.ifPresent(known -> names.add("python" + known));
      names.addAll(INTERPRETERS);
      for (String name : names) {
        Path interpreter = directory.resolve(name);
        if (files.isFile(interpreter)) {
          return installationOf(files.real(interpreter), version.orElse(null));
        }
      }
    } catch (InvalidPathException e) {
      // A home of another operating system is as good as none.
    }
    return null;
  }

  private Environment ofInterpreter(Path interpreter, Path project) throws EnvironmentException {
    Path directory = interpreter.getParent();
    String name = String.valueOf(interpreter.getFileName());
    if (directory == null
        || !(name.startsWith("python") || name.startsWith("pypy") || name.startsWith("graalpy"))) {
      throw new EnvironmentException(interpreter + ": not a Python interpreter");
    }
    if (pyenv.isShimDirectory(directory)) {
      return ofShims(directory, project);
    }
    Path root = rootOf(directory);
    if (files.isFile(root.resolve("pyvenv.cfg"))) {
      return virtual(root);
    }
    Path real = files.real(interpreter);
    Path realDirectory = real.getParent();
    if (realDirectory != null
        && !real.equals(interpreter)
        && files.isFile(rootOf(realDirectory).resolve("pyvenv.cfg"))) {
      return virtual(rootOf(realDirectory));
    }
    Environment found = installationOf(real, versionIn(interpreter));
    if (found.sitePackages().isEmpty() && found.library().isEmpty()) {
      throw new EnvironmentException(
          interpreter + ": no Python installation: " + found.prefix() + " has no library for it");
    }
    return found;
  }

  private Environment ofShims(Path shims, Path project) throws EnvironmentException {
    Path prefix = pyenv.prefix(shims, project);
    Environment found = prefix == null ? null : ofRoot(prefix);
    if (found == null) {
      throw new EnvironmentException(shims + ": pyenv has no version selected");
    }
    return found;
  }

  private Environment installationOf(Path realInterpreter, @Nullable PythonVersion version) {
    Path directory = realInterpreter.getParent();
    Path root = directory == null ? realInterpreter : rootOf(directory);
    PythonVersion named = versionIn(realInterpreter);
    Environment.Kind kind =
        files.isDirectory(root.resolve("conda-meta"))
            ? Environment.Kind.CONDA
            : Environment.Kind.INSTALLATION;
    return installation(root, kind, named == null ? version : named);
  }

  private Environment installation(
      Path root, Environment.Kind kind, @Nullable PythonVersion wanted) {
    InstallationLayout layout = new InstallationLayout(files, variables, root);
    InstallationLayout.LibraryName library = layout.library(wanted);
    Optional<PythonVersion> version =
        library != null
            ? Optional.of(library.version())
            : layout.windowsVersion().or(() -> Optional.ofNullable(wanted));
    List<Path> sites = new ArrayList<>(layout.sitePackages(library));
    List<Path> libraries = layout.libraryDirectories(library);
    if (!sites.isEmpty() || !libraries.isEmpty()) {
      version.flatMap(layout::userSite).ifPresent(site -> sites.add(0, site));
    }
    return new Environment(root, kind, version, sites, libraries);
  }

  /** The root of an environment whose interpreter is in {@code directory}. */
  private static Path rootOf(Path directory) {
    String name = String.valueOf(directory.getFileName());
    Path parent = directory.getParent();
    return parent != null && (name.equals("bin") || name.equals("Scripts")) ? parent : directory;
  }

  /** The environment that uv made for a single-file script, if it did. */
  public Optional<Environment> ofScript(Path script) {
    Path root = new UvScripts(files, variables).environmentOf(script);
    try {
      return root == null ? Optional.empty() : Optional.of(virtual(root));
    } catch (EnvironmentException e) {
      return Optional.empty();
    }
  }

  /**
   * The environment for a project where the user named none: the active virtual environment, the
   * active conda environment unless it is conda's base, a {@code .venv} in the project's directory
   * or one above it, conda's base, {@code python3} or {@code python} on the {@code PATH}.
   */
  public Found search(Path projectRoot) {
    Path project = projectRoot.toAbsolutePath().normalize();
    List<String> notes = new ArrayList<>();
    String conda = variables.get("CONDA_PREFIX");
    String condaName = variables.getOrDefault("CONDA_DEFAULT_ENV", "");
    boolean isBase = condaName.equals("base") || condaName.equals("root");
    Environment found = named("VIRTUAL_ENV", variables.get("VIRTUAL_ENV"), project, notes);
    if (found == null && !isBase) {
      found = named("CONDA_PREFIX", conda, project, notes);
    }
    if (found == null) {
      found = dotVenv(project, notes);
    }
    if (found == null && isBase) {
      found = named("CONDA_PREFIX", conda, project, notes);
    }
    if (found == null) {
      found = onPath(project, notes);
    }
    return new Found(Optional.ofNullable(found), List.copyOf(notes));
  }

  private @Nullable Environment named(
      String variable, @Nullable String value, Path project, List<String> notes) {
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      Path directory = project.resolve(value).normalize();
      if (!files.isDirectory(directory)) {
        notes.add(variable + ": " + directory + ": no such directory");
        return null;
      }
      return ofDirectory(directory);
    } catch (EnvironmentException | InvalidPathException e) {
      notes.add(variable + ": " + e.getMessage());
      return null;
    }
  }

  private @Nullable Environment dotVenv(Path project, List<String> notes) {
    for (Path at = project; at != null; at = at.getParent()) {
      Path directory = at.resolve(".venv");
      if (files.isFile(directory.resolve("pyvenv.cfg"))) {
        try {
          return virtual(directory);
        } catch (EnvironmentException e) {
          notes.add(".venv: " + e.getMessage());
        }
      }
    }
    return null;
  }

  private @Nullable Environment onPath(Path project, List<String> notes) {
    String path = variables.get("PATH");
    if (path == null) {
      return null;
    }
    for (String name : List.of("python3", "python", "python3.exe", "python.exe")) {
      for (String entry : path.split(File.pathSeparator)) {
        try {
          Path interpreter = Path.of(entry).resolve(name);
          if (interpreter.isAbsolute() && files.isFile(interpreter)) {
            return ofInterpreter(interpreter.normalize(), project);
          }
        } catch (EnvironmentException | InvalidPathException e) {
          notes.add("PATH: " + e.getMessage());
        }
      }
    }
    return null;
  }
}
