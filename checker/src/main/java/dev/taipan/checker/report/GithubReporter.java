package dev.taipan.checker.report;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Severity;
import dev.taipan.checker.project.FileReport;
import java.io.IOException;

/** Workflow commands that GitHub Actions shows as annotations in a pull request. */
final class GithubReporter implements Reporter {
  @Override
  public void write(Report report, Appendable out) throws IOException {
    for (FileReport file : report.files()) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        Position start = Position.of(file.text(), diagnostic.span().start());
        Position end = Position.of(file.text(), diagnostic.span().end());
        String path = report.displayed(diagnostic.file());
        String rule = diagnostic.rule().name();
        out.append("::")
            .append(command(diagnostic.severity()))
            .append(" title=")
            .append(property("taipan (" + rule + ")"))
            .append(",file=")
            .append(property(path))
            .append(",line=" + start.line() + ",col=" + start.column())
            .append(",endLine=" + end.line() + ",endColumn=" + end.column())
            .append("::")
            .append(
                data(
                    path
                        + ":"
                        + start.line()
                        + ":"
                        + start.column()
                        + ": ["
                        + rule
                        + "] "
                        + diagnostic.message()))
            .append("\n");
      }
    }
  }

  private static String command(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "notice";
    };
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
