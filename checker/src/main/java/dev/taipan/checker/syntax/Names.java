package dev.taipan.checker.syntax;

import java.util.Arrays;

/**
 * The distinct names of one text. A name is known by its index; keywords come first, so that an
 * index below {@link #KEYWORDS} is a keyword, and then names that occur in most files, so that all
 * trees share their strings.
 */
final class Names {
  private static final String[] KEYWORD_NAMES = {
    "None",
    "True",
    "False",
    "or",
    "and",
    "not",
    "in",
    "is",
    "if",
    "elif",
    "else",
    "while",
    "for",
    "try",
    "except",
    "finally",
    "with",
    "def",
    "class",
    "return",
    "raise",
    "import",
    "from",
    "as",
    "pass",
    "break",
    "continue",
    "global",
    "nonlocal",
    "del",
    "assert",
    "yield",
    "await",
    "async",
    "lambda"
  };

  /** Whether a text is a keyword; soft keywords are none. */
  static boolean isKeyword(String text) {
    for (String keyword : KEYWORD_NAMES) {
      if (keyword.equals(text)) {
        return true;
      }
    }
    return false;
  }

  private static final byte[] KEYWORD_TYPES = {
    PythonGrammar.NONE,
    PythonGrammar.TRUE,
    PythonGrammar.FALSE,
    PythonGrammar.OR,
    PythonGrammar.AND,
    PythonGrammar.NOT,
    PythonGrammar.IN,
    PythonGrammar.IS,
    PythonGrammar.IF,
    PythonGrammar.ELIF,
    PythonGrammar.ELSE,
    PythonGrammar.WHILE,
    PythonGrammar.FOR,
    PythonGrammar.TRY,
    PythonGrammar.EXCEPT,
    PythonGrammar.FINALLY,
    PythonGrammar.WITH,
    PythonGrammar.DEF,
    PythonGrammar.CLASS,
    PythonGrammar.RETURN,
    PythonGrammar.RAISE,
    PythonGrammar.IMPORT,
    PythonGrammar.FROM,
    PythonGrammar.AS,
    PythonGrammar.PASS,
    PythonGrammar.BREAK,
    PythonGrammar.CONTINUE,
    PythonGrammar.GLOBAL,
    PythonGrammar.NONLOCAL,
    PythonGrammar.DEL,
    PythonGrammar.ASSERT,
    PythonGrammar.YIELD,
    PythonGrammar.AWAIT,
    PythonGrammar.ASYNC,
    PythonGrammar.LAMBDA
  };
  private static final String[] COMMON_NAMES = {
    "self",
    "cls",
    "int",
    "str",
    "bool",
    "float",
    "bytes",
    "object",
    "list",
    "dict",
    "tuple",
    "set",
    "type",
    "len",
    "isinstance",
    "super",
    "name",
    "value",
    "key",
    "args",
    "kwargs",
    "other",
    "x",
    "i",
    "k",
    "v",
    "typing",
    "Any",
    "Optional",
    "Union",
    "property",
    "overload",
    "range",
    "append",
    "get",
    "items",
    "join",
    "format",
    "path",
    "data",
    "ValueError",
    "TypeError",
    "Exception",
    "__init__",
    "__name__",
    "annotations",
    "__future__",
    "result",
    "_"
  };

  /** The number of keywords. */
  static final int KEYWORDS = KEYWORD_NAMES.length;

  static final int MATCH = KEYWORDS + COMMON_NAMES.length;
  static final int CASE = MATCH + 1;
  static final int TYPE = KEYWORDS + Arrays.asList(COMMON_NAMES).indexOf("type");
  static final int LAZY = CASE + 1;

  private static final Names TEMPLATE = template();

  private final NamePool pool;
  private String[] strings;
  private int[] hashes;
  private int[] slots;
  private int count;

  private Names(NamePool pool, String[] strings, int[] hashes, int[] slots, int count) {
    this.pool = pool;
    this.strings = strings;
    this.hashes = hashes;
    this.slots = slots;
    this.count = count;
  }

  /** A table with the keywords and the common names. */
  Names(NamePool pool) {
    this(
        pool,
        TEMPLATE.strings.clone(),
        TEMPLATE.hashes.clone(),
        TEMPLATE.slots.clone(),
        TEMPLATE.count);
  }

  private static Names template() {
    Names names = new Names(NamePool.none(), new String[192], new int[192], new int[512], 0);
    for (String name : KEYWORD_NAMES) {
      names.indexOf(name);
    }
    for (String name : COMMON_NAMES) {
      names.indexOf(name);
    }
    names.indexOf("match");
    names.indexOf("case");
    names.indexOf("lazy");
    return names;
  }

  /** The token type of the keyword with this index. */
  static int keywordType(int index) {
    return KEYWORD_TYPES[index];
  }

  String get(int index) {
    return strings[index];
  }

  int indexOf(String name) {
    char[] chars = name.toCharArray();
    return indexOf(chars, 0, chars.length, name.hashCode());
  }

  /**
   * The index of the name in {@code chars[from..to)}, whose {@link String#hashCode} is {@code
   * hash}.
   */
  int indexOf(char[] chars, int from, int to, int hash) {
    int mask = slots.length - 1;
    int slot = (hash ^ (hash >>> 15)) & mask;
    while (true) {
      int found = slots[slot] - 1;
      if (found < 0) {
        return insert(pool.name(chars, from, to, hash), hash, slot);
      }
      if (hashes[found] == hash && equal(strings[found], chars, from, to)) {
        return found;
      }
      slot = (slot + 1) & mask;
    }
  }

  static boolean equal(String name, char[] chars, int from, int to) {
    int length = to - from;
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) != chars[from + i]) {
        return false;
      }
    }
    return true;
  }

  private int insert(String name, int hash, int slot) {
    if (count == strings.length) {
      strings = Arrays.copyOf(strings, count * 2);
      hashes = Arrays.copyOf(hashes, count * 2);
    }
    int index = count++;
    strings[index] = name;
    hashes[index] = hash;
    slots[slot] = index + 1;
    if (count * 2 > slots.length) {
      rehash();
    }
    return index;
  }

  private void rehash() {
    int[] larger = new int[slots.length * 4];
    int mask = larger.length - 1;
    for (int i = 0; i < count; i++) {
      int slot = (hashes[i] ^ (hashes[i] >>> 15)) & mask;
      while (larger[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      larger[slot] = i + 1;
    }
    slots = larger;
  }
}
