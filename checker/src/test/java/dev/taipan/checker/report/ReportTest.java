package dev.taipan.checker.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Severity;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.project.FileReport;
import dev.taipan.checker.source.DecodedSource;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.source.SourceText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

final class ReportTest {
  private static final Path WORKING_DIRECTORY = Path.of("/work");
  private static final String FILE = "/work/app/views.py";

  private static Span span(String text, String part) {
    int start = text.indexOf(part);
    assertTrue(start >= 0, part);
    return new Span(start, start + part.length());
  }

  private static Diagnostic at(Span span, String message) {
    return Diagnostic.of(Rules.INVALID_ARGUMENT_TYPE, FILE, span, message);
  }

  private static String render(
      OutputFormat format,
      Style style,
      Map<String, String> others,
      String text,
      Diagnostic... all) {
    SourceReader sources =
        file -> {
          String other = others.get(file.toString());
          if (other == null) {
            throw new NoSuchFileException(file.toString());
          }
          return new DecodedSource(new SourceText(other), Optional.empty());
        };
    List<FileReport> files =
        List.of(new FileReport(Path.of(FILE), new SourceText(text), List.of(all)));
    Report report =
        new Report(
            files,
            7,
            WORKING_DIRECTORY,
            "1.2.3",
            Instant.ofEpochMilli(1234),
            Duration.ofMillis(1500));
    StringBuilder out = new StringBuilder();
    try {
      format.reporter(style, sources).write(report, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static String full(String text, Diagnostic... all) {
    return render(OutputFormat.FULL, Style.PLAIN, Map.of(), text, all);
  }

  @Test
  void fullShowsPlacesLabelsAndNotes() {
    String text = "\n".repeat(41) + "    resize(image, request.args.get(\"size\"))\n";
    String other = "\n".repeat(6) + "def resize(image: Image, size: int) -> Image: ...\n";
    Diagnostic diagnostic =
        at(
                span(text, "request.args.get(\"size\")"),
                "parameter `size` expects `int`, got `str | None`")
            .withLabel(new Label(FILE, span(text, "request.args.get(\"size\")"), "`str | None`"))
            .withLabel(new Label("/work/app/images.py", span(other, "size: int"), "declared here"))
            .withNotes(List.of("`str` is not assignable to `int`"));
    assertEquals(
        """
        error[invalid-argument-type]: parameter `size` expects `int`, got `str | None`
          --> app/views.py:42:19
           |
        42 |     resize(image, request.args.get("size"))
           |                   ^^^^^^^^^^^^^^^^^^^^^^^^ `str | None`
           |
          --> app/images.py:7:26
           |
         7 | def resize(image: Image, size: int) -> Image: ...
           |                          --------- declared here
           = `str` is not assignable to `int`

        """,
        render(
            OutputFormat.FULL,
            Style.PLAIN,
            Map.of("/work/app/images.py", other),
            text,
            diagnostic));
  }

  @Test
  void fullElidesTheMiddleOfLongPlaces() {
    String text = "x = f(\n    1,\n    2,\n    3,\n    4,\n    5,\n)\n";
    assertEquals(
        """
        error[invalid-argument-type]: m
         --> app/views.py:1:5
          |
        1 | x = f(
          |     ^^
        2 |     1,
          |     ^^
        ...
        6 |     5,
          |     ^^
        7 | )
          | ^

        """,
        full(text, at(span(text, text.substring(4, text.length() - 1)), "m")));
  }

  @Test
  void fullShowsDistantLabelsOfTheSameFileInOneExcerpt() {
    String text = "def f(x: int): ...\n\n\n\nf('a')\n";
    assertEquals(
        """
        error[invalid-argument-type]: m
         --> app/views.py:5:3
          |
        1 | def f(x: int): ...
          |       ------ declared here
        ...
        5 | f('a')
          |   ^^^

        """,
        full(
            text,
            at(span(text, "'a'"), "m")
                .withLabel(new Label(FILE, span(text, "x: int"), "declared here"))));
  }

  @Test
  void fullUnderlinesBehindTabsAndWideCharacters() {
    String text = "\tx = '漢字😀e\u0301' + bad\n";
    assertEquals(
        """
        error[invalid-argument-type]: m
         --> app/views.py:1:16
          |
        1 |     x = '漢字😀e\u0301' + bad
          |                     ^^^

        """,
        full(text, at(span(text, "bad"), "m")));
  }

  @Test
  void fullCutsLinesThatAreTooLong() {
    String text = "x = [" + "1, ".repeat(500) + "bad, " + "1, ".repeat(500) + "]\n";
    String out = full(text, at(span(text, "bad"), "m"));
    for (String line : out.split("\n")) {
      assertTrue(line.length() < 180, line);
    }
    assertTrue(out.contains("1 | …"), out);
    String[] lines = out.split("\n");
    assertEquals(lines[3].indexOf("bad"), lines[4].indexOf("^^^"));
  }

  @Test
  void fullMarksTheEndOfTheFileAndEmptyPlaces() {
    assertEquals(
        """
        error[invalid-argument-type]: m
         --> app/views.py:1:4
          |
        1 | f((
          |    ^

        """,
        full("f((", at(new Span(3, 3), "m")));
  }

  @Test
  void fullLivesWithoutText() {
    assertEquals(
        """
        error[invalid-argument-type]: m
         --> app/views.py:1:1

        """,
        full("", at(new Span(0, 0), "m")));
  }

  @Test
  void fullLivesWithLabelsInFilesThatAreGone() {
    Diagnostic diagnostic =
        at(new Span(0, 1), "m").withLabel(new Label("/work/gone.py", new Span(5, 9), "here"));
    assertTrue(full("x\n", diagnostic).contains("--> gone.py:1:1"));
  }

  @Test
  void fullMakesControlCharactersVisible() {
    String out = full("x = '\u001b[31m'\n", at(new Span(0, 1), "bad \u001b[31m"));
    assertEquals(-1, out.indexOf('\u001b'), out);
    assertTrue(out.contains("x = '␛[31m'"), out);
  }

  @Test
  void fullNamesTheFix() {
    Diagnostic diagnostic = at(new Span(0, 1), "m").withFix(new Fix("Remove it", List.of()));
    assertTrue(full("x\n", diagnostic).endsWith("  = fix: Remove it\n\n"));
  }

  @Test
  void coloursAreOnlyAddedToThePlainText() {
    Diagnostic diagnostic = at(new Span(0, 1), "m").withNotes(List.of("n"));
    String coloured = render(OutputFormat.FULL, Style.COLOURED, Map.of(), "x\n", diagnostic);
    assertTrue(coloured.startsWith("\u001b[1;31merror[invalid-argument-type]\u001b[0m"), coloured);
    assertEquals(full("x\n", diagnostic), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void conciseIsOneLineWithColumnsInCodePoints() {
    String text = "x = '😀' + bad\n";
    assertEquals(
        "app/views.py:1:11: error[invalid-argument-type] a b\n",
        render(OutputFormat.CONCISE, Style.PLAIN, Map.of(), text, at(span(text, "bad"), "a\nb")));
  }

  @Test
  void revealedTypesAreInfos() {
    assertEquals(
        "app/views.py:1:1: info[revealed-type] Revealed type: `int`\n",
        render(
            OutputFormat.CONCISE,
            Style.PLAIN,
            Map.of(),
            "x\n",
            Diagnostic.of(Rules.REVEALED_TYPE, FILE, new Span(0, 1), "Revealed type: `int`")));
  }

  @Test
  void jsonIsPyrights() {
    String text = "a\n😀 = bad\n";
    Diagnostic error = at(span(text, "bad"), "m").withNotes(List.of("because"));
    Diagnostic info =
        Diagnostic.of(Rules.REVEALED_TYPE, FILE, new Span(0, 1), "Revealed type: `int`");
    JsonObject json =
        JsonParser.parseString(render(OutputFormat.JSON, Style.PLAIN, Map.of(), text, info, error))
            .getAsJsonObject();
    assertEquals("1.2.3", json.get("version").getAsString());
    assertEquals("1234", json.get("time").getAsString());
    JsonObject second = json.getAsJsonArray("generalDiagnostics").get(1).getAsJsonObject();
    assertEquals(FILE, second.get("file").getAsString());
    assertEquals("error", second.get("severity").getAsString());
    assertEquals("m\n  because", second.get("message").getAsString());
    assertEquals("invalid-argument-type", second.get("rule").getAsString());
    assertEquals(
        "{\"start\":{\"line\":1,\"character\":5},\"end\":{\"line\":1,\"character\":8}}",
        second.get("range").toString());
    assertEquals(
        "{\"filesAnalyzed\":7,\"errorCount\":1,\"warningCount\":0,\"informationCount\":1,\"timeInSec\":1.5}",
        json.get("summary").toString());
  }

  @Test
  void githubEscapesWhatItMust() {
    assertEquals(
        "::error title=taipan"
            + " (invalid-argument-type),file=app/views.py,line=1,col=1,endLine=1,endColumn=2::app/views.py:1:1:"
            + " [invalid-argument-type] 100%25 of%0Ait\n",
        render(
            OutputFormat.GITHUB, Style.PLAIN, Map.of(), "x\n", at(new Span(0, 1), "100% of\nit")));
  }

  @Test
  void gitlabFingerprintsAreUniqueAndLiveThroughEdits() {
    List<String> before = fingerprints("x\nx\n", at(new Span(0, 1), "m"), at(new Span(2, 3), "m"));
    List<String> after =
        fingerprints("\n\nx\nx\n", at(new Span(2, 3), "m"), at(new Span(4, 5), "m"));
    assertEquals(before, after);
    assertEquals(2, before.stream().distinct().count());
  }

  private static List<String> fingerprints(String text, Diagnostic... all) {
    JsonArray json =
        JsonParser.parseString(render(OutputFormat.GITLAB, Style.PLAIN, Map.of(), text, all))
            .getAsJsonArray();
    List<String> fingerprints = new ArrayList<>();
    for (JsonElement element : json) {
      fingerprints.add(element.getAsJsonObject().get("fingerprint").getAsString());
    }
    return fingerprints;
  }

  @Test
  void junitIsXmlWhateverTheMessage() throws Exception {
    String out =
        render(
            OutputFormat.JUNIT,
            Style.PLAIN,
            Map.of(),
            "x\n",
            at(new Span(0, 1), "<a> & \"b\" \u0001 \ud800"));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(out.getBytes(StandardCharsets.UTF_8)));
    assertEquals(1, document.getElementsByTagName("failure").getLength());
    assertEquals(
        "<a> & \"b\" \ufffd \ufffd",
        document
            .getElementsByTagName("failure")
            .item(0)
            .getAttributes()
            .getNamedItem("message")
            .getNodeValue());
  }

  @Test
  void junitOfACleanRunHasOnePassedCase() {
    assertTrue(
        render(OutputFormat.JUNIT, Style.PLAIN, Map.of(), "x\n")
            .contains("<testcase name=\"taipan\" classname=\"taipan\"/>"));
  }

  @Test
  void sarifNamesRulesAndPlaces() {
    JsonObject run =
        JsonParser.parseString(
                render(OutputFormat.SARIF, Style.PLAIN, Map.of(), "x\n", at(new Span(0, 1), "m")))
            .getAsJsonObject()
            .getAsJsonArray("runs")
            .get(0)
            .getAsJsonObject();
    JsonObject driver = run.getAsJsonObject("tool").getAsJsonObject("driver");
    assertEquals("taipan", driver.get("name").getAsString());
    assertEquals(
        "invalid-argument-type",
        driver.getAsJsonArray("rules").get(0).getAsJsonObject().get("id").getAsString());
    JsonObject result = run.getAsJsonArray("results").get(0).getAsJsonObject();
    assertEquals("error", result.get("level").getAsString());
    assertEquals(
        "{\"artifactLocation\":{\"uri\":\"app/views.py\"},\"region\":{\"startLine\":1,\"startColumn\":1,"
            + "\"endLine\":1,\"endColumn\":2}}",
        result
            .getAsJsonArray("locations")
            .get(0)
            .getAsJsonObject()
            .get("physicalLocation")
            .toString());
  }

  @Test
  void summaryCounts() {
    Diagnostic error = at(new Span(0, 1), "m");
    Diagnostic warning = error.withSeverity(Severity.WARNING);
    assertEquals("No problems found in 7 files.", summary());
    assertEquals("Found 1 error in 7 files.", summary(error));
    assertEquals("Found 2 errors and 1 warning in 7 files.", summary(error, error, warning));
    assertEquals(
        "Found 1 error, 1 warning and 1 info in 7 files.",
        summary(error, warning, error.withSeverity(Severity.INFO)));
  }

  private static String summary(Diagnostic... all) {
    Report report =
        new Report(
            List.of(new FileReport(Path.of(FILE), new SourceText("x"), List.of(all))),
            7,
            WORKING_DIRECTORY,
            "1",
            Instant.EPOCH,
            Duration.ZERO);
    return Summary.line(report, Style.PLAIN);
  }

  @Test
  void pathsOutsideTheWorkingDirectoryStayAbsolute() {
    Report report = new Report(List.of(), 0, WORKING_DIRECTORY, "1", Instant.EPOCH, Duration.ZERO);
    assertEquals("a.py", report.displayed("/work/a.py"));
    assertEquals("/workshop/a.py", report.displayed("/workshop/a.py"));
    assertEquals("/a.py", report.displayed("/a.py"));
  }
}
