package dev.taipan.checker.report;

import com.google.gson.stream.JsonWriter;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Severity;
import dev.taipan.checker.project.FileReport;
import dev.taipan.checker.source.SourceText;
import java.io.IOException;

/**
 * The JSON that Pyright prints with {@code --outputjson}, for the tools that read it: absolute
 * paths, zero-based lines, zero-based characters in UTF-16 units.
 */
final class JsonReporter implements Reporter {
  @Override
  public void write(Report report, Appendable out) throws IOException {
    JsonWriter json = Json.writer(out);
    json.beginObject();
    json.name("version").value(report.version());
    json.name("time").value(Long.toString(report.time().toEpochMilli()));
    json.name("generalDiagnostics").beginArray();
    for (FileReport file : report.files()) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        write(json, diagnostic, file.text());
      }
    }
    json.endArray();
    json.name("summary").beginObject();
    json.name("filesAnalyzed").value(report.filesChecked());
    json.name("errorCount").value(report.count(Severity.ERROR));
    json.name("warningCount").value(report.count(Severity.WARNING));
    json.name("informationCount").value(report.count(Severity.INFO));
    json.name("timeInSec").value(report.duration().toMillis() / 1000.0);
    json.endObject();
    json.endObject();
    json.flush();
    out.append("\n");
  }

  private static void write(JsonWriter json, Diagnostic diagnostic, SourceText text)
      throws IOException {
    json.beginObject();
    json.name("file").value(diagnostic.file());
    json.name("severity").value(severity(diagnostic.severity()));
    json.name("message").value(message(diagnostic));
    json.name("range").beginObject();
    writePosition(json, "start", text, diagnostic.span().start());
    writePosition(json, "end", text, diagnostic.span().end());
    json.endObject();
    json.name("rule").value(diagnostic.rule().name());
    json.endObject();
  }

  private static void writePosition(JsonWriter json, String name, SourceText text, int offset)
      throws IOException {
    json.name(name).beginObject();
    json.name("line").value(text.lineOf(offset));
    json.name("character").value(text.columnOf(offset));
    json.endObject();
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "information";
    };
  }

  private static String message(Diagnostic diagnostic) {
    StringBuilder message = new StringBuilder(diagnostic.message());
    for (String note : diagnostic.notes()) {
      message.append("\n  ").append(note);
    }
    return message.toString();
  }
}
