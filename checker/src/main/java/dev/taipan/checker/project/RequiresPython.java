package dev.taipan.checker.project;

import dev.taipan.checker.modules.PythonVersion;
import java.util.Optional;

/** Version specifiers such as {@code >=3.9,<4}. */
final class RequiresPython {
  private RequiresPython() {}

  /** The oldest version that {@code specifiers} admit; empty where they set no lower bound. */
  static Optional<PythonVersion> lowerBound(String specifiers) {
    PythonVersion bound = null;
    for (String specifier : specifiers.split(",")) {
      String text = specifier.strip();
      int operator = 0;
      while (operator < text.length() && "<>=!~".indexOf(text.charAt(operator)) >= 0) {
        operator++;
      }
      String version = text.substring(operator).strip();
      Optional<PythonVersion> parsed =
          switch (text.substring(0, operator)) {
            case ">=", "~=", "==", "===" -> version(version);
            case ">" -> version(version).map(v -> isMinor(version) ? next(v) : v);
            default -> Optional.empty();
          };
      if (parsed.isPresent() && (bound == null || parsed.get().compareTo(bound) > 0)) {
        bound = parsed.get();
      }
    }
    return Optional.ofNullable(bound);
  }

  private static Optional<PythonVersion> version(String text) {
    return PythonVersion.parse(text.equals("3") ? "3.0" : text);
  }

  /** Whether {@code text} names no patch level, so that {@code >} excludes the whole series. */
  private static boolean isMinor(String text) {
    return text.indexOf('.') == text.lastIndexOf('.');
  }

  private static PythonVersion next(PythonVersion version) {
    return new PythonVersion(version.major(), version.minor() + 1);
  }
}
