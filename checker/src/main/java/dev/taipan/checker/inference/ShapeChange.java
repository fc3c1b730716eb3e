package dev.taipan.checker.inference;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of the pieces of a module in an edit, and where they are now. */
public final class ShapeChange {
  private final ModuleShape before;
  private final ModuleShape after;
  private final int[] origins;
  private final List<int[]> segments = new ArrayList<>();

  /** Compares two states of one module: equal statements at both ends stay, the others are new. */
  public ShapeChange(ModuleShape before, ModuleShape after) {
    this.before = before;
    this.after = after;
    int oldCount = before.statements().size();
    int newCount = after.statements().size();
    origins = new int[newCount];
    Arrays.fill(origins, -1);
    int head = 0;
    while (head < Math.min(oldCount, newCount) && isSame(head, head)) {
      origins[head] = head;
      head++;
    }
    int tail = 0;
    while (tail < Math.min(oldCount, newCount) - head
        && isSame(oldCount - 1 - tail, newCount - 1 - tail)) {
      tail++;
      origins[newCount - tail] = oldCount - tail;
    }
    for (int i = 0; i < newCount; i++) {
      if (origins[i] >= 0) {
        addSegments(before.statements().get(origins[i]), after.statements().get(i));
      }
    }
  }

  private boolean isSame(int oldIndex, int newIndex) {
    return before.statements().get(oldIndex).hasFrameOf(after.statements().get(newIndex));
  }

  private void addSegments(ModuleShape.Statement from, ModuleShape.Statement to) {
    for (int i = 0; i < from.frame().size(); i++) {
      ModuleShape.Part part = from.frame().get(i);
      segments.add(new int[] {part.start(), part.end(), to.frame().get(i).start() - part.start()});
      if (i < from.bodies().size() && isSameBody(from, to, i)) {
        ModuleShape.Body body = from.bodies().get(i);
        segments.add(
            new int[] {body.start(), body.end(), to.bodies().get(i).start() - body.start()});
      }
    }
  }

  /** Whether the {@code i}-th body of a statement that stayed says the same. */
  static boolean isSameBody(ModuleShape.Statement from, ModuleShape.Statement to, int i) {
    return from.bodies().get(i).text().equals(to.bodies().get(i).text());
  }

  /** The earlier statement that the {@code i}-th statement now is, bodies aside; null for none. */
  public ModuleShape.@Nullable Statement origin(int i) {
    return origins[i] < 0 ? null : before.statements().get(origins[i]);
  }

  /** The position of {@link #origin} among the earlier statements; -1 for none. */
  public int originIndex(int i) {
    return origins[i];
  }

  /** The earlier statements that are gone. */
  List<ModuleShape.Statement> removed() {
    boolean[] stays = new boolean[before.statements().size()];
    for (int origin : origins) {
      if (origin >= 0) {
        stays[origin] = true;
      }
    }
    List<ModuleShape.Statement> removed = new ArrayList<>();
    for (int i = 0; i < stays.length; i++) {
      if (!stays[i]) {
        removed.add(before.statements().get(i));
      }
    }
    return removed;
  }

  /** The statements that were not there. */
  List<ModuleShape.Statement> added() {
    List<ModuleShape.Statement> added = new ArrayList<>();
    for (int i = 0; i < origins.length; i++) {
      if (origins[i] < 0) {
        added.add(after.statements().get(i));
      }
    }
    return added;
  }

  private int moved(int offset, boolean isEnd) {
    int found = -1;
    for (int[] segment : segments) {
      boolean inside =
          isEnd
              ? segment[0] < offset && offset <= segment[1]
              : segment[0] <= offset && offset < segment[1];
      if (inside) {
        return offset + segment[2];
      }
      if (offset == segment[0] || offset == segment[1]) {
        found = offset + segment[2];
      }
    }
    return found;
  }

  /** Where a span is now; empty if it is in a piece that changed. */
  public Optional<Span> moved(Span span) {
    int start = moved(span.start(), span.start() == span.end());
    int end = moved(span.end(), true);
    return start < 0 || end < start ? Optional.empty() : Optional.of(new Span(start, end));
  }

  /** A diagnostic of this module with all its places moved; empty if one is in a changed piece. */
  public Optional<Diagnostic> moved(Diagnostic diagnostic) {
    Optional<Span> span = moved(diagnostic.span());
    if (span.isEmpty()) {
      return Optional.empty();
    }
    List<Label> labels = new ArrayList<>();
    for (Label label : diagnostic.labels()) {
      if (label.file().equals(diagnostic.file())) {
        Optional<Span> place = moved(label.span());
        if (place.isEmpty()) {
          return Optional.empty();
        }
        labels.add(new Label(label.file(), place.get(), label.message()));
      } else {
        labels.add(label);
      }
    }
    Optional<Fix> fix = diagnostic.fix();
    if (fix.isPresent()) {
      List<Fix.Edit> edits = new ArrayList<>();
      for (Fix.Edit edit : fix.get().edits()) {
        Optional<Span> place = moved(edit.span());
        if (place.isEmpty()) {
          return Optional.empty();
        }
        edits.add(new Fix.Edit(place.get(), edit.replacement()));
      }
      fix = Optional.of(new Fix(fix.get().title(), edits));
    }
    return Optional.of(
        new Diagnostic(
            diagnostic.rule(),
            diagnostic.severity(),
            diagnostic.file(),
            span.get(),
            diagnostic.message(),
            labels,
            diagnostic.notes(),
            fix,
            diagnostic.tags()));
  }
}
