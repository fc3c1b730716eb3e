package dev.taipan.checker.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stub-only packages: complete, partial and namespace ones, and the code that they describe. */
final class StubPackageTest {
  @TempDir Path temporary;

  private World world;

  @BeforeEach
  void makeWorld() {
    world = new World(temporary);
    world.files("site/lib/__init__.py", "site/lib/a.py", "site/lib/b.py", "site/lib/sub/c.py");
  }

  @Test
  void aCompleteStubPackageHidesWhatItDoesNotHave() {
    world.files("site/lib-stubs/__init__.pyi", "site/lib-stubs/a.pyi");
    assertEquals("STUB_PACKAGE site/lib-stubs/a.pyi", world.found("lib.a"));
    assertEquals("nothing", world.found("lib.b"));
    ModuleResolver resolver = world.resolver();
    ImportFailure why =
        resolver.explain(ModuleName.of("lib.b"), resolver.moduleOf(world.path("project/main.py")));
    assertEquals(
        new ImportFailure.NotInStubs(ModuleName.of("lib.b"), world.path("site/lib-stubs")), why);
  }

  @Test
  void aPartialStubPackageIsMergedWithTheCode() {
    world
        .files("site/lib-stubs/__init__.pyi", "site/lib-stubs/a.pyi")
        .files("site/lib-stubs/sub/__init__.pyi")
        .file("site/lib-stubs/py.typed", "partial\n");
    assertEquals("STUB_PACKAGE site/lib-stubs/__init__.pyi", world.found("lib"));
    assertEquals("STUB_PACKAGE site/lib-stubs/a.pyi", world.found("lib.a"));
    assertEquals("THIRD_PARTY site/lib/b.py", world.found("lib.b"));
    assertEquals("STUB_PACKAGE site/lib-stubs/sub/__init__.pyi", world.found("lib.sub"));
    assertEquals("THIRD_PARTY site/lib/sub/c.py", world.found("lib.sub.c"));
  }

  @Test
  void anEmptyMarkerIsNotPartial() {
    world.files("site/lib-stubs/__init__.pyi", "site/lib-stubs/py.typed");
    assertEquals("nothing", world.found("lib.b"));
  }

  @Test
  void aPartialStubPackageIsMergedWithTypeshedToo() {
    world
        .files("site/yaml/__init__.py", "site/yaml-stubs/__init__.pyi")
        .file("site/yaml-stubs/py.typed", "partial\n");
    assertEquals("STUB_PACKAGE site/yaml-stubs/__init__.pyi", world.found("yaml"));
    assertEquals("TYPESHED typeshed/stubs/PyYAML/yaml/nodes.pyi", world.found("yaml.nodes"));
  }

  @Test
  void aNamespaceStubPackageLeavesEachSubpackageItsChoice() {
    world.files(
        "site/shapes/polygons/pentagon/__init__.py",
        "site/shapes/polygons/pentagon/py.typed",
        "site/shapes/polygons/hexagon/__init__.py",
        "site/shapes/polygons/hexagon/edge.py",
        "site/shapes-stubs/polygons/hexagon/__init__.pyi");
    assertEquals(
        "STUB_PACKAGE site/shapes-stubs/polygons/hexagon/__init__.pyi",
        world.found("shapes.polygons.hexagon"));
    assertEquals(
        "THIRD_PARTY site/shapes/polygons/pentagon/__init__.py",
        world.found("shapes.polygons.pentagon"));
    assertEquals("nothing", world.found("shapes.polygons.hexagon.edge"), "a complete package");
    world.file("site/shapes-stubs/polygons/hexagon/py.typed", "partial\n");
    assertEquals(
        "THIRD_PARTY site/shapes/polygons/hexagon/edge.py",
        world.found("shapes.polygons.hexagon.edge"));
  }

  @Test
  void stubsWithoutAnInitBesideARegularPackage() {
    world.files("site/lib-stubs/a.pyi");
    assertEquals("THIRD_PARTY site/lib/__init__.py", world.found("lib"));
    assertEquals("STUB_PACKAGE site/lib-stubs/a.pyi", world.found("lib.a"));
    assertEquals("THIRD_PARTY site/lib/b.py", world.found("lib.b"));
  }

  @Test
  void typeshedDescribesOnlyPackagesWithoutTypes() {
    world.files("site/yaml/__init__.py", "site/yaml/nodes.py", "site/yaml/extra.py");
    assertEquals("TYPESHED typeshed/stubs/PyYAML/yaml/nodes.pyi", world.found("yaml.nodes"));
    assertEquals("THIRD_PARTY site/yaml/extra.py", world.found("yaml.extra"));
    world.file("site/yaml/py.typed");
    assertEquals("THIRD_PARTY site/yaml/nodes.py", world.found("yaml.nodes"));
  }

  @Test
  void typeshedsNamespacePackages() {
    world.files("site/google/protobuf/__init__.py", "site/google/auth/__init__.py");
    assertEquals(
        "TYPESHED typeshed/stubs/protobuf/google/protobuf/message.pyi",
        world.found("google.protobuf.message"));
    assertEquals("THIRD_PARTY site/google/auth/__init__.py", world.found("google.auth"));
    assertEquals(
        "TYPESHED typeshed/stubs/ndb/google/cloud/ndb/__init__.pyi",
        world.found("google.cloud.ndb"));
    assertEquals("namespace site/google", world.found("google"));
    world.file("site/google/protobuf/py.typed");
    assertEquals("THIRD_PARTY site/google/protobuf/__init__.py", world.found("google.protobuf"));
  }

  @Test
  void stubPackagesOfTheProjectItself() {
    world.files("project/lib-stubs/__init__.pyi", "project/lib-stubs/a.pyi");
    assertEquals("STUB_PACKAGE project/lib-stubs/a.pyi", world.found("lib.a"));
    ModuleFile module = world.resolver().moduleOf(world.path("project/lib-stubs/a.pyi"));
    assertEquals("lib.a", module.name().toString());
    assertEquals(
        "STUB_PACKAGE project/lib-stubs/__init__.pyi",
        world.relative("project/lib-stubs/a.pyi", 1, ""));
  }

  @Test
  void theCodeBehindAStub() {
    world
        .files("site/lib-stubs/__init__.pyi", "site/lib-stubs/a.pyi", "site/lib-stubs/gone.pyi")
        .files("project/own.py", "project/own.pyi", "lib/os.py", "lib/json/__init__.py")
        .files("lib/json/decoder.py", "site/six.py", "project/json.py");
    assertEquals("site/lib/a.py", source("lib.a"));
    assertEquals("site/lib/__init__.py", source("lib"));
    assertEquals("nothing", source("lib.gone"));
    assertEquals("project/own.py", source("own"));
    assertEquals("lib/os.py", source("os"));
    assertEquals("site/six.py", source("six"));
    assertEquals("nothing", source("yaml"));
    ModuleResolver resolver = world.resolver();
    ModuleFile decoder = resolver.stdlib(ModuleName.of("json.decoder")).orElseThrow();
    assertEquals(Optional.of(world.path("lib/json/decoder.py")), resolver.runtimeFile(decoder));
  }

  private String source(String name) {
    ModuleResolver resolver = world.resolver();
    ModuleFile module =
        assertInstanceOf(ModuleFile.class, resolver.resolve(ModuleName.of(name)).orElseThrow());
    return resolver.runtimeFile(module).map(world::show).orElse("nothing");
  }
}
