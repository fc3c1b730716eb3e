package dev.taipan.checker.inference;

/**
 * Which words a text has, comments and strings included: tells of a word that the text does not
 * have it, or that it may. Takes a thirtieth of the memory of the text, and answers without reading
 * it.
 */
public final class Words {
  private static final int MIN_BITS = 64;

  /** Two bits are set for each word. */
  private final long[] bits;

  private Words(long[] bits) {
    this.bits = bits;
  }

  /** The words of a text. */
  public static Words of(String text) {
    int size = Math.max(MIN_BITS, Integer.highestOneBit(text.length() / 4) * 2);
    Words words = new Words(new long[size / Long.SIZE]);
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (!isPart(c)) {
        continue;
      }
      int hash = c;
      while (i < text.length() && isPart(c = text.charAt(i))) {
        hash = hash * 31 + c;
        i++;
      }
      words.add(hash);
    }
    return words;
  }

  private void add(int hash) {
    set(first(hash));
    set(second(hash));
  }

  /** Whether the text may have a word with this hash, as {@link String#hashCode} makes it. */
  public boolean mayHave(int hash) {
    return isSet(first(hash)) && isSet(second(hash));
  }

  private static int first(int hash) {
    return hash * 0x9E3779B1 >>> 5;
  }

  private static int second(int hash) {
    return hash * 0x85EBCA6B >>> 3;
  }

  private void set(int bit) {
    int at = bit & (bits.length * Long.SIZE - 1);
    bits[at >> 6] |= 1L << at;
  }

  private boolean isSet(int bit) {
    int at = bit & (bits.length * Long.SIZE - 1);
    return (bits[at >> 6] & 1L << at) != 0;
  }

  /** Whether a character can be part of a word. */
  public static boolean isPart(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '_'
        || c >= '0' && c <= '9'
        || c >= 128 && Character.isJavaIdentifierPart(c);
  }
}
