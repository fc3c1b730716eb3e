package dev.taipan.checker.project;

import java.util.List;

/**
 * Which files of a directory are looked at.
 *
 * @param include paths below the project's root that a run without paths checks; none means all
 * @param exclude patterns, relative to the project's root, of files and directories to leave out
 * @param respectIgnoreFiles whether what {@code .gitignore} names is left out
 */
public record FileSelection(
    List<String> include, List<GlobPattern> exclude, boolean respectIgnoreFiles) {
  public static final FileSelection DEFAULT = new FileSelection(List.of(), List.of(), true);

  public FileSelection {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }
}
