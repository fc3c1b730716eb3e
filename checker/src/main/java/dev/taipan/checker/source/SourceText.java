package dev.taipan.checker.source;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The text of one source file with its line starts.
 *
 * <p>Offsets are zero-based UTF-16 units. Lines and columns are zero-based too; whoever prints adds
 * one. A line ends with {@code \n}, {@code \r\n} or a lone {@code \r}, as Python's tokenizer has
 * it.
 */
public final class SourceText {
  private final int length;

  /** Null while the text is packed. */
  private volatile @Nullable String text;

  private volatile @Nullable PackedText packed;
  private int @Nullable [] lineStarts;

  public SourceText(String text) {
    this.text = text;
    this.length = text.length();
  }

  /** The whole text. */
  public String text() {
    String known = text;
    return known != null ? known : Objects.requireNonNull(packed).text();
  }

  /** Keeps the text in less memory from now on, at the price of unpacking it when it is read. */
  public void pack() {
    String known = text;
    if (known != null && length >= PackedText.WORTHWHILE) {
      if (packed == null) {
        packed = new PackedText(known);
      }
      text = null; // only now, so that a reader always finds one of them
    }
  }

  /** Keeps the text as it is from now on, because it will be read often. */
  public void unpack() {
    text = text();
  }

  public int length() {
    return length;
  }

  /** The number of lines; an empty text has one. */
  public int lineCount() {
    return lineStarts().length;
  }

  /** The zero-based line that holds {@code offset}; offsets beyond the end count as the end. */
  public int lineOf(int offset) {
    int[] starts = lineStarts();
    int found = Arrays.binarySearch(starts, Math.min(offset, length));
    return found >= 0 ? found : -found - 2;
  }

  /** The zero-based column of {@code offset} in its line, in UTF-16 units. */
  public int columnOf(int offset) {
    return Math.min(offset, length) - lineStarts()[lineOf(offset)];
  }

  /** The offset at which {@code line} starts; the end of the text for lines beyond it. */
  public int lineStart(int line) {
    int[] starts = lineStarts();
    return line < starts.length ? starts[line] : length;
  }

  /** The offset after the last character of {@code line}, its line break left out. */
  public int lineEnd(int line) {
    int end = lineStart(line + 1);
    int start = lineStart(line);
    String text = text();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return end;
  }

  /** The characters of {@code line} without its line break. */
  public String lineText(int line) {
    return text().substring(lineStart(line), lineEnd(line));
  }

  /** The white space that {@code line} starts with. */
  public String indentation(int line) {
    String whole = lineText(line);
    return whole.substring(0, whole.length() - whole.stripLeading().length());
  }

  private int[] lineStarts() {
    int[] starts = lineStarts;
    if (starts == null) {
      starts = computeLineStarts(text());
      lineStarts = starts; // racing threads compute equal arrays
    }
    return starts;
  }

  private static int[] computeLineStarts(String text) {
    int[] starts = new int[Math.max(16, text.length() / 32)];
    int count = 1;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == length || text.charAt(i + 1) != '\n'))) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }
}
