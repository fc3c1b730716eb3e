package dev.taipan.server.features;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Sphinx knows beyond plain reStructuredText, in Markdown: directives and roles. */
final class Directives {
  private static final Pattern DIRECTIVE = Pattern.compile("\\s*\\.\\. ([\\w:-]+)::\\s*(.*)");
  private static final Pattern ROLE =
      Pattern.compile(":(?:\\w+:)?\\w+:`([^`<]*?)\\s*(?:<([^`>]*)>)?`");

  private Directives() {}

  /**
   * Adds the Markdown of a directive.
   *
   * @return the index of the line after it; {@code at} if none starts there
   */
  static int add(String[] lines, int at, List<String> out) {
    Matcher directive = DIRECTIVE.matcher(lines[at]);
    if (!directive.matches()) {
      return at;
    }
    String argument = directive.group(2).strip();
    String title =
        switch (directive.group(1)) {
          case "code-block", "code", "sourcecode" -> "";
          case "versionadded" -> "*Added in " + argument + "*";
          case "versionchanged" -> "*Changed in " + argument + "*";
          case "deprecated" -> "*Deprecated since " + argument + "*";
          case "admonition" -> "**" + argument + "**";
          case "note", "warning", "tip", "hint", "important", "caution", "danger", "seealso" ->
              "**" + capitalized(directive.group(1)) + "**";
          default -> null;
        };
    if (title == null) {
      return at;
    }
    int end = at + 1;
    while (end < lines.length && (lines[end].isBlank() || indent(lines[end]) > indent(lines[at]))) {
      end++;
    }
    String body = body(lines, at + 1, end);
    boolean isCode = title.isEmpty();
    if (isCode) {
      out.add("```" + (argument.isEmpty() ? "python" : argument));
      out.add(body);
      out.add("```");
    } else {
      boolean isAdmonition = title.startsWith("**");
      boolean hasText = isAdmonition && !argument.isEmpty() && !title.contains(argument);
      String text = hasText ? argument + "\n" + body : body;
      out.add("");
      out.add(text.isBlank() ? title : title + (isAdmonition ? "\n" : ":"));
      out.add(Docstrings.toMarkdown(text.strip()));
      out.add("");
    }
    return end;
  }

  /** The lines of a block without their common indentation, and without options and blank ends. */
  private static String body(String[] lines, int from, int to) {
    int margin = Integer.MAX_VALUE;
    List<String> kept = new ArrayList<>();
    for (int i = from; i < to; i++) {
      boolean isOption = kept.isEmpty() && lines[i].strip().matches(":[\\w-]+:.*");
      if (!isOption) {
        kept.add(lines[i]);
        margin = lines[i].isBlank() ? margin : Math.min(margin, indent(lines[i]));
      }
    }
    StringBuilder body = new StringBuilder();
    for (String line : kept) {
      body.append(line.substring(Math.min(margin, line.length()))).append('\n');
    }
    return body.toString().strip();
  }

  /** A line with roles such as {@code :class:`~a.B`} as plain code. */
  static String withoutRoles(String line) {
    return line.indexOf(":`") < 0
        ? line
        : ROLE.matcher(line)
            .replaceAll(
                role -> {
                  boolean hasTarget = role.group(2) != null;
                  String name = role.group(1);
                  boolean isShort = name.startsWith("~");
                  String text =
                      isShort ? name.substring(name.lastIndexOf('.') + 1).replace("~", "") : name;
                  return Matcher.quoteReplacement(
                      hasTarget && text.contains(" ") ? text : "`" + text + "`");
                });
  }

  private static String capitalized(String word) {
    return word.equals("seealso")
        ? "See also"
        : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static int indent(String line) {
    int i = 0;
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    return i;
  }
}
