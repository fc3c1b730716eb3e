package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the packages and the library are below the root of a Python, on every system that it is
 * installed on: {@code lib/python3.12/site-packages}, {@code lib64} beside it, {@code
 * Lib\site-packages} on Windows, Debian's {@code dist-packages}, PyPy's {@code lib/pypy3.10}, the
 * user's own site directory.
 */
final class InstallationLayout {
  private final FileTree files;
  private final Map<String, String> variables;
  private final Path prefix;

  InstallationLayout(FileTree files, Map<String, String> variables, Path prefix) {
    this.files = files;
    this.variables = variables;
    this.prefix = prefix;
  }

  /**
   * A directory such as {@code python3.12} below {@code lib}.
   *
   * @param name {@code python3.12}, {@code python3.13t} or {@code pypy3.10}
   */
  record LibraryName(String name, PythonVersion version) {
    static @Nullable LibraryName parse(String name) {
      int digits = name.startsWith("python") ? "python".length() : name.startsWith("pypy") ? 4 : -1;
      if (digits < 0) {
        return null;
      }
      PythonVersion version = PythonVersion.parse(name.substring(digits)).orElse(null);
      return version == null ? null : new LibraryName(name, version);
    }
  }

  /**
   * The library's directory name that belongs to this Python.
   *
   * @param wanted its version, if that is known
   * @return null on Windows, where there is none, and if nothing fits
   */
  @Nullable LibraryName library(@Nullable PythonVersion wanted) {
    LibraryName best = null;
    for (String lib : new String[] {"lib", "lib64"}) {
      String[] names = files.list(prefix.resolve(lib));
      if (names == null) {
        continue;
      }
      for (String name : names) {
        LibraryName found = LibraryName.parse(name);
        if (found != null
            && (wanted == null || found.version.equals(wanted))
            && (best == null || isBetter(found, best))
            && files.isDirectory(prefix.resolve(lib).resolve(name))) {
          best = found;
        }
      }
    }
    return best;
  }

  /** The newest wins; of one version the plain name before the free-threaded one. */
  private static boolean isBetter(LibraryName found, LibraryName best) {
    int order = found.version.compareTo(best.version);
    return order > 0 || (order == 0 && found.name.compareTo(best.name) < 0);
  }

  /** The existing directories with packages that belong to {@code prefix} alone. */
  List<Path> sitePackages(@Nullable LibraryName library) {
    List<Path> found = new ArrayList<>();
    if (library != null) {
      String name = library.name;
      // Debian and Fedora put what the administrator installs below /usr/local.
      add(found, "local/lib/" + name + "/dist-packages");
      add(found, "local/lib64/" + name + "/site-packages");
      add(found, "local/lib/" + name + "/site-packages");
      add(found, "lib/" + name + "/site-packages");
      add(found, "lib64/" + name + "/site-packages");
      add(found, "lib/python3/dist-packages");
      add(found, "lib/" + name + "/dist-packages");
    }
    if (found.isEmpty()) {
      add(found, "Lib/site-packages");
      // Old PyPy.
      add(found, "site-packages");
    }
    return found;
  }

  private void add(List<Path> found, String relative) {
    Path path = prefix.resolve(relative);
    if (!files.isDirectory(path)) {
      return;
    }
    Path real = files.real(path);
    for (Path other : found) {
      if (files.real(other).equals(real)) {
        return;
      }
    }
    found.add(path);
  }

  /** The directories of the interpreter's own library, as far as they exist. */
  List<Path> libraryDirectories(@Nullable LibraryName library) {
    List<Path> found = new ArrayList<>();
    List<String> candidates =
        library == null
            ? List.of("Lib")
            : List.of("lib/" + library.name, "lib64/" + library.name, "lib-python/3");
    for (String candidate : candidates) {
      Path path = prefix.resolve(candidate);
      if (found.isEmpty() && files.isFile(path.resolve("os.py"))) {
        found.add(path);
        Path dynamic = path.resolve("lib-dynload");
        if (files.isDirectory(dynamic)) {
          found.add(dynamic);
        }
      }
    }
    return found;
  }

  /** The version that a Windows installation's {@code python312.dll} tells. */
  Optional<PythonVersion> windowsVersion() {
    String[] names = files.list(prefix);
    if (names != null) {
      for (String name : names) {
        if (name.startsWith("python3") && name.endsWith(".dll") && name.length() > 11) {
          String minor = name.substring(7, name.length() - 4);
          Optional<PythonVersion> version = PythonVersion.parse("3." + minor);
          if (version.isPresent()) {
            return version;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The user's own site directory for a version, if it exists and is not switched off. */
  Optional<Path> userSite(PythonVersion version) {
    String off = variables.get("PYTHONNOUSERSITE");
    if (off != null && !off.isEmpty()) {
      return Optional.empty();
    }
    List<String> candidates = new ArrayList<>();
    String base = variables.get("PYTHONUSERBASE");
    String home = variables.get("HOME");
    String appData = variables.get("APPDATA");
    if (base != null && !base.isEmpty()) {
      candidates.add(base + "/lib/python" + version + "/site-packages");
    } else {
      if (home != null && !home.isEmpty()) {
        candidates.add(home + "/.local/lib/python" + version + "/site-packages");
        candidates.add(home + "/Library/Python/" + version + "/lib/python/site-packages");
      }
      if (appData != null && !appData.isEmpty()) {
        String name = "Python" + version.major() + version.minor();
        candidates.add(appData + "/Python/" + name + "/site-packages");
      }
    }
    for (String candidate : candidates) {
      Path path = prefix.resolve(candidate).normalize();
      if (files.isDirectory(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }
}
