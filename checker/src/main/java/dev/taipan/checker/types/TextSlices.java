package dev.taipan.checker.types;

import org.jspecify.annotations.Nullable;

/** Characters and slices of literal strings and bytes. */
final class TextSlices {
  private TextSlices() {}

  /** What stands at a literal index or slice; null where the index does not tell. */
  static @Nullable SubscriptResult get(LiteralType object, Type index) {
    boolean bytes = object.cls().equals(WellKnown.BYTES);
    if (!(object.value() instanceof String text)
        || !bytes && !object.cls().equals(WellKnown.STR)
        || text.codePointCount(0, text.length()) != text.length()) {
      return null;
    }
    Long wanted = Subscripts.intOf(index);
    if (wanted != null) {
      long position = wanted < 0 ? wanted + text.length() : wanted;
      if (position < 0 || position >= text.length()) {
        return SubscriptResult.problem(
            new NominalType(bytes ? WellKnown.INT : WellKnown.STR),
            new SubscriptResult.Problem.IndexOutOfRange(object, text.length(), wanted));
      }
      char found = text.charAt((int) position);
      return SubscriptResult.of(
          bytes
              ? new LiteralType(WellKnown.INT, (long) found)
              : new LiteralType(WellKnown.STR, String.valueOf(found)));
    }
    SliceBounds bounds = SliceBounds.of(index);
    int[] positions = bounds == null ? null : bounds.positions(text.length());
    if (positions == null) {
      return null;
    }
    StringBuilder slice = new StringBuilder(positions.length);
    for (int position : positions) {
      slice.append(text.charAt(position));
    }
    return SubscriptResult.of(new LiteralType(object.cls(), slice.toString()));
  }
}
