package dev.taipan.checker.project;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A configuration file that was read.
 *
 * @param table what the whole file holds
 */
record ConfigurationSource(Path file, TomlTable table) {
  /** The text of a file. */
  static String text(Path file) throws ConfigurationException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      byte[] bytes = in.readAllBytes();
      String text = new String(bytes, StandardCharsets.UTF_8);
      int replaced = text.indexOf('\uFFFD');
      if (replaced >= 0 && !Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))) {
        throw new ConfigurationException(
            List.of(place(file, text, replaced) + "this is not TOML: it is not encoded as UTF-8"));
      }
      return text;
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of("cannot read `" + file + "`: " + SourceFiles.reason(e)));
    }
  }

  static ConfigurationSource read(Path file) throws ConfigurationException {
    return of(file, text(file));
  }

  static ConfigurationSource of(Path file, String content) throws ConfigurationException {
    TomlParseResult parsed =
        Toml.parse(content.startsWith("\uFEFF") ? content.substring(1) : content);
    if (parsed.hasErrors()) {
      // What follows the first error is often its consequence.
      TomlParseError error = parsed.errors().getFirst();
      throw new ConfigurationException(
          List.of(place(file, error.position()) + "this is not TOML: " + error.getMessage()));
    }
    return new ConfigurationSource(file, parsed);
  }

  /** {@code file:line:column: }, one-based, columns in code points. */
  String place(@Nullable TomlPosition position) {
    return place(file, position);
  }

  private static String place(Path file, String text, int offset) {
    int line = 1;
    int start = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
      line++;
      start = i + 1;
    }
    return file + ":" + line + ":" + (text.codePointCount(start, offset) + 1) + ": ";
  }

  private static String place(Path file, @Nullable TomlPosition position) {
    return position == null
        ? file + ": "
        : file + ":" + position.line() + ":" + position.column() + ": ";
  }
}
