package dev.taipan.server.features;

import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.source.SourceText;
import dev.taipan.server.workspace.ProjectLoader;
import dev.taipan.server.workspace.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A project for tests of features. Texts may have a mark {@code <|>}, which is taken out: it is the
 * place that a feature is asked for.
 */
final class World {
  static final String MARK = "<|>";

  private final Path root;
  private Snapshot snapshot;
  private final Map<String, Integer> marks = new LinkedHashMap<>();

  World(Path root) {
    this.root = root;
    Path typeshed = Path.of(Objects.requireNonNull(System.getProperty("taipan.typeshed")));
    snapshot =
        new ProjectLoader(typeshed.toAbsolutePath(), Map.of())
            .open(root, Settings.DEFAULT)
            .snapshot();
  }

  /** Writes a file and opens it. */
  World with(String name, String marked) throws IOException {
    int mark = marked.indexOf(MARK);
    if (mark >= 0) {
      marks.put(name, mark);
    }
    String text = marked.replace(MARK, "");
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    snapshot = snapshot.withBuffer(file, new SourceText(text));
    return this;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  Path path(String name) {
    return root.resolve(name);
  }

  ModuleTypes module(String name) {
    return snapshot.module(path(name)).orElseThrow();
  }

  int mark(String name) {
    return Objects.requireNonNull(marks.get(name), "no mark in " + name);
  }
}
