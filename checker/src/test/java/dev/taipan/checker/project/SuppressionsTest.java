package dev.taipan.checker.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Level;
import dev.taipan.checker.diagnostics.RuleLevels;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.modules.PythonVersion;
import dev.taipan.checker.source.DecodedSource;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Parser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Files in which every {@code bad} is a missing attribute and every {@code ?reveal} is revealed.
 */
final class SuppressionsTest {
  private static final Path FILE = Path.of("/p/a.py");

  /** The lines, one-based, and rules of what is reported. */
  private static List<String> check(RuleLevels levels, String... lines) {
    String source = String.join("\n", lines) + "\n";
    SourceText text = new SourceText(source);
    List<Diagnostic> found = new ArrayList<>();
    for (int at = source.indexOf("bad"); at >= 0; at = source.indexOf("bad", at + 1)) {
      found.add(Diagnostic.of(Rules.MISSING_ATTRIBUTE, FILE.toString(), new Span(at, at + 3), "m"));
    }
    for (int at = source.indexOf("shown"); at >= 0; at = source.indexOf("shown", at + 1)) {
      found.add(Diagnostic.of(Rules.REVEALED_TYPE, FILE.toString(), new Span(at, at + 5), "m"));
    }
    List<Span> unreachable = new ArrayList<>();
    int never = source.indexOf("never");
    if (never >= 0) {
      unreachable.add(new Span(never, source.length()));
    }
    FileFindings findings =
        new FileFindings(
            new DecodedSource(text, Optional.empty()), Parser.parse(text), found, unreachable);
    Configuration configuration = Configuration.defaults(Path.of("/p")).withLevels(levels);
    FileChecker checker = new FileChecker(configuration, PythonVersion.DEFAULT, _ -> findings);
    List<String> reported = new ArrayList<>();
    for (Diagnostic diagnostic : checker.check(FILE).diagnostics()) {
      reported.add((text.lineOf(diagnostic.span().start()) + 1) + " " + diagnostic.rule().name());
    }
    return reported;
  }

  private static List<String> check(String... lines) {
    return check(RuleLevels.DEFAULT, lines);
  }

  private static final String BAD_IN_1 = "1 missing-attribute";

  @Test
  void aCommentSilencesItsLine() {
    assertEquals(List.of(BAD_IN_1), check("bad"));
    assertEquals(List.of(), check("bad  # type: ignore"));
    assertEquals(List.of(), check("bad  # taipan: ignore[missing-attribute]"));
    assertEquals(List.of(), check("bad  # noqa  # pyright: ignore[reportFoo]"));
    assertEquals(List.of("2 missing-attribute"), check("x = 1  # type: ignore", "bad"));
  }

  @Test
  void codesOfOtherCheckersSilenceEverything() {
    assertEquals(List.of(), check("bad  # type: ignore[attr-defined]"));
    assertEquals(List.of(), check("bad  # ty: ignore[unresolved-attribute]"));
  }

  @Test
  void ownCodesSilenceTheirRuleOnly() {
    RuleLevels quiet = RuleLevels.DEFAULT.with(Rules.UNUSED_IGNORE_COMMENT, Level.IGNORE);
    assertEquals(List.of(BAD_IN_1), check(quiet, "bad  # taipan: ignore[deprecated]"));
    assertEquals(List.of(BAD_IN_1), check(quiet, "bad  # type: ignore[taipan:deprecated]"));
    assertEquals(List.of(), check(quiet, "bad  # type: ignore[x, taipan:missing-attribute]"));
  }

  @Test
  void aCommentBeforeAllCodeSilencesTheFile() {
    assertEquals(List.of(), check("#!/usr/bin/python", "# type: ignore", "", "bad", "bad"));
    assertEquals(List.of("3 missing-attribute"), check("'doc'", "# type: ignore", "bad"));
    assertEquals(List.of("1 missing-attribute"), check("bad", "# type: ignore"));
    assertEquals(List.of(), check("# taipan: ignore[missing-attribute]", "x = 1", "bad"));
  }

  @Test
  void anOwnCommentOnItsOwnLineSpeaksOfTheNext() {
    assertEquals(
        List.of("5 missing-attribute"),
        check("x = 1", "# taipan: ignore[missing-attribute]", "# more", "bad", "bad"));
    assertEquals(List.of("3 missing-attribute"), check("x = 1", "# type: ignore", "bad"));
  }

  @Test
  void aStatementOfManyLinesIsSilencedLineByLine() {
    assertEquals(List.of("2 missing-attribute"), check("f(  # type: ignore", "  bad,", ")"));
    assertEquals(List.of("2 missing-attribute"), check("f(", "  bad,", ")  # type: ignore"));
    assertEquals(List.of(), check("f(", "  bad,  # type: ignore", ")"));
    assertEquals(
        List.of("2 missing-attribute"), check("f(", "  bad,", "  x,  # type: ignore", ")"));
  }

  @Test
  void ofACompoundStatementOnlyTheHeaderIsMeant() {
    assertEquals(List.of(), check("def f(  # type: ignore", "  x: bad,", "):", "  pass"));
    assertEquals(List.of(), check("def f(", "  x: bad,", "):  # type: ignore", "  pass"));
    assertEquals(
        List.of("4 missing-attribute"), check("def f(  # type: ignore", "  x,", "):", "  bad"));
    assertEquals(List.of("2 missing-attribute"), check("if x:  # type: ignore", "  bad"));
    assertEquals(List.of(), check("@g(", "  bad", ")  # type: ignore", "def f(): pass"));
    assertEquals(
        List.of("2 missing-attribute"),
        check("@g(", "  bad", ")", "def f(): pass  # type: ignore"));
    assertEquals(
        List.of(), check("try:", "  pass", "except (", "  bad", "):  # type: ignore", "  pass"));
    assertEquals(List.of(), check("class A(", "  bad,", "):  # type: ignore", "  pass"));
    assertEquals(
        List.of(), check("with (", "  bad as a,", "  y as b", "):  # type: ignore", "  pass"));
    assertEquals(
        List.of(), check("match x:", "  case (", "    y.bad", "  ):  # type: ignore", "    pass"));
  }

  @Test
  void answersAreSilencedByNameOnly() {
    assertEquals(List.of("1 revealed-type"), check("shown  # type: ignore"));
    assertEquals(List.of(), check("shown  # taipan: ignore[revealed-type]"));
  }

  @Test
  void syntaxErrorsAreSilencedForTheWholeFileOnly() {
    assertEquals(List.of("1 invalid-syntax"), check("x = 'a  # type: ignore"));
    assertEquals(List.of("1 invalid-syntax"), check("pass pass  # type: ignore"));
    assertEquals(List.of(), check("# type: ignore", "pass pass"));
    assertEquals(List.of(), check("pass pass  # taipan: ignore[invalid-syntax]"));
  }

  @Test
  void unusedCommentsAreReported() {
    assertEquals(
        List.of("1 unused-ignore-comment"), check("x  # taipan: ignore[missing-attribute]"));
    assertEquals(List.of("1 unused-ignore-comment"), check("x  # taipan: ignore"));
    assertEquals(
        List.of("1 unused-ignore-comment"),
        check("bad  # taipan: ignore[missing-attribute, deprecated]"));
    assertEquals(List.of(), check("x  # type: ignore"));
    assertEquals(
        List.of("1 unused-type-ignore-comment"),
        check(
            RuleLevels.DEFAULT.with(Rules.UNUSED_TYPE_IGNORE_COMMENT, Level.WARN),
            "x  # type: ignore"));
  }

  @Test
  void commentsAreNotUnusedWhereNothingIsFoundForOtherReasons() {
    assertEquals(List.of(), check("x  # taipan: ignore[division-by-zero]")); // a rule that is off
    assertEquals(
        List.of(), check("x = 1", "never  # taipan: ignore[missing-attribute]")); // unreachable
    assertEquals(
        List.of("2 invalid-syntax"), check("x  # taipan: ignore[missing-attribute]", "pass pass"));
    assertEquals(List.of(), check("x  # taipan: ignore[missing-attribute, unused-ignore-comment]"));
  }

  @Test
  void commentsThatNameNothingAreReported() {
    assertEquals(
        List.of(BAD_IN_1, "1 ignore-comment-unknown-rule"),
        check("bad  # taipan: ignore[mising-attribute]"));
    assertEquals(List.of(BAD_IN_1, "1 invalid-ignore-comment"), check("bad  # taipan: ignore[]"));
    assertEquals(
        List.of("1 blanket-ignore-comment"),
        check(
            RuleLevels.DEFAULT.with(Rules.BLANKET_IGNORE_COMMENT, Level.WARN),
            "bad  # type: ignore"));
  }

  @Test
  void syntaxOfNewerVersionsIsReportedAgainstTheTarget() {
    SourceText text = new SourceText("match x:\n  case 1: pass\n");
    FileFindings findings =
        new FileFindings(
            new DecodedSource(text, Optional.empty()), Parser.parse(text), List.of(), List.of());
    FileChecker checker =
        new FileChecker(
            Configuration.defaults(Path.of("/p")), new PythonVersion(3, 9), _ -> findings);
    assertEquals(1, checker.check(FILE).diagnostics().size());
    assertEquals(0, checker.check(Path.of("/p/a.pyi")).diagnostics().size());
    String message = checker.check(FILE).diagnostics().getFirst().message();
    assertEquals("the `match` statement needs Python 3.10 or newer; the target is 3.9", message);
  }
}
