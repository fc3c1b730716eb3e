package dev.taipan.checker.source;

import dev.taipan.checker.source.DecodedSource.Problem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a Python file into text as PEP 263 has it: UTF-8, or what the comment in one
 * of the first two lines declares. Bytes that do not fit give a {@link Problem}, never an
 * exception.
 */
public final class SourceDecoder {
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * Files with a larger share of broken places than one in this many bytes are taken for binary.
   */
  private static final int BINARY_SHARE = 10;

  private SourceDecoder() {}

  /** Decodes a whole file. */
  public static DecodedSource decode(byte[] bytes) {
    if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
      return unreadable("the file is encoded as UTF-16, which Python does not read");
    }
    boolean mark = startsWith(bytes, 0xEF, 0xBB, 0xBF);
    int start = mark ? 3 : 0;
    DecodedSource decoded = decodeDeclared(bytes, start, mark);
    SourceText text = decoded.text();
    int nul = text.text().indexOf('\0');
    return nul < 0
        ? decoded
        : unreadable("the file is binary: there is a NUL byte in line " + (text.lineOf(nul) + 1));
  }

  private static DecodedSource decodeDeclared(byte[] bytes, int start, boolean mark) {
    String declared = EncodingCookie.find(bytes, start);
    if (declared == null || isUtf8(declared)) {
      return decodeUtf8(bytes, start);
    }
    if (mark) {
      return withProblem(
          new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8),
          declared,
          "the file declares the encoding `"
              + declared
              + "` but starts with the byte order mark of UTF-8");
    }
    Charset charset = charset(declared);
    if (charset == null) {
      return withProblem(
          new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8),
          declared,
          "unknown encoding `" + declared + "`");
    }
    return decodeStrictly(bytes, start, charset, declared);
  }

  private static DecodedSource decodeUtf8(byte[] bytes, int start) {
    String text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return new DecodedSource(new SourceText(text), Optional.empty());
    }
    return decodeStrictly(bytes, start, StandardCharsets.UTF_8, "UTF-8");
  }

  private static DecodedSource decodeStrictly(
      byte[] bytes, int start, Charset charset, String name) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(bytes.length - start + 16);
    int broken = 0;
    int firstByte = 0;
    int firstChar = 0;
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (result.isError()) {
        if (broken++ == 0) {
          firstByte = bytes[in.position()] & 0xFF;
          firstChar = out.position();
        }
        in.position(in.position() + result.length());
        out.put(REPLACEMENT);
      } else if (result.isUnderflow()) {
        decoder.flush(out);
        break;
      } else {
        CharBuffer larger = CharBuffer.allocate(out.capacity() * 2);
        out.flip();
        larger.put(out);
        out = larger;
      }
    }
    String text = out.flip().toString();
    if (broken == 0) {
      return new DecodedSource(new SourceText(text), Optional.empty());
    }
    if (broken > 8 && broken > (bytes.length - start) / BINARY_SHARE) {
      return unreadable("the file is binary: much of it is not valid " + name);
    }
    String message =
        "byte 0x%02x is not valid %s here".formatted(firstByte, name)
            + (broken == 1 ? "" : ", nor are " + (broken - 1) + " more in this file")
            + "; save the file as UTF-8 or declare its encoding";
    return new DecodedSource(
        new SourceText(text), Optional.of(new Problem(firstChar, firstChar + 1, message)));
  }

  private static DecodedSource withProblem(String text, String declared, String message) {
    int at = Math.max(0, text.indexOf(declared));
    int end = Math.min(text.length(), at + declared.length());
    return new DecodedSource(new SourceText(text), Optional.of(new Problem(at, end, message)));
  }

  private static DecodedSource unreadable(String message) {
    return new DecodedSource(new SourceText(""), Optional.of(new Problem(0, 0, message)));
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    if (bytes.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xFF) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUtf8(String declared) {
    String name = declared.toLowerCase(Locale.ROOT).replace('_', '-');
    return name.equals("utf-8")
        || name.equals("utf8")
        || name.equals("u8")
        || name.equals("utf")
        || name.equals("utf-8-sig")
        || name.startsWith("utf-8-");
  }

  /** The charset of a Python codec's name. */
  private static @Nullable Charset charset(String codec) {
    String name = codec.toLowerCase(Locale.ROOT).replace('_', '-');
    String java =
        switch (name) {
          case "ascii", "us-ascii", "646" -> "US-ASCII";
          case "latin-1", "latin1", "l1", "iso-latin-1", "8859" -> "ISO-8859-1";
          case "latin-2", "latin2" -> "ISO-8859-2";
          case "latin-9", "latin9" -> "ISO-8859-15";
          case "sjis", "s-jis", "shiftjis" -> "Shift_JIS";
          case "eucjp", "ujis" -> "EUC-JP";
          case "euckr" -> "EUC-KR";
          case "mac-roman", "macroman" -> "x-MacRoman";
          default -> name;
        };
    try {
      return Charset.forName(java);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }
}
