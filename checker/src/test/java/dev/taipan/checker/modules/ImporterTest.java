package dev.taipan.checker.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What depends on where the import stands: relative imports, scripts, the names of files. */
final class ImporterTest {
  @TempDir Path temporary;

  private World world;

  @BeforeEach
  void makeWorld() {
    world = new World(temporary);
  }

  @Test
  void relativeImportsInAPackage() {
    world.files("project/a/__init__.py", "project/a/x.py", "project/a/b/__init__.py");
    world.files("project/a/b/y.py", "project/a/b/ns/z.py");
    assertEquals("FIRST_PARTY project/a/__init__.py", world.relative("project/a/x.py", 1, ""));
    assertEquals("FIRST_PARTY project/a/x.py", world.relative("project/a/__init__.py", 1, "x"));
    assertEquals("FIRST_PARTY project/a/x.py", world.relative("project/a/b/y.py", 2, "x"));
    assertEquals("FIRST_PARTY project/a/b/y.py", world.relative("project/a/x.py", 1, "b.y"));
    assertEquals("FIRST_PARTY project/a/b/y.py", world.relative("project/a/b/ns/z.py", 2, "y"));
    assertEquals("nothing", world.relative("project/a/x.py", 1, "nope"));
    assertEquals("nothing", world.relative("project/a/x.py", 1, "x.nope"));
    assertEquals("nothing", world.relative("project/a/x.py", 1, "b."));
    assertEquals("nothing", world.relative("project/a/x.py", 3, "x"));
    assertEquals("nothing", world.relative("project/a/x.py", 99, ""));
  }

  @Test
  void relativeImportsInTypeshed() {
    assertEquals(
        "STDLIB typeshed/stdlib/asyncio/events.pyi",
        world.relative("typeshed/stdlib/asyncio/__init__.pyi", 1, "events"));
    assertEquals(
        "TYPESHED typeshed/stubs/PyYAML/yaml/nodes.pyi",
        world.relative("typeshed/stubs/PyYAML/yaml/__init__.pyi", 1, "nodes"));
  }

  @Test
  void relativeImportsInAShadowedPackageStayInIt() {
    world.files("project/pkg/__init__.py", "project/pkg/a.py");
    world.files("site/pkg/__init__.py", "site/pkg/a.py", "site/pkg/b.py");
    assertEquals("THIRD_PARTY site/pkg/a.py", world.relative("site/pkg/b.py", 1, "a"));
    assertEquals("THIRD_PARTY site/pkg/b.py", world.relative("site/pkg/__init__.py", 1, "b"));
  }

  @Test
  void relativeImportsInCodeThatStubsHide() {
    world.files("site/lib/__init__.py", "site/lib/a.py", "site/lib/_impl.py");
    world.files("site/lib-stubs/__init__.pyi", "site/lib-stubs/a.pyi");
    assertEquals("THIRD_PARTY site/lib/_impl.py", world.relative("site/lib/a.py", 1, "_impl"));
  }

  @Test
  void aScriptsDotIsItsDirectory() {
    world.files("project/main.py", "project/helper.py");
    assertEquals("FIRST_PARTY project/helper.py", world.relative("project/main.py", 1, "helper"));
    assertEquals("nothing", world.relative("project/main.py", 2, "helper"));
    ModuleResolver resolver = world.resolver();
    ModuleFile main = resolver.moduleOf(world.path("project/main.py"));
    assertEquals(new ImportFailure.BeyondTopLevel(2), resolver.explainRelative(main, 2, "helper"));
  }

  @Test
  void scriptsAndTestsSeeTheirOwnDirectory() {
    world.files("project/tests/unit/test_a.py", "project/tests/unit/helpers.py");
    world.files("project/tests/common.py", "project/tests/unit/os.py");
    String test = "project/tests/unit/test_a.py";
    assertEquals("FIRST_PARTY project/tests/unit/helpers.py", world.found("helpers", test));
    assertEquals("FIRST_PARTY project/tests/common.py", world.found("common", test));
    assertEquals("nothing", world.found("helpers"));
    assertEquals("nothing", world.found("helpers", "project/main.py"));
    assertEquals("STDLIB typeshed/stdlib/os/__init__.pyi", world.found("os", test));
  }

  @Test
  void aPackageIsNotItsOwnDirectory() {
    world.files("project/pkg/__init__.py", "project/pkg/a.py", "project/pkg/b.py");
    assertEquals("nothing", world.found("b", "project/pkg/a.py"));
  }

  @Test
  void aPackageBelowAnUnimportableDirectory() {
    world.files("project/my-service/app/__init__.py", "project/my-service/app/a.py");
    String file = "project/my-service/app/a.py";
    assertEquals("FIRST_PARTY " + file, world.found("app.a", file));
    assertEquals("app.a", name(file));
  }

  @Test
  void oneFileIsOneModuleWhoeverImportsIt() {
    world.files("project/sub/pkg/__init__.py", "project/sub/pkg/a.py");
    ModuleResolver resolver = world.resolver();
    ModuleFile importer = resolver.moduleOf(world.path("project/sub/pkg/a.py"));
    ResolvedModule local = resolver.resolve(ModuleName.of("pkg.a"), importer).orElseThrow();
    ResolvedModule outer = resolver.resolve(ModuleName.of("sub.pkg.a")).orElseThrow();
    assertSame(outer, local);
    assertSame(importer, local);
  }

  @Test
  void installedCodeDoesNotSeeItsOwnDirectory() {
    world.files("site/ns/a.py", "site/ns/helper.py");
    assertEquals("nothing", world.found("helper", "site/ns/a.py"));
  }

  @Test
  void aRealModuleBesideAScriptIsBeforeANamespaceElsewhere() {
    world.files("project/tools/run.py", "project/tools/data.py", "project/data/x.txt");
    assertEquals("FIRST_PARTY project/tools/data.py", world.found("data", "project/tools/run.py"));
    assertEquals("namespace project/data", world.found("data", "project/main.py"));
  }

  private String name(String file) {
    return world.resolver().moduleOf(world.path(file)).name().toString();
  }

  @Test
  void namesOfFiles() {
    world.files("project/src/app/__init__.py", "project/src/app/views.py", "project/ns/m.py");
    world.files(
        "site/lib/__init__.py", "site/lib/a.py", "site/lib/py.typed", "outside/x/__init__.py");
    assertEquals("app", name("project/src/app/__init__.py"));
    assertEquals("app.views", name("project/src/app/views.py"));
    assertEquals("app.new", name("project/src/app/new.py"), "a file that is not there yet");
    assertEquals("ns.m", name("project/ns/m.py"));
    assertEquals("my-script", name("project/my-script.py"));
    assertEquals("a_b", name("project/a.b.py"));
    assertEquals("lib.a", name("site/lib/a.py"));
    assertEquals("x.y", name("outside/x/y.py"));
    assertEquals("z", name("outside/z.py"));
    assertEquals("Untitled-1", name("outside/Untitled-1"));
    assertEquals("__init__", name("project/__init__.py"));
    assertEquals("os.path", name("typeshed/stdlib/os/path.pyi"));
    assertEquals("yaml.nodes", name("typeshed/stubs/PyYAML/yaml/nodes.pyi"));
  }

  @Test
  void whatIsKnownOfAFileWithoutItsName() {
    world.files("project/a.py", "project/a.pyi", "site/lib/__init__.py", "site/lib/py.typed");
    world.files("site/lib-stubs/__init__.pyi", "outside/z.py");
    ModuleResolver resolver = world.resolver();
    ModuleFile source = resolver.moduleOf(world.path("project/a.py"));
    assertEquals(world.path("project/a.py"), source.file());
    assertEquals(Origin.FIRST_PARTY, source.origin());
    ModuleFile hidden = resolver.moduleOf(world.path("site/lib/__init__.py"));
    assertEquals(Origin.THIRD_PARTY, hidden.origin());
    assertTrue(hidden.isTyped() && hidden.isPackage());
    assertEquals(Origin.FIRST_PARTY, resolver.moduleOf(world.path("outside/z.py")).origin());
    assertSame(hidden, resolver.moduleOf(world.path("site/lib/./__init__.py")));
  }

  @Test
  void anEnvironmentInsideTheProject() {
    world.directory("project/env/lib/python3.12/site-packages");
    world.site("project/env/lib/python3.12/site-packages");
    world.files("project/env/lib/python3.12/site-packages/dep/m.py");
    assertEquals("dep.m", name("project/env/lib/python3.12/site-packages/dep/m.py"));
  }

  @Test
  void whyAnImportFails() {
    world.files("project/main.py", "project/pkg/__init__.py");
    assertEquals(
        new ImportFailure.NotInVersion(
            ModuleName.of("distutils"), new PythonVersion(3, 0), new PythonVersion(3, 11)),
        why("distutils.core"));
    world.version(10);
    assertEquals(
        new ImportFailure.NotInVersion(
            ModuleName.of("asyncio.taskgroups"), new PythonVersion(3, 11), PythonVersion.NEWEST),
        why("asyncio.taskgroups.x"));
    assertEquals(
        new ImportFailure.NotFound(ModuleName.of("pkg.gone"), List.of(world.path("project/pkg"))),
        why("pkg.gone.x"));
    ImportFailure.NotFound missing = (ImportFailure.NotFound) why("nowhere");
    assertEquals(ModuleName.of("nowhere"), missing.missing());
    assertEquals(List.of(world.path("project"), world.path("site")), missing.searched());
  }

  private ImportFailure why(String name) {
    ModuleResolver resolver = world.resolver();
    return resolver.explain(ModuleName.of(name), resolver.moduleOf(world.path("project/main.py")));
  }
}
