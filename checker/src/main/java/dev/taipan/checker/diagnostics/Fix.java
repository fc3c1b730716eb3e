package dev.taipan.checker.diagnostics;

import java.util.List;

/**
 * A safe edit that resolves a diagnostic.
 *
 * @param title what the edit does, in the imperative
 * @param edits edits of the diagnostic's own file that do not overlap
 */
public record Fix(String title, List<Edit> edits) {
  public Fix {
    edits = List.copyOf(edits);
  }

  /** Puts {@code replacement} in the place of {@code span}. */
  public record Edit(Span span, String replacement) {}
}
