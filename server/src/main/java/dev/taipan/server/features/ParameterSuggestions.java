package dev.taipan.server.features;

import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of parameters that somebody declares: they are made up, but for the first one of a
 * method. Works on the text, since there is hardly a tree before the parenthesis is closed.
 */
final class ParameterSuggestions {
  private static final Pattern HEADER =
      Pattern.compile("(?:async\\s+)?def\\s+(\\w+)\\s*(?:\\[.*])?");

  private static final Set<String> OF_CLASSES =
      Set.of("__new__", "__init_subclass__", "__class_getitem__");

  private final Typing typing;
  private final Suggestions found;

  ParameterSuggestions(Typing typing, Suggestions found) {
    this.typing = typing;
    this.found = found;
  }

  /** Adds items if a parameter is being named; whether one is. */
  boolean add() {
    String text = typing.text();
    int start = typing.replaced().start();
    int open = Parentheses.openBefore(text, start);
    if (open < 0 || text.charAt(open) != '(') {
      return false;
    }
    SourceText source = typing.module().source();
    int line = source.lineOf(open);
    Matcher header =
        HEADER.matcher(text.substring(source.lineStart(line), open).stripLeading().stripTrailing());
    int before = start - 1;
    while (Character.isWhitespace(text.charAt(before))) {
      before--;
    }
    if (!header.matches() || "(,*".indexOf(text.charAt(before)) < 0) {
      return false;
    }
    if (before == open) {
      addReceiver(header.group(1), line);
    }
    return true;
  }

  /** Adds the name of the object or class on which a method is called. */
  private void addReceiver(String function, int line) {
    SourceText source = typing.module().source();
    int indent = source.indentation(line).length();
    if (!isInClass(source.lineStart(line) + indent, indent)) {
      return;
    }
    String name = OF_CLASSES.contains(function) ? "cls" : "self";
    for (int above = line - 1; above >= 0; above--) {
      String decorator = source.lineText(above).strip();
      if (!decorator.startsWith("@")) {
        break;
      }
      if (decorator.equals("@staticmethod")) {
        return;
      }
      if (decorator.equals("@classmethod")) {
        name = "cls";
      }
    }
    found.add(Completion.Item.of(name, Completion.Kind.PARAMETER, 0));
  }

  private boolean isInClass(int def, int indent) {
    SourceText source = typing.module().source();
    List<Node> path = NodePath.to(typing.module().parsed().module(), def);
    for (int i = path.size() - 1; i >= 0; i--) {
      Node node = path.get(i);
      boolean isAround = source.indentation(source.lineOf(node.start)).length() < indent;
      if (isAround && (node instanceof Stmt.ClassDef || node instanceof Stmt.FunctionDef)) {
        return node instanceof Stmt.ClassDef;
      }
    }
    return false;
  }
}
