package dev.taipan.checker.project;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.RuleLevels;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.diagnostics.Spelling;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.ParsedModule;
import dev.taipan.checker.syntax.ParsedModule.DirectiveComment;
import java.util.ArrayList;
import java.util.List;

/**
 * What the ignore comments of one file make of its diagnostics.
 *
 * <p>A comment at the end of a line speaks of the diagnostics that begin or end there, and of those
 * in an import or the header of a compound statement that begins or ends there. A comment on a line
 * of its own speaks of the whole file if it stands before all code, or of the next line of code:
 * which of the two depends on whose comment it is.
 *
 * <p>{@code taipan: ignore[rule]} and {@code type: ignore[taipan:rule]} silence the named rules;
 * every other form silences all, since the codes of other checkers do not map onto our rules. A
 * syntax error is silenced only by its name or for the whole file, an answer of {@code reveal_type}
 * only by its name.
 */
final class Suppressions {
  /** The tools whose comment, alone on a line before all code, speaks of the whole file. */
  private static final List<String> OF_FILES = List.of("taipan", "type");

  /** The tools whose comment, alone on a line further down, speaks of the next line of code. */
  private static final List<String> OF_NEXT_LINE = List.of("taipan", "ty", "pyrefly");

  private static final String OWN = "taipan";
  private static final String OWN_PREFIX = "taipan:";

  /** A comment, where it holds, and what it has silenced so far. */
  private static final class Comment {
    final DirectiveComment directive;
    final boolean wholeFile;
    final int line;

    /** The rules it silences; empty for all. */
    final List<String> rules;

    final boolean[] usedRules;
    boolean used;

    Comment(DirectiveComment directive, boolean wholeFile, int line, List<String> rules) {
      this.directive = directive;
      this.wholeFile = wholeFile;
      this.line = line;
      this.rules = rules;
      this.usedRules = new boolean[rules.size()];
    }

    boolean isOwn() {
      return directive.tool().equals(OWN);
    }

    /** {@code taipan: ignore[]} names no rule, so it silences none. */
    boolean isEmptyList() {
      return isOwn() && directive.bracketed() && rules.isEmpty();
    }

    /** Whether this silences {@code rule}; notes that it did. */
    boolean silences(Rule rule) {
      int named = rules.indexOf(rule.name());
      if (named >= 0) {
        usedRules[named] = true;
        used = true;
        return true;
      }
      boolean silenced =
          rules.isEmpty()
              && !isEmptyList()
              && rule != Rules.REVEALED_TYPE
              && (rule != Rules.INVALID_SYNTAX || wholeFile);
      used |= silenced;
      return silenced;
    }
  }

  private final SourceText text;
  private final StatementLines statements;
  private final List<Comment> comments = new ArrayList<>();

  Suppressions(SourceText text, ParsedModule parsed) {
    this.text = text;
    this.statements = new StatementLines(text, parsed.module());
    for (DirectiveComment directive : parsed.directives()) {
      add(directive);
    }
  }

  private void add(DirectiveComment directive) {
    boolean wholeFile =
        directive.ownLine() && directive.beforeCode() && OF_FILES.contains(directive.tool());
    int line = text.lineOf(directive.start());
    if (directive.ownLine() && !wholeFile && OF_NEXT_LINE.contains(directive.tool())) {
      line = nextCodeLine(line + 1);
    }
    comments.add(new Comment(directive, wholeFile, line, silencedRules(directive)));
  }

  private static List<String> silencedRules(DirectiveComment directive) {
    if (directive.tool().equals(OWN)) {
      return directive.codes();
    }
    List<String> rules = new ArrayList<>();
    for (String code : directive.codes()) {
      if (code.startsWith(OWN_PREFIX)) {
        rules.add(code.substring(OWN_PREFIX.length()));
      }
    }
    return rules;
  }

  private int nextCodeLine(int from) {
    for (int line = from; line < text.lineCount(); line++) {
      String code = text.lineText(line).strip();
      if (!code.isEmpty() && code.charAt(0) != '#') {
        return line;
      }
    }
    return from;
  }

  /** The diagnostics that no comment silences. */
  List<Diagnostic> apply(List<Diagnostic> diagnostics) {
    if (comments.isEmpty()) {
      return diagnostics;
    }
    List<Diagnostic> left = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      if (!isSilenced(diagnostic)) {
        left.add(diagnostic);
      }
    }
    return left;
  }

  /** The diagnostics about comments that no comment silences by name. */
  List<Diagnostic> applyNamed(List<Diagnostic> diagnostics) {
    List<Diagnostic> left = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      int line = text.lineOf(diagnostic.span().start());
      boolean silenced = false;
      for (Comment comment : comments) {
        silenced |=
            (comment.wholeFile || comment.line == line)
                && comment.rules.contains(diagnostic.rule().name());
      }
      if (!silenced) {
        left.add(diagnostic);
      }
    }
    return left;
  }

  private boolean isSilenced(Diagnostic diagnostic) {
    int first = text.lineOf(diagnostic.span().start());
    int last = text.lineOf(Math.max(diagnostic.span().start(), diagnostic.span().end() - 1));
    StatementLines.Range statement = null;
    boolean silenced = false;
    for (Comment comment : comments) {
      boolean holds = comment.wholeFile || comment.line == first || comment.line == last;
      if (!holds) {
        if (statement == null) {
          statement = statements.around(diagnostic.span().start());
        }
        holds = comment.line == statement.first() || comment.line == statement.last();
      }
      if (holds) {
        silenced |= comment.silences(diagnostic.rule());
      }
    }
    return silenced;
  }

  /**
   * What is wrong with the comments themselves. To be asked after {@link #apply}.
   *
   * @param levels a comment is not unused because its rule is off
   * @param unreachable code in which nothing is found, so that no comment there is unused
   */
  List<Diagnostic> problems(String file, RuleLevels levels, List<Span> unreachable) {
    List<Diagnostic> found = new ArrayList<>();
    for (Comment comment : comments) {
      addUnknownRules(comment, file, found);
      if (comment.isEmptyList()) {
        found.add(
            Diagnostic.of(
                Rules.INVALID_IGNORE_COMMENT,
                file,
                new Span(comment.directive.start(), comment.directive.end()),
                "there is no rule in the brackets"));
        continue;
      }
      DirectiveComment directive = comment.directive;
      if (!directive.bracketed() && (comment.isOwn() || directive.tool().equals("type"))) {
        found.add(
            Diagnostic.of(
                Rules.BLANKET_IGNORE_COMMENT,
                file,
                new Span(directive.start(), directive.end()),
                "this comment hides every finding; name the rules in brackets"));
      }
      if (!isIn(directive.start(), unreachable)) {
        addUnused(comment, file, levels, found);
      }
    }
    return found;
  }

  private static void addUnknownRules(Comment comment, String file, List<Diagnostic> found) {
    for (String rule : comment.rules) {
      if (Rules.named(rule).isEmpty()) {
        found.add(
            Diagnostic.of(
                Rules.IGNORE_COMMENT_UNKNOWN_RULE,
                file,
                new Span(comment.directive.start(), comment.directive.end()),
                "there is no rule `" + rule + "`" + Spelling.suggestion(rule, Rules.names())));
      }
    }
  }

  private void addUnused(Comment comment, String file, RuleLevels levels, List<Diagnostic> found) {
    DirectiveComment directive = comment.directive;
    Rule rule =
        comment.isOwn()
            ? Rules.UNUSED_IGNORE_COMMENT
            : directive.tool().equals("type") ? Rules.UNUSED_TYPE_IGNORE_COMMENT : null;
    if (rule == null) {
      return;
    }
    Span span = new Span(directive.start(), directive.end());
    if (comment.rules.isEmpty()) {
      if (!comment.used) {
        found.add(
            Diagnostic.of(rule, file, span, "nothing here needs this comment")
                .withTag(Diagnostic.Tag.UNNECESSARY)
                .withFix(removal(directive)));
      }
      return;
    }
    List<String> unused = new ArrayList<>();
    for (int i = 0; i < comment.usedRules.length; i++) {
      String name = comment.rules.get(i);
      boolean couldReport = Rules.named(name).map(levels::isOn).orElse(false);
      if (!comment.usedRules[i] && couldReport && !name.equals(rule.name())) {
        unused.add("`" + name + "`");
      }
    }
    if (unused.isEmpty()) {
      return;
    }
    Diagnostic diagnostic =
        Diagnostic.of(
                rule, file, span, "nothing here needs " + String.join(", ", unused) + " ignored")
            .withTag(Diagnostic.Tag.UNNECESSARY);
    found.add(
        unused.size() == comment.rules.size()
            ? diagnostic.withFix(removal(directive))
            : diagnostic);
  }

  private Fix removal(DirectiveComment directive) {
    int start = directive.start();
    while (start > 0
        && (text.text().charAt(start - 1) == ' ' || text.text().charAt(start - 1) == '\t')) {
      start--;
    }
    return new Fix(
        "Remove the comment", List.of(new Fix.Edit(new Span(start, directive.end()), "")));
  }

  private static boolean isIn(int offset, List<Span> spans) {
    for (Span span : spans) {
      if (span.contains(offset)) {
        return true;
      }
    }
    return false;
  }
}
