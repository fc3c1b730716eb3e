package dev.taipan.checker.spec;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a comment expects of its line.
 *
 * @param severity the severity asked for
 * @param rule the rule asked for; empty for any
 * @param text what the message must contain; for a revealed type the whole type
 */
record Assertion(Severity severity, Optional<String> rule, Optional<String> text, String source) {
  /** {@code # error: [rule] "text"}, and the same with less of it. */
  private static final Pattern FINDING =
      Pattern.compile(
          "#\\s*(error|warning|info)\\b(?:(?::\\s*\\[([a-z-]+)\\])(?:\\s*\"([^\"]*)\")?)?(?=\\s*(?:#|$))");

  private static final Pattern REVEALED = Pattern.compile("#\\s*revealed:\\s*(.*?)\\s*(?=#|$)");

  /** The assertions in the comments of {@code line}. */
  static List<Assertion> in(String line) {
    List<Assertion> found = new ArrayList<>();
    Matcher finding = FINDING.matcher(line);
    while (finding.find()) {
      found.add(
          new Assertion(
              severity(finding.group(1)),
              Optional.ofNullable(finding.group(2)),
              Optional.ofNullable(finding.group(3)),
              finding.group().strip()));
    }
    Matcher revealed = REVEALED.matcher(line);
    while (revealed.find()) {
      found.add(
          new Assertion(
              Severity.INFO,
              Optional.of(Rules.REVEALED_TYPE.name()),
              Optional.of(revealed.group(1)),
              revealed.group().strip()));
    }
    return found;
  }

  /** How much is asked for: the most demanding assertions choose first. */
  int demand() {
    return (rule.isPresent() ? 1 : 0) + (text.isPresent() ? 2 : 0);
  }

  private boolean isRevealed() {
    return rule.isPresent() && rule.get().equals(Rules.REVEALED_TYPE.name());
  }

  boolean isMetBy(Diagnostic diagnostic) {
    if (severity != diagnostic.severity()
        || (rule.isPresent() && !rule.get().equals(diagnostic.rule().name()))) {
      return false;
    }
    if (text.isEmpty()) {
      return true;
    }
    return isRevealed()
        ? diagnostic.message().equals("Revealed type: `" + text.get() + "`")
        : diagnostic.message().contains(text.get());
  }

  private static Severity severity(String word) {
    return switch (word) {
      case "error" -> Severity.ERROR;
      case "warning" -> Severity.WARNING;
      default -> Severity.INFO;
    };
  }
}
