package dev.taipan.checker.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RuleLevelsTest {
  private static final Rule ERROR = Rules.MISSING_ATTRIBUTE;
  private static final Rule OFF = Rules.DIVISION_BY_ZERO;

  @Test
  void defaultsHoldWhereNothingIsSaid() {
    assertEquals(Level.ERROR, RuleLevels.DEFAULT.of(ERROR));
    assertEquals(Level.IGNORE, RuleLevels.DEFAULT.of(OFF));
  }

  @Test
  void whatIsSaidLastWins() {
    RuleLevels levels = RuleLevels.DEFAULT.with(ERROR, Level.IGNORE).withAll(Level.WARN);
    assertEquals(Level.WARN, levels.of(ERROR));
    assertEquals(Level.ERROR, levels.with(ERROR, Level.ERROR).of(ERROR));
  }

  @Test
  void allLeavesRevealedTypesAlone() {
    RuleLevels levels = RuleLevels.DEFAULT.withAll(Level.IGNORE);
    assertEquals(Level.INFO, levels.of(Rules.REVEALED_TYPE));
    assertEquals(
        Level.ERROR, levels.with(Rules.REVEALED_TYPE, Level.ERROR).of(Rules.REVEALED_TYPE));
  }

  @Test
  void overridingKeepsWhatIsNotMentioned() {
    RuleLevels base = RuleLevels.DEFAULT.with(ERROR, Level.WARN);
    RuleLevels later = RuleLevels.DEFAULT.with(OFF, Level.ERROR);
    assertEquals(Level.WARN, base.overriddenBy(later).of(ERROR));
    assertEquals(Level.ERROR, base.overriddenBy(later).of(OFF));
    assertEquals(
        Level.IGNORE, base.overriddenBy(RuleLevels.DEFAULT.withAll(Level.IGNORE)).of(ERROR));
  }

  @Test
  void severityFollowsTheLevel() {
    Diagnostic diagnostic = Diagnostic.of(ERROR, "/x.py", new Span(0, 1), "m");
    assertEquals(Optional.of(diagnostic), RuleLevels.DEFAULT.applyTo(diagnostic));
    assertEquals(
        Severity.WARNING,
        RuleLevels.DEFAULT.with(ERROR, Level.WARN).applyTo(diagnostic).orElseThrow().severity());
    assertEquals(
        Optional.empty(), RuleLevels.DEFAULT.with(ERROR, Level.IGNORE).applyTo(diagnostic));
  }

  @Test
  void spellingFindsTheNearestRule() {
    assertEquals(
        Optional.of("missing-attribute"), Spelling.nearest("mising-atribute", Rules.names()));
    assertEquals(Optional.of("rules"), Spelling.nearest("rule", List.of("rules", "src")));
    assertEquals(Optional.of("ab"), Spelling.nearest("ba", List.of("xy", "ab")));
    assertEquals(Optional.empty(), Spelling.nearest("completely-else", List.of("rules")));
  }
}
