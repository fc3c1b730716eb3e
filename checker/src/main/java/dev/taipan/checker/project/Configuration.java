package dev.taipan.checker.project;

import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.RuleLevels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that the user decides about a project, from the configuration file and the command
 * line.
 *
 * @param root the project's root, absolute: the directory of the configuration file, if there is
 *     one
 * @param levels the levels of the rules
 * @param overrides other levels for some files, the last that applies on top
 */
public record Configuration(
    Path root,
    EnvironmentOptions environment,
    FileSelection files,
    RuleLevels levels,
    List<RuleOverride> overrides,
    OutputOptions output) {

  public Configuration {
    overrides = List.copyOf(overrides);
  }

  /** The configuration of a project that configures nothing. */
  public static Configuration defaults(Path root) {
    return new Configuration(
        root,
        EnvironmentOptions.DEFAULT,
        FileSelection.DEFAULT,
        RuleLevels.DEFAULT,
        List.of(),
        OutputOptions.DEFAULT);
  }

  /** The levels of the rules in one file. */
  RuleLevels levelsFor(Path file) {
    if (overrides.isEmpty() || !file.startsWith(root)) {
      return levels;
    }
    String relative = root.relativize(file).toString().replace('\\', '/');
    RuleLevels result = levels;
    for (RuleOverride override : overrides) {
      if (override.appliesTo(relative)) {
        result = result.overriddenBy(override.levels());
      }
    }
    return result;
  }

  /** Whether a rule reports anything in some file. */
  public boolean reports(Rule rule) {
    return levels.isOn(rule) || overrides.stream().anyMatch(o -> o.levels().isOn(rule));
  }

  public Configuration withEnvironment(EnvironmentOptions environment) {
    return new Configuration(root, environment, files, levels, overrides, output);
  }

  public Configuration withFiles(FileSelection files) {
    return new Configuration(root, environment, files, levels, overrides, output);
  }

  /** The same with what {@code later} says on top, in files with overrides too. */
  public Configuration withLevels(RuleLevels later) {
    List<RuleOverride> adjusted = new ArrayList<>(overrides.size() + 1);
    adjusted.addAll(overrides);
    if (!overrides.isEmpty()) {
      adjusted.add(new RuleOverride(List.of(), List.of(), later));
    }
    return new Configuration(
        root, environment, files, levels.overriddenBy(later), adjusted, output);
  }

  public Configuration withOutput(OutputOptions output) {
    return new Configuration(root, environment, files, levels, overrides, output);
  }
}
