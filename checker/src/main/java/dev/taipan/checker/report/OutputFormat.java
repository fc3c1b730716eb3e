package dev.taipan.checker.report;

import dev.taipan.checker.source.SourceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The formats that a run can report in. */
public enum OutputFormat {
  FULL("full", "the source with the places underlined"),
  CONCISE("concise", "one line for each diagnostic"),
  JSON("json", "the JSON that Pyright prints"),
  GITHUB("github", "annotations for GitHub Actions"),
  GITLAB("gitlab", "a GitLab code quality report"),
  JUNIT("junit", "a JUnit XML report"),
  SARIF("sarif", "a SARIF 2.1.0 log");

  private final String label;
  private final String summary;

  OutputFormat(String label, String summary) {
    this.label = label;
    this.summary = summary;
  }

  /** The format's name on the command line. */
  public String label() {
    return label;
  }

  public String summary() {
    return summary;
  }

  /** Whether people read it, so that a summary may follow on the same stream. */
  public boolean isText() {
    return this == FULL || this == CONCISE;
  }

  /** The format of that name on the command line. */
  public static Optional<OutputFormat> labelled(String label) {
    for (OutputFormat format : values()) {
      if (format.label.equals(label)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** The names of all formats, as the command line lists them. */
  public static List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (OutputFormat format : values()) {
      labels.add(format.label);
    }
    return labels;
  }

  /**
   * The reporter of this format.
   *
   * @param style colours, for formats that people read
   * @param sources the texts of files that only labels speak of
   */
  public Reporter reporter(Style style, SourceReader sources) {
    return switch (this) {
      case FULL -> new FullReporter(style, sources);
      case CONCISE -> new ConciseReporter(style);
      case JSON -> new JsonReporter();
      case GITHUB -> new GithubReporter();
      case GITLAB -> new GitlabReporter();
      case JUNIT -> new JunitReporter();
      case SARIF -> new SarifReporter();
    };
  }
}
