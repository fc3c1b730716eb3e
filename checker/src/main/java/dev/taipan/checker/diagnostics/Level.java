package dev.taipan.checker.diagnostics;

/** What the configuration makes of a rule. */
public enum Level {
  IGNORE,
  WARN,
  ERROR
}
