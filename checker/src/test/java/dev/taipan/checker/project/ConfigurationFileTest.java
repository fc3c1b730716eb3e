package dev.taipan.checker.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.taipan.checker.diagnostics.Level;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.modules.PythonPlatform;
import dev.taipan.checker.modules.PythonVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationFileTest {
  private static final Path FILE = Path.of("/p/taipan.toml");

  @TempDir private Path directory;

  private static List<String> problems(String text) {
    return assertThrows(ConfigurationException.class, () -> ConfigurationFile.parse(FILE, text))
        .problems();
  }

  private Configuration discover(String start) throws ConfigurationException {
    return ConfigurationFile.discover(directory.resolve(start), Path.of("/fallback"));
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void readsEveryKey() throws ConfigurationException {
    Configuration configuration =
        ConfigurationFile.parse(
            FILE,
            """
            [environment]
            python = ".venv"
            python-version = "3.11"
            python-platform = "win32"
            root = ["src"]
            extra-search-paths = ["stubs", "/abs"]
            typeshed = "ts"

            [src]
            include = ["src", "tests"]
            exclude = ["gen"]
            respect-ignore-files = false

            [rules]
            missing-attribute = "warn"
            all = "error"
            division-by-zero = "ignore"

            [terminal]
            output-format = "concise"
            error-on-warning = true

            [[overrides]]
            include = ["tests/**"]
            exclude = ["tests/strict"]
            [overrides.rules]
            missing-attribute = "ignore"
            """);
    EnvironmentOptions environment = configuration.environment();
    assertEquals(Path.of("/p"), configuration.root());
    assertEquals(Optional.of(Path.of("/p/.venv")), environment.python());
    assertEquals(Optional.of(new PythonVersion(3, 11)), environment.version());
    assertEquals(Optional.of(PythonPlatform.WINDOWS), environment.platform());
    assertEquals(List.of(Path.of("/p/src")), environment.roots());
    assertEquals(List.of(Path.of("/p/stubs"), Path.of("/abs")), environment.extraSearchPaths());
    assertEquals(Optional.of(Path.of("/p/ts")), environment.typeshed());
    assertEquals(List.of("src", "tests"), configuration.files().include());
    assertEquals(false, configuration.files().respectIgnoreFiles());
    assertEquals(Level.WARN, configuration.levels().of(Rules.MISSING_ATTRIBUTE));
    assertEquals(Level.ERROR, configuration.levels().of(Rules.DEPRECATED));
    assertEquals(Level.IGNORE, configuration.levels().of(Rules.DIVISION_BY_ZERO));
    assertEquals(Optional.of("concise"), configuration.output().format());
    assertEquals(true, configuration.output().errorOnWarning());
    assertEquals(
        Level.IGNORE,
        configuration.levelsFor(Path.of("/p/tests/a/b.py")).of(Rules.MISSING_ATTRIBUTE));
    assertEquals(
        Level.WARN,
        configuration.levelsFor(Path.of("/p/tests/strict/b.py")).of(Rules.MISSING_ATTRIBUTE));
    assertEquals(
        Level.WARN, configuration.levelsFor(Path.of("/p/src/b.py")).of(Rules.MISSING_ATTRIBUTE));
  }

  @Test
  void unknownKeysNameTheNearest() {
    assertEquals(
        List.of("/p/taipan.toml:1:1: unknown key `rule`; did you mean `rules`?"),
        problems("rule = 1\n"));
    assertEquals(
        List.of(
            "/p/taipan.toml:2:1: unknown key `python_version` in `environment`; did you mean"
                + " `python-version`?"),
        problems("[environment]\npython_version = \"3.9\"\n"));
    assertEquals(
        List.of(
            "/p/taipan.toml:3:1: unknown rule `mising-attribute` in `rules`; did you mean"
                + " `missing-attribute`?"),
        problems("\n[rules]\nmising-attribute = \"warn\"\n"));
  }

  @Test
  void keysOfOtherTablesNameTheirTable() {
    assertEquals(
        List.of(
            "/p/taipan.toml:1:1: unknown key `python-version`; it belongs into the table"
                + " `environment`"),
        problems("python-version = '3.9'\n"));
    assertEquals(
        List.of(
            "/p/taipan.toml:2:1: unknown key `output-format` in `src`; it belongs into the table"
                + " `terminal`"),
        problems("[src]\noutput-format = 'json'\n"));
    assertEquals(
        List.of(
            "/p/taipan.toml:2:1: unknown key `missing-attribute` in `overrides`; it belongs into"
                + " the table `rules`"),
        problems("[[overrides]]\nmissing-attribute = 'warn'\n"));
    assertEquals(
        List.of(
            "/p/taipan.toml:2:1: unknown rule `exclude` in `rules`; it belongs into the table"
                + " `src`"),
        problems("[rules]\nexclude = ['a']\n"));
    assertEquals(
        List.of(
            "/p/taipan.toml:1:1: unknown key `python_version`; did you mean"
                + " `environment.python-version`?"),
        problems("python_version = '3.9'\n"));
  }

  @Test
  void keysOfOtherTablesAreNamedInFullInAProjectFile() throws Exception {
    write("pyproject.toml", "[tool.taipan]\nexclude = ['a']\n");
    ConfigurationException e = assertThrows(ConfigurationException.class, () -> discover(""));
    assertEquals(
        List.of(
            directory.resolve("pyproject.toml")
                + ":2:1: unknown key `exclude` in `tool.taipan`; it belongs into the table"
                + " `tool.taipan.src`"),
        e.problems());
  }

  @Test
  void everyKeyIsKnownToBelongSomewhere() {
    for (String key : ConfigurationKeys.all()) {
      String table = ConfigurationKeys.tableOf(key).orElseThrow();
      String problem = problems("[" + table + "]\n" + key + " = 1\n").getFirst();
      assertTrue(problem.contains("`" + table + "." + key + "` must be "), problem);
    }
  }

  @Test
  void wrongTypesNameTheExpectedOne() {
    assertEquals(
        List.of("/p/taipan.toml:2:1: `environment.python-version` must be a string, not a number"),
        problems("[environment]\npython-version = 3.9\n"));
    assertEquals(
        List.of("/p/taipan.toml:2:17: `src.exclude` holds only strings"),
        problems("[src]\nexclude = [\"a\", 1]\n"));
    assertEquals(
        List.of("/p/taipan.toml:1:1: `rules` must be a table, not a boolean"),
        problems("rules = true\n"));
    assertEquals(
        List.of("/p/taipan.toml:2:1: `src.include` must be an array of strings, not a string"),
        problems("[src]\ninclude = 'src'\n"));
    assertEquals(
        List.of("/p/taipan.toml:1:1: `overrides` must be an array of tables, not a table"),
        problems("[overrides]\ninclude = []\n"));
    assertEquals(
        List.of(
            "/p/taipan.toml:2:1: `terminal.error-on-warning` must be true or false, not a string"),
        problems("[terminal]\nerror-on-warning = 'yes'\n"));
  }

  @Test
  void unknownValuesNameTheKnownOnes() {
    assertEquals(
        List.of(
            "/p/taipan.toml:2:1: `strict` is not a level; `ignore`, `info`, `warn` and `error` are"),
        problems("[rules]\nall = \"strict\"\n"));
    assertEquals(
        List.of("/p/taipan.toml:2:1: `2.7` is not a supported Python version; 3.8 to 3.15 are"),
        problems("[environment]\npython-version = \"2.7\"\n"));
    assertEquals(
        List.of(
            "/p/taipan.toml:2:1: an empty text is not a supported Python version; 3.8 to 3.15 are"),
        problems("[environment]\npython-version = ''\n"));
  }

  @Test
  void allProblemsAreReported() {
    assertEquals(3, problems("a = 1\nb = 2\n[rules]\nx = \"warn\"\n").size());
  }

  @Test
  void brokenTomlIsLocated() {
    String problem = problems("[rules\n").getFirst();
    assertEquals(
        "/p/taipan.toml:1:7: this is not TOML: Unexpected end of line, expected ]", problem);
  }

  @Test
  void textThatIsNotUtf8IsLocated() throws Exception {
    byte[] latin = "[rules]\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    for (String name : List.of("taipan.toml", "pyproject.toml")) {
      Path file = Files.write(directory.resolve(name), latin);
      ConfigurationException e = assertThrows(ConfigurationException.class, () -> discover(""));
      assertEquals(
          List.of(file + ":2:6: this is not TOML: it is not encoded as UTF-8"), e.problems());
      Files.delete(file);
    }
    write("taipan.toml", "# \uFFFD is a character like any other\n");
    assertEquals(directory, discover("").root());
  }

  @Test
  void ourTableMustBeATable() throws Exception {
    for (String text : List.of("[tool]\ntaipan = 1\n", "[[tool.taipan]]\n")) {
      write("pyproject.toml", text);
      ConfigurationException e = assertThrows(ConfigurationException.class, () -> discover(""));
      assertTrue(e.problems().getFirst().endsWith("`tool.taipan` must be a table"));
    }
    write("pyproject.toml", "tool = 'taipan'\nproject = 1\n");
    assertEquals(directory, discover("").root());
  }

  @Test
  void nearestConfigurationWins() throws Exception {
    write("pyproject.toml", "[tool.taipan.rules]\nall = \"warn\"\n");
    write("sub/taipan.toml", "[rules]\nall = \"error\"\n");
    write("sub/pyproject.toml", "[project]\nrequires-python = '>=3.9'\n");
    write("sub/a/b.py", "");
    Configuration inner = discover("sub/a");
    assertEquals(directory.resolve("sub"), inner.root());
    assertEquals(Level.ERROR, inner.levels().of(Rules.DEPRECATED));
    assertEquals(Optional.of(new PythonVersion(3, 9)), inner.environment().requiredVersion());
    assertEquals(directory, discover("").root());
  }

  @Test
  void aProjectWithoutOurTableStillHasARoot() throws Exception {
    write("pyproject.toml", "[project]\nname = 'x'\nrequires-python = '>=3.10,<4'\n");
    write("src/a.py", "");
    Configuration configuration = discover("src");
    assertEquals(directory, configuration.root());
    assertEquals(
        Optional.of(new PythonVersion(3, 10)), configuration.environment().requiredVersion());
  }

  @Test
  void nothingConfiguredFallsBack() throws Exception {
    assertEquals(Path.of("/fallback"), discover("").root());
  }

  @Test
  void brokenProjectFilesAreReported() throws Exception {
    write("pyproject.toml", "[tool.taipan\nx=1\n");
    ConfigurationException e = assertThrows(ConfigurationException.class, () -> discover(""));
    assertTrue(
        e.problems().getFirst().startsWith(directory.resolve("pyproject.toml") + ":1:13: "),
        e.problems().getFirst());
  }

  @Test
  void brokenProjectFilesFurtherUpAreNotOurs() throws Exception {
    write("pyproject.toml", "[project\n");
    write("sub/pyproject.toml", "[project]\nname = 'x'\n");
    assertEquals(directory.resolve("sub"), discover("sub").root());
    write("pyproject.toml", "[tool.taipan\n");
    assertThrows(ConfigurationException.class, () -> discover("sub"));
  }

  @Test
  void columnsCountCodePointsBehindAByteOrderMark() {
    assertEquals(
        List.of("/p/taipan.toml:1:24: `src.include` holds only strings"),
        problems("\uFEFFsrc = {include = ['😀', 1]}\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "'>=3.9', 3.9",
    "'>= 3.9.2, <4', 3.9",
    "'>3.9', 3.10",
    "'>3.9.1', 3.9",
    "'~=3.11', 3.11",
    "'==3.12.*', 3.12",
    "'<4,>=3.8,!=3.9.*', 3.8",
    "'>=3.8,>=3.10', 3.10",
  })
  void requiresPythonHasALowerBound(String specifiers, String bound) {
    assertEquals(bound, RequiresPython.lowerBound(specifiers).orElseThrow().toString());
  }

  @Test
  void requiresPythonMayHaveNone() {
    assertEquals(Optional.empty(), RequiresPython.lowerBound("<4"));
    assertEquals(Optional.empty(), RequiresPython.lowerBound(""));
    assertEquals(Optional.empty(), RequiresPython.lowerBound("nonsense"));
  }
}
