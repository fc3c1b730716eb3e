package dev.taipan.checker.report;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Severity;
import dev.taipan.checker.project.FileReport;
import java.io.IOException;

/**
 * JUnit's XML: a suite for each file, a failed case for each diagnostic. Without any there is one
 * case that passed, since many readers take an empty report for a broken run.
 */
final class JunitReporter implements Reporter {
  @Override
  public void write(Report report, Appendable out) throws IOException {
    int all = 0;
    for (FileReport file : report.files()) {
      all += file.diagnostics().size();
    }
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append(
        "<testsuites name=\"taipan\" tests=\""
            + Math.max(1, all)
            + "\" failures=\""
            + all
            + "\" errors=\"0\">\n");
    if (all == 0) {
      out.append("  <testsuite name=\"taipan\" tests=\"1\" failures=\"0\" errors=\"0\">\n");
      out.append("    <testcase name=\"taipan\" classname=\"taipan\"/>\n");
      out.append("  </testsuite>\n");
    }
    for (FileReport file : report.files()) {
      if (!file.diagnostics().isEmpty()) {
        writeFile(report, file, out);
      }
    }
    out.append("</testsuites>\n");
  }

  private static void writeFile(Report report, FileReport file, Appendable out) throws IOException {
    String path = report.displayed(file.file().toString());
    int count = file.diagnostics().size();
    out.append("  <testsuite name=")
        .append(attribute(path))
        .append(" tests=\"" + count + "\" failures=\"" + count + "\" errors=\"0\">\n");
    for (Diagnostic diagnostic : file.diagnostics()) {
      Position position = Position.of(file.text(), diagnostic.span().start());
      String name = diagnostic.rule().name() + ":" + position.line() + ":" + position.column();
      out.append("    <testcase name=")
          .append(attribute(name))
          .append(" classname=")
          .append(attribute(path))
          .append(" line=\"" + position.line() + "\" column=\"" + position.column() + "\">\n");
      out.append("      <failure type=")
          .append(attribute(type(diagnostic.severity())))
          .append(" message=")
          .append(attribute(diagnostic.message()))
          .append("/>\n");
      out.append("    </testcase>\n");
    }
    out.append("  </testsuite>\n");
  }

  private static String type(Severity severity) {
    return severity.label();
  }

  private static String attribute(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\n' -> out.append("&#10;");
                case '\t' -> out.append("&#9;");
                case '\r' -> out.append("&#13;");
                default ->
                    out.appendCodePoint(
                        c < 0x20 || (c >= 0xD800 && c < 0xE000) || (c >= 0xFFFE && c <= 0xFFFF)
                            ? 0xFFFD
                            : c);
              }
            });
    return out.append('"').toString();
  }
}
