package dev.taipan.checker.syntax;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects syntax errors and version requirements while a text is read. */
final class Problems {
  /** A text with more errors is no Python, and one more says nothing. */
  private static final int MAX_ERRORS = 1000;

  private final List<ParsedModule.SyntaxError> errors = new ArrayList<>(0);
  private final List<ParsedModule.VersionRequirement> requirements = new ArrayList<>(0);
  private final List<ParsedModule.SyntaxWarning> warnings = new ArrayList<>(0);

  void error(int start, int end, String message) {
    if (errors.size() < MAX_ERRORS) {
      errors.add(new ParsedModule.SyntaxError(start, Math.max(start, end), message));
    }
  }

  void error(Node node, String message) {
    error(node.start, node.end, message);
  }

  /** Says that the construct needs Python 3.{@code minor}. */
  void require(int minor, int start, int end, String construct) {
    requirements.add(
        new ParsedModule.VersionRequirement(minor, start, Math.max(start, end), construct));
  }

  /** Says what Python 3.{@code since} and its successors warn of. */
  void warn(int since, int start, int end, String message) {
    warnings.add(new ParsedModule.SyntaxWarning(since, start, end, message));
  }

  /** Whether an error starts in {@code [from, to]}. */
  boolean hasErrorIn(int from, int to) {
    for (int i = errors.size() - 1; i >= 0; i--) {
      int start = errors.get(i).start();
      if (start >= from && start <= to) {
        return true;
      }
    }
    return false;
  }

  /** Whether further errors are dropped. */
  boolean isFull() {
    return errors.size() >= MAX_ERRORS;
  }

  /** Forgets the errors that start in {@code [from, to]}: the text there is read again. */
  void forget(int from, int to) {
    errors.removeIf(e -> e.start() >= from && e.start() <= to);
    warnings.removeIf(w -> w.start() >= from && w.start() <= to);
  }

  /** The errors in the order of the text. */
  List<ParsedModule.SyntaxError> errors() {
    if (errors.isEmpty()) {
      return List.of();
    }
    List<ParsedModule.SyntaxError> sorted = new ArrayList<>(errors);
    sorted.sort(Comparator.comparingInt(ParsedModule.SyntaxError::start));
    return List.copyOf(sorted);
  }

  /** The warnings in the order of the text. */
  List<ParsedModule.SyntaxWarning> warnings() {
    if (warnings.isEmpty()) {
      return List.of();
    }
    List<ParsedModule.SyntaxWarning> sorted = new ArrayList<>(warnings);
    sorted.sort(Comparator.comparingInt(ParsedModule.SyntaxWarning::start));
    return List.copyOf(sorted);
  }

  /** The requirements in the order of the text. */
  List<ParsedModule.VersionRequirement> requirements() {
    if (requirements.isEmpty()) {
      return List.of();
    }
    List<ParsedModule.VersionRequirement> sorted = new ArrayList<>(requirements);
    sorted.sort(Comparator.comparingInt(ParsedModule.VersionRequirement::start));
    return List.copyOf(sorted);
  }
}
