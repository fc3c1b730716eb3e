package dev.taipan.checker.modules;

import java.util.Set;

/** What is special about modules of the standard library when they are imported. */
final class StandardModules {
  /**
   * Top-level modules that no file of the user's shadows at run time, because they are built into
   * CPython or the interpreter has imported them before any user code; and those that the type
   * system is written in, which must not be replaced under it.
   */
  private static final Set<String> NEVER_SHADOWED =
      Set.of(
          "__future__",
          "_abc",
          "_ast",
          "_codecs",
          "_collections",
          "_collections_abc",
          "_functools",
          "_imp",
          "_io",
          "_locale",
          "_operator",
          "_signal",
          "_sre",
          "_stat",
          "_string",
          "_symtable",
          "_thread",
          "_tokenize",
          "_tracemalloc",
          "_typeshed",
          "_typing",
          "_warnings",
          "_weakref",
          "abc",
          "atexit",
          "builtins",
          "codecs",
          "errno",
          "faulthandler",
          "gc",
          "io",
          "itertools",
          "marshal",
          "os",
          "stat",
          "sys",
          "time",
          "types",
          "typing",
          "typing_extensions");

  private StandardModules() {}

  /** Whether a module, by its top-level name, is always that of the standard library. */
  static boolean isNeverShadowed(String topLevel) {
    return NEVER_SHADOWED.contains(topLevel);
  }
}
