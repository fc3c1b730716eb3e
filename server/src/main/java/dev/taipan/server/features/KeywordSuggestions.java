package dev.taipan.server.features;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keywords that can stand at a place, as the text before it tells: they start a statement, go on an
 * expression that is whole, or start one.
 */
final class KeywordSuggestions {
  /** As likely as the nearest names, once a letter is typed. */
  private static final int LIKELY = 1;

  /** Where nothing is typed yet keywords only stand in the way. */
  private static final int BEHIND_NAMES = 8;

  private static final int UNLIKELY = 9;

  private static final List<String> STATEMENTS =
      List.of(
          "assert",
          "async",
          "await",
          "break",
          "case",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "match",
          "nonlocal",
          "pass",
          "raise",
          "return",
          "try",
          "type",
          "while",
          "with",
          "yield");

  private static final List<String> OPERANDS =
      List.of("await", "False", "lambda", "None", "not", "True", "yield");

  /** What can follow an operand, with what the line must have for it to be more than possible. */
  private static final List<Continuation> CONTINUATIONS =
      List.of(
          new Continuation("and", ""),
          new Continuation("as", "(import|from|with|async with|except|case)\\b.*"),
          new Continuation("async", ".*[\\[({].*"),
          new Continuation("else", ".*\\bif\\b.*"),
          new Continuation("for", ".*[\\[({].*"),
          new Continuation("from", "raise\\b.*"),
          new Continuation("if", ""),
          new Continuation("in", "(.*[\\[({\\s])?for\\b.*"),
          new Continuation("is", ""),
          new Continuation("not", ""),
          new Continuation("or", ""));

  /**
   * @param line the lines where it is what is wanted most; empty for none
   */
  private record Continuation(String keyword, Pattern line) {
    Continuation(String keyword, String line) {
      this(keyword, Pattern.compile(line));
    }
  }

  private static final Pattern LAST_WORD = Pattern.compile("(\\w+)\\s+$");

  /** Words after which an expression starts or a name is made up. */
  private static final Set<String> OPENING =
      Set.of(
          "and",
          "as",
          "assert",
          "async",
          "await",
          "case",
          "class",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield");

  /** Words that are so at the start of a line, where they may be names just as well. */
  private static final Set<String> SOFT = Set.of("match", "type", "print");

  private final Typing typing;
  private final Suggestions found;

  KeywordSuggestions(Typing typing, Suggestions found) {
    this.typing = typing;
    this.found = found;
  }

  /** Adds the keywords with which an operand goes on; whether there is one, so no name can be. */
  boolean addAfterOperand() {
    String line = typing.line();
    if (line.matches("from\\s+\\S+\\s+")) {
      add("import", 0);
      return true;
    }
    String last = lastWord(line);
    if (last.equals("async")) {
      List.of("def", "for", "with").forEach(keyword -> add(keyword, 0));
      return true;
    }
    if (last.equals("not") && endsOperand(line.substring(0, line.lastIndexOf("not")))) {
      add("in", 0);
      return true;
    }
    if (!endsOperand(line)) {
      return false;
    }
    boolean isImport = line.matches("(import|from\\s.*\\simport)\\s.*");
    for (Continuation one : CONTINUATIONS) {
      boolean isWanted = one.line.matcher(line).matches();
      if (isWanted && one.keyword.equals("as") || !isImport) {
        add(one.keyword, isWanted ? 0 : LIKELY);
      }
    }
    return true;
  }

  /** Adds those that can start a statement or an expression; after one the others may be meant. */
  void add() {
    boolean isStatement = typing.isAtStatement();
    int rank = typing.prefix().isEmpty() ? BEHIND_NAMES : LIKELY;
    if (isStatement) {
      STATEMENTS.forEach(keyword -> add(keyword, rank));
    }
    OPERANDS.forEach(keyword -> add(keyword, isStatement ? rank + 1 : rank));
    if (!isStatement) {
      CONTINUATIONS.forEach(one -> add(one.keyword, UNLIKELY));
    }
  }

  private void add(String keyword, int rank) {
    found.add(Completion.Item.of(keyword, Completion.Kind.KEYWORD, rank));
  }

  private static String lastWord(String line) {
    Matcher word = LAST_WORD.matcher(line);
    return word.find() ? word.group(1) : "";
  }

  /** Whether a line ends in an operand and white space. */
  private static boolean endsOperand(String line) {
    String code = line.stripTrailing();
    if (code.isEmpty() || code.length() == line.length()) {
      return false;
    }
    String word = lastWord(line);
    if (word.isEmpty()) {
      return ")]}\"'".indexOf(code.charAt(code.length() - 1)) >= 0;
    }
    boolean isSoft = SOFT.contains(word) && code.equals(word);
    return !OPENING.contains(word) && !isSoft;
  }
}
