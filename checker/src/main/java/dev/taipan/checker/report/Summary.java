package dev.taipan.checker.report;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Severity;
import dev.taipan.checker.project.FileReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last line of a run, and its statistics. */
public final class Summary {
  private Summary() {}

  /** {@code Found 2 errors and 1 warning in 12 files.} */
  public static String line(Report report, Style style) {
    List<String> counts = new ArrayList<>();
    addCount(counts, report.count(Severity.ERROR), "error");
    addCount(counts, report.count(Severity.WARNING), "warning");
    addCount(counts, report.count(Severity.INFO), "info");
    String checked = counted(report.filesChecked(), "file");
    if (counts.isEmpty()) {
      return style.good("No problems found") + " in " + checked + ".";
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < counts.size(); i++) {
      line.append(i == 0 ? "" : i == counts.size() - 1 ? " and " : ", ").append(counts.get(i));
    }
    return style.bold("Found " + line) + " in " + checked + ".";
  }

  /** How often each rule reported, the most frequent first, one a line. */
  public static String statistics(Report report) {
    Map<String, Integer> counts = new HashMap<>();
    for (FileReport file : report.files()) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        String key = diagnostic.severity().label() + "[" + diagnostic.rule().name() + "]";
        counts.merge(key, 1, Integer::sum);
      }
    }
    List<Map.Entry<String, Integer>> rows = new ArrayList<>(counts.entrySet());
    rows.sort(
        (a, b) ->
            a.getValue().equals(b.getValue())
                ? a.getKey().compareTo(b.getKey())
                : Integer.compare(b.getValue(), a.getValue()));
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, Integer> row : rows) {
      String count = row.getValue().toString();
      out.append(" ".repeat(Math.max(0, 7 - count.length())))
          .append(count)
          .append("  ")
          .append(row.getKey())
          .append('\n');
    }
    return out.toString();
  }

  private static void addCount(List<String> counts, int count, String noun) {
    if (count > 0) {
      counts.add(counted(count, noun));
    }
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
