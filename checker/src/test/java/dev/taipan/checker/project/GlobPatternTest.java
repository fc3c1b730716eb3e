package dev.taipan.checker.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobPatternTest {
  @ParameterizedTest
  @CsvSource({
    "*.pyc, a/b/c.pyc, true",
    "*.pyc, a/b/c.py, false",
    "build, a/build, true",
    "build, a/builds, false",
    "/build, build, true",
    "/build, a/build, false",
    "a/b, a/b, true",
    "a/b, x/a/b, false",
    "a/*, a/b, true",
    "a/*, a/b/c, false",
    "a/**, a/b/c, true",
    "a/**, a, false",
    "**/b, b, true",
    "**/b, x/y/b, true",
    "a/**/b, a/b, true",
    "a/**/b, a/x/y/b, true",
    "a/**/b, a/xb, false",
    "te?t, test, true",
    "te?t, tet, false",
    "[a-c]x, bx, true",
    "[a-c]x, dx, false",
    "[!a-c]x, dx, true",
    "[!a-c]x, ax, false",
    "[]x]y, ]y, true",
    "'\\*', '*', true",
    "'\\*', ab, false",
    "*a*b*, xaxbx, true",
    "./a/b, a/b, true",
    "foo/, foo, false",
    "[, [, true",
  })
  void matchesAsGitDoes(String pattern, String path, boolean expected) {
    assertEquals(expected, GlobPattern.of(pattern).matches(path, false));
  }

  @Test
  void aSlashAtTheEndAsksForADirectory() {
    assertEquals(true, GlobPattern.of("foo/").matches("a/foo", true));
    assertEquals(false, GlobPattern.of("foo/").matches("a/foo", false));
  }

  @Test
  void coversWhatLiesInAMatchedDirectory() {
    assertEquals(true, GlobPattern.of("tests").covers("a/tests/x.py"));
    assertEquals(true, GlobPattern.of("tests/").covers("tests/a/x.py"));
    assertEquals(false, GlobPattern.of("tests/").covers("tests"));
    assertEquals(true, GlobPattern.of("tests/**").covers("tests/a/x.py"));
  }

  @Test
  void manyStarsAreNotTriedInEveryCombination() {
    GlobPattern stars = GlobPattern.of("*a".repeat(20) + "b");
    GlobPattern spans = GlobPattern.of("**/a/".repeat(20) + "b");
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertFalse(stars.matches("a".repeat(200), false));
          assertTrue(stars.matches("a".repeat(200) + "b", false));
          assertFalse(spans.matches("a/".repeat(100) + "c", false));
          assertTrue(spans.matches("a/".repeat(100) + "b", false));
        });
  }

  @Test
  void theLastLineOfAnIgnoreFileThatSpeaksWins() {
    IgnoreFile file =
        IgnoreFile.of("/p", List.of("# comment", "*.py", "!keep.py", "", "/gen/", "a\\ "));
    assertEquals(IgnoreFile.Verdict.IGNORED, file.judge("/p/x/y.py", false));
    assertEquals(IgnoreFile.Verdict.KEPT, file.judge("/p/x/keep.py", false));
    assertEquals(IgnoreFile.Verdict.UNDECIDED, file.judge("/p/x/y.pyi", false));
    assertEquals(IgnoreFile.Verdict.IGNORED, file.judge("/p/gen", true));
    assertEquals(IgnoreFile.Verdict.UNDECIDED, file.judge("/p/x/gen", true));
    assertEquals(IgnoreFile.Verdict.IGNORED, file.judge("/p/a ", false));
    assertEquals(IgnoreFile.Verdict.UNDECIDED, file.judge("/q/x.py", false));
  }
}
