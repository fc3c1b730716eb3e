package dev.taipan.checker.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .pth} files, and the finders of editable installs that they load. */
final class EditableInstallTest {
  @TempDir Path temporary;

  private World world;

  @BeforeEach
  void makeWorld() {
    world = new World(temporary);
    world.files("dev/src/pkg/__init__.py", "dev/src/pkg/core.py", "dev/src/single.py");
  }

  @Test
  void pathLines() {
    world.file(
        "site/a.pth",
        "# comment\n\n  \n" + world.path("dev/src") + "\t \r\n../other\nmissing\nimport os; x()\n");
    world.file("other/o.py");
    assertEquals("THIRD_PARTY dev/src/pkg/core.py", world.found("pkg.core"));
    assertEquals("THIRD_PARTY other/o.py", world.found("o"));
  }

  @Test
  void pathFilesAreReadInOrderAndHiddenOnesNotAtAll() {
    world.files("one/m.py", "two/m.py", "three/h.py");
    world.file("site/b.pth", "../two\n").file("site/a.pth", "\uFEFF../one\n");
    world.file("site/.hidden.pth", "../three\n");
    assertEquals("THIRD_PARTY one/m.py", world.found("m"));
    assertEquals("nothing", world.found("h"));
  }

  @Test
  void installedPackagesComeBeforeWhatPathFilesAdd() {
    world.file("site/a.pth", "../dev/src\n").file("site/single.py");
    assertEquals("THIRD_PARTY site/single.py", world.found("single"));
  }

  private void finder(String name, String text) {
    world.file("site/" + name + ".pth", "import " + name + "; " + name + ".install()");
    world.file("site/" + name + ".py", text);
  }

  @Test
  void setuptoolsMapping() {
    finder(
        "__editable___pkg_1_0_finder",
        """
        from __future__ import annotations
        import sys
        MAPPING: dict[str, str] = {'pkg': '%1$s/pkg', 'single': '%1$s/single'}
        NAMESPACES: dict[str, list[str]] = {}
        PATH_PLACEHOLDER = '__editable__.pkg-1.0.finder' + ".__path_hook__"
        class _EditableFinder:
            pass
        """
            .formatted(world.path("dev/src")));
    assertEquals("THIRD_PARTY dev/src/pkg/__init__.py", world.found("pkg"));
    assertEquals("THIRD_PARTY dev/src/pkg/core.py", world.found("pkg.core"));
    assertEquals("THIRD_PARTY dev/src/single.py", world.found("single"));
    assertEquals("nothing", world.found("other"));
    ModuleFile core = world.resolver().moduleOf(world.path("dev/src/pkg/core.py"));
    assertEquals("pkg.core", core.name().toString());
    assertEquals(Origin.THIRD_PARTY, core.origin());
  }

  @Test
  void setuptoolsMappingUnderAnotherNameAndInNamespaces() {
    world.files("dev/impl/__init__.py", "dev/impl/m.py", "dev/ns/part.py");
    finder(
        "__editable___x_finder",
        "MAPPING = {'ns.inner': '%1$s/impl', 'other': '%1$s/impl'}\n".formatted(world.path("dev"))
            + "NAMESPACES = {'ns': ['%s/ns']}\n".formatted(world.path("dev")));
    assertEquals("namespace dev/ns", world.found("ns"));
    assertEquals("THIRD_PARTY dev/ns/part.py", world.found("ns.part"));
    assertEquals("THIRD_PARTY dev/impl/m.py", world.found("ns.inner.m"));
    ModuleResolver resolver = world.resolver();
    ResolvedModule ns = resolver.resolve(ModuleName.of("ns")).orElseThrow();
    assertEquals(List.of("inner", "part"), resolver.submoduleNames(ns));
  }

  @Test
  void aMappedNamespaceWithoutADirectory() {
    finder(
        "__editable___x_finder",
        "MAPPING = {'ns.pkg': '%s/pkg'}\nNAMESPACES = {'ns': []}\n"
            .formatted(world.path("dev/src")));
    assertEquals("namespace", world.found("ns"));
    assertEquals("THIRD_PARTY dev/src/pkg/core.py", world.found("ns.pkg.core"));
  }

  @Test
  void editablesRedirector() {
    finder(
        "_editable_impl_pkg",
        "from editables.redirector import RedirectingFinder as F\nF.install()\n"
            + "F.map_module('pkg', '%1$s/pkg/__init__.py')\nF.map_module('single', '%1$s/single.py')"
                .formatted(world.path("dev/src")));
    assertEquals("THIRD_PARTY dev/src/pkg/core.py", world.found("pkg.core"));
    assertEquals("THIRD_PARTY dev/src/single.py", world.found("single"));
  }

  @Test
  void scikitBuildCoreRedirector() {
    world.file("site/pkg/_native.cpython-312-x86_64-linux-gnu.so");
    finder(
        "_pkg_editable",
        "import os\n\ndef install(known):\n    pass\n\n"
            + "install({'pkg': '%1$s/pkg/__init__.py', 'pkg.core': '%1$s/pkg/core.py'}, "
                .formatted(world.path("dev/src"))
            + "{'pkg._native': 'pkg/_native.cpython-312-x86_64-linux-gnu.so'}, None, False)\n");
    assertEquals("THIRD_PARTY dev/src/pkg/core.py", world.found("pkg.core"));
    assertEquals(
        "THIRD_PARTY binary site/pkg/_native.cpython-312-x86_64-linux-gnu.so",
        world.found("pkg._native"));
  }

  @Test
  void brokenFindersMapNothing() {
    for (String text :
        List.of(
            "",
            "MAPPING",
            "MAPPING = ",
            "MAPPING = {",
            "MAPPING = {'a'",
            "MAPPING = {'a': ",
            "MAPPING = {'a': '/x",
            "MAPPING = {a: b, **c}",
            "MAPPING = [1, 2, (3,",
            "MAPPING = {'': '/x', 'a..b': '/y', 'c': ''}",
            "NAMESPACES = {'a': [1, None]}",
            "F.map_module(",
            "F.map_module('a'",
            "\ninstall(",
            "\ninstall({}, x")) {
      assertEquals(
          List.of(),
          List.copyOf(EditableFinder.targets(text, world.path("site")).keySet()).stream()
              .filter(name -> !name.equals("a"))
              .toList(),
          text);
    }
  }

  @Test
  void stringsAsPythonWritesThem() {
    Map<String, List<Path>> targets =
        EditableFinder.targets(
            "MAPPING = {\"it's\": 'd\\\\e\\x66\\u0067\\'h', 'tuple' : ('x', 'y',),}",
            Path.of("/site"));
    assertEquals(List.of(Path.of("/site/d\\efg'h")), targets.get("it's"));
    assertEquals(List.of(Path.of("/site/x"), Path.of("/site/y")), targets.get("tuple"));
  }

  @Test
  void firstPartyCodeThatIsAlsoInstalledStaysFirstParty() {
    world.files("project/src/own/__init__.py").file("site/own.pth", "../project/src\n");
    assertEquals("FIRST_PARTY project/src/own/__init__.py", world.found("own"));
    ModuleFile own = world.resolver().moduleOf(world.path("project/src/own/__init__.py"));
    assertEquals(Origin.FIRST_PARTY, own.origin());
  }
}
