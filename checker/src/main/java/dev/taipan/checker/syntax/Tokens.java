package dev.taipan.checker.syntax;

import java.util.Arrays;

/**
 * The tokens of a text as parallel arrays: no object per token.
 *
 * <p>{@code type} holds the constants of {@link PythonGrammar}; {@code start} and {@code end} are
 * offsets as in {@link Node}; {@code symbol} is, for a name or keyword, its index in the lexer's
 * table of names. The last token is the end of the file.
 */
final class Tokens {
  byte[] type;
  int[] start;
  int[] end;
  int[] symbol;
  int count;

  Tokens(int expected) {
    type = new byte[expected];
    start = new int[expected];
    end = new int[expected];
    symbol = new int[expected];
  }

  void add(int tokenType, int from, int to, int name) {
    int i = count;
    if (i == type.length) {
      grow();
    }
    type[i] = (byte) tokenType;
    start[i] = from;
    end[i] = to;
    symbol[i] = name;
    count = i + 1;
  }

  private void grow() {
    int size = type.length + (type.length >> 1) + 16;
    type = Arrays.copyOf(type, size);
    start = Arrays.copyOf(start, size);
    end = Arrays.copyOf(end, size);
    symbol = Arrays.copyOf(symbol, size);
  }
}
