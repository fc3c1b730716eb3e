package dev.taipan.server.protocol;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.source.SourceText;
import java.util.List;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PositionEncodingKind;
import org.eclipse.lsp4j.Range;
import org.jspecify.annotations.Nullable;

/**
 * Translates between offsets (zero-based UTF-16 units) and the client's positions, in the encoding
 * that was agreed on. Positions beyond a line or the text count as its end.
 */
enum Positions {
  UTF8(PositionEncodingKind.UTF8),
  UTF16(PositionEncodingKind.UTF16),
  UTF32(PositionEncodingKind.UTF32);

  private final String kind;

  Positions(String kind) {
    this.kind = kind;
  }

  /** The protocol's name of the encoding. */
  String kind() {
    return kind;
  }

  /** The first encoding of a client's list, which it prefers, that is known; else UTF-16. */
  static Positions preferred(@Nullable List<String> offered) {
    if (offered != null) {
      for (String kind : offered) {
        for (Positions positions : values()) {
          if (positions.kind.equals(kind)) {
            return positions;
          }
        }
      }
    }
    return UTF16;
  }

  /** The offset of a position. */
  int offset(SourceText text, Position position) {
    int line = position.getLine();
    if (line < 0) {
      return 0;
    }
    if (line >= text.lineCount()) {
      return text.length();
    }
    int start = text.lineStart(line);
    int end = text.lineEnd(line);
    int character = Math.max(0, position.getCharacter());
    if (this == UTF16) {
      return (int) Math.min(end, (long) start + character);
    }
    String content = text.text();
    int at = start;
    int units = 0;
    while (at < end && units < character) {
      int point = content.codePointAt(at);
      units += this == UTF32 ? 1 : utf8Length(point);
      at += Character.charCount(point);
    }
    return Math.min(at, end);
  }

  /** The position of an offset. */
  Position position(SourceText text, int offset) {
    int at = Math.max(0, Math.min(offset, text.length()));
    int line = text.lineOf(at);
    int start = text.lineStart(line);
    if (this == UTF16) {
      return new Position(line, at - start);
    }
    String content = text.text();
    int units = 0;
    for (int i = start; i < at; ) {
      int point = content.codePointAt(i);
      units += this == UTF32 ? 1 : utf8Length(point);
      i += Character.charCount(point);
    }
    return new Position(line, units);
  }

  Range range(SourceText text, int start, int end) {
    return new Range(position(text, start), position(text, end));
  }

  Range range(SourceText text, Span span) {
    return range(text, span.start(), span.end());
  }

  /** The number of units of a piece of text, in this encoding. */
  int length(CharSequence piece) {
    int units = 0;
    for (int i = 0; i < piece.length(); ) {
      int point = Character.codePointAt(piece, i);
      int chars = Character.charCount(point);
      units +=
          switch (this) {
            case UTF8 -> utf8Length(point);
            case UTF16 -> chars;
            case UTF32 -> 1;
          };
      i += chars;
    }
    return units;
  }

  private static int utf8Length(int point) {
    if (point < 0x80) {
      return 1;
    }
    if (point < 0x800) {
      return 2;
    }
    return point < 0x10000 ? 3 : 4;
  }
}
