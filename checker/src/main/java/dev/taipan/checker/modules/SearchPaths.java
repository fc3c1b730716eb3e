package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where modules are looked for, and for which Python. All paths are absolute and normalized.
 *
 * @param extra directories that are searched before all others
 * @param firstParty the roots of the user's own code
 * @param typeshed the stubs of the standard library and of third-party packages
 * @param environment the environment with the installed packages, if there is one
 * @param version decides which modules the standard library has
 */
public record SearchPaths(
    List<Path> extra,
    List<Path> firstParty,
    Typeshed typeshed,
    Optional<Environment> environment,
    PythonVersion version) {

  public SearchPaths {
    extra = absolute(extra);
    firstParty = absolute(firstParty);
  }

  private static List<Path> absolute(List<Path> paths) {
    List<Path> result = new ArrayList<>(paths.size());
    for (Path path : paths) {
      Path absolute = path.toAbsolutePath().normalize();
      if (!result.contains(absolute)) {
        result.add(absolute);
      }
    }
    return List.copyOf(result);
  }

  /**
   * The search paths of a project that configures none: after the extra directories its {@code
   * typings} directory, if there is one; and the roots that {@link #defaultRoots} finds.
   */
  public static SearchPaths forProject(
      Path projectRoot,
      List<Path> extra,
      Typeshed typeshed,
      Optional<Environment> environment,
      PythonVersion version,
      FileTree files) {
    List<Path> first = new ArrayList<>(extra);
    Path typings = projectRoot.resolve("typings");
    if (files.isDirectory(typings)) {
      first.add(typings);
    }
    return new SearchPaths(first, defaultRoots(projectRoot, files), typeshed, environment, version);
  }

  /**
   * The directories that a project's modules are imported from: {@code src} unless it is a package,
   * then the project's directory or, if that is a package, the one that contains the outermost
   * package.
   */
  private static List<Path> defaultRoots(Path projectRoot, FileTree files) {
    Path root = projectRoot.toAbsolutePath().normalize();
    List<Path> roots = new ArrayList<>();
    Path src = root.resolve("src");
    if (files.isDirectory(src) && !isPackage(src, files)) {
      roots.add(src);
    }
    while (isPackage(root, files) && root.getParent() != null) {
      root = root.getParent();
    }
    roots.add(root);
    return roots;
  }

  private static boolean isPackage(Path directory, FileTree files) {
    return files.isFile(directory.resolve("__init__.py"))
        || files.isFile(directory.resolve("__init__.pyi"));
  }
}
