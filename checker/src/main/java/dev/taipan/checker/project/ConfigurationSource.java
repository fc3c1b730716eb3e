package dev.taipan.checker.project;

import dev.taipan.checker.source.SourceText;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A configuration file that was read.
 *
 * @param table what the whole file holds
 */
record ConfigurationSource(Path file, SourceText text, TomlValue.Table table) {
  static ConfigurationSource read(Path file) throws ConfigurationException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return of(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of("cannot read `" + file + "`: " + SourceFiles.reason(e)));
    }
  }

  static ConfigurationSource of(Path file, String content) throws ConfigurationException {
    SourceText text = new SourceText(content);
    try {
      return new ConfigurationSource(file, text, TomlParser.parse(content));
    } catch (TomlException e) {
      throw new ConfigurationException(
          List.of(place(file, text, e.offset()) + "this is no TOML: " + e.getMessage()));
    }
  }

  /** {@code file:line:column: }, one-based, for an offset in the text. */
  String place(int offset) {
    return place(file, text, offset);
  }

  private static String place(Path file, SourceText text, int offset) {
    int at = Math.min(offset, text.length());
    int line = text.lineOf(at);
    int column = text.text().codePointCount(text.lineStart(line), at);
    return file + ":" + (line + 1) + ":" + (column + 1) + ": ";
  }
}
