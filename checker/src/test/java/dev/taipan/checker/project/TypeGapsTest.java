package dev.taipan.checker.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.taipan.checker.diagnostics.Level;
import dev.taipan.checker.diagnostics.RuleLevels;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.modules.BuiltTypeshed;
import dev.taipan.checker.modules.DiskFileTree;
import dev.taipan.checker.modules.FileTree;
import dev.taipan.checker.source.SourceReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that are off are looked for where a file wants them; imports of installed packages. */
class TypeGapsTest {
  private static final RuleLevels WANTED =
      RuleLevels.DEFAULT.with(Rules.UNTYPED_IMPORT, Level.ERROR);

  @TempDir Path root;
  private Configuration configuration;

  @BeforeEach
  void install() throws Exception {
    write(".venv/pyvenv.cfg", "version = 3.13.0\n");
    for (String file : List.of("bare/__init__.py", "typed/__init__.py", "typed/py.typed")) {
      write(".venv/lib/python3.13/site-packages/" + file, "");
    }
    write(".venv/lib/python3.13/site-packages/stubbed/__init__.py", "");
    write(".venv/lib/python3.13/site-packages/stubbed-stubs/__init__.pyi", "");
    write("own.py", "");
    configuration = Configuration.defaults(root);
  }

  private Path write(String name, String text) throws Exception {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private List<String> check(String name) throws Exception {
    Path file = write(name, "import bare, typed, stubbed, own, json\nfrom bare import x as x\n");
    FileTree files = new DiskFileTree();
    SourceReader sources = SourceReader.disk();
    Target target = Target.of(configuration, BuiltTypeshed.open(), files, Map.of());
    return new FileChecker(
            configuration,
            target.version(),
            new TypeEngine().open(configuration, target, files, sources))
        .check(file).diagnostics().stream()
            .map(found -> found.rule().name() + " " + found.span().start())
            .toList();
  }

  @Test
  void nobodyIsToldByDefault() throws Exception {
    assertEquals(List.of("missing-module-member 56"), check("main.py"));
  }

  @Test
  void packagesWithoutTypes() throws Exception {
    configuration = configuration.withLevels(WANTED);
    assertEquals(
        List.of("untyped-import 7", "untyped-import 44", "missing-module-member 56"),
        check("main.py"));
  }

  @Test
  void oneFolderMayWantMore() throws Exception {
    GlobPattern strict = GlobPattern.of("strict/");
    configuration =
        new Configuration(
            root,
            configuration.environment(),
            configuration.files(),
            configuration.levels(),
            List.of(new RuleOverride(List.of(strict), List.of(), WANTED)),
            configuration.output());
    assertEquals(List.of("missing-module-member 56"), check("main.py"));
    assertEquals(3, check("strict/main.py").size());
  }
}
