package dev.taipan.checker.modules;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The index of typeshed, as the README of the build module that writes it describes it.
 *
 * <p>Nothing is parsed when it is opened. The lines of a section are sorted, so a lookup is a
 * binary search in the bytes, and what lies in a package is one run of lines.
 */
final class TypeshedIndex {
  /** What a name is. */
  enum Kind {
    /** {@code a/b.pyi}. */
    MODULE,
    /** {@code a/b/__init__.pyi}. */
    PACKAGE,
    /** A folder without an {@code __init__.pyi}. */
    NAMESPACE
  }

  /**
   * A module of the standard library.
   *
   * @param first the minor version of Python 3 that brought it
   * @param last the last one that has it, 99 if it is still there
   */
  record StdlibEntry(Kind kind, int first, int last) {
    boolean isIn(PythonVersion version) {
      return version.major() == 3 && first <= version.minor() && version.minor() <= last;
    }
  }

  /**
   * A module of third-party stubs.
   *
   * @param distribution the folder that has it, {@code -} for a namespace package
   */
  record StubEntry(Kind kind, String distribution) {}

  private final byte[] bytes;
  private final int stdlibStart;
  private final int stdlibEnd;
  private final int stubsEnd;

  private TypeshedIndex(byte[] bytes, int stdlibStart, int stdlibEnd, int stubsEnd) {
    this.bytes = bytes;
    this.stdlibStart = stdlibStart;
    this.stdlibEnd = stdlibEnd;
    this.stubsEnd = stubsEnd;
  }

  /** The index in the content of an index file; null if that is something else. */
  static @Nullable TypeshedIndex read(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1);
    if (!head.startsWith("taipan-typeshed-index 1\n")) {
      return null;
    }
    int stdlib = headerNumber(head, "\nstdlib ", 1);
    int stubs = headerNumber(head, "\nstubs ", 1);
    int start = headerNumber(head, "\nend-of-header ", 0);
    if (stdlib < 0 || stubs < 0 || start < 0 || start + stdlib + stubs > bytes.length) {
      return null;
    }
    return new TypeshedIndex(bytes, start, start + stdlib, start + stdlib + stubs);
  }

  /** An index of these lines, sorted already and each ended by a line feed. */
  static TypeshedIndex of(String stdlibLines, String stubLines) {
    byte[] bytes = (stdlibLines + stubLines).getBytes(StandardCharsets.ISO_8859_1);
    return new TypeshedIndex(bytes, 0, stdlibLines.length(), bytes.length);
  }

  /** The number after {@code skip} other fields behind {@code key}; -1 if there is none. */
  private static int headerNumber(String head, String key, int skip) {
    int at = head.indexOf(key);
    int end = at < 0 ? -1 : head.indexOf('\n', at + 1);
    if (end < 0) {
      return -1;
    }
    String[] fields = head.substring(at + key.length(), end).split(" ");
    try {
      return skip < fields.length ? Integer.parseInt(fields[skip]) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @Nullable StdlibEntry stdlib(String name) {
    int line = find(name, stdlibStart, stdlibEnd);
    return line < 0 ? null : stdlibEntryAt(line + name.length() + 1);
  }

  private StdlibEntry stdlibEntryAt(int fields) {
    int at = fields + 2;
    int first = 0;
    while (bytes[at] != ' ') {
      first = first * 10 + bytes[at++] - '0';
    }
    int last = 0;
    for (at++; bytes[at] != '\n'; at++) {
      last = last * 10 + bytes[at] - '0';
    }
    return new StdlibEntry(kind(bytes[fields]), first, last);
  }

  @Nullable StubEntry stub(String name, @Nullable String distribution) {
    int line = find(name, stdlibEnd, stubsEnd);
    while (line >= 0 && line < stubsEnd && compare(name, line) == 0) {
      StubEntry entry = stubEntryAt(line + name.length() + 1);
      if (distribution == null
          || entry.kind == Kind.NAMESPACE
          || entry.distribution.equals(distribution)) {
        return entry;
      }
      line = nextLine(line);
    }
    return null;
  }

  private StubEntry stubEntryAt(int fields) {
    int end = nextLine(fields) - 1;
    return new StubEntry(
        kind(bytes[fields]),
        new String(bytes, fields + 2, end - fields - 2, StandardCharsets.ISO_8859_1));
  }

  private static Kind kind(byte letter) {
    return letter == 'm' ? Kind.MODULE : letter == 'p' ? Kind.PACKAGE : Kind.NAMESPACE;
  }

  void addStdlibChildren(String parent, PythonVersion version, Set<String> names) {
    int line = firstBelow(parent, stdlibStart, stdlibEnd);
    while (line < stdlibEnd && isBelow(parent, line)) {
      int end = nameEnd(line);
      String child = directChild(parent, line, end);
      if (child != null && stdlibEntryAt(end + 1).isIn(version)) {
        names.add(child);
      }
      line = nextLine(end);
    }
  }

  void addStubChildren(String parent, @Nullable String distribution, Set<String> names) {
    int line = firstBelow(parent, stdlibEnd, stubsEnd);
    while (line < stubsEnd && isBelow(parent, line)) {
      int end = nameEnd(line);
      String child = directChild(parent, line, end);
      if (child != null
          && (distribution == null || stubEntryAt(end + 1).distribution.equals(distribution))) {
        names.add(child);
      }
      line = nextLine(end);
    }
  }

  /** The start of the first line named {@code name} between two line starts; -1 if none is. */
  private int find(String name, int from, int to) {
    int line = lowerBound(name, from, to);
    return line < to && compare(name, line) == 0 ? line : -1;
  }

  /** The start of the first line below package {@code parent}, or where it would be. */
  private int firstBelow(String parent, int from, int to) {
    return parent.isEmpty() ? from : lowerBound(parent + ".", from, to);
  }

  /** The start of the first line whose name is not less than {@code name}. */
  private int lowerBound(String name, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int line = low + (high - low) / 2;
      while (line > low && bytes[line - 1] != '\n') {
        line--;
      }
      if (compare(name, line) > 0) {
        low = nextLine(line);
      } else {
        high = line;
      }
    }
    return low;
  }

  /** Compares {@code name} with the name in a line, both as if a space ended them. */
  private int compare(String name, int line) {
    int length = name.length();
    for (int i = 0; i < length; i++) {
      int difference = name.charAt(i) - bytes[line + i];
      if (difference != 0) {
        return difference;
      }
    }
    return ' ' - bytes[line + length];
  }

  private boolean isBelow(String parent, int line) {
    for (int i = 0; i < parent.length(); i++) {
      if (bytes[line + i] != parent.charAt(i)) {
        return false;
      }
    }
    return parent.isEmpty() || bytes[line + parent.length()] == '.';
  }

  private @Nullable String directChild(String parent, int line, int end) {
    int start = parent.isEmpty() ? line : line + parent.length() + 1;
    for (int i = start; i < end; i++) {
      if (bytes[i] == '.') {
        return null;
      }
    }
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private int nameEnd(int line) {
    int end = line;
    while (bytes[end] != ' ') {
      end++;
    }
    return end;
  }

  private int nextLine(int from) {
    int at = from;
    while (bytes[at] != '\n') {
      at++;
    }
    return at + 1;
  }
}
