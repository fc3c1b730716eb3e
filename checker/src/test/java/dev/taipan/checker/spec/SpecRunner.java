package dev.taipan.checker.spec;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.modules.BuiltTypeshed;
import dev.taipan.checker.modules.PythonPlatform;
import dev.taipan.checker.modules.Typeshed;
import dev.taipan.checker.project.Configuration;
import dev.taipan.checker.project.ConfigurationException;
import dev.taipan.checker.project.ConfigurationFile;
import dev.taipan.checker.project.Engine;
import dev.taipan.checker.project.FileChecker;
import dev.taipan.checker.project.FileReport;
import dev.taipan.checker.project.ModuleChecker;
import dev.taipan.checker.project.Target;
import dev.taipan.checker.project.TypeEngine;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.spec.SpecPage.SpecCase;
import dev.taipan.checker.spec.SpecPage.SpecFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the tests of pages. All of them share one engine, so that the stubs of the standard library
 * are read once; each is a project of its own.
 */
public final class SpecRunner {
  /** How much of a defect's stack is shown. */
  private static final int FRAMES = 15;

  private static final long STACK_BYTES = 64L << 20;

  private final Engine engine = new TypeEngine();
  private final Typeshed typeshed;

  /** A runner with the typeshed that the build provides. */
  public SpecRunner() throws IOException {
    typeshed = BuiltTypeshed.open();
  }

  /**
   * Runs one test.
   *
   * @return what differs, in the order of the page, one line each; nothing if the test passes
   */
  List<String> run(SpecPage page, SpecCase test) {
    List<String> problems = new ArrayList<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                problems.addAll(differences(page, test));
              } catch (Throwable defect) {
                problems.add(page.path() + ":" + test.line() + ": " + describe(defect));
              }
            },
            "spec",
            STACK_BYTES);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return problems;
  }

  private static String describe(Throwable defect) {
    StringBuilder text = new StringBuilder(defect.toString());
    StackTraceElement[] frames = defect.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
      text.append("\n      at ").append(frames[i]);
    }
    return text.toString();
  }

  private List<String> differences(SpecPage page, SpecCase test)
      throws ConfigurationException, IOException {
    MemoryFiles files = new MemoryFiles();
    for (Map.Entry<String, SpecFile> file : test.files().entrySet()) {
      files.add(file.getKey(), file.getValue().text().toString());
    }
    Configuration configuration =
        ConfigurationFile.parse(MemoryFiles.ROOT.resolve("taipan.toml"), test.configuration());
    if (configuration.environment().platform().isEmpty()) {
      configuration =
          configuration.withEnvironment(
              configuration.environment().withPlatform(PythonPlatform.LINUX));
    }
    Target target = Target.of(configuration, typeshed, files, Map.of());
    ModuleChecker checker = engine.open(configuration, target, files, files::source);
    FileChecker fileChecker = new FileChecker(configuration, target.version(), checker);
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, SpecFile> file : test.files().entrySet()) {
      if (!file.getKey().endsWith(".py") && !file.getKey().endsWith(".pyi")) {
        continue;
      }
      Path path = MemoryFiles.ROOT.resolve(file.getKey()).normalize();
      FileReport report = fileChecker.check(path);
      compare(page, file.getValue(), report, problems);
    }
    return problems;
  }

  private static void compare(
      SpecPage page, SpecFile file, FileReport report, List<String> problems) {
    SourceText text = new SourceText(file.text().toString());
    List<List<Assertion>> asserted = assertions(text);
    List<List<Diagnostic>> found = new ArrayList<>();
    for (int i = 0; i < text.lineCount(); i++) {
      found.add(new ArrayList<>());
    }
    for (Diagnostic diagnostic : report.diagnostics()) {
      found.get(text.lineOf(diagnostic.span().start())).add(diagnostic);
    }
    for (int line = 0; line < text.lineCount(); line++) {
      int pageLine = file.lines().get(Math.min(line, file.lines().size() - 1));
      String place = page.path() + ":" + pageLine + ": ";
      compareLine(place, asserted.get(line), found.get(line), problems);
    }
  }

  private static void compareLine(
      String place, List<Assertion> asserted, List<Diagnostic> found, List<String> problems) {
    List<Diagnostic> left = new ArrayList<>(found);
    List<Assertion> demanding = new ArrayList<>(asserted);
    demanding.sort((a, b) -> Integer.compare(b.demand(), a.demand()));
    for (Assertion assertion : demanding) {
      if (!takeFirst(assertion, left)) {
        problems.add(place + "missing " + assertion.source());
      }
    }
    for (Diagnostic diagnostic : left) {
      problems.add(
          place
              + "unexpected "
              + diagnostic.severity().label()
              + "["
              + diagnostic.rule().name()
              + "] "
              + diagnostic.message());
    }
  }

  private static boolean takeFirst(Assertion assertion, List<Diagnostic> from) {
    for (int i = 0; i < from.size(); i++) {
      if (assertion.isMetBy(from.get(i))) {
        from.remove(i);
        return true;
      }
    }
    return false;
  }

  /**
   * The assertions for each line: those at its end, and those alone on the lines right above it.
   */
  private static List<List<Assertion>> assertions(SourceText text) {
    List<List<Assertion>> lines = new ArrayList<>();
    List<Assertion> pending = new ArrayList<>();
    for (int i = 0; i < text.lineCount(); i++) {
      String line = text.lineText(i);
      List<Assertion> here = Assertion.in(line);
      if (startsWithAny(line.stripLeading(), here)) {
        pending.addAll(here);
        lines.add(List.of());
      } else {
        List<Assertion> all = new ArrayList<>(pending);
        all.addAll(here);
        pending.clear();
        lines.add(all);
      }
    }
    return lines;
  }

  private static boolean startsWithAny(String line, List<Assertion> assertions) {
    for (Assertion assertion : assertions) {
      if (line.startsWith(assertion.source())) {
        return true;
      }
    }
    return false;
  }
}
