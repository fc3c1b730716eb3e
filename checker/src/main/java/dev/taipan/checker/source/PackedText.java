package dev.taipan.checker.source;

import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A text that is kept, though hardly anybody will read it again, in a fourth of the memory.
 *
 * <p>Packing goes through some 80 MB a second and reading through 250. Whoever reads it twice in a
 * row finds it unpacked, as long as the collector leaves it alone.
 */
final class PackedText {
  /** A shorter text is not worth the objects around it. */
  static final int WORTHWHILE = 1024;

  private final byte[] packed;
  private final int size;
  private final Charset charset;
  private WeakReference<String> unpacked;

  PackedText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (new String(bytes, StandardCharsets.ISO_8859_1).equals(text)) {
      this.charset = StandardCharsets.ISO_8859_1;
    } else {
      this.charset = StandardCharsets.UTF_16LE; // unlike UTF-8, it can also say half a surrogate
      bytes = text.getBytes(charset);
    }
    this.size = bytes.length;
    this.packed = deflated(bytes);
    this.unpacked = new WeakReference<>(text);
  }

  String text() {
    String known = unpacked.get();
    if (known == null) {
      known = new String(inflated(), charset);
      unpacked = new WeakReference<>(known); // racing threads unpack equal texts
    }
    return known;
  }

  private static byte[] deflated(byte[] bytes) {
    try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3);
      byte[] part = new byte[Math.min(bytes.length, 8192)];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
      return out.toByteArray();
    }
  }

  private byte[] inflated() {
    byte[] bytes = new byte[size];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(packed);
      int filled = 0;
      while (filled < size) {
        filled += inflater.inflate(bytes, filled, size - filled);
      }
      return bytes;
    } catch (DataFormatException e) {
      throw new IllegalStateException("a text was packed wrongly", e);
    }
  }
}
