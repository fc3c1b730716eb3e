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

/** What an installed package with types shows to those who use it, and what it has for itself. */
class LibraryInterfaceTest {
  @TempDir Path root;

  @BeforeEach
  void install() throws Exception {
    write(".venv/pyvenv.cfg", "version = 3.13.0\n");
    for (String name : List.of("typed", "bare")) {
      String directory = ".venv/lib/python3.13/site-packages/" + name + "/";
      write(
          directory + "__init__.py",
          """
          import os
          import sys as sys
          import json as other
          import csv
          from typing import Any
          from typing import Callable as Callable
          from . import sub
          from .sub import *
          from .sub import _hidden as hidden

          __all__ = ["csv", "_listed"]
          own = 1
          _private = 2
          _listed = 3
          """);
      write(directory + "sub.py", "import abc\npublic = 1\ninner = 2\n_hidden = 3\n");
    }
    write(".venv/lib/python3.13/site-packages/typed/py.typed", "");
  }

  private void write(String name, String text) throws Exception {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<String> check(String... lines) throws Exception {
    write("main.py", String.join("\n", lines) + "\n");
    Configuration configuration =
        Configuration.defaults(root)
            .withLevels(RuleLevels.DEFAULT.with(Rules.PRIVATE_USAGE, Level.ERROR));
    FileTree files = new DiskFileTree();
    SourceReader sources = SourceReader.disk();
    Target target = Target.of(configuration, BuiltTypeshed.open(), files, Map.of());
    return new FileChecker(
            configuration,
            target.version(),
            new TypeEngine().open(configuration, target, files, sources))
        .check(root.resolve("main.py")).diagnostics().stream()
            .map(found -> found.rule().name() + ": " + found.message())
            .toList();
  }

  private static String imported(String name) {
    return "private-usage: `" + name + "` is private to the module `typed`, which only imports it";
  }

  @Test
  void importsAreForThePackageItself() throws Exception {
    assertEquals(
        List.of(imported("os"), imported("other"), imported("Any"), imported("hidden")),
        check("from typed import os, other, Any, hidden"));
    assertEquals(
        List.of(imported("os"), imported("hidden")),
        check("import typed", "typed.os", "typed.hidden"));
  }

  @Test
  void someFormsOfImportsPassNamesOn() throws Exception {
    assertEquals(
        List.of(), check("from typed import sys, Callable, sub, public", "import typed.sub"));
  }

  @Test
  void whatIsListedIsPublicWhateverItIs() throws Exception {
    assertEquals(List.of(), check("from typed import csv, own, _listed"));
    assertEquals(
        List.of("private-usage: `_private` is private to the module `typed`"),
        check("from typed import _private"));
  }

  @Test
  void starsBringWhatIsListedAlone() throws Exception {
    assertEquals(
        List.of(
            "unresolved-reference: `own` has no value here",
            "unresolved-reference: `os` has no value here"),
        check("from typed import *", "csv, _listed", "own", "os"));
    assertEquals(
        List.of("unresolved-reference: `_hidden` has no value here"),
        check("from typed.sub import *", "public, inner", "_hidden"));
  }

  @Test
  void nobodySaysSoOfPackagesWithoutTypes() throws Exception {
    assertEquals(List.of(), check("from bare import os, other, Any, hidden, _listed"));
  }
}
