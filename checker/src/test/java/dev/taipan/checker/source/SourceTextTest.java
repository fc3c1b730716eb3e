package dev.taipan.checker.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTextTest {
  /** Packed, a text says what it said before, in each width that Java keeps characters in. */
  @ParameterizedTest
  @ValueSource(
      strings = {"x = 1\n", "x = 'é'\r\n", "x = '→'\r", "x = '\ud83d'\n", "x = '\ud83d\ude00'\n"})
  void packing(String line) {
    String content = line.repeat(400) + "end";
    SourceText text = new SourceText(content);
    SourceText packed = new SourceText(content);
    packed.pack();
    packed.unpack();
    packed.pack();
    System.gc(); // nobody holds what it was before
    assertEquals(content, packed.text());
    assertEquals(content.length(), packed.length());
    assertEquals(text.lineCount(), packed.lineCount());
    for (int number : new int[] {0, 7, 400, 401}) {
      assertEquals(text.lineText(number), packed.lineText(number));
      assertEquals(text.lineStart(number), packed.lineStart(number));
    }
    assertEquals(3, packed.columnOf(content.length()));
  }
}
