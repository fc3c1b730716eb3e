package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.project.FileReport;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.source.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What can be done about diagnostics: the fixes of rules, and comments that silence them. */
public final class Fixes {
  /**
   * An offer.
   *
   * @param isFix whether it resolves the diagnostic rather than silences it
   */
  public record Offer(Diagnostic diagnostic, Fix fix, boolean isFix) {}

  private Fixes() {}

  /** The offers for the diagnostics of a file that touch a range; fixes before silence. */
  public static List<Offer> in(Snapshot snapshot, Path file, Span range) {
    FileReport report = snapshot.check(file);
    List<Offer> fixes = new ArrayList<>();
    List<Offer> ignores = new ArrayList<>();
    for (Diagnostic diagnostic : report.diagnostics()) {
      Span span = diagnostic.span();
      if (span.start() > range.end() || span.end() < range.start()) {
        continue;
      }
      diagnostic.fix().ifPresent(fix -> fixes.add(new Offer(diagnostic, fix, true)));
      if (diagnostic.rule() != Rules.INVALID_SYNTAX && diagnostic.rule() != Rules.REVEALED_TYPE) {
        ignores.add(new Offer(diagnostic, ignore(report.text(), diagnostic), false));
      }
    }
    fixes.addAll(ignores);
    return fixes;
  }

  /** Puts {@code # taipan: ignore[rule]} where it is seen, into a comment that is there already. */
  private static Fix ignore(SourceText text, Diagnostic diagnostic) {
    String rule = diagnostic.rule().name();
    int line = text.lineOf(Math.max(diagnostic.span().start(), diagnostic.span().end() - 1));
    int end = text.lineEnd(line);
    String content = text.lineText(line);
    String title = "Ignore `" + rule + "` on this line";
    int known = content.indexOf("# taipan: ignore[");
    int close = known < 0 ? -1 : content.indexOf(']', known);
    if (close > 0) {
      int at = text.lineStart(line) + close;
      return new Fix(title, List.of(new Fix.Edit(new Span(at, at), ", " + rule)));
    }
    int last = end;
    while (last > text.lineStart(line) && text.text().charAt(last - 1) == ' ') {
      last--;
    }
    return new Fix(
        title, List.of(new Fix.Edit(new Span(last, end), "  # taipan: ignore[" + rule + "]")));
  }
}
