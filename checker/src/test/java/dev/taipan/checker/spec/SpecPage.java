package dev.taipan.checker.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Markdown page, taken apart into tests: one for each heading that has Python blocks.
 *
 * <p>A block belongs to the file that a line such as {@code `pkg/util.py`:} right above it names,
 * without one to {@code main.py} ({@code main.pyi} for a {@code pyi} block). A {@code text} block
 * with such a line is a file that is there but not checked. Blocks of one heading for the same file
 * follow each other in it. A {@code toml} block configures its heading and those below it.
 */
record SpecPage(Path path, List<SpecCase> cases) {

  /**
   * A test.
   *
   * @param name the headings that lead to it
   * @param line the one-based line of its heading
   * @param configuration the text of {@code taipan.toml}
   * @param files the modules by their relative paths
   */
  record SpecCase(String name, int line, String configuration, Map<String, SpecFile> files) {}

  /**
   * A module.
   *
   * @param text its source
   * @param lines for each line of the source its one-based line in the page
   */
  record SpecFile(StringBuilder text, List<Integer> lines) {
    SpecFile() {
      this(new StringBuilder(), new ArrayList<>());
    }
  }

  /** A heading that is being read. */
  private static final class Section {
    final int depth;
    final String title;
    final int line;
    final StringBuilder configuration;
    final Map<String, SpecFile> files = new LinkedHashMap<>();

    Section(int depth, String title, int line, String configuration) {
      this.depth = depth;
      this.title = title;
      this.line = line;
      this.configuration = new StringBuilder(configuration);
    }
  }

  static SpecPage read(Path path) throws IOException {
    return parse(path, Files.readString(path));
  }

  static SpecPage parse(Path path, String markdown) {
    List<SpecCase> cases = new ArrayList<>();
    List<Section> open = new ArrayList<>();
    open.add(new Section(0, "", 1, ""));
    String[] lines = markdown.split("\n", -1);
    String file = "";
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].stripTrailing();
      int depth = headingDepth(line);
      if (depth > 0) {
        while (open.getLast().depth >= depth) {
          close(open, cases);
        }
        String inherited = open.getLast().configuration.toString();
        open.add(new Section(depth, line.substring(depth).strip(), i + 1, inherited));
        file = "";
      } else if (line.startsWith("```") || line.startsWith("~~~")) {
        int fence = fenceLength(line);
        String language = line.substring(fence).strip();
        int end = i + 1;
        while (end < lines.length
            && !isFenceEnd(lines[end].stripTrailing(), line.charAt(0), fence)) {
          end++;
        }
        addBlock(open.getLast(), language, file, lines, i + 1, end);
        i = end;
        file = "";
      } else if (isFileLabel(line)) {
        file = line.substring(1, line.length() - 2);
      } else if (!line.isEmpty()) {
        file = "";
      }
    }
    while (!open.isEmpty()) {
      close(open, cases);
    }
    cases.sort((a, b) -> Integer.compare(a.line, b.line));
    return new SpecPage(path, cases);
  }

  private static void addBlock(
      Section section, String language, String label, String[] lines, int from, int to) {
    switch (language) {
      case "toml" -> {
        for (int i = from; i < to; i++) {
          section.configuration.append(lines[i]).append('\n');
        }
      }
      case "python", "py", "pyi", "text" -> {
        if (label.isEmpty() && language.equals("text")) {
          return; // shown to the reader only
        }
        String name = !label.isEmpty() ? label : language.equals("pyi") ? "main.pyi" : "main.py";
        SpecFile file = section.files.computeIfAbsent(name, _ -> new SpecFile());
        for (int i = from; i < to; i++) {
          file.text.append(lines[i]).append('\n');
          file.lines.add(i + 1);
        }
      }
      default -> {} // shown to the reader only
    }
  }

  private static void close(List<Section> open, List<SpecCase> cases) {
    Section section = open.getLast();
    if (!section.files.isEmpty()) {
      List<String> titles = new ArrayList<>();
      for (Section outer : open) {
        if (outer.depth > 0) {
          titles.add(outer.title);
        }
      }
      cases.add(
          new SpecCase(
              String.join(" > ", titles),
              section.line,
              section.configuration.toString(),
              section.files));
    }
    open.removeLast();
  }

  private static int headingDepth(String line) {
    int depth = 0;
    while (depth < line.length() && line.charAt(depth) == '#') {
      depth++;
    }
    return depth < line.length() && line.charAt(depth) == ' ' ? depth : 0;
  }

  private static int fenceLength(String line) {
    int length = 0;
    while (length < line.length() && line.charAt(length) == line.charAt(0)) {
      length++;
    }
    return length;
  }

  private static boolean isFenceEnd(String line, char fence, int length) {
    return line.length() >= length && line.chars().allMatch(c -> c == fence);
  }

  private static boolean isFileLabel(String line) {
    return line.length() > 3
        && line.startsWith("`")
        && line.endsWith("`:")
        && line.indexOf('`', 1) == line.length() - 2;
  }
}
