package dev.taipan.checker.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of the specification's chapter "Import resolution ordering", place by place. */
final class SearchOrderTest {
  @TempDir Path temporary;

  private World world;

  @BeforeEach
  void makeWorld() {
    world = new World(temporary);
  }

  @Test
  void eachPlaceGivesWayToTheOneBefore() {
    world
        .extra("extra")
        .files("extra/yaml.pyi", "project/yaml.py", "site/yaml-stubs/__init__.pyi")
        .files("site/yaml/__init__.py", "site/yaml/py.typed");
    assertEquals("EXTRA extra/yaml.pyi", world.found("yaml"));
    world.delete("extra");
    assertEquals("FIRST_PARTY project/yaml.py", world.found("yaml"));
    world.delete("project/yaml.py");
    assertEquals("STUB_PACKAGE site/yaml-stubs/__init__.pyi", world.found("yaml"));
    world.delete("site/yaml-stubs");
    assertEquals("THIRD_PARTY site/yaml/__init__.py", world.found("yaml"));
    world.delete("site/yaml/py.typed");
    assertEquals("TYPESHED typeshed/stubs/PyYAML/yaml/__init__.pyi", world.found("yaml"));
    world.delete("typeshed/stubs/PyYAML");
    assertEquals("THIRD_PARTY site/yaml/__init__.py", world.found("yaml"));
    world.delete("site/yaml");
    assertEquals("nothing", world.found("yaml"));
  }

  @Test
  void theStandardLibraryIsBeforeInstalledPackages() {
    world.files("site/json/__init__.py", "site/json/py.typed", "site/json-stubs/__init__.pyi");
    assertEquals("STDLIB typeshed/stdlib/json/__init__.pyi", world.found("json"));
    world.files("project/json.py");
    assertEquals("FIRST_PARTY project/json.py", world.found("json"));
  }

  @Test
  void whatTheInterpreterHasLoadedAlreadyIsNeverShadowed() {
    world.extra("extra").files("extra/typing.py", "project/builtins.py", "project/os.py");
    assertEquals("STDLIB typeshed/stdlib/typing.pyi", world.found("typing"));
    assertEquals("STDLIB typeshed/stdlib/builtins.pyi", world.found("builtins"));
    assertEquals("STDLIB typeshed/stdlib/os/path.pyi", world.found("os.path"));
  }

  @Test
  void theStandardLibraryOfTheTargetVersion() {
    assertEquals("nothing", world.found("distutils.core"));
    assertEquals("STDLIB typeshed/stdlib/tomllib.pyi", world.found("tomllib"));
    world.version(10);
    assertEquals("STDLIB typeshed/stdlib/distutils/core.pyi", world.found("distutils.core"));
    assertEquals("nothing", world.found("tomllib"));
    assertEquals("STDLIB typeshed/stdlib/asyncio/events.pyi", world.found("asyncio.events"));
    assertEquals("nothing", world.found("asyncio.taskgroups"));
  }

  @Test
  void modulesOfTheInterpreterThatTypeshedLeavesOut() {
    world.files("lib/os.py", "lib/idlelib/__init__.py", "lib/idlelib/run.py", "lib/json/tool.py");
    world.files("lib/json/__init__.py", "lib/distutils/__init__.py");
    assertEquals("RUNTIME lib/idlelib/run.py", world.found("idlelib.run"));
    assertEquals("RUNTIME lib/json/tool.py", world.found("json.tool"));
    assertEquals("RUNTIME binary built-in", world.found("_string"));
    assertEquals("nothing", world.found("distutils"), "it is gone from the target version");
    assertEquals("nothing", world.found("json.nonsense"));
  }

  @Test
  void insideOneDirectory() {
    world.files("project/a/__init__.py", "project/a/__init__.pyi", "project/a.py");
    assertEquals("FIRST_PARTY project/a/__init__.pyi", world.found("a"));
    world.delete("project/a/__init__.pyi");
    assertEquals("FIRST_PARTY project/a/__init__.py", world.found("a"));
    world.delete("project/a/__init__.py");
    assertEquals("FIRST_PARTY project/a.py", world.found("a"), "before a namespace package");
    world.file("project/a.pyi");
    assertEquals("FIRST_PARTY project/a.pyi", world.found("a"));
    world.delete("project/a.py").delete("project/a.pyi");
    assertEquals("namespace project/a", world.found("a"));
  }

  @Test
  void binaryModules() {
    world.files(
        "site/fast.cpython-312-x86_64-linux-gnu.so",
        "site/win.pyd",
        "site/both.so",
        "site/both.pyi",
        "site/pkg/__init__.abi3.so",
        "site/pkg/_core.so",
        "site/old.pyc");
    assertEquals(
        "THIRD_PARTY binary site/fast.cpython-312-x86_64-linux-gnu.so", world.found("fast"));
    assertEquals("THIRD_PARTY binary site/win.pyd", world.found("win"));
    assertEquals("THIRD_PARTY site/both.pyi", world.found("both"));
    assertEquals("THIRD_PARTY binary site/pkg/__init__.abi3.so", world.found("pkg"));
    assertEquals("THIRD_PARTY binary site/pkg/_core.so", world.found("pkg._core"));
    assertEquals("THIRD_PARTY binary site/old.pyc", world.found("old"));
  }

  @Test
  void directoriesNamedLikeFilesAreNoModules() {
    world.directory("project/a.py").directory("project/b/__init__.py");
    assertEquals("nothing", world.found("a"));
    assertEquals("namespace project/b", world.found("b"));
  }

  @Test
  void moduleNamesAreCaseSensitive() {
    world.file("project/Views.py");
    assertEquals("nothing", world.found("views"));
  }

  @Test
  void sourceLayoutsAndNestedRoots() {
    world.files("project/src/app/__init__.py", "project/src/app/views.py", "project/tool.py");
    assertEquals("FIRST_PARTY project/src/app/views.py", world.found("app.views"));
    assertEquals("FIRST_PARTY project/tool.py", world.found("tool"));
    ModuleResolver resolver = world.resolver();
    ResolvedModule direct = resolver.resolve(ModuleName.of("app.views")).orElseThrow();
    ResolvedModule nested = resolver.resolve(ModuleName.of("src.app.views")).orElseThrow();
    assertEquals(direct, nested);
    assertEquals("app.views", nested.name().toString(), "one file, one name");
  }

  @Test
  void aSourceDirectoryThatIsAPackageIsNoRoot() {
    world.files("project/src/__init__.py", "project/src/app.py");
    assertEquals("nothing", world.found("app"));
    assertEquals("FIRST_PARTY project/src/app.py", world.found("src.app"));
  }

  @Test
  void aProjectInsideAPackageIsNamedFromOutside() {
    world.files("project/__init__.py", "project/views.py");
    assertEquals("FIRST_PARTY project/views.py", world.found("project.views"));
    assertEquals(
        "project.views", world.resolver().moduleOf(world.path("project/views.py")).name() + "");
  }

  @Test
  void theTypingsDirectoryPatchesInstalledPackages() {
    world.files("project/typings/lib/__init__.pyi", "project/typings/lib/a.pyi");
    world.files("site/lib/__init__.py", "site/lib/a.py", "site/lib/b.py", "site/lib/py.typed");
    assertEquals("EXTRA project/typings/lib/__init__.pyi", world.found("lib"));
    assertEquals("EXTRA project/typings/lib/a.pyi", world.found("lib.a"));
    assertEquals("THIRD_PARTY site/lib/b.py", world.found("lib.b"));
    world.delete("project/typings/lib/__init__.pyi");
    assertEquals("THIRD_PARTY site/lib/__init__.py", world.found("lib"));
    assertEquals("EXTRA project/typings/lib/a.pyi", world.found("lib.a"));
  }

  @Test
  void severalSiteDirectories() {
    world.site("more").files("site/a.py", "more/a.py", "more/b.py", "more/a-stubs/__init__.pyi");
    assertEquals("THIRD_PARTY more/b.py", world.found("b"));
    assertEquals("STUB_PACKAGE more/a-stubs/__init__.pyi", world.found("a"));
    world.delete("more/a-stubs");
    assertEquals("THIRD_PARTY site/a.py", world.found("a"));
  }

  @Test
  void modulesHaveNoSubmodules() {
    world.files("project/a.py", "project/a/b.py");
    assertEquals("nothing", world.found("a.b"));
    assertEquals("nothing", world.found("a.b.c"));
  }

  @Test
  void whatIsKnownOfAFile() {
    world.files("site/t/__init__.py", "site/t/py.typed", "site/t/sub/__init__.py", "site/t/m.py");
    world.files("site/u/__init__.py", "site/u/s.pyi", "project/own.py");
    ModuleResolver resolver = world.resolver();
    for (String name : List.of("t", "t.sub", "t.m", "u.s", "own", "os", "yaml")) {
      assertTrue(file(resolver, name).isTyped(), name);
    }
    assertFalse(file(resolver, "u").isTyped());
    assertTrue(file(resolver, "u.s").isStub());
    assertTrue(file(resolver, "t.sub").isPackage());
    assertFalse(file(resolver, "t.m").isPackage());
  }

  @Test
  void aStandardModuleWhateverShadowsIt() {
    world.file("project/json.py");
    ModuleResolver resolver = world.resolver();
    assertEquals(
        "STDLIB typeshed/stdlib/json/decoder.pyi",
        world.show(resolver.stdlib(ModuleName.of("json.decoder"))));
    assertEquals(Optional.empty(), resolver.stdlib(ModuleName.of("distutils")));
    assertEquals(Optional.empty(), resolver.stdlib(ModuleName.of("nothing")));
  }

  @Test
  void aUnusualNamesAreJustNotFound() {
    for (String name : List.of("..", "é", "a b", "x/y", "__init__", "con", "nul\0l")) {
      ModuleName.parse(name).ifPresent(each -> assertEquals("nothing", world.found(name)));
    }
  }

  private static ModuleFile file(ModuleResolver resolver, String name) {
    return assertInstanceOf(
        ModuleFile.class, resolver.resolve(ModuleName.of(name)).orElseThrow(), name);
  }
}
