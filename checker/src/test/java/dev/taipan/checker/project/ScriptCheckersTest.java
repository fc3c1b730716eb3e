package dev.taipan.checker.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.modules.BuiltTypeshed;
import dev.taipan.checker.modules.DiskFileTree;
import dev.taipan.checker.modules.FileTree;
import dev.taipan.checker.modules.Typeshed;
import dev.taipan.checker.modules.UvScripts;
import dev.taipan.checker.source.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that say what they need are checked for that, in a run over all files. */
class ScriptCheckersTest {
  private static final String CODE =
      "import wanted, needed, other\nfrom typing import override\nx: str = wanted.number\n";

  @TempDir Path root;

  @BeforeEach
  void install() throws IOException {
    write(".venv/pyvenv.cfg", "version = 3.13.0\n");
    install("wanted", "Requires-Dist: Needed[fast] (>=1) ; python_version > '3'\n");
    install("needed", "");
    install("other", "");
  }

  private void install(String name, String needs) throws IOException {
    String packages = ".venv/lib/python3.13/site-packages/";
    String info = name + "-1.0.dist-info";
    write(packages + name + "/__init__.py", "number: int = 1\n");
    write(packages + name + "/py.typed", "");
    write(packages + info + "/METADATA", "Name: " + name + "\n" + needs + "\nA description.\n");
    write(
        packages + info + "/RECORD",
        "../../../bin/%s,,\n%s/METADATA,,\n%s/__init__.py,,\n".formatted(name, info, name));
  }

  private Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private FileReport check(Path file, Map<String, String> variables)
      throws IOException, ConfigurationException {
    Configuration configuration = Configuration.defaults(root);
    Typeshed typeshed = BuiltTypeshed.open();
    FileTree files = new DiskFileTree();
    SourceReader sources = SourceReader.disk();
    Engine engine = new TypeEngine();
    Target target = Target.of(configuration, typeshed, files, variables);
    ScriptCheckers scripts =
        new ScriptCheckers(configuration, typeshed, files, sources, variables, engine);
    return new FileChecker(
            configuration,
            target.version(),
            engine.open(configuration, target, files, sources),
            scripts)
        .check(file);
  }

  private static List<String> rules(FileReport report) {
    return report.diagnostics().stream().map(found -> found.rule().name()).toList();
  }

  @Test
  void filesWithoutMetadataSeeTheWholeEnvironment() throws Exception {
    assertEquals(List.of("invalid-assignment"), rules(check(write("plain.py", CODE), Map.of())));
  }

  @Test
  void scriptsSeeWhatTheyDeclareAndWhatThatNeeds() throws Exception {
    Path script =
        write(
            "script.py",
            "# /// script\n# requires-python = \">=3.11\"\n# dependencies = [\"Wanted>=1\"]\n# ///\n"
                + CODE);
    FileReport report = check(script, Map.of());
    assertEquals(
        List.of("import-not-found", "missing-module-member", "invalid-assignment"), rules(report));
    Diagnostic missing = report.diagnostics().getFirst();
    assertEquals("cannot find module `other`", missing.message());
    assertTrue(missing.notes().getFirst().contains("`Wanted`"), missing.notes().toString());
    assertTrue(missing.notes().getFirst().contains("uv sync --script script.py"));
  }

  @Test
  void scriptsWithoutDependenciesSeeNoPackages() throws Exception {
    Path script = write("script.py", "# /// script\n# dependencies = []\n# ///\nimport wanted\n");
    Diagnostic missing = check(script, Map.of()).diagnostics().getFirst();
    assertEquals(List.of("the script's metadata names no `dependencies`"), missing.notes());
  }

  @Test
  void environmentsOfScriptsCountAsTheyAre() throws Exception {
    Path script =
        write(
            "script.py",
            "# /// script\n# dependencies = [\"wanted\"]\n# ///\nimport special, wanted\n");
    Path cache = root.resolve("cache");
    String name = "cache/environments-v2/script-" + UvScripts.digest(script) + "/";
    write(name + "pyvenv.cfg", "version = 3.12.0\n");
    write(name + "lib/python3.12/site-packages/special.py", "");
    FileReport report = check(script, Map.of("UV_CACHE_DIR", cache.toString()));
    assertEquals(List.of("import-not-found"), rules(report));
    assertEquals("cannot find module `wanted`", report.diagnostics().getFirst().message());
  }
}
