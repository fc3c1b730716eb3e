package dev.taipan.checker.project;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The Python files that a run checks.
 *
 * <p>A file that was named is always taken. Of a directory every {@code .py} and {@code .pyi} file
 * is, its subdirectories included, but for hidden directories, {@code node_modules}, {@code
 * __pycache__}, virtual environments, what {@code .gitignore} files name, and what is excluded.
 * Symbolic links are followed after everything else was seen, and only to what was not: so a loop
 * ends, no file is taken twice, and the result does not depend on the order of the file system.
 */
public final class SourceFiles {
  /**
   * What was found.
   *
   * @param files absolute, normalized, sorted, each once
   * @param unusable why paths that were named cannot be checked, a line each
   * @param unlistable why directories below them cannot be looked into, a line each
   */
  public record Found(List<Path> files, List<String> unusable, List<String> unlistable) {}

  private record Link(Path path, List<IgnoreFile> ignoreFiles) {}

  private final Path root;
  private final FileSelection selection;
  private final TreeSet<String> files = new TreeSet<>();
  private final List<String> unusable = new ArrayList<>();
  private final List<String> unlistable = new ArrayList<>();
  private final Set<Path> visitedDirectories = new HashSet<>();
  private final Set<Path> realFiles = new HashSet<>();
  private final Deque<Link> links = new ArrayDeque<>();

  private SourceFiles(Path root, FileSelection selection) {
    this.root = root;
    this.selection = selection;
  }

  /**
   * Finds the files behind {@code paths}.
   *
   * @param paths files and directories, absolute
   * @param root the project's root, which exclusions are relative to
   */
  public static Found find(List<Path> paths, Path root, FileSelection selection) {
    SourceFiles search = new SourceFiles(root, selection);
    for (Path path : paths) {
      search.addNamed(path.normalize());
    }
    search.followLinks();
    List<Path> found = new ArrayList<>(search.files.size());
    for (String file : search.files) {
      found.add(Path.of(file));
    }
    return new Found(
        Collections.unmodifiableList(found),
        List.copyOf(search.unusable),
        List.copyOf(search.unlistable));
  }

  private void addNamed(Path path) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      unusable.add("`" + path + "` does not exist");
      return;
    } catch (IOException e) {
      unusable.add("cannot read `" + path + "`: " + reason(e));
      return;
    }
    if (!attributes.isDirectory()) {
      if (attributes.isOther()) { // reading a pipe may never end
        unusable.add("`" + path + "` is a pipe, a socket or a device; only files are checked");
      } else if (path.toString().endsWith(".ipynb")) {
        unusable.add("`" + path + "` is a notebook; only .py and .pyi files are checked");
      } else if (files.add(path.toString())) {
        addReal(path);
      }
      return;
    }
    Path real;
    try {
      real = path.toRealPath();
    } catch (IOException e) {
      unusable.add("cannot read `" + path + "`: " + reason(e));
      return;
    }
    walk(path, real, selection.respectIgnoreFiles() ? ignoreFilesAbove(path) : List.of(), true);
  }

  private void walk(Path directory, Path real, List<IgnoreFile> ignoreFiles, boolean named) {
    if (!visitedDirectories.add(real)) {
      return;
    }
    List<String> names = list(directory);
    if (names == null || (!named && isEnvironment(names))) {
      return;
    }
    if (selection.respectIgnoreFiles() && names.contains(".gitignore")) {
      ignoreFiles = new ArrayList<>(ignoreFiles);
      ignoreFiles.add(IgnoreFile.read(directory.resolve(".gitignore")));
    }
    for (String name : names) {
      visit(directory.resolve(name), real.resolve(name), name, ignoreFiles);
    }
  }

  private void visit(Path path, Path real, String name, List<IgnoreFile> ignoreFiles) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return; // gone since it was listed
    }
    if (attributes.isSymbolicLink()) {
      if (!name.startsWith(".")) {
        links.add(new Link(path, ignoreFiles));
      }
    } else if (attributes.isDirectory()) {
      if (!isSkipped(name) && !isLeftOut(path, true, ignoreFiles)) {
        walk(path, real, ignoreFiles, false);
      }
    } else if (attributes.isRegularFile()
        && isPython(name)
        && !isLeftOut(path, false, ignoreFiles)) {
      if (realFiles.add(real)) {
        files.add(path.toString());
      }
    }
  }

  private void followLinks() {
    for (Link link = links.poll(); link != null; link = links.poll()) {
      Path path = link.path;
      Path real;
      boolean directory;
      try {
        real = path.toRealPath();
        directory = Files.isDirectory(real);
      } catch (IOException e) {
        continue; // a link to nothing
      }
      String name = path.getFileName().toString();
      if (isLeftOut(path, directory, link.ignoreFiles)) {
        continue;
      }
      if (directory) {
        if (!isSkipped(name)) {
          walk(path, real, link.ignoreFiles, false);
        }
      } else if (isPython(name) && Files.isRegularFile(real) && realFiles.add(real)) {
        files.add(path.toString());
      }
    }
  }

  private boolean isLeftOut(Path path, boolean directory, List<IgnoreFile> ignoreFiles) {
    if (!selection.exclude().isEmpty() && path.startsWith(root)) {
      String relative = slashes(root.relativize(path));
      for (GlobPattern pattern : selection.exclude()) {
        if (pattern.matches(relative, directory)) {
          return true;
        }
      }
    }
    if (!ignoreFiles.isEmpty()) {
      String absolute = slashes(path);
      for (int i = ignoreFiles.size() - 1; i >= 0; i--) {
        switch (ignoreFiles.get(i).judge(absolute, directory)) {
          case IGNORED -> {
            return true;
          }
          case KEPT -> {
            return false;
          }
          case UNDECIDED -> {}
        }
      }
    }
    return false;
  }

  /** The ignore files between the repository's root and {@code directory}, outermost first. */
  private static List<IgnoreFile> ignoreFilesAbove(Path directory) {
    List<IgnoreFile> found = new ArrayList<>();
    if (Files.exists(directory.resolve(".git"))) {
      return found;
    }
    for (Path above = directory.getParent(); above != null; above = above.getParent()) {
      Path file = above.resolve(".gitignore");
      if (Files.isRegularFile(file)) {
        found.add(IgnoreFile.read(file));
      }
      if (Files.exists(above.resolve(".git"))) {
        Collections.reverse(found);
        return found;
      }
    }
    return new ArrayList<>(); // no repository: nobody meant those files for this directory
  }

  /** The names in a directory, in order; null if it cannot be listed. */
  private @Nullable List<String> list(Path directory) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (isText(entry.getFileName())) {
          names.add(entry.getFileName().toString());
        }
      }
    } catch (DirectoryIteratorException e) {
      unlistable.add(
          "cannot list `" + directory + "`: " + reason(Objects.requireNonNull(e.getCause())));
      return null;
    } catch (IOException e) {
      unlistable.add("cannot list `" + directory + "`: " + reason(e));
      return null;
    }
    Collections.sort(names);
    return names;
  }

  /** Whether a name is text in the encoding of file names; others cannot be read back from it. */
  private static boolean isText(Path name) {
    try {
      return Path.of(name.toString()).equals(name);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private void addReal(Path file) {
    try {
      realFiles.add(file.toRealPath());
    } catch (IOException e) {
      realFiles.add(file);
    }
  }

  private static boolean isEnvironment(List<String> names) {
    return names.contains("pyvenv.cfg") || names.contains("conda-meta");
  }

  private static boolean isSkipped(String name) {
    return name.startsWith(".")
        || name.equals("node_modules")
        || name.equals("__pycache__")
        || name.equals("__pypackages__");
  }

  private static boolean isPython(String name) {
    return name.endsWith(".py") || name.endsWith(".pyi");
  }

  /** A path as patterns speak of it. */
  static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** Why reading failed, in a few words that do not repeat the path. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String message = e.getMessage();
    if (message == null) {
      return e.getClass().getSimpleName();
    }
    int detail = message.lastIndexOf('('); // streams say `path (Permission denied)`
    return detail >= 0 && message.endsWith(")")
        ? message.substring(detail + 1, message.length() - 1).toLowerCase(Locale.ROOT)
        : message;
  }
}
