package dev.taipan.checker.source;

import java.util.Optional;

/**
 * What the bytes of a file say.
 *
 * @param text the characters, a byte order mark left out; empty when the bytes are no text at all
 * @param problem why Python would not read these bytes
 */
public record DecodedSource(SourceText text, Optional<Problem> problem) {

  /** A place in {@link #text}, in zero-based UTF-16 offsets, and what is wrong there. */
  public record Problem(int start, int end, String message) {}
}
