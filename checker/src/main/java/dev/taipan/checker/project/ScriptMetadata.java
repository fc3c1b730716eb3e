package dev.taipan.checker.project;

import dev.taipan.checker.modules.PythonVersion;
import dev.taipan.checker.source.SourceText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** The block of comments in which a single-file script says what it needs (PEP 723). */
public final class ScriptMetadata {
  private static final String OPENING = "# /// script";
  private static final String CLOSING = "# ///";

  private ScriptMetadata() {}

  /** Whether a text has such a block. */
  public static boolean isScript(SourceText text) {
    return block(text) != null;
  }

  /** The oldest Python that the block's {@code requires-python} admits; empty without one. */
  public static Optional<PythonVersion> requiredVersion(SourceText text) {
    String block = block(text);
    if (block == null) {
      return Optional.empty();
    }
    TomlParseResult toml = Toml.parse(block);
    return !toml.hasErrors() && toml.get("requires-python") instanceof String specifiers
        ? RequiresPython.lowerBound(specifiers)
        : Optional.empty();
  }

  /** The content of the first block; null if there is none or it is not closed. */
  private static @Nullable String block(SourceText text) {
    int opening = text.text().indexOf(OPENING);
    if (opening < 0) {
      return null;
    }
    int first = text.lineOf(opening);
    if (text.lineStart(first) != opening || !text.lineText(first).stripTrailing().equals(OPENING)) {
      return null;
    }
    StringBuilder content = new StringBuilder();
    for (int line = first + 1; line < text.lineCount(); line++) {
      String comment = text.lineText(line).stripTrailing();
      if (comment.equals(CLOSING)) {
        return content.toString();
      }
      if (!comment.startsWith("#")) {
        return null;
      }
      content.append(comment.length() > 2 ? comment.substring(2) : "").append('\n');
    }
    return null;
  }
}
