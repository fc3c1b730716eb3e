package dev.taipan.checker.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What Python rejects in the patterns of a `match`. */
final class PatternRules {
  private final Problems problems;
  private final TargetRules targets;

  PatternRules(Problems problems, TargetRules targets) {
    this.problems = problems;
    this.targets = targets;
  }

  void check(Stmt.Match match) {
    for (int i = 0; i < match.cases.size(); i++) {
      MatchCase matchCase = match.cases.get(i);
      if (i + 1 < match.cases.size() && matchCase.guard == null) {
        checkRefutable(matchCase.pattern);
      }
      checkNames(matchCase.pattern);
    }
  }

  /** Reports a pattern that matches everything although others follow; true for other patterns. */
  private boolean checkRefutable(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Capture capture -> {
        problems.error(
            capture,
            (capture.name == null ? "wildcard" : "name capture '" + capture.name.name + "'")
                + " makes remaining patterns unreachable");
        yield false;
      }
      case Pattern.As as -> checkRefutable(as.pattern);
      case Pattern.Or or -> checkRefutable(or.patterns.get(or.patterns.size() - 1));
      default -> true;
    };
  }

  /**
   * The names that the pattern binds, in order; reports those that it binds twice and alternatives
   * that differ.
   */
  private List<String> checkNames(Pattern pattern) {
    List<String> names = new ArrayList<>();
    collect(pattern, names);
    return names;
  }

  private void collect(Pattern pattern, List<String> names) {
    switch (pattern) {
      case Pattern.Value value -> checkFirstName(value.value);
      case Pattern.Singleton singleton -> {}
      case Pattern.Error error -> {}
      case Pattern.Capture capture -> {
        if (capture.name != null) {
          bind(capture.name, names);
        }
      }
      case Pattern.As as -> {
        collect(as.pattern, names);
        bind(as.name, names);
      }
      case Pattern.Star star -> {
        if (star.name != null) {
          bind(star.name, names);
        }
      }
      case Pattern.Or or -> collectAlternatives(or, names);
      case Pattern.Sequence sequence -> {
        checkStars(sequence);
        collectAll(sequence.patterns, names);
      }
      case Pattern.Mapping mapping -> {
        checkKeys(mapping);
        collectAll(mapping.patterns, names);
        if (mapping.rest != null) {
          bind(mapping.rest, names);
        }
      }
      case Pattern.Class cls -> {
        checkFirstName(cls.cls);
        checkKeywords(cls);
        collectAll(cls.positional, names);
        collectAll(cls.keywordPatterns, names);
      }
    }
  }

  private void collectAll(List<Pattern> patterns, List<String> names) {
    for (Pattern pattern : patterns) {
      collect(pattern, names);
    }
  }

  private void bind(Expr.Name name, List<String> names) {
    targets.checkBound(name);
    if (names.contains(name.name)) {
      problems.error(name, "multiple assignments to name '" + name.name + "' in pattern");
    }
    names.add(name.name);
  }

  private void collectAlternatives(Pattern.Or or, List<String> names) {
    Set<String> first = Set.of();
    boolean reachable = true;
    for (int i = 0; i < or.patterns.size(); i++) {
      Pattern alternative = or.patterns.get(i);
      if (i + 1 < or.patterns.size()) {
        reachable &= checkRefutable(alternative);
      }
      Set<String> bound = new HashSet<>(checkNames(alternative));
      if (i == 0) {
        first = bound;
      } else if (!bound.equals(first)) {
        if (!reachable) {
          break; // reported already
        }
        problems.error(or, "alternative patterns bind different names");
        break;
      }
    }
    for (String name : first.stream().sorted().toList()) {
      if (names.contains(name)) {
        problems.error(or, "multiple assignments to name '" + name + "' in pattern");
      }
      names.add(name);
    }
  }

  /** Reports `_.a` and `_()`: the underscore is a pattern by itself. */
  private void checkFirstName(Expr value) {
    Expr first = value;
    while (first instanceof Expr.Attribute attribute) {
      first = attribute.value;
    }
    if (first instanceof Expr.Name name && name.name.equals("_")) {
      problems.error(name, "'_' matches anything and has no attributes or subpatterns");
    }
  }

  private void checkStars(Pattern.Sequence sequence) {
    boolean seen = false;
    for (Pattern pattern : sequence.patterns) {
      if (pattern instanceof Pattern.Star) {
        if (seen) {
          problems.error(pattern, "multiple starred expressions in sequence pattern");
        }
        seen = true;
      }
    }
  }

  private void checkKeys(Pattern.Mapping mapping) {
    Set<Object> seen = new HashSet<>();
    for (Expr key : mapping.keys) {
      if (!seen.add(PatternKeys.identity(key))) {
        problems.error(key, "mapping pattern checks duplicate key");
      }
    }
  }

  private void checkKeywords(Pattern.Class cls) {
    Set<String> seen = new HashSet<>();
    for (Expr.Name keyword : cls.keywordNames) {
      targets.checkBound(keyword);
      if (!seen.add(keyword.name)) {
        problems.error(keyword, "attribute name repeated in class pattern: " + keyword.name);
      }
    }
  }
}
