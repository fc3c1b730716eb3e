package dev.taipan.checker.report;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.project.FileReport;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.source.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The source with the places underlined, and everything that a diagnostic has to say. */
final class FullReporter implements Reporter {
  private final Style style;
  private final SourceReader sources;

  FullReporter(Style style, SourceReader sources) {
    this.style = style;
    this.sources = sources;
  }

  @Override
  public void write(Report report, Appendable out) throws IOException {
    Map<String, SourceText> texts = new HashMap<>();
    for (FileReport file : report.files()) {
      if (!file.diagnostics().isEmpty()) {
        texts.put(file.file().toString(), file.text());
      }
    }
    for (FileReport file : report.files()) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        out.append(render(report, diagnostic, texts)).append("\n");
      }
    }
  }

  private StringBuilder render(
      Report report, Diagnostic diagnostic, Map<String, SourceText> texts) {
    Map<String, Excerpt> excerpts = excerpts(diagnostic, texts);
    int lastLine = 0;
    for (Excerpt excerpt : excerpts.values()) {
      lastLine = Math.max(lastLine, excerpt.lastLineNumber());
    }
    int gutter = Integer.toString(lastLine).length();
    StringBuilder out = new StringBuilder();
    String head = diagnostic.severity().label() + "[" + diagnostic.rule().name() + "]";
    out.append(style.severity(diagnostic.severity(), head))
        .append(style.bold(": " + Printable.text(diagnostic.message())))
        .append('\n');
    boolean first = true;
    for (Map.Entry<String, Excerpt> entry : excerpts.entrySet()) {
      if (!first) {
        out.append(style.frame(" ".repeat(gutter + 1) + "|")).append('\n');
      }
      first = false;
      Position position = entry.getValue().position();
      out.append(style.frame(" ".repeat(gutter) + "-->"))
          .append(' ')
          .append(Printable.line(report.displayed(entry.getKey())))
          .append(':')
          .append(position.line())
          .append(':')
          .append(position.column())
          .append('\n');
      entry.getValue().write(out, gutter, diagnostic.severity(), style);
    }
    String indent = " ".repeat(gutter + 1);
    for (String note : diagnostic.notes()) {
      out.append(style.frame(indent + "="))
          .append(' ')
          .append(Printable.text(note).replace("\n", "\n" + indent + "  "))
          .append('\n');
    }
    if (diagnostic.fix().isPresent()) {
      out.append(style.frame(indent + "="))
          .append(" fix: ")
          .append(Printable.line(diagnostic.fix().get().title()))
          .append('\n');
    }
    return out;
  }

  /** The excerpts of the files that the diagnostic speaks of, its own first. */
  private Map<String, Excerpt> excerpts(Diagnostic diagnostic, Map<String, SourceText> texts) {
    Map<String, Excerpt> excerpts = new LinkedHashMap<>();
    excerptOf(diagnostic.file(), excerpts, texts).mark(diagnostic.span(), "", true);
    for (Label label : diagnostic.labels()) {
      excerptOf(label.file(), excerpts, texts).mark(label.span(), label.message(), false);
    }
    return excerpts;
  }

  private Excerpt excerptOf(
      String file, Map<String, Excerpt> excerpts, Map<String, SourceText> texts) {
    Excerpt excerpt = excerpts.get(file);
    if (excerpt == null) {
      excerpt = new Excerpt(textOf(file, texts));
      excerpts.put(file, excerpt);
    }
    return excerpt;
  }

  private SourceText textOf(String file, Map<String, SourceText> texts) {
    SourceText text = texts.get(file);
    if (text == null) {
      try {
        text = sources.read(Path.of(file)).text();
      } catch (IOException e) {
        text = new SourceText(""); // the label still names its file
      }
      texts.put(file, text);
    }
    return text;
  }
}
