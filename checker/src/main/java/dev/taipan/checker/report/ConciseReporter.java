package dev.taipan.checker.report;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.project.FileReport;
import java.io.IOException;

/** One line for each diagnostic: {@code path:line:column: severity[rule] message}. */
final class ConciseReporter implements Reporter {
  private final Style style;

  ConciseReporter(Style style) {
    this.style = style;
  }

  @Override
  public void write(Report report, Appendable out) throws IOException {
    for (FileReport file : report.files()) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        Position position = Position.of(file.text(), diagnostic.span().start());
        out.append(Printable.text(report.displayed(diagnostic.file())))
            .append(":")
            .append(Integer.toString(position.line()))
            .append(":")
            .append(Integer.toString(position.column()))
            .append(": ")
            .append(
                style.severity(
                    diagnostic.severity(),
                    diagnostic.severity().label() + "[" + diagnostic.rule().name() + "]"))
            .append(" ")
            .append(Printable.line(diagnostic.message()))
            .append("\n");
      }
    }
  }
}
