package dev.taipan.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.modules.BuiltTypeshed;
import dev.taipan.checker.project.Engine;
import dev.taipan.checker.project.FileFindings;
import dev.taipan.checker.source.DecodedSource;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.ParsedModule;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with an engine that finds the words ERROR, WARNING and OFF in files. */
final class CommandLineTest {
  private record Outcome(int code, String out, String err) {}

  @TempDir private Path temporary;
  private Path root;
  private final Map<String, String> environment = new HashMap<>();
  private boolean terminal;

  @BeforeEach
  void resolveRoot() throws IOException {
    root = temporary.toRealPath();
  }

  private static final Engine ENGINE =
      (_, _, _, sources) ->
          file -> {
            if (file.endsWith("secret.py")) {
              throw new FileNotFoundException(file + " (Permission denied)");
            }
            DecodedSource source = sources.read(file);
            String text = source.text().text();
            if (text.contains("DEFECT")) {
              throw new IllegalStateException("a defect");
            }
            if (text.contains("DEEP")) {
              throw new StackOverflowError();
            }
            List<Diagnostic> found = new ArrayList<>();
            find(Rules.MISSING_ATTRIBUTE, "ERROR", text, file, found);
            find(Rules.DEPRECATED, "WARNING", text, file, found);
            find(Rules.DIVISION_BY_ZERO, "OFF", text, file, found);
            find(Rules.REVEALED_TYPE, "INFO", text, file, found);
            Module module = new Module(0, 0, text.length(), List.of());
            return new FileFindings(
                source,
                new ParsedModule(module, List.of(), List.of(), List.of(), List.of()),
                found,
                List.of());
          };

  private static void find(Rule rule, String word, String text, Path file, List<Diagnostic> found) {
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      Span span = new Span(at, at + word.length());
      found.add(
          Diagnostic.of(rule, file.toString(), span, "found " + word)
              .withLabel(new Label(file.toString(), new Span(0, 1), "start")));
    }
  }

  private Outcome run(String... args) {
    return runIn(root, args);
  }

  private Outcome runIn(Path directory, String... args) {
    StringBuilder out = new StringBuilder();
    StringBuilder err = new StringBuilder();
    Surroundings surroundings =
        new Surroundings(
            directory,
            environment,
            out,
            err,
            terminal,
            terminal,
            Optional.of(BuiltTypeshed.DIRECTORY),
            () -> ENGINE);
    try {
      int code = new CommandLine(surroundings).run(List.of(args)).code();
      return new Outcome(code, out.toString(), err.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void assertUsageError(String message, Outcome outcome) {
    assertEquals("taipan: error: " + message + "\n", outcome.err);
    assertEquals(2, outcome.code);
    assertEquals("", outcome.out);
  }

  @Test
  void cleanCodeExitsWithZero() throws IOException {
    write("a.py", "x\n");
    assertEquals(new Outcome(0, "No problems found in 1 file.\n", ""), run("check"));
  }

  @Test
  void errorsExitWithOne() throws IOException {
    write("a.py", "x\nERROR\n");
    Outcome outcome = run("check", "--output-format", "concise", "a.py");
    assertEquals(
        "a.py:2:1: error[missing-attribute] found ERROR\nFound 1 error in 1 file.\n", outcome.out);
    assertEquals(1, outcome.code);
    assertEquals(0, run("check", "--exit-zero").code);
  }

  @Test
  void warningsFailOnlyWhereAsked() throws IOException {
    write("a.py", "WARNING\n");
    assertEquals(0, run("check").code);
    assertEquals(1, run("check", "--error-on-warning").code);
    assertEquals(1, run("check", "--error", "deprecated").code);
    write("taipan.toml", "terminal.error-on-warning = true\n");
    assertEquals(1, run("check").code);
  }

  @Test
  void levelsOfRulesCanBeSet() throws IOException {
    write("a.py", "ERROR OFF\n");
    assertTrue(run("check").out.contains("Found 1 error in"));
    assertTrue(run("check", "--warn=division-by-zero").out.contains("1 error and 1 warning"));
    assertTrue(run("check", "--ignore", "all").out.contains("No problems"));
    assertTrue(
        run("check", "--error", "all", "--ignore", "missing-attribute,division-by-zero")
            .out
            .contains("No problems"));
    assertTrue(
        run("check", "--ignore", "missing-attribute", "--error", "all").out.contains("2 errors"));
  }

  @Test
  void argumentsWinOverTheFileAndItsOverrides() throws IOException {
    write("a.py", "ERROR\n");
    write(
        "taipan.toml",
        "[rules]\nmissing-attribute = 'ignore'\n[[overrides]]\nrules.missing-attribute = 'warn'\n");
    assertTrue(run("check").out.contains("Found 1 warning"));
    assertTrue(run("check", "--error", "missing-attribute").out.contains("Found 1 error"));
  }

  @Test
  void leastSeverityFilters() throws IOException {
    write("a.py", "ERROR WARNING INFO\n");
    assertTrue(run("check").out.contains("1 error, 1 warning and 1 info"));
    assertTrue(run("check", "--min-severity", "error").out.contains("Found 1 error in"));
    assertUsageError(
        "`--min-severity` is `info`, `warning` or `error`, not `fatal`",
        run("check", "--min-severity=fatal"));
  }

  @Test
  void theProjectIsFoundFromThePaths() throws IOException {
    write("p/pyproject.toml", "[tool.taipan.rules]\nmissing-attribute = 'ignore'\n");
    Path file = write("p/src/a.py", "ERROR\n");
    assertEquals(0, runIn(root.resolve("p/src"), "check").code);
    assertEquals(0, run("check", file.toString()).code);
    write("q/a.py", "ERROR\n");
    assertEquals(1, run("check", "p/src", "q").code);
  }

  @Test
  void includeSaysWhatIsCheckedWithoutPaths() throws IOException {
    write("taipan.toml", "src.include = ['src']\nsrc.exclude = ['gen']\n");
    write("src/a.py", "x\n");
    write("src/gen/b.py", "ERROR\n");
    write("b.py", "ERROR\n");
    assertTrue(run("check").out.contains("in 1 file"));
    assertTrue(run("check", ".").out.contains("in 2 files"));
    assertTrue(run("check", ".", "--exclude", "b.py").out.contains("in 1 file"));
    assertTrue(
        runIn(root.resolve("src"), "check", "..", "--exclude", "./a.py").out.contains("in 1 file"));
  }

  @Test
  void anyNumberOfThreadsGivesTheSameOutput() throws IOException {
    for (int i = 0; i < 60; i++) {
      write("f" + i + ".py", "x".repeat(i) + " ERROR WARNING\n");
    }
    Outcome one = run("check", "-j1");
    assertEquals(one, run("check", "-j", "8"));
    List<String> reversed = new ArrayList<>(List.of("check", "-j3"));
    for (int i = 59; i >= 0; i--) {
      reversed.add("f" + i + ".py");
    }
    assertEquals(one, run(reversed.toArray(new String[0])));
  }

  @Test
  void jsonLeavesStdoutToItself() throws IOException {
    write("a.py", "ERROR\n");
    Outcome outcome = run("check", "--output-format=json", "--stats", "-v");
    assertEquals(
        1,
        JsonParser.parseString(outcome.out)
            .getAsJsonObject()
            .getAsJsonObject("summary")
            .get("errorCount")
            .getAsInt());
  }

  @Test
  void statisticsCountRules() throws IOException {
    write("a.py", "ERROR WARNING WARNING\n");
    assertTrue(
        run("check", "--stats", "--output-format=concise")
            .out
            .contains("      2  warning[deprecated]\n      1  error[missing-attribute]\n"));
  }

  @Test
  void coloursFollowTerminalFlagAndEnvironment() throws IOException {
    write("a.py", "ERROR\n");
    assertFalse(run("check").out.contains("\u001b"));
    assertTrue(run("check", "--color", "always").out.contains("\u001b"));
    terminal = true;
    assertTrue(run("check").out.contains("\u001b"));
    assertFalse(run("check", "--color=never").out.contains("\u001b"));
    environment.put("NO_COLOR", "1");
    assertFalse(run("check").out.contains("\u001b"));
    terminal = false;
    environment.put("FORCE_COLOR", "1");
    assertTrue(run("check").out.contains("\u001b"));
    assertUsageError(
        "`--color` is `auto`, `always` or `never`, not `pink`", run("check", "--color", "pink"));
  }

  @Test
  void unknownOptionsNameTheNearest() {
    assertUsageError(
        "unknown option `--pyhton`; did you mean `--python`?", run("check", "--pyhton", "x"));
    assertUsageError("unknown option `-x`", run("check", "-x"));
    assertUsageError("`--exit-zero` takes no value", run("check", "--exit-zero=1"));
    assertUsageError("`--python` needs a value: PATH", run("check", "--python"));
    assertUsageError("`--jobs` is a number from 1 to 1024, not `0`", run("check", "-j0"));
    assertUsageError("unknown option `--verison`; did you mean `--version`?", run("--verison"));
  }

  @Test
  void unknownRulesNameTheNearest() {
    assertUsageError(
        "unknown rule `mising-attribute`; did you mean `missing-attribute`?",
        run("check", "--error", "mising-attribute"));
    assertUsageError(
        "unknown rule `mising-attribute`; did you mean `missing-attribute`?",
        run("explain", "mising-attribute"));
  }

  @Test
  void unknownFormatsNameTheKnown() throws IOException {
    assertUsageError(
        "unknown output format `jason`; there are full, concise, json, github, gitlab, junit,"
            + " sarif; did you mean `json`?",
        run("check", "--output-format", "jason"));
    Path file = write("taipan.toml", "[terminal]\noutput-format = 'xml'\n");
    assertUsageError(
        file
            + ":2:1: unknown output format `xml`; there are full, concise, json, github, gitlab,"
            + " junit, sarif",
        run("check"));
  }

  @Test
  void unknownCommandsNameTheNearest() throws IOException {
    assertUsageError("unknown command `chek`; did you mean `check`?", run("chek"));
    write("a.py", "");
    assertUsageError("unknown command `a.py`; did you mean `taipan check a.py`?", run("a.py"));
    assertEquals(2, run().code);
  }

  @Test
  void missingPathsAreErrors() throws IOException {
    write("a.py", "ERROR");
    assertUsageError("`" + root + "/nope` does not exist", run("check", "nope", "a.py"));
    assertUsageError(
        "there is no configuration file `" + root + "/nope.toml`",
        run("check", "--config-file", "nope.toml"));
    Outcome python = run("check", "--python", "nope");
    assertEquals(2, python.code);
    assertTrue(python.err.contains("nope"), python.err);
  }

  @Test
  void brokenConfigurationIsLocated() throws IOException {
    Path file = write("pyproject.toml", "[tool.taipan.rules]\nmissing-attribute = 1\n");
    assertUsageError(
        file + ":2:1: `tool.taipan.rules.missing-attribute` must be a string, not a number",
        run("check"));
    write("pyproject.toml", "[project\nname = 1\n");
    Outcome broken = run("check");
    assertTrue(broken.err.startsWith("taipan: error: " + file + ":1:9: "), broken.err);
    assertEquals(2, broken.code);
  }

  @Test
  void unsupportedVersionsAreErrors() {
    assertUsageError(
        "`2.7` is not a supported Python version; 3.8 to 3.15 are",
        run("check", "--python-version", "2.7"));
  }

  @Test
  void nothingToCheckIsSaid() throws IOException {
    assertEquals(
        new Outcome(
            0, "No problems found in 0 files.\n", "taipan: warning: no Python files to check\n"),
        run("check"));
  }

  @Test
  void unreadableFilesExitWithTwo() throws IOException {
    write("secret.py", "x\n");
    write("b.py", "ERROR\n");
    Outcome outcome = run("check", "--output-format=concise");
    assertEquals(
        """
        b.py:1:1: error[missing-attribute] found ERROR
        secret.py:1:1: error[unreadable-file] cannot read this file: permission denied
        Found 2 errors in 2 files.
        """,
        outcome.out);
    assertEquals(2, outcome.code);
  }

  @Test
  void filesThatVanishAreUnreadable() throws IOException {
    Path target = write("target.txt", "x\n");
    Files.createSymbolicLink(root.resolve("a.py"), target);
    Files.delete(target);
    assertUsageError("`" + root + "/a.py` does not exist", run("check", "a.py"));
  }

  @Test
  void binaryAndBrokenFilesAreDiagnosed() throws IOException {
    Files.write(root.resolve("bin.py"), new byte[] {'a', 0, 'b'});
    Files.write(root.resolve("latin.py"), new byte[] {'x', '\n', '#', ' ', (byte) 0xE9, '\n'});
    Outcome outcome = run("check", "--output-format=concise");
    assertEquals(
        """
        bin.py:1:1: error[invalid-encoding] the file is binary: there is a NUL byte in line 1
        latin.py:2:3: error[invalid-encoding] byte 0xe9 is not valid UTF-8 here; save the file as UTF-8 or declare its encoding
        Found 2 errors in 2 files.
        """,
        outcome.out);
    assertEquals(1, outcome.code);
  }

  @Test
  void directoryLoopsEnd() throws IOException {
    write("a/b.py", "x\n");
    Files.createSymbolicLink(root.resolve("a/loop"), root);
    assertEquals("No problems found in 1 file.\n", run("check").out);
  }

  @Test
  void codeThatIsTooDeepIsDiagnosed() throws IOException {
    write("a.py", "DEEP\n");
    write("b.py", "ERROR\n");
    Outcome outcome = run("check", "--output-format=concise");
    assertTrue(
        outcome.out.startsWith(
            "a.py:1:1: warning[too-complex] the code of this file is nested too deeply"),
        outcome.out);
    assertEquals(1, outcome.code);
  }

  @Test
  void defectsOfTheCheckerLetTheRunGoOn() throws IOException {
    write("a.py", "DEFECT\n");
    write("b.py", "ERROR\n");
    Outcome outcome = run("check", "--output-format=concise");
    assertTrue(outcome.out.contains("b.py:1:1: error[missing-attribute]"));
    assertTrue(
        outcome.err.contains(
            "internal error in " + root + "/a.py: IllegalStateException: a defect"));
    assertTrue(outcome.err.contains("please report it"));
    assertFalse(outcome.err.contains("\tat "), outcome.err);
    assertEquals(101, outcome.code);
    assertTrue(run("check", "-v").err.contains("\tat "));
  }

  @Test
  void verboseExplainsDecisions() throws IOException {
    write("a.py", "x\n");
    Outcome outcome = run("check", "-v", "--python-version", "3.9");
    assertTrue(outcome.err.contains("taipan: project: " + root), outcome.err);
    assertTrue(outcome.err.contains("taipan: version: 3.9 (configured)"), outcome.err);
  }

  @Test
  void helpAndVersion() {
    assertEquals(new Outcome(0, "taipan " + Main.VERSION + "\n", ""), run("--version"));
    assertTrue(run("--help").out.contains("check [PATH]..."));
    assertTrue(run("help", "check").out.contains("--python-version VERSION"));
    assertEquals(run("help", "check"), run("check", "--help"));
    assertTrue(run("help", "explain").out.contains("explain [RULE]"));
    assertTrue(run("help", "server").out.contains("Usage: taipan server"));
  }

  @Test
  void explainListsAndExplains() {
    assertTrue(run("explain").out.contains("\nmissing-attribute  "));
    for (String rule : Rules.names()) {
      Outcome outcome = run("explain", rule);
      assertEquals(0, outcome.code, rule);
      assertTrue(outcome.out.startsWith("# " + rule + "\n"), outcome.out);
    }
  }

  @Test
  void versionIsTheProjects() throws IOException {
    Path pom = Path.of("").toAbsolutePath();
    while (!Files.exists(pom.resolve("checker/pom.xml"))) {
      pom = pom.getParent();
    }
    assertTrue(
        Files.readString(pom.resolve("pom.xml"))
            .contains("<version>" + Main.VERSION + "</version>"));
  }

  @Test
  void progressShowsOnTerminalsOnlyAndGoesAway() {
    StringBuilder out = new StringBuilder();
    ProgressLine line = new ProgressLine(out);
    line.update(1, 10);
    line.clear();
    assertEquals("", out.toString());
  }
}
