package dev.taipan.checker.project;

import dev.taipan.checker.modules.BuiltTypeshed;
import dev.taipan.checker.modules.DiskFileTree;
import dev.taipan.checker.modules.Environment;
import dev.taipan.checker.modules.PythonPlatform;
import dev.taipan.checker.modules.SearchPaths;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.source.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A project that an editor has open, for tests: texts in buffers and the snapshot of them. */
final class OpenProject {
  private final Path root;
  private final Target target;
  private final Map<Path, String> texts = new TreeMap<>();
  private Snapshot snapshot;

  OpenProject(Path root) throws IOException {
    this(root, Optional.empty());
  }

  OpenProject(Path root, Optional<Environment> environment) throws IOException {
    this.root = root;
    SearchPaths paths = BuiltTypeshed.searchPaths(root, environment);
    target = new Target(paths, PythonPlatform.LINUX, List.of());
    snapshot = open();
  }

  private Snapshot open() {
    return Snapshot.open(
        Configuration.defaults(root), target, new DiskFileTree(), SourceReader.disk());
  }

  Snapshot snapshot() {
    return snapshot;
  }

  String text(String name) {
    return Objects.requireNonNull(texts.get(root.resolve(name)), name);
  }

  /** Opens a buffer, or gives it another text. */
  OpenProject edit(String name, String text) {
    Path file = root.resolve(name);
    texts.put(file, text);
    snapshot = snapshot.withBuffer(file, new SourceText(text));
    return this;
  }

  /** Replaces the only occurrence of a text. */
  OpenProject replace(String name, String before, String after) {
    String text = text(name);
    if (text.indexOf(before) < 0 || text.indexOf(before) != text.lastIndexOf(before)) {
      throw new IllegalArgumentException("not once in " + name + ": " + before);
    }
    return edit(name, text.replace(before, after));
  }

  OpenProject close(String name) {
    texts.remove(root.resolve(name));
    snapshot = snapshot.withoutBuffer(root.resolve(name));
    return this;
  }

  /** Writes a file as it is in its buffer; half a character, which an edit may leave, is a `?`. */
  void save(String name) throws IOException {
    Files.write(root.resolve(name), text(name).getBytes(StandardCharsets.UTF_8));
    snapshot = snapshot.afterChanges(List.of(root.resolve(name)));
  }

  boolean isOpen(String name) {
    return texts.containsKey(root.resolve(name));
  }

  /** Gives a file that is open another place, on the disk and as a buffer. */
  void move(String from, String to) throws IOException {
    Path source = root.resolve(from);
    Path target = root.resolve(to);
    String text = text(from);
    texts.remove(source);
    Files.createDirectories(target.getParent());
    if (Files.exists(source)) {
      Files.move(source, target);
    } else {
      Files.write(target, text.getBytes(StandardCharsets.UTF_8));
    }
    texts.put(target, text);
    snapshot =
        snapshot
            .withoutBuffer(source)
            .withBuffer(target, new SourceText(text))
            .afterChanges(List.of(source, target));
  }

  /** What is reported of a file, in full. */
  List<String> check(String name) {
    return describe(snapshot.check(root.resolve(name)));
  }

  /** The diagnostics of all open files. */
  List<String> checkAll() {
    return all(snapshot);
  }

  /** The diagnostics that somebody finds who opens all files anew. */
  List<String> checkFresh() {
    return all(fresh());
  }

  /** The diagnostics of some files that somebody finds who opens all anew. */
  List<List<String>> checkFresh(List<String> names) {
    Snapshot fresh = fresh();
    List<List<String>> found = new ArrayList<>();
    for (String name : names) {
      found.add(describe(fresh.check(root.resolve(name))));
    }
    return found;
  }

  private Snapshot fresh() {
    Snapshot fresh = open();
    for (Map.Entry<Path, String> entry : texts.entrySet()) {
      fresh = fresh.withBuffer(entry.getKey(), new SourceText(entry.getValue()));
    }
    return fresh;
  }

  private List<String> all(Snapshot of) {
    List<String> lines = new ArrayList<>();
    for (Path file : texts.keySet()) {
      lines.addAll(describe(of.check(file)));
    }
    return lines;
  }

  private static List<String> describe(FileReport report) {
    return report.diagnostics().stream()
        .map(
            d ->
                report.file().getFileName()
                    + ":"
                    + d.span().start()
                    + "-"
                    + d.span().end()
                    + " "
                    + d.rule().name()
                    + " "
                    + d.message()
                    + d.labels())
        .toList();
  }
}
