package dev.taipan.checker.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rules of one {@code .gitignore}; they speak of paths below its directory. */
final class IgnoreFile {
  private record Entry(GlobPattern pattern, boolean negated) {}

  /**
   * What the rules say of a path; {@link #UNDECIDED} leaves it to the file of the parent directory.
   */
  enum Verdict {
    IGNORED,
    KEPT,
    UNDECIDED
  }

  private final String directory;
  private final List<Entry> entries;

  private IgnoreFile(String directory, List<Entry> entries) {
    this.directory = directory;
    this.entries = entries;
  }

  /** The rules in {@code file}; none where it cannot be read. */
  static IgnoreFile read(Path file) {
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      text = "";
    }
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return of(SourceFiles.slashes(file.resolveSibling("")), content.lines().toList());
  }

  /**
   * The rules of some lines.
   *
   * @param directory absolute, with slashes
   */
  static IgnoreFile of(String directory, List<String> lines) {
    List<Entry> entries = new ArrayList<>();
    for (String line : lines) {
      String text = withoutTrailingBlanks(line);
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      boolean negated = text.startsWith("!");
      entries.add(new Entry(GlobPattern.of(negated ? text.substring(1) : text), negated));
    }
    return new IgnoreFile(directory.endsWith("/") ? directory : directory + "/", entries);
  }

  /**
   * What these rules say of {@code path}, an absolute path with slashes; the last that speaks wins.
   */
  Verdict judge(String path, boolean isDirectory) {
    if (!path.startsWith(directory)) {
      return Verdict.UNDECIDED;
    }
    String relative = path.substring(directory.length());
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      if (entry.pattern.matches(relative, isDirectory)) {
        return entry.negated ? Verdict.KEPT : Verdict.IGNORED;
      }
    }
    return Verdict.UNDECIDED;
  }

  private static String withoutTrailingBlanks(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      if (end > 1 && line.charAt(end - 2) == '\\') {
        break;
      }
      end--;
    }
    return line.substring(0, end);
  }
}
