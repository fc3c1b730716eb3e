package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects why a relation does not hold, innermost first, while {@link Relation} goes through it
 * once more for a message.
 */
final class Reasons {
  private final Display display;
  private final List<String> reasons = new ArrayList<>();

  Reasons(Display display) {
    this.display = display;
  }

  void add(String reason) {
    if (reasons.isEmpty() || !reasons.getLast().equals(reason)) {
      reasons.add(reason);
    }
  }

  /** Notes that one type is not assignable to another, because of what was noted before. */
  void notAssignable(Type source, Type target) {
    add(
        "`"
            + display.shortened(source)
            + "` is not assignable to `"
            + display.shortened(target)
            + "`");
  }

  /** Notes that two types are not equivalent, because of what was noted before. */
  void notEquivalent(Type source, Type target) {
    add(
        "`"
            + display.shortened(source)
            + "` and `"
            + display.shortened(target)
            + "` are not the same type");
  }

  int mark() {
    return reasons.size();
  }

  void rollback(int mark) {
    while (reasons.size() > mark) {
      reasons.removeLast();
    }
  }

  /** The chain, outermost first. */
  List<String> chain() {
    return reasons.reversed();
  }
}
