package dev.taipan.checker.project;

import dev.taipan.checker.diagnostics.RuleLevels;
import java.util.List;

/**
 * Other levels of rules for some files.
 *
 * @param include patterns of the files, relative to the project's root; none means all files
 * @param exclude patterns of files that are spared
 */
public record RuleOverride(
    List<GlobPattern> include, List<GlobPattern> exclude, RuleLevels levels) {
  public RuleOverride {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** Whether this speaks of {@code file}, a path relative to the project's root. */
  boolean appliesTo(String file) {
    for (GlobPattern pattern : exclude) {
      if (pattern.covers(file)) {
        return false;
      }
    }
    for (GlobPattern pattern : include) {
      if (pattern.covers(file)) {
        return true;
      }
    }
    return include.isEmpty();
  }
}
