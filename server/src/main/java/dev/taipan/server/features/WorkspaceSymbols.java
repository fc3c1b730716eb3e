package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.project.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Finds classes, functions and variables of the user's files by parts of their names. */
public final class WorkspaceSymbols {
  /**
   * A symbol.
   *
   * @param container the names around it, dotted: the module, then classes and functions
   * @param name the range of its name
   */
  public record Found(String title, String container, Outline.Kind kind, Path file, Span name) {}

  private record Scored(int score, Found found) {}

  private static final int MAX_RESULTS = 512;

  private WorkspaceSymbols() {}

  /** The symbols that answer to a query, the best first; all of them for an empty query. */
  public static List<Found> search(
      NameIndex index, Snapshot snapshot, String query, BooleanSupplier outdated) {
    int dot = query.lastIndexOf('.');
    String container = dot < 0 ? "" : query.substring(0, dot);
    String name = query.substring(dot + 1);
    List<Scored> found = new ArrayList<>();
    for (NameIndex.UserFile file : index.userFiles(snapshot, outdated)) {
      String module = snapshot.resolver().moduleOf(file.file()).name().toString();
      for (NameIndex.Symbol symbol : file.symbols()) {
        int score = Fuzzy.score(name, symbol.title());
        if (score < 0) {
          continue;
        }
        String around = symbol.container().isEmpty() ? module : module + "." + symbol.container();
        if (container.isEmpty() || isWithin(around, container)) {
          Span place = new Span(symbol.start(), symbol.end());
          found.add(
              new Scored(
                  score, new Found(symbol.title(), around, symbol.kind(), file.file(), place)));
        }
      }
    }
    found.sort(
        Comparator.comparingInt((Scored one) -> -one.score())
            .thenComparing(one -> one.found().title())
            .thenComparing(one -> one.found().container())
            .thenComparingInt(one -> one.found().name().start()));
    List<Found> result = new ArrayList<>();
    for (Scored one : found) {
      if (result.size() == MAX_RESULTS) {
        break;
      }
      result.add(one.found());
    }
    return result;
  }

  private static boolean isWithin(String around, String container) {
    String last = around.substring(Math.max(0, around.length() - container.length()));
    return last.equalsIgnoreCase(container);
  }
}
