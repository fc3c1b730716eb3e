package dev.taipan.checker.inference.edits;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.syntax.Stmt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of the pieces of a module in an edit, and where they are now. */
public final class ShapeChange {
  private final ModuleShape before;
  private final ModuleShape after;
  private final int[] origins;
  private final int[] predecessors;
  private final BitSet moved;
  private final List<int[]> bodyOrigins = new ArrayList<>();
  private final List<int[]> segments = new ArrayList<>();

  /**
   * Compares two states of one module: equal statements at both ends stay. Of the others, functions
   * and classes are the successors of those with the same names, and bodies in them stay that say
   * the same under the same headers.
   */
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
    keepInOrder(head, oldCount - tail, newCount - tail);
    predecessors = origins.clone();
    Map<String, Integer> gone = new HashMap<>();
    for (ModuleShape.Statement statement : gone()) {
      gone.putIfAbsent(nameOf(statement), before.statements().indexOf(statement));
    }
    for (int i = head; i < newCount - tail; i++) {
      String name = nameOf(after.statements().get(i));
      Integer predecessor = origins[i] >= 0 || name.isEmpty() ? null : gone.remove(name);
      predecessors[i] = predecessor == null ? predecessors[i] : predecessor;
    }
    moved = outOfOrder(predecessors);
    for (int i = 0; i < newCount; i++) {
      ModuleShape.Statement to = after.statements().get(i);
      if (predecessors[i] < 0) {
        bodyOrigins.add(new int[0]);
      } else {
        ModuleShape.Statement from = before.statements().get(predecessors[i]);
        bodyOrigins.add(match(from.bodies(), to.bodies()));
        addSegments(from, to, bodyOrigins.get(i), origins[i] >= 0);
      }
    }
  }

  /** Where numbers stand before a smaller or behind a greater one, those below 0 left out. */
  private static BitSet outOfOrder(int[] numbers) {
    BitSet found = new BitSet();
    int greatest = -1;
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] >= 0) {
        found.set(i, numbers[i] < greatest);
        greatest = Math.max(greatest, numbers[i]);
      }
    }
    int smallest = Integer.MAX_VALUE;
    for (int i = numbers.length - 1; i >= 0; i--) {
      if (numbers[i] >= 0) {
        found.set(i, found.get(i) || numbers[i] > smallest);
        smallest = Math.min(smallest, numbers[i]);
      }
    }
    return found;
  }

  /** Lets statements between the equal ends stay that follow one another as before. */
  private void keepInOrder(int from, int oldEnd, int newEnd) {
    Map<String, List<Integer>> places = new HashMap<>();
    for (int i = from; i < oldEnd; i++) {
      String frame = before.statements().get(i).frameText();
      places.computeIfAbsent(frame, _ -> new ArrayList<>()).add(i);
    }
    int next = from;
    for (int i = from; i < newEnd; i++) {
      for (int place : places.getOrDefault(after.statements().get(i).frameText(), List.of())) {
        if (place >= next) {
          origins[i] = place;
          next = place + 1;
          break;
        }
      }
    }
  }

  /** For each of the bodies the one of the same name that came before, the n-th for the n-th. */
  private static int[] match(List<ModuleShape.Body> from, List<ModuleShape.Body> to) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Integer> places = new HashMap<>();
    for (int k = 0; k < from.size(); k++) {
      String name = from.get(k).name();
      places.put(name + "#" + counts.merge(name, 1, Integer::sum), k);
    }
    counts.clear();
    int[] matched = new int[to.size()];
    for (int k = 0; k < matched.length; k++) {
      String name = to.get(k).name();
      Integer place = places.get(name + "#" + counts.merge(name, 1, Integer::sum));
      matched[k] = place == null ? -1 : place;
    }
    return matched;
  }

  /** The kind and name of a function or a class; empty for other statements. */
  private static String nameOf(ModuleShape.Statement statement) {
    return switch (statement.node()) {
      case Stmt.FunctionDef function -> "def " + function.name.name;
      case Stmt.ClassDef cls -> "class " + cls.name.name;
      default -> "";
    };
  }

  private boolean isSame(int oldIndex, int newIndex) {
    return before.statements().get(oldIndex).hasFrameOf(after.statements().get(newIndex));
  }

  private void addSegments(
      ModuleShape.Statement from, ModuleShape.Statement to, int[] origin, boolean hasSameFrame) {
    for (int i = 0; hasSameFrame && i < from.frame().size(); i++) {
      ModuleShape.Part part = from.frame().get(i);
      segments.add(new int[] {part.start(), part.end(), to.frame().get(i).start() - part.start()});
    }
    for (int k = 0; k < origin.length; k++) {
      ModuleShape.Body body = origin[k] < 0 ? null : from.bodies().get(origin[k]);
      if (body != null && body.equalsText(to.bodies().get(k))) {
        int distance = to.bodies().get(k).start() - body.start();
        segments.add(new int[] {body.start(), body.end(), distance});
      }
    }
  }

  /** The earlier statement that the {@code i}-th statement now is, bodies aside; -1 for none. */
  public int origin(int i) {
    return origins[i];
  }

  /**
   * The earlier statement that the {@code i}-th statement now is or that it was made from: for a
   * function or a class, one with its name; -1 for none.
   */
  public int predecessor(int i) {
    return predecessors[i];
  }

  /**
   * Whether the {@code i}-th statement has a predecessor and stands before one now that it stood
   * behind, or the other way round.
   */
  boolean isMoved(int i) {
    return moved.get(i);
  }

  /** The body in the predecessor of a statement that its {@code k}-th body was; -1 for none. */
  public int bodyOrigin(int i, int k) {
    return predecessors[i] < 0 ? -1 : bodyOrigins.get(i)[k];
  }

  /** The earlier statements that are not there any more as they were. */
  List<ModuleShape.Statement> gone() {
    boolean[] stays = new boolean[before.statements().size()];
    for (int origin : origins) {
      if (origin >= 0) {
        stays[origin] = true;
      }
    }
    List<ModuleShape.Statement> gone = new ArrayList<>();
    for (int i = 0; i < stays.length; i++) {
      if (!stays[i]) {
        gone.add(before.statements().get(i));
      }
    }
    return gone;
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
