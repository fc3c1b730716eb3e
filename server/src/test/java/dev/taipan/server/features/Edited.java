package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Fix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Applies edits to texts. */
final class Edited {
  private Edited() {}

  static String by(String text, List<Fix.Edit> edits) {
    // Of texts that are inserted at one place the first comes first.
    List<Fix.Edit> sorted = new ArrayList<>(edits.reversed());
    sorted.sort(Comparator.comparingInt((Fix.Edit edit) -> -edit.span().start()));
    StringBuilder out = new StringBuilder(text);
    for (Fix.Edit edit : sorted) {
      out.replace(edit.span().start(), edit.span().end(), edit.replacement());
    }
    return out.toString();
  }
}
