package dev.taipan.server.features;

/** How the lines of a block are indented, given the line that opens it. */
final class Indentation {
  private Indentation() {}

  /** One level deeper, with a tab where tabs are used. */
  static String deeper(String outer) {
    return outer + (outer.endsWith("\t") ? "\t" : "    ");
  }
}
