package dev.taipan.checker.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the parser makes of a text: the tree, which covers whatever could be understood, and what
 * there is to say about the text.
 *
 * <p>Immutable. Errors that the tree alone shows are only looked for when {@link #errors} or {@link
 * #requirements} is asked, so that a file that is merely imported does not pay for them; but where
 * the text could not be read as a whole, they are among those of reading it.
 */
public final class ParsedModule {
  private final Module module;
  private final List<SyntaxError> readingErrors;
  private final List<VersionRequirement> readingRequirements;
  private final List<SyntaxWarning> readingWarnings;
  private final List<DirectiveComment> directives;

  /** What the whole text gives; racing threads compute equal values. */
  private @Nullable Findings findings;

  private record Findings(
      List<SyntaxError> errors,
      List<VersionRequirement> requirements,
      List<SyntaxWarning> warnings) {}

  /** A tree with the errors, requirements and warnings that were found while it was read. */
  public ParsedModule(
      Module module,
      List<SyntaxError> errors,
      List<VersionRequirement> requirements,
      List<SyntaxWarning> warnings,
      List<DirectiveComment> directives) {
    this.module = module;
    this.readingErrors = errors;
    this.readingRequirements = requirements;
    this.readingWarnings = warnings;
    this.directives = directives;
  }

  public Module module() {
    return module;
  }

  /** What Python itself would reject, in the order of the text. */
  public List<SyntaxError> errors() {
    return findings().errors;
  }

  /** Syntax that only newer versions of Python have, in the order of the text. */
  public List<VersionRequirement> requirements() {
    return findings().requirements;
  }

  /** What Python accepts with a warning, in the order of the text; nothing where it has errors. */
  public List<SyntaxWarning> warnings() {
    return findings().warnings;
  }

  /** The comments that speak to type checkers, in the order of the text. */
  public List<DirectiveComment> directives() {
    return directives;
  }

  /** Whether something in a node is no Python, so that nothing more need be said of it. */
  public boolean hasErrorIn(Node node) {
    for (SyntaxError error : errors()) {
      if (node.start <= error.start() && error.start() < node.end) {
        return true;
      }
    }
    return false;
  }

  private Findings findings() {
    Findings found = findings;
    if (found == null) {
      found =
          readingErrors.isEmpty()
              ? checked()
              : new Findings(readingErrors, readingRequirements, List.of());
      findings = found;
    }
    return found;
  }

  private Findings checked() {
    Problems problems = new Problems();
    for (VersionRequirement requirement : readingRequirements) {
      problems.require(
          requirement.minor, requirement.start, requirement.end, requirement.construct);
    }
    for (SyntaxWarning warning : readingWarnings) {
      problems.warn(warning.since, warning.start, warning.end, warning.message);
    }
    try {
      SyntaxRules.check(module, problems, Integer.MAX_VALUE);
    } catch (StackOverflowError tooDeep) {
      // the limits on nesting keep clear of this on any thread that is made for checking
      problems.error(module, "the file is nested too deeply");
    }
    return new Findings(
        problems.errors(),
        problems.requirements(),
        problems.errors().isEmpty() ? problems.warnings() : List.of());
  }

  /** Text that is not Python; offsets as in {@link Node}. */
  public record SyntaxError(int start, int end, String message) {}

  /** What Python 3.{@code since} and its successors warn of when they compile the text. */
  public record SyntaxWarning(int since, int start, int end, String message) {}

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
   * @param bracketed whether brackets follow the directive
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
