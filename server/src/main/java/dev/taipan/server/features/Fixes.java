package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.project.FileReport;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.FStringPart;
import dev.taipan.checker.syntax.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What can be done about diagnostics, and what else can be done with the code at a place. */
public final class Fixes {
  /** What an offer does. */
  public enum Kind {
    /** It resolves a diagnostic. */
    FIX,
    /** It silences a diagnostic. */
    IGNORE,
    /** It rewrites code that is not wrong. */
    REWRITE
  }

  /**
   * An offer.
   *
   * @param diagnostic what it is about; empty for rewriting
   * @param isPreferred whether it is what most people would do
   */
  public record Offer(Kind kind, Fix fix, Optional<Diagnostic> diagnostic, boolean isPreferred) {}

  private Fixes() {}

  /** The offers for a range of a file: fixes before rewriting before silence. */
  public static List<Offer> in(Snapshot snapshot, ModuleTypes module, Span range, NameIndex index) {
    FileReport report = snapshot.check(module.file().file());
    List<Offer> offers = new ArrayList<>();
    List<Offer> ignores = new ArrayList<>();
    for (Diagnostic diagnostic : report.diagnostics()) {
      Span span = diagnostic.span();
      if (span.start() > range.end() || span.end() < range.start()) {
        continue;
      }
      Optional<Diagnostic> about = Optional.of(diagnostic);
      diagnostic.fix().ifPresent(fix -> offers.add(new Offer(Kind.FIX, fix, about, true)));
      List<Fix> repairs =
          snapshot.ask(program -> new Repairs(program, snapshot, module, index).of(diagnostic));
      for (Fix fix : repairs) {
        offers.add(new Offer(Kind.FIX, fix, about, repairs.size() == 1));
      }
      if (diagnostic.rule() != Rules.INVALID_SYNTAX && diagnostic.rule() != Rules.REVEALED_TYPE) {
        ignore(module, diagnostic)
            .ifPresent(fix -> ignores.add(new Offer(Kind.IGNORE, fix, about, false)));
      }
    }
    for (Fix fix : snapshot.ask(program -> new Rewrites(program, module).at(range.start()))) {
      offers.add(new Offer(Kind.REWRITE, fix, Optional.empty(), false));
    }
    offers.addAll(ignores);
    return offers;
  }

  /** The edits of all safe fixes of a file that do not touch each other, in the text's order. */
  public static List<Fix.Edit> all(Snapshot snapshot, ModuleTypes module) {
    List<Fix.Edit> edits = new ArrayList<>();
    int end = -1;
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Diagnostic diagnostic : snapshot.check(module.file().file()).diagnostics()) {
      if (diagnostic.fix().isPresent() && !diagnostic.fix().get().edits().isEmpty()) {
        diagnostics.add(diagnostic);
      }
    }
    diagnostics.sort(Comparator.comparingInt(Fixes::firstEdit));
    for (Diagnostic diagnostic : diagnostics) {
      List<Fix.Edit> own = new ArrayList<>(diagnostic.fix().map(Fix::edits).orElseGet(List::of));
      own.sort(Comparator.comparingInt((Fix.Edit edit) -> edit.span().start()));
      if (own.getFirst().span().start() > end) {
        edits.addAll(own);
        end = own.getLast().span().end();
      }
    }
    return edits;
  }

  private static int firstEdit(Diagnostic diagnostic) {
    int first = Integer.MAX_VALUE;
    for (Fix.Edit edit : diagnostic.fix().map(Fix::edits).orElseGet(List::of)) {
      first = Math.min(first, edit.span().start());
    }
    return first;
  }

  /**
   * Puts {@code # taipan: ignore[rule]} where it is seen: on the last line of what is reported, or
   * on the first where the last cannot have a comment. Into a comment that is there already.
   */
  private static Optional<Fix> ignore(ModuleTypes module, Diagnostic diagnostic) {
    SourceText text = module.source();
    int last = text.lineOf(Math.max(diagnostic.span().start(), diagnostic.span().end() - 1));
    int first = text.lineOf(diagnostic.span().start());
    int line = mayEndInComment(module, last) ? last : first;
    if (!mayEndInComment(module, line)) {
      return Optional.empty();
    }
    String rule = diagnostic.rule().name();
    int end = text.lineEnd(line);
    String content = text.lineText(line);
    String title = "Ignore `" + rule + "` on this line";
    int known = content.indexOf("# taipan: ignore[");
    int close = known < 0 ? -1 : content.indexOf(']', known);
    if (close > 0) {
      int at = text.lineStart(line) + close;
      boolean isEmpty = content.substring(known, close).endsWith("[");
      return Optional.of(
          new Fix(title, List.of(new Fix.Edit(new Span(at, at), isEmpty ? rule : ", " + rule))));
    }
    int at = end;
    while (at > text.lineStart(line) && Character.isWhitespace(text.text().charAt(at - 1))) {
      at--;
    }
    return Optional.of(
        new Fix(
            title, List.of(new Fix.Edit(new Span(at, end), "  # taipan: ignore[" + rule + "]"))));
  }

  /** Whether a comment at the end of a line would be one: not within a string, not after a `\`. */
  private static boolean mayEndInComment(ModuleTypes module, int line) {
    int end = module.source().lineEnd(line);
    if (module.source().lineText(line).stripTrailing().endsWith("\\")) {
      return false;
    }
    for (Node node : NodePath.to(module.parsed().module(), end)) {
      boolean isString =
          node instanceof Expr.Str || node instanceof Expr.FString || node instanceof FStringPart;
      if (isString && node.start < end && end < node.end) {
        return false;
      }
    }
    return true;
  }
}
