package dev.taipan.server.features;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docstrings of the Google, NumPy and reStructuredText styles say of single parameters. */
final class DocstringParameters {
  private static final Pattern FIELD =
      Pattern.compile(
          ":(?:param|parameter|arg|argument|key|keyword)\\s+(?:[^:]*\\s)?(\\*{0,2}\\w+)\\s*:(.*)");
  private static final Pattern GOOGLE =
      Pattern.compile("(\\*{0,2}\\w+)\\s*(?:\\([^)]*\\))?:\\s(.*)");
  private static final Pattern NUMPY =
      Pattern.compile("(\\*{0,2}\\w+(?:, \\*{0,2}\\w+)*)(?:\\s*:.*)?");

  private final String[] lines;
  private final Map<String, String> found = new LinkedHashMap<>();

  private DocstringParameters(String text) {
    this.lines = text.split("\n", -1);
  }

  /** The descriptions by the names of parameters. */
  static Map<String, String> of(String docstring) {
    DocstringParameters reader = new DocstringParameters(docstring);
    reader.read();
    return reader.found;
  }

  private void read() {
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      Matcher field = FIELD.matcher(line);
      boolean isSection =
          switch (line) {
            case "Args:", "Arguments:", "Parameters:", "Keyword Args:", "Keyword Arguments:" ->
                true;
            default -> false;
          };
      if (field.matches()) {
        put(field.group(1), field.group(2).strip() + continuation(i + 1, indent(lines[i])));
      } else if (isSection) {
        i = google(i + 1, indent(lines[i]));
      } else if (line.equals("Parameters")
          && i + 1 < lines.length
          && lines[i + 1].strip().startsWith("---")) {
        i = numpy(i + 2, indent(lines[i]));
      }
    }
  }

  private void put(String name, String docs) {
    found.putIfAbsent(name.replace("*", ""), docs.strip());
  }

  /** The lines that are indented more than what they go on with. */
  private String continuation(int from, int margin) {
    StringBuilder out = new StringBuilder();
    for (int i = from; i < lines.length && !lines[i].isBlank(); i++) {
      if (indent(lines[i]) <= margin) {
        break;
      }
      out.append(' ').append(lines[i].strip());
    }
    return out.toString();
  }

  /** Reads the entries of a section; the index of its last line. */
  private int google(int from, int margin) {
    int i = from;
    int entries = -1;
    for (; i < lines.length; i++) {
      if (lines[i].isBlank()) {
        continue;
      }
      int indent = indent(lines[i]);
      if (indent <= margin) {
        break;
      }
      entries = entries < 0 ? indent : entries;
      Matcher entry = GOOGLE.matcher(lines[i].strip() + " ");
      if (indent == entries && entry.matches()) {
        put(entry.group(1), entry.group(2).strip() + continuation(i + 1, indent));
      }
    }
    return i - 1;
  }

  private int numpy(int from, int margin) {
    int i = from;
    for (; i < lines.length; i++) {
      if (lines[i].isBlank()) {
        continue;
      }
      if (indent(lines[i]) < margin
          || i + 1 < lines.length && lines[i + 1].strip().startsWith("---")) {
        break;
      }
      Matcher entry = NUMPY.matcher(lines[i].strip());
      if (indent(lines[i]) == margin && entry.matches()) {
        for (String name : entry.group(1).split(", ")) {
          put(name, continuation(i + 1, margin));
        }
      }
    }
    return i - 1;
  }

  private static int indent(String line) {
    int i = 0;
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    return i;
  }
}
