package dev.taipan.server.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportEditsTest {
  @TempDir Path root;

  /** The text after imports, each {@code module} or {@code module:name}, were added. */
  private String after(String text, String... imports) throws IOException {
    Set<ImportEdits.Wanted> wanted = new LinkedHashSet<>();
    for (String one : imports) {
      int colon = one.indexOf(':');
      wanted.add(
          colon < 0
              ? new ImportEdits.Wanted(one, "")
              : new ImportEdits.Wanted(one.substring(0, colon), one.substring(colon + 1)));
    }
    World world = new World(root).with("p/__init__.py", "").with("p/m.py", text);
    return world
        .snapshot()
        .ask(
            program ->
                Edited.by(text, new ImportEdits(program, world.module("p/m.py")).edits(wanted)));
  }

  @Test
  void putsStatementsWhereTheyBelong() throws IOException {
    String text =
        "import os\nfrom abc import ABC\nfrom re import match\n\nfrom p import q\nx = 1\n";
    assertEquals(
        text.replace("from re", "from collections import deque\nfrom re"),
        after(text, "collections:deque"));
    assertEquals(text.replace("import os\n", "import os\nimport sys\n"), after(text, "sys"));
    assertEquals(text.replace("import os\n", "import ast\nimport os\n"), after(text, "ast"));
    assertEquals(
        text.replace("import match\n", "import match\n\nfrom attr import define\n"),
        after(text, "attr:define"));
    assertEquals(text.replace("import q\n", "import q\nfrom p.a import b\n"), after(text, "p.a:b"));
    assertEquals(
        "from __future__ import annotations\n\nimport os\n",
        after("from __future__ import annotations\n", "os"));
    assertEquals("import os\n\nfrom p import q\n", after("from p import q\n", "os"));
    assertEquals(
        "from __future__ import annotations\n\nimport os\n\nimport attr\nimport attrs\n\nfrom . import a\n",
        after("from __future__ import annotations\n\nfrom . import a\n", "attrs", "os", "attr"));
    assertEquals("import os\nimport sys\n\nx = 1\n", after("x = 1\n", "sys", "os"));
    assertEquals(
        "'''Doc.'''\n\nfrom re import I, Pattern, match\n",
        after("'''Doc.'''\n", "re:match", "re:I", "re:Pattern"));
  }

  @Test
  void leavesNoGapsWhereThereAreNone() throws IOException {
    String text = "import os\nfrom p import q\n";
    assertEquals("import os\nimport attr\nfrom p import q\n", after(text, "attr"));
  }

  @Test
  void putsNamesWhereTheyBelong() throws IOException {
    assertEquals(
        "from re import I, Match, match\n", after("from re import I, match\n", "re:Match"));
    assertEquals("from re import match, sub\n", after("from re import match\n", "re:sub"));
    assertEquals("from re import sub, match, I\n", after("from re import sub, match\n", "re:I"));
    assertEquals(
        "from re import (\n    I,\n    Match,\n    match,\n)\n",
        after("from re import (\n    I,\n    match,\n)\n", "re:Match"));
    assertEquals(
        "from re import (\n    I,\n    match,\n    search,\n    sub,\n)\n",
        after("from re import (\n    I,\n    match,\n)\n", "re:sub", "re:search"));
    assertEquals("from re import I as J, sub\n", after("from re import I as J\n", "re:sub"));
  }

  /** Somebody is still writing the imports; whatever is offered, nothing fails. */
  @Test
  void livesWithHalfStatements() throws IOException {
    for (String half :
        new String[] {
          "import\n", "import ,\n", "from re import\n", "from re import ,\n",
              "from re import I, , J\n",
          "from re import , I\n", "from re import (I,\n", "from import I\n", "from . import\n",
              "import .a\n"
        }) {
      String text = half + "x = 1\n";
      String made = after(text, "re:Match", "sys", "attr:define");
      assertEquals(true, made.contains("Match") && made.contains("sys"), made);
    }
  }
}
