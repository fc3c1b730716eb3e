package dev.taipan.checker.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.taipan.checker.source.SourceText;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VersionRequirementTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
           9 | with (a as b): pass                    | a as b
           9 | @a[0]%ndef f(): pass                   | a[0]
           9 | for x in *a, b: pass                   | *a
           9 | {x := 1}                               | x := 1
          10 | match x:%n  case _: pass               | match
          10 | a[x := 1]                              | x := 1
          11 | try: pass%nexcept* A: pass             | except
          11 | a[*b]                                  | *b
          11 | def f(*a: *b): pass                    | *b
          12 | def f[T](): pass                       | [T]
          12 | type X = int                           | type
          12 | f'{x['a']}'                            | '
          12 | f'{x:{y:{z}}}'                         | {y:{z}}
          13 | class A[T = int]: pass                 | int
          14 | t'{x}'                                 | t'{x}'
          14 | try: pass%nexcept A, B: pass           | A, B
          15 | lazy import x                          | lazy
          15 | [*x for x in y]                        | *x
          """)
  void newSyntax(int minor, String source, String marked) {
    String text = source.strip().replace("%n", "\n");
    List<ParsedModule.VersionRequirement> requirements =
        Parser.parse(new SourceText(text)).requirements().stream()
            .filter(requirement -> requirement.minor() == minor)
            .toList();
    assertEquals(1, requirements.size(), text);
    ParsedModule.VersionRequirement requirement = requirements.getFirst();
    assertEquals(marked, text.substring(requirement.start(), requirement.end()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with (a, b): pass",
        "with (a) as b: pass",
        "@a.b(1)\ndef f(): pass",
        "x = *a, b",
        "def f(a, /): pass",
        "(x := 1)",
        "f'{x['",
        "f\"{x['a']!r:>{w}} {y=}\"",
        "f'''{\nx}'''",
        "f'\\n{x:\\t}'",
        "try: pass\nexcept (A, B): pass",
        "[x async for x in y]"
      })
  void oldSyntax(String source) {
    assertEquals(List.of(), Parser.parse(new SourceText(source)).requirements());
  }
}
