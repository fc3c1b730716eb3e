package dev.taipan.checker.report;

import com.google.gson.stream.JsonWriter;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Severity;
import dev.taipan.checker.project.FileReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A code quality report for GitLab's merge requests. */
final class GitlabReporter implements Reporter {
  @Override
  public void write(Report report, Appendable out) throws IOException {
    JsonWriter json = Json.writer(out);
    Map<String, Integer> repeats = new HashMap<>();
    json.beginArray();
    for (FileReport file : report.files()) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        String path = report.displayed(diagnostic.file());
        json.beginObject();
        json.name("description").value(diagnostic.message());
        json.name("check_name").value(diagnostic.rule().name());
        json.name("fingerprint").value(fingerprint(path, diagnostic, repeats));
        json.name("severity").value(severity(diagnostic.severity()));
        json.name("location").beginObject();
        json.name("path").value(path);
        json.name("positions").beginObject();
        writePosition(json, "begin", Position.of(file.text(), diagnostic.span().start()));
        writePosition(json, "end", Position.of(file.text(), diagnostic.span().end()));
        json.endObject();
        json.endObject();
        json.endObject();
      }
    }
    json.endArray();
    json.flush();
    out.append("\n");
  }

  private static void writePosition(JsonWriter json, String name, Position position)
      throws IOException {
    json.name(name).beginObject();
    json.name("line").value(position.line());
    json.name("column").value(position.column());
    json.endObject();
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "major";
      case WARNING -> "minor";
      case INFO -> "info";
    };
  }

  /**
   * Survives edits elsewhere in the file: the place is no part of it, only the count of repeats.
   */
  private static String fingerprint(
      String path, Diagnostic diagnostic, Map<String, Integer> repeats) {
    String key = path + '\0' + diagnostic.rule().name() + '\0' + diagnostic.message();
    String unique = key + '\0' + repeats.merge(key, 1, Integer::sum);
    return UUID.nameUUIDFromBytes(unique.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }
}
