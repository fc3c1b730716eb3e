package dev.taipan.server.features;

import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Docstrings, and how they read in Markdown. */
public final class Docstrings {
  private Docstrings() {}

  /** The docstring of a module, class or function, its indentation removed. */
  static Optional<String> of(Node node) {
    List<Stmt> body =
        switch (node) {
          case Module module -> module.body;
          case Stmt.ClassDef cls -> cls.body;
          case Stmt.FunctionDef function -> function.body;
          default -> List.of();
        };
    return body.isEmpty() ? Optional.empty() : ofStatement(body.getFirst());
  }

  /** The text of a statement that is a string and nothing else. */
  static Optional<String> ofStatement(Stmt possible) {
    if (possible instanceof Stmt.ExprStmt statement
        && statement.value instanceof Expr.Str str
        && !str.bytes) {
      String text = dedent(str.value);
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
    return Optional.empty();
  }

  /** What the code says of a definition or module, its source if a stub says nothing. */
  static Optional<String> of(Snapshot snapshot, DefinitionFinder.Found found) {
    Optional<String> own = of(nodeOf(found)).or(() -> DefinitionDocs.of(snapshot, found));
    if (own.isPresent() || !found.module().isStub()) {
      return own;
    }
    return Sources.behindStub(snapshot, found)
        .flatMap(source -> of(nodeOf(source)).or(() -> DefinitionDocs.of(snapshot, source)));
  }

  private static Node nodeOf(DefinitionFinder.Found found) {
    return found.definition() == null
        ? found.module().parsed().module()
        : found.definition().target();
  }

  /** As Python's own `inspect.cleandoc` does. */
  private static String dedent(String text) {
    String[] lines = text.replace("\t", "        ").split("\\R", -1);
    int margin = Integer.MAX_VALUE;
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        margin = Math.min(margin, indent(lines[i]));
      }
    }
    StringBuilder out = new StringBuilder(lines[0].strip());
    for (int i = 1; i < lines.length; i++) {
      String line = lines[i];
      out.append('\n').append(line.substring(Math.min(line.length(), margin)).stripTrailing());
    }
    return out.toString().strip();
  }

  private static int indent(String line) {
    int i = 0;
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  /**
   * The Markdown of a docstring: sections of the Google and NumPy styles as headings with lists,
   * fields of reStructuredText as lists, examples and literal blocks as code, directives and roles
   * of Sphinx as what they mean, the rest as it is.
   */
  public static String toMarkdown(String text) {
    List<String> out = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    int i = 0;
    boolean inSection = false;
    while (i < lines.length) {
      int behind = Directives.add(lines, i, out);
      if (behind > i) {
        i = behind;
        continue;
      }
      String line = Directives.withoutRoles(lines[i]);
      String stripped = line.strip();
      if (stripped.startsWith(">>>")) {
        out.add("```python");
        while (i < lines.length && !lines[i].isBlank()) {
          out.add(lines[i++].strip());
        }
        out.add("```");
        continue;
      }
      boolean underlined =
          i + 1 < lines.length
              && !stripped.isEmpty()
              && lines[i + 1].strip().matches("-{3,}|={3,}")
              && indent(lines[i + 1]) == indent(line);
      if (underlined) {
        out.add("");
        out.add("**" + stripped + "**");
        out.add("");
        inSection = true;
        i += 2;
        continue;
      }
      if (isGoogleSection(stripped) && indent(line) == 0) {
        out.add("");
        out.add("**" + stripped.substring(0, stripped.length() - 1) + "**");
        out.add("");
        inSection = true;
        i++;
        continue;
      }
      if (stripped.startsWith(":") && stripped.indexOf(':', 1) > 0) {
        out.add(field(stripped));
        i++;
        continue;
      }
      if (stripped.endsWith("::") && !stripped.startsWith("..")) {
        out.add(line.substring(0, line.length() - 1));
        i = literalBlock(lines, i + 1, indent(line), out);
        continue;
      }
      out.add(inSection ? sectionLine(line) : escapeIndent(line));
      i++;
    }
    return String.join("\n", out).strip();
  }

  private static boolean isGoogleSection(String line) {
    return switch (line) {
      case "Args:",
          "Arguments:",
          "Parameters:",
          "Returns:",
          "Return:",
          "Yields:",
          "Raises:",
          "Attributes:",
          "Example:",
          "Examples:",
          "Note:",
          "Notes:",
          "Warning:",
          "Warnings:",
          "See Also:",
          "Keyword Args:",
          "Keyword Arguments:",
          "Other Parameters:",
          "Todo:" ->
          true;
      default -> false;
    };
  }

  /** `:param int x: text` as a list item. */
  private static String field(String line) {
    int end = line.indexOf(':', 1);
    String[] words = line.substring(1, end).strip().split("\\s+");
    String rest = line.substring(end + 1).strip();
    return switch (words[0]) {
      case "param",
          "parameter",
          "arg",
          "argument",
          "key",
          "keyword",
          "raises",
          "raise",
          "except",
          "exception",
          "var",
          "ivar",
          "cvar" ->
          words.length < 2 ? line : "- `" + words[words.length - 1] + "`: " + rest;
      case "return", "returns" -> "- returns: " + rest;
      case "rtype" -> "- return type: `" + rest + "`";
      case "type" -> words.length < 2 ? line : "- type of `" + words[1] + "`: `" + rest + "`";
      default -> line;
    };
  }

  private static int literalBlock(String[] lines, int start, int margin, List<String> out) {
    int i = start;
    while (i < lines.length && lines[i].isBlank()) {
      i++;
    }
    if (i >= lines.length || indent(lines[i]) <= margin) {
      return start;
    }
    int inner = indent(lines[i]);
    out.add("```");
    while (i < lines.length && (lines[i].isBlank() || indent(lines[i]) > margin)) {
      String line = lines[i];
      out.add(line.substring(Math.min(line.length(), Math.min(inner, indent(line)))));
      i++;
    }
    while (out.getLast().isBlank()) {
      out.removeLast();
    }
    out.add("```");
    return i;
  }

  /** An entry `name (type): text` or `name : type` as a list item, what is below it as text. */
  private static String sectionLine(String line) {
    String stripped = line.strip();
    if (stripped.isEmpty()) {
      return "";
    }
    int colon = stripped.indexOf(':');
    String head = colon < 0 ? "" : stripped.substring(0, colon).strip();
    boolean entry = !head.isEmpty() && head.matches("\\*{0,2}\\w[\\w.]*( \\([^)]*\\))?");
    if (!entry) {
      return escapeIndent(line.startsWith("    ") ? line.substring(4) : line);
    }
    int space = head.indexOf(' ');
    String name = space < 0 ? head : head.substring(0, space);
    String type = space < 0 ? "" : " " + head.substring(space + 1);
    return "- `" + name + "`" + type + ": " + stripped.substring(colon + 1).strip();
  }

  /** Four spaces would make code of plain text. */
  private static String escapeIndent(String line) {
    int indent = indent(line);
    return indent < 4 ? line : "\u00A0".repeat(indent) + line.substring(indent);
  }
}
