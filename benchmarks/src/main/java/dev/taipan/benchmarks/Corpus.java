package dev.taipan.benchmarks;

import dev.taipan.checker.source.SourceText;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Python sources in memory.
 *
 * @param lines the number of line breaks in all texts
 */
record Corpus(List<SourceText> texts, long lines) {

  /** All {@code .py} and {@code .pyi} files below a folder that are valid UTF-8. */
  static Corpus read(Path folder) throws IOException {
    List<SourceText> texts = new ArrayList<>();
    long lines = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Corpus::isPython).sorted().toList()) {
        try {
          String text = Files.readString(file);
          texts.add(new SourceText(text));
          lines += text.chars().filter(c -> c == '\n').count();
        } catch (MalformedInputException e) {
          continue; // another encoding: not what is measured here
        }
      }
    }
    return new Corpus(List.copyOf(texts), lines);
  }

  private static boolean isPython(Path file) {
    String name = file.getFileName().toString();
    return (name.endsWith(".py") || name.endsWith(".pyi")) && Files.isRegularFile(file);
  }
}
