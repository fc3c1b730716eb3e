package dev.taipan.checker.inference.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected here is what {@code re.compile} of Python 3.11 to 3.14 does. */
final class RegexSyntaxTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a|",
        "()",
        "(|a)*",
        "a*?b+?c??d{2}?",
        "a*+b++c?+",
        "{",
        "a{x}{",
        "a{,}{}",
        "a{1,",
        "[]]",
        "[^]]",
        "[a-]",
        "[-a]",
        "[\\d-]",
        "[(*+?{]",
        "[\\]\\[a-z]",
        "(?#)a*",
        "a(?#x)*",
        "(?:a)*(?=b)*(?<!c)",
        "(?P<n>a)(?P=n)\\1",
        "(a)(b)\\2\\1",
        "\\0\\012\\111\\x41\\u00e9",
        "(?i)a",
        "(?i:a)*",
        "[\ufffe\uffff]",
        "(?>a)*",
        "\\.\\/\\-\\ \\é",
        "x(?(1)a|b)(((", // what conditional groups mean is not looked into
        "(?x)( # (",
      })
  void takesWhatPythonTakes(String pattern) {
    assertNull(RegexSyntax.problem(pattern));
  }

  @ParameterizedTest
  @CsvSource({
    "(a, 'missing ), unterminated subpattern'",
    "(?:(a), 'missing ), unterminated subpattern'",
    "(?#a, 'missing ), unterminated comment'",
    "a), unbalanced parenthesis",
    "*a, nothing to repeat",
    "(+), nothing to repeat",
    "a|?, nothing to repeat",
    "^*, nothing to repeat",
    "\\b+, nothing to repeat",
    "'{2,3}', nothing to repeat",
    "a**, multiple repeat",
    "a*??, multiple repeat",
    "'a{1}{2}', multiple repeat",
    "'a{3,2}', min repeat greater than max repeat",
    "[a, unterminated character set",
    "[, unterminated character set",
    "[], unterminated character set",
    "[^], unterminated character set",
    "[b-a], bad character range b-a",
    "[\\w-z], bad character range",
    "a\\, bad escape (end of pattern)",
    "\\q, bad escape \\q",
    "[\\B], bad escape \\B",
    "\\x4, incomplete escape",
    "\\1, invalid group reference 1",
    "(\\1), cannot refer to an open group",
    "(?, unexpected end of pattern",
    "(?Pa), unknown extension ?Pa",
    "(?<n>a), unknown extension ?<n",
    "(?P<>a), missing group name",
    "(?P<n, 'missing >, unterminated name'",
    "(?P=n), unknown group name `n`",
    "(?P<n>)(?P<n>), redefinition of group name `n`",
  })
  void refusesWhatPythonRefuses(String pattern, String problem) {
    assertEquals(problem, RegexSyntax.problem(pattern));
  }

  @Test
  void deepPatternsAreLeftAlone() {
    assertNull(RegexSyntax.problem("(".repeat(100_000)));
  }
}
