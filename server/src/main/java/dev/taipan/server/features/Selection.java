package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import java.util.ArrayList;
import java.util.List;

/** What "expand selection" selects, step by step. */
public final class Selection {
  private Selection() {}

  /** The ranges around an offset, from the innermost to the whole text; each within the next. */
  public static List<Span> around(Module tree, int textLength, int offset) {
    List<Span> spans = new ArrayList<>();
    List<Node> path = NodePath.to(tree, offset);
    for (int i = path.size() - 1; i > 0; i--) {
      add(spans, new Span(path.get(i).start, path.get(i).end));
    }
    add(spans, new Span(0, textLength));
    return spans;
  }

  private static void add(List<Span> spans, Span span) {
    if (spans.isEmpty()) {
      spans.add(span);
      return;
    }
    Span inner = spans.getLast();
    if (!inner.equals(span) && span.start() <= inner.start() && inner.end() <= span.end()) {
      spans.add(span);
    }
  }
}
