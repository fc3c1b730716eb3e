package dev.taipan.checker.syntax;

import java.util.List;

/**
 * What the parser makes of a text.
 *
 * @param module the tree; it covers whatever could be understood
 * @param errors what Python itself would reject, in the order of the text
 * @param requirements syntax that only newer versions of Python have
 * @param directives the comments that speak to type checkers, in the order of the text
 */
public record ParsedModule(
    Module module,
    List<SyntaxError> errors,
    List<VersionRequirement> requirements,
    List<DirectiveComment> directives) {

  /** Text that is not Python; offsets as in {@link Node}. */
  public record SyntaxError(int start, int end, String message) {}

  /**
   * A construct that came with Python 3.{@code minor}.
   *
   * @param construct what it is, as a subject: "the `match` statement"
   */
  public record VersionRequirement(int minor, int start, int end, String construct) {}

  /**
   * A comment such as {@code # type: ignore[code]}.
   *
   * @param start the offset of the {@code #}
   * @param end the offset after the directive
   * @param ownLine whether nothing but white space stands before it on its line
   * @param beforeCode whether no token stands before it in the file
   * @param tool {@code type}, {@code taipan}, {@code pyright}, ...
   * @param codes the rule names in brackets; empty when there are no brackets
   */
  public record DirectiveComment(
      int start,
      int end,
      boolean ownLine,
      boolean beforeCode,
      String tool,
      boolean bracketed,
      List<String> codes) {}
}
