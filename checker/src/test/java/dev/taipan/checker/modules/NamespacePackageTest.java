package dev.taipan.checker.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NamespacePackageTest {
  @TempDir Path temporary;

  private World world;

  @BeforeEach
  void makeWorld() {
    world = new World(temporary).site("more");
  }

  @Test
  void portionsAreMergedOverAllRoots() {
    world.files("project/ns/own.py", "site/ns/one.py", "more/ns/two.py", "more/ns/one.py");
    world.files("site/ns/deep/a.py", "more/ns/deep/b.py");
    assertEquals("namespace project/ns site/ns more/ns", world.found("ns"));
    assertEquals("FIRST_PARTY project/ns/own.py", world.found("ns.own"));
    assertEquals("THIRD_PARTY site/ns/one.py", world.found("ns.one"));
    assertEquals("THIRD_PARTY more/ns/two.py", world.found("ns.two"));
    assertEquals("THIRD_PARTY site/ns/deep/a.py", world.found("ns.deep.a"));
    assertEquals("THIRD_PARTY more/ns/deep/b.py", world.found("ns.deep.b"));
  }

  @Test
  void aRegularPackageAnywhereWins() {
    world.files("project/data/x.py", "more/data/__init__.py", "more/data/y.py");
    assertEquals("THIRD_PARTY more/data/__init__.py", world.found("data"));
    assertEquals("nothing", world.found("data.x"));
    assertEquals("THIRD_PARTY more/data/y.py", world.found("data.y"));
  }

  @Test
  void theStandardLibraryWinsOverADirectory() {
    world.file("project/json/data.txt");
    assertEquals("STDLIB typeshed/stdlib/json/__init__.pyi", world.found("json"));
  }

  @Test
  void insideARegularPackage() {
    world.files("site/pkg/__init__.py", "site/pkg/inner/m.py");
    assertEquals("namespace site/pkg/inner", world.found("pkg.inner"));
    assertEquals("THIRD_PARTY site/pkg/inner/m.py", world.found("pkg.inner.m"));
  }

  @Test
  void submodulesOfEverything() {
    world.files("project/ns/own.py", "site/ns/one.pyi", "more/ns/sub/__init__.py");
    world.files("more/ns/not-a-name.py", "more/ns/data.txt", "more/ns/__pycache__/x.pyc");
    world.directory("more/ns/empty");
    ModuleResolver resolver = world.resolver();
    ResolvedModule ns = resolver.resolve(ModuleName.of("ns")).orElseThrow();
    assertEquals(List.of("one", "own", "sub"), resolver.submoduleNames(ns));
    ResolvedModule asyncio = resolver.resolve(ModuleName.of("asyncio")).orElseThrow();
    assertEquals(List.of("events", "taskgroups"), resolver.submoduleNames(asyncio));
    ResolvedModule yaml = resolver.resolve(ModuleName.of("yaml")).orElseThrow();
    assertEquals(List.of("nodes"), resolver.submoduleNames(yaml));
    assertEquals("THIRD_PARTY more/ns/sub/__init__.py", world.show(resolver.submodule(ns, "sub")));
    assertEquals("nothing", world.show(resolver.submodule(ns, "nope")));
    ResolvedModule own = resolver.resolve(ModuleName.of("ns.own")).orElseThrow();
    assertEquals("nothing", world.show(resolver.submodule(own, "x")));
    assertEquals(List.of(), resolver.submoduleNames(own));
  }

  @Test
  void topLevelNames() {
    world.files(
        "project/app.py", "site/one.py", "site/one-1.0.dist-info/RECORD", "site/t-stubs/x.pyi");
    List<String> names = world.resolver().topLevelNames();
    for (String expected : List.of("app", "one", "json", "tomllib")) {
      assertEquals(true, names.contains(expected), expected);
    }
    for (String unexpected : List.of("yaml", "t", "distutils", "decoder", "one-1")) {
      assertEquals(false, names.contains(unexpected), unexpected);
    }
  }
}
