package dev.taipan.checker.modules;

import java.util.Optional;

/**
 * The platform that code is checked for.
 *
 * @param sysPlatform the value of {@code sys.platform}; absent if code is checked for all
 *     platforms, so that a test of it has no known answer
 */
public record PythonPlatform(Optional<String> sysPlatform) {
  public static final PythonPlatform LINUX = of("linux");
  public static final PythonPlatform MACOS = of("darwin");
  public static final PythonPlatform WINDOWS = of("win32");
  public static final PythonPlatform ALL = new PythonPlatform(Optional.empty());

  /** The platform with this {@code sys.platform}, {@code all} for every one. */
  public static PythonPlatform of(String sysPlatform) {
    return sysPlatform.equals("all")
        ? new PythonPlatform(Optional.empty())
        : new PythonPlatform(Optional.of(sysPlatform));
  }

  /** The platform of a machine whose Java property {@code os.name} is {@code javaOsName}. */
  public static PythonPlatform ofJava(String javaOsName) {
    if (javaOsName.startsWith("Windows")) {
      return WINDOWS;
    }
    if (javaOsName.startsWith("Mac")) {
      return MACOS;
    }
    return javaOsName.equals("FreeBSD") ? of("freebsd") : LINUX;
  }

  /** The value of {@code os.name}: {@code nt} on Windows, else {@code posix}. */
  public Optional<String> osName() {
    return sysPlatform.map(name -> name.equals("win32") ? "nt" : "posix");
  }

  /** What {@link #of} accepts. */
  @Override
  public String toString() {
    return sysPlatform.orElse("all");
  }
}
