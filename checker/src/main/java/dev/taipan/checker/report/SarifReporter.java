package dev.taipan.checker.report;

import com.google.gson.stream.JsonWriter;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Severity;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.project.FileReport;
import dev.taipan.checker.source.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** A log in SARIF 2.1.0, as code scanning services read it. */
final class SarifReporter implements Reporter {
  @Override
  public void write(Report report, Appendable out) throws IOException {
    JsonWriter json = Json.writer(out);
    json.beginObject();
    json.name("$schema").value("https://json.schemastore.org/sarif-2.1.0.json");
    json.name("version").value("2.1.0");
    json.name("runs").beginArray().beginObject();
    json.name("columnKind").value("unicodeCodePoints");
    writeTool(json, report);
    json.name("results").beginArray();
    for (FileReport file : report.files()) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        writeResult(json, report, file, diagnostic);
      }
    }
    json.endArray();
    json.endObject().endArray();
    json.endObject();
    json.flush();
    out.append("\n");
  }

  private static void writeTool(JsonWriter json, Report report) throws IOException {
    TreeMap<String, Rule> rules = new TreeMap<>();
    for (FileReport file : report.files()) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        rules.put(diagnostic.rule().name(), diagnostic.rule());
      }
    }
    json.name("tool").beginObject().name("driver").beginObject();
    json.name("name").value("taipan");
    json.name("semanticVersion").value(report.version());
    json.name("rules").beginArray();
    for (Rule rule : rules.values()) {
      json.beginObject();
      json.name("id").value(rule.name());
      json.name("shortDescription").beginObject().name("text").value(rule.summary()).endObject();
      json.name("defaultConfiguration").beginObject();
      json.name("level").value(level(rule.severity()));
      json.endObject();
      json.endObject();
    }
    json.endArray();
    json.endObject().endObject();
  }

  private static void writeResult(
      JsonWriter json, Report report, FileReport file, Diagnostic diagnostic) throws IOException {
    json.beginObject();
    json.name("ruleId").value(diagnostic.rule().name());
    json.name("level").value(level(diagnostic.severity()));
    json.name("message").beginObject().name("text").value(message(diagnostic)).endObject();
    json.name("locations").beginArray();
    writeLocation(json, report, diagnostic.file(), file.text(), diagnostic.span(), "");
    json.endArray();
    writeRelated(json, report, file, diagnostic.labels());
    json.endObject();
  }

  /** The labels in the diagnostic's own file; the texts of others are not at hand. */
  private static void writeRelated(
      JsonWriter json, Report report, FileReport file, List<Label> labels) throws IOException {
    String own = file.file().toString();
    boolean begun = false;
    for (Label label : labels) {
      if (label.file().equals(own)) {
        if (!begun) {
          json.name("relatedLocations").beginArray();
          begun = true;
        }
        writeLocation(json, report, own, file.text(), label.span(), label.message());
      }
    }
    if (begun) {
      json.endArray();
    }
  }

  private static void writeLocation(
      JsonWriter json, Report report, String file, SourceText text, Span span, String message)
      throws IOException {
    Position start = Position.of(text, span.start());
    Position end = Position.of(text, span.end());
    json.beginObject();
    json.name("physicalLocation").beginObject();
    json.name("artifactLocation").beginObject();
    json.name("uri").value(uri(report.displayed(file)));
    json.endObject();
    json.name("region").beginObject();
    json.name("startLine").value(start.line());
    json.name("startColumn").value(start.column());
    json.name("endLine").value(end.line());
    json.name("endColumn").value(end.column());
    json.endObject();
    json.endObject();
    if (!message.isEmpty()) {
      json.name("message").beginObject().name("text").value(message).endObject();
    }
    json.endObject();
  }

  private static String uri(String path) {
    return path.startsWith("/")
        ? Path.of(path).toUri().toString()
        : Path.of("/" + path).toUri().getRawPath().substring(1);
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  private static String message(Diagnostic diagnostic) {
    StringBuilder message = new StringBuilder(diagnostic.message());
    for (String note : diagnostic.notes()) {
      message.append('\n').append(note);
    }
    return message.toString();
  }
}
