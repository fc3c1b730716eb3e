package dev.taipan.checker.project;

import dev.taipan.checker.modules.PythonVersion;
import dev.taipan.checker.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
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

  /** Whether two texts say the same of what they need. */
  public static boolean isSame(SourceText text, SourceText other) {
    return Objects.equals(block(text), block(other));
  }

  /** The oldest Python that the block's {@code requires-python} admits; empty without one. */
  static Optional<PythonVersion> requiredVersion(SourceText text) {
    String block = block(text);
    if (block == null) {
      return Optional.empty();
    }
    TomlParseResult toml = Toml.parse(block);
    return !toml.hasErrors() && toml.get("requires-python") instanceof String specifiers
        ? RequiresPython.lowerBound(specifiers)
        : Optional.empty();
  }

  /** The names of the distributions that the block's {@code dependencies} name. */
  static List<String> dependencies(SourceText text) {
    String block = block(text);
    TomlArray listed = block == null ? null : array(Toml.parse(block));
    List<String> names = new ArrayList<>();
    for (int i = 0; listed != null && i < listed.size(); i++) {
      if (listed.get(i) instanceof String specifier) {
        names.add(specifier.strip().split("[^A-Za-z0-9._-]", 2)[0]);
      }
    }
    return names;
  }

  private static @Nullable TomlArray array(TomlParseResult toml) {
    return toml.get("dependencies") instanceof TomlArray array ? array : null;
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
