package dev.taipan.checker.diagnostics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One finding.
 *
 * @param rule the rule that found it
 * @param severity the severity after configuration
 * @param file the file's path as it is named to the user's tools (absolute, or an editor's URI)
 * @param span the place in the file
 * @param message first line of the report: what was expected and what was found
 * @param labels secondary places
 * @param notes further lines: the chain of reasons, one step an entry
 * @param fix a safe edit, where one exists
 * @param tags hints for editors
 */
public record Diagnostic(
    Rule rule,
    Severity severity,
    String file,
    Span span,
    String message,
    List<Label> labels,
    List<String> notes,
    Optional<Fix> fix,
    List<Tag> tags) {

  /** How an editor may fade or strike the marked code. */
  public enum Tag {
    UNNECESSARY,
    DEPRECATED
  }

  /** The order of reports: file, place, rule, message. */
  public static final Comparator<Diagnostic> ORDER = Diagnostic::compare;

  public Diagnostic {
    labels = List.copyOf(labels);
    notes = List.copyOf(notes);
    tags = List.copyOf(tags);
  }

  /** A plain finding at the rule's default severity. */
  public static Diagnostic of(Rule rule, String file, Span span, String message) {
    return new Diagnostic(
        rule,
        rule.severity(),
        file,
        span,
        message,
        List.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  public Diagnostic withSeverity(Severity severity) {
    return new Diagnostic(rule, severity, file, span, message, labels, notes, fix, tags);
  }

  public Diagnostic withLabel(Label label) {
    List<Label> more = new ArrayList<>(labels);
    more.add(label);
    return new Diagnostic(rule, severity, file, span, message, more, notes, fix, tags);
  }

  public Diagnostic withNotes(List<String> notes) {
    return new Diagnostic(rule, severity, file, span, message, labels, notes, fix, tags);
  }

  public Diagnostic withFix(Fix fix) {
    return new Diagnostic(
        rule, severity, file, span, message, labels, notes, Optional.of(fix), tags);
  }

  public Diagnostic withTag(Tag tag) {
    return new Diagnostic(rule, severity, file, span, message, labels, notes, fix, List.of(tag));
  }

  private static int compare(Diagnostic a, Diagnostic b) {
    int order = a.file.compareTo(b.file);
    if (order == 0) {
      order = Integer.compare(a.span.start(), b.span.start());
    }
    if (order == 0) {
      order = Integer.compare(a.span.end(), b.span.end());
    }
    if (order == 0) {
      order = a.rule.name().compareTo(b.rule.name());
    }
    return order != 0 ? order : a.message.compareTo(b.message);
  }
}
