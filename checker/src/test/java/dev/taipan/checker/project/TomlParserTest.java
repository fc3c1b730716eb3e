package dev.taipan.checker.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TomlParserTest {
  /** The tables in a form like JSON. */
  private static String shown(String toml) throws TomlException {
    return shown(TomlParser.parse(toml));
  }

  private static String shown(TomlValue value) {
    return switch (value) {
      case TomlValue.Text text -> "'" + text.value().replace("\n", "\\n") + "'";
      case TomlValue.Bool flag -> String.valueOf(flag.value());
      case TomlValue.Numeral numeral -> numeral.spelling();
      case TomlValue.Moment moment -> "<" + moment.spelling() + ">";
      case TomlValue.Array array -> {
        List<String> values = new ArrayList<>();
        for (TomlValue element : array.values()) {
          values.add(shown(element));
        }
        yield "[" + String.join(",", values) + "]";
      }
      case TomlValue.Table table -> {
        List<String> entries = new ArrayList<>();
        for (String key : table.keys()) {
          TomlValue element = table.get(key);
          entries.add(key + "=" + (element == null ? "?" : shown(element)));
        }
        yield "{" + String.join(",", entries) + "}";
      }
    };
  }

  private static TomlException failure(String toml) {
    return assertThrows(TomlException.class, () -> TomlParser.parse(toml), toml);
  }

  @Test
  void tablesAndKeys() throws TomlException {
    assertEquals("{}", shown(""));
    assertEquals("{}", shown("\uFEFF# comment\n\n  \t\r\n"));
    assertEquals("{a=1,b={c=2,d={e=3}}}", shown("a=1\nb.c=2\n b . d . e = 3 # x\n"));
    assertEquals("{a={b={c={x=1}},d=2}}", shown("[a.b.c]\nx=1\n[a]\nd=2"));
    assertEquals("{q w={é={}}}", shown("['q w'.\"\\u00e9\"]"));
    assertEquals("{1234=true,-_=false}", shown("1234=true\n-_=false"));
  }

  @Test
  void arraysOfTables() throws TomlException {
    assertEquals("{a=[{x=1,b={y=2}},{x=3}]}", shown("[[a]]\nx=1\n[a.b]\ny=2\n[[a]]\nx=3\n"));
    assertEquals("{a=[{b=[{},{}]}]}", shown("[[a]]\n[[a.b]]\n[[a.b]]\n"));
  }

  @Test
  void arraysAndInlineTables() throws TomlException {
    assertEquals("{a=[1,[2,'x'],{}]}", shown("a = [ 1, # one\n\n [2,\n'x' ,], {},\n]\n"));
    assertEquals("{a={b=1,c={d=2}}}", shown("a = { b = 1, c.d = 2 }"));
    assertEquals("{a=[]}", shown("a=[\n]"));
  }

  @Test
  void strings() throws TomlException {
    assertEquals("{a='x\"\t\\n\u00e9😀'}", shown("a = \"x\\\"\\t\\n\\u00e9\\U0001F600\""));
    assertEquals("{a='C:\\x'}", shown("a = 'C:\\x'"));
    assertEquals("{a='x\\ny'}", shown("a = \"\"\"\nx\ny\"\"\""));
    assertEquals("{a='xy'}", shown("a = \"\"\"x\\\n   \n  y\"\"\""));
    assertEquals("{a='\"\"x\"\"'}", shown("a = \"\"\"\"\"x\"\"\"\"\""));
    assertEquals("{a='it''s'}", shown("a = '''it''s'''"));
    assertEquals("{a=''}", shown("a = ''"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "+1",
        "-17",
        "1_000",
        "0xDEAD_beef",
        "0o755",
        "0b1",
        "3.14",
        "-0.0",
        "5e+22",
        "1e6",
        "6.626e-34",
        "inf",
        "-nan",
      })
  void numbers(String word) throws TomlException {
    assertEquals("{a=" + word + "}", shown("a = " + word));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1979-05-27T07:32:00Z",
        "1979-05-27 07:32:00.999-07:00",
        "1979-05-27",
        "07:32:00",
        "1979-05-27t07:32",
      })
  void datesAndTimes(String word) throws TomlException {
    assertEquals("{a=<" + word + ">}", shown("a = " + word));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a|1|`=` is expected",
        "a =|3|a value is expected",
        "= 1|0|a key is expected",
        "a = 1 b = 2|6|the end of the line is expected",
        "a = yes|4|`yes` is no value; a string has quotes",
        "a = 01|4|`01` is no value; a string has quotes",
        "a = 1__0|4|`1__0` is no value; a string has quotes",
        "a = 1.|4|`1.` is no value; a string has quotes",
        "a = \"x|4|this string is never closed",
        "a = \"\\q\"|5|there is no such escape",
        "a = \"\\ud800\"|5|there is no such character",
        "a = [1 2]|7|a comma or `]` is expected",
        "a = [1, |4|this array is never closed",
        "a = {b = 1|10|`}` is expected",
        "[a|2|`]` is expected",
        "[]|1|a key is expected",
        "[[a]|3|`]]` is expected",
      })
  void brokenTextIsLocated(String toml, int offset, String message) {
    TomlException failure = failure(toml);
    assertEquals(message, failure.getMessage());
    assertEquals(offset, failure.offset());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = 1\na = 2",
        "[a]\n[a]",
        "a = 1\n[a]",
        "a = 1\n[a.b]",
        "a = {}\n[a.b]",
        "a = {}\na.b = 1",
        "[a.b]\n[a]\nb.c = 1",
        "a = []\n[[a]]",
        "[[a]]\n[a]",
        "[a]\n[[a]]",
        "a.b = 1\na.b.c = 2",
      })
  void nothingIsDefinedTwice(String toml) {
    failure(toml);
  }

  @Test
  void lineBreaksAndControlCharactersEndPlainStrings() {
    assertEquals("this string is not closed in its line", failure("a = 'x\ny'").getMessage());
    assertEquals("control characters are written as escapes", failure("a = '\u0001'").getMessage());
  }

  @Test
  void everyPrefixOfAFileParsesOrFailsCleanly() {
    String text =
        "# c\n[tool.x]\na = [1, 'b', \"\"\"c\n\"\"\"]\r\nd = { e = 2020-01-01 01:02:03, f.g = true }\n"
            + "[[tool.y]]\n\"k\\u00e9\" = 0x1F\n";
    for (int length = 0; length <= text.length(); length++) {
      try {
        TomlParser.parse(text.substring(0, length));
      } catch (TomlException e) {
        assertEquals(true, e.offset() <= length);
      }
    }
  }
}
