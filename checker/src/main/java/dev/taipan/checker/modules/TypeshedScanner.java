package dev.taipan.checker.modules;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Makes the index of a typeshed that has none, from its folders and {@code stdlib/VERSIONS}. */
final class TypeshedScanner {
  private final List<String> lines = new ArrayList<>();
  private final Fields fields;

  private TypeshedScanner(Fields fields) {
    this.fields = fields;
  }

  static TypeshedIndex scan(Path typeshed) throws IOException {
    Path versionsFile = typeshed.resolve("stdlib").resolve("VERSIONS");
    if (!versionsFile.toFile().isFile()) {
      throw new NoSuchFileException(versionsFile + ": not found");
    }
    Map<String, String> versions =
        parseVersions(Files.readString(versionsFile, StandardCharsets.UTF_8));
    TypeshedScanner stdlib = new TypeshedScanner((name, kind) -> range(name, versions));
    stdlib.scanFolder(typeshed.resolve("stdlib").toFile(), "");
    List<String> stubs = new ArrayList<>();
    File[] distributions = typeshed.resolve("stubs").toFile().listFiles(File::isDirectory);
    if (distributions != null) {
      for (File distribution : distributions) {
        String folder = distribution.getName();
        TypeshedScanner scanner = new TypeshedScanner((name, kind) -> kind == 'n' ? "-" : folder);
        scanner.scanFolder(distribution, "");
        stubs.addAll(scanner.lines);
      }
    }
    return TypeshedIndex.of(sorted(stdlib.lines), sorted(stubs));
  }

  /**
   * The lines of {@code VERSIONS}: module names to {@code FIRST LAST}, minor versions of Python 3,
   * {@code 99} for no end.
   */
  private static Map<String, String> parseVersions(String text) {
    Map<String, String> versions = new HashMap<>();
    for (String line : text.split("\n")) {
      int comment = line.indexOf('#');
      String content = (comment < 0 ? line : line.substring(0, comment)).strip();
      int colon = content.indexOf(':');
      int dash = content.indexOf('-', colon + 1);
      if (colon > 0 && dash > 0) {
        int first =
            PythonVersion.parse(content.substring(colon + 1, dash).strip())
                .map(PythonVersion::minor)
                .orElse(0);
        int last =
            PythonVersion.parse(content.substring(dash + 1).strip())
                .map(PythonVersion::minor)
                .orElse(99);
        versions.put(content.substring(0, colon).strip(), first + " " + last);
      }
    }
    return versions;
  }

  /** The range of a module or, if it has none of its own, of its nearest parent with one. */
  private static String range(String name, Map<String, String> versions) {
    String at = name;
    while (true) {
      String range = versions.get(at);
      if (range != null) {
        return range;
      }
      int dot = at.lastIndexOf('.');
      if (dot < 0) {
        return "0 99";
      }
      at = at.substring(0, dot);
    }
  }

  /** What follows the name and the kind in a line. */
  private interface Fields {
    String of(String name, char kind);
  }

  /** Whether there is a stub in {@code folder} or below. */
  private boolean scanFolder(File folder, String prefix) {
    File[] entries = folder.listFiles();
    boolean found = false;
    if (entries != null) {
      for (File entry : entries) {
        String file = entry.getName();
        if (file.endsWith(".pyi")) {
          found = true;
          if (!file.equals("__init__.pyi")) {
            add(prefix + file.substring(0, file.length() - 4), 'm');
          }
        } else if (file.indexOf('.') < 0 && !file.startsWith("@") && entry.isDirectory()) {
          found |= scanPackage(entry, prefix + file);
        }
      }
    }
    return found;
  }

  private boolean scanPackage(File folder, String name) {
    boolean found = scanFolder(folder, name + ".");
    if (new File(folder, "__init__.pyi").isFile()) {
      add(name, 'p');
    } else if (found) {
      add(name, 'n');
    }
    return found;
  }

  private void add(String name, char kind) {
    lines.add(name + " " + kind + " " + fields.of(name, kind));
  }

  /** The lines sorted, each once: several distributions may share a namespace package. */
  private static String sorted(List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (String line : new TreeSet<>(lines)) {
      text.append(line).append('\n');
    }
    return text.toString();
  }
}
