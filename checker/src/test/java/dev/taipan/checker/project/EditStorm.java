package dev.taipan.checker.project;

import dev.taipan.checker.modules.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Edits a copy of a package at random as people do (typing, deleting, pasting, breaking and mending
 * syntax, changing headers, moving files) and compares the diagnostics after each edit with those
 * of somebody who opens the files anew: of the edited file and one other after each edit, of all
 * files now and then.
 */
final class EditStorm {
  private static final int EDITS_BETWEEN_FULL_CHECKS = 100;

  private static final List<String> SNIPPETS =
      List.of(
          "self.",
          "return None\n",
          "    pass\n",
          "None",
          "(",
          ")",
          "[",
          ":",
          "\"\"\"",
          "'",
          "\n",
          "    ",
          "# type: ignore",
          "raise ValueError\n",
          "import os\n",
          "from typing import *\n",
          "x = 1\n",
          "global x\n",
          "yield 1\n",
          "await x",
          "lambda: 0",
          "async ",
          "@property\n",
          "class Extra: ...\n",
          "def extra(a, b=1): return a\n",
          "if x is None:\n",
          "del x\n",
          "\\",
          "é",
          "str(1)",
          " | None",
          "*",
          "...");

  private final Path root;
  private final Random random;
  private final OpenProject project;
  private final List<String> files = new ArrayList<>();
  private final List<String> originals = new ArrayList<>();
  private String last = "";
  private String touched = "";
  private int pieces;

  /**
   * @param source the directory of a package, or of modules
   * @param work an empty directory
   * @param environment where what the package imports is installed
   */
  EditStorm(Path source, Path work, long seed, Optional<Environment> environment)
      throws IOException {
    root = work;
    random = new Random(seed);
    Path copy = work.resolve(String.valueOf(source.getFileName()));
    try (Stream<Path> all = Files.walk(source)) {
      for (Path file : all.sorted().toList()) {
        String name = file.toString();
        if (name.endsWith(".py") || name.endsWith(".pyi")) {
          Path to = copy.resolve(source.relativize(file));
          Files.createDirectories(to.getParent());
          Files.copy(file, to);
          files.add(work.relativize(to).toString());
        }
      }
    }
    project = new OpenProject(work, environment);
    for (String file : files) {
      String text = Files.readString(work.resolve(file));
      originals.add(text);
      if (random.nextInt(3) > 0) {
        project.edit(file, text);
      }
    }
  }

  /** Makes one edit; gives the name of a file of which it may be seen. */
  private void edit() throws IOException {
    int at = random.nextInt(files.size());
    String file = files.get(at);
    touched = file;
    if (!project.isOpen(file)) {
      project.edit(file, Files.readString(root.resolve(file)));
    }
    String text = project.text(file);
    int what = random.nextInt(100);
    if (what < 3) {
      move(at);
    } else if (what < 5) {
      last = "save and close " + file;
      project.save(file);
      project.close(file);
    } else if (what < 15) {
      last = "mend " + file;
      project.edit(file, originals.get(at));
    } else {
      String after = edited(text, what);
      last = file + ": " + difference(text, after);
      project.edit(file, after);
    }
  }

  /** Gives a file another name, or takes it to another directory. */
  private void move(int at) throws IOException {
    String file = files.get(at);
    Path from = root.resolve(file);
    Path sibling = root.resolve(files.get(random.nextInt(files.size())));
    String name = String.valueOf(from.getFileName());
    String other =
        random.nextBoolean()
            ? name
            : name.startsWith("moved_") ? name.substring(6) : "moved_" + name;
    Path to = sibling.resolveSibling(other);
    if (Files.exists(to)) {
      last = "touch " + file;
      project.save(file);
      return;
    }
    last = "move " + file + " to " + root.relativize(to);
    project.move(file, root.relativize(to).toString());
    files.set(at, root.relativize(to).toString());
    touched = files.get(at);
  }

  private String edited(String text, int what) {
    int from = text.isEmpty() ? 0 : random.nextInt(text.length());
    if (what < 35) {
      return insert(text, from, SNIPPETS.get(random.nextInt(SNIPPETS.size())));
    }
    if (what < 50) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(random.nextBoolean() ? 3 : 60));
      return text.substring(0, from) + text.substring(to);
    }
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int line = random.nextInt(lines.size());
    if (what < 62) {
      lines.remove(line);
    } else if (what < 75) {
      lines.add(line, lines.get(random.nextInt(lines.size())));
    } else if (what < 82) {
      int count = Math.min(lines.size() - line, 1 + random.nextInt(30));
      List<String> block = new ArrayList<>(lines.subList(line, line + count));
      if (random.nextBoolean()) {
        lines.subList(line, line + count).clear();
      }
      lines.addAll(random.nextInt(lines.size() + 1), block);
    } else {
      return header(lines, line);
    }
    return String.join("\n", lines);
  }

  /** Changes the next function or class header, or import, or return. */
  private String header(List<String> lines, int from) {
    for (int i = 0; i < lines.size(); i++) {
      int line = (from + i) % lines.size();
      String text = lines.get(line);
      String stripped = text.strip();
      String changed = text;
      if (stripped.startsWith("def ") && text.indexOf('(') >= 0) {
        changed =
            switch (random.nextInt(4)) {
              case 0 -> text.replaceFirst("\\(", "(extra, ");
              case 1 -> text.replaceFirst("def \\w+", "def renamed");
              case 2 -> text.replaceFirst("-> [^:]+:", "-> int:");
              default -> text.replaceFirst(": str", ": bytes");
            };
      } else if (stripped.startsWith("class ")) {
        changed = random.nextBoolean() ? text.replaceFirst("\\([^)]*\\)", "") : text + " pass";
      } else if (stripped.startsWith("return ")) {
        changed = text.replaceFirst("return .*", "return (1, 'x')");
      } else if (stripped.startsWith("self.") && text.contains(" = ")) {
        changed = text.replaceFirst(" = .*", " = None");
      } else if (stripped.startsWith("from ")) {
        changed = text.replaceFirst("import .*", "import *");
      }
      if (!changed.equals(text)) {
        lines.set(line, changed);
        break;
      }
    }
    return String.join("\n", lines);
  }

  private static String insert(String text, int at, String snippet) {
    return text.substring(0, at) + snippet + text.substring(at);
  }

  private static String difference(String before, String after) {
    int head = 0;
    int common = Math.min(before.length(), after.length());
    while (head < common && before.charAt(head) == after.charAt(head)) {
      head++;
    }
    int tail = 0;
    while (tail < common - head
        && before.charAt(before.length() - 1 - tail) == after.charAt(after.length() - 1 - tail)) {
      tail++;
    }
    return "at "
        + head
        + " `"
        + before.substring(head, before.length() - tail)
        + "` => `"
        + after.substring(head, after.length() - tail)
        + "`";
  }

  /**
   * Makes edits and compares.
   *
   * @return what was different where, with the edits that led there; empty if nothing was
   */
  String run(int edits) throws IOException {
    List<String> history = new ArrayList<>();
    for (int i = 1; i <= edits; i++) {
      edit();
      history.add(last);
      List<String> looked = new ArrayList<>();
      if (i % EDITS_BETWEEN_FULL_CHECKS == 0 || i == edits) {
        looked.addAll(files);
      } else {
        looked.add(touched);
        looked.add(files.get(random.nextInt(files.size())));
      }
      List<List<String>> found = new ArrayList<>();
      for (String file : looked) {
        found.add(project.check(file));
      }
      pieces += project.snapshot().checkedPieces();
      List<List<String>> expected = project.checkFresh(looked);
      for (int k = 0; k < looked.size(); k++) {
        if (!expected.get(k).equals(found.get(k))) {
          return report(i, looked.get(k), expected.get(k), found.get(k), history);
        }
      }
    }
    return "";
  }

  private static String report(
      int edit, String file, List<String> expected, List<String> found, List<String> history) {
    List<String> missing = new ArrayList<>(expected);
    missing.removeAll(found);
    List<String> surplus = new ArrayList<>(found);
    surplus.removeAll(expected);
    return "after edit "
        + edit
        + " in "
        + file
        + "\n  missing: "
        + String.join("\n    ", missing)
        + "\n  surplus: "
        + String.join("\n    ", surplus)
        + "\n  edits:\n    "
        + String.join("\n    ", history.subList(Math.max(0, history.size() - 4), history.size()));
  }

  /** How many pieces of files were checked so far. */
  int pieces() {
    return pieces;
  }
}
