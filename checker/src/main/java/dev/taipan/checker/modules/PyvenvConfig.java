package dev.taipan.checker.modules;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code pyvenv.cfg} says.
 *
 * @param home the directory of the interpreter that the environment was made with
 * @param version of that interpreter
 * @param includesSystemPackages whether the packages of that interpreter can be imported too
 */
record PyvenvConfig(
    Optional<String> home, Optional<PythonVersion> version, boolean includesSystemPackages) {

  /** Reads the text of the file; lines that are not {@code key = value} are skipped. */
  static PyvenvConfig parse(String text) {
    String home = null;
    PythonVersion version = null;
    boolean system = false;
    for (String line : text.split("\\R")) {
      int equals = line.indexOf('=');
      if (equals < 0) {
        continue;
      }
      String value = line.substring(equals + 1).strip();
      switch (line.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
        case "home" -> home = value.isEmpty() ? home : value;
        // The standard library writes "version", virtualenv and uv "version_info".
        case "version", "version_info" -> version = orElse(PythonVersion.parse(value), version);
        case "include-system-site-packages" -> system = value.equalsIgnoreCase("true");
        default -> {}
      }
    }
    return new PyvenvConfig(Optional.ofNullable(home), Optional.ofNullable(version), system);
  }

  private static @Nullable PythonVersion orElse(
      Optional<PythonVersion> found, @Nullable PythonVersion other) {
    return found.isPresent() ? found.get() : other;
  }
}
