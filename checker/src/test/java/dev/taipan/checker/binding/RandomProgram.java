package dev.taipan.checker.binding;

import java.util.Random;

/** Writes function bodies with all kinds of control flow over a few names. */
final class RandomProgram {
  private static final String[] NAMES = {"x", "y", "z"};
  private final Random random;
  private final StringBuilder text = new StringBuilder();

  RandomProgram(long seed) {
    random = new Random(seed);
  }

  /** A function whose statements are nested at most {@code depth} times. */
  String write(int depth) {
    text.append("def f(x):\n");
    block(1, depth, false);
    return text.toString();
  }

  private void block(int indent, int budget, boolean inLoop) {
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      statement(indent, budget, inLoop);
    }
  }

  private void line(int indent, String line) {
    text.append("    ".repeat(indent)).append(line).append('\n');
  }

  private String name() {
    return NAMES[random.nextInt(NAMES.length)];
  }

  private String test(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 4)) {
      case 0, 1 -> name();
      case 2 -> "c(" + name() + ")";
      case 3 -> name() + " is None";
      case 4 -> "not " + test(0);
      case 5 -> "(" + test(depth - 1) + " and " + test(depth - 1) + ")";
      case 6 -> "(" + test(depth - 1) + " or " + test(depth - 1) + ")";
      case 7 -> "(" + name() + " := d)";
      default -> "(" + test(0) + " if " + test(0) + " else " + test(0) + ")";
    };
  }

  private void statement(int indent, int budget, boolean inLoop) {
    int choice = random.nextInt(budget > 0 ? 22 : 11);
    switch (choice) {
      case 0, 1, 2 -> line(indent, name() + " = v(" + name() + ")");
      case 3, 4 -> line(indent, "use(" + name() + ", " + name() + ")");
      case 5 -> line(indent, "del " + name());
      case 6 -> line(indent, name() + " += 1");
      case 7 -> line(indent, inLoop ? "break" : "pass");
      case 8 -> line(indent, inLoop ? "continue" : "assert " + test(1));
      case 9 -> line(indent, random.nextInt(3) == 0 ? "return" : "assert " + test(1));
      case 10 -> line(indent, random.nextInt(3) == 0 ? "raise e" : "w = " + test(2));
      case 11, 12, 13 -> conditional(indent, budget, inLoop);
      case 14, 15 -> {
        line(indent, "while " + (random.nextInt(4) == 0 ? "True" : test(1)) + ":");
        block(indent + 1, budget - 1, true);
        orelse(indent, budget, inLoop);
      }
      case 16 -> {
        line(indent, "for " + name() + " in q:");
        block(indent + 1, budget - 1, true);
        orelse(indent, budget, inLoop);
      }
      case 17, 18, 19 -> protectedPart(indent, budget, inLoop);
      case 20 -> {
        line(indent, "with m as " + name() + ":");
        block(indent + 1, budget - 1, inLoop);
      }
      default -> match(indent, budget, inLoop);
    }
  }

  private void conditional(int indent, int budget, boolean inLoop) {
    line(indent, "if " + test(2) + ":");
    block(indent + 1, budget - 1, inLoop);
    while (random.nextInt(3) == 0) {
      line(indent, "elif " + test(1) + ":");
      block(indent + 1, budget - 1, inLoop);
    }
    orelse(indent, budget, inLoop);
  }

  private void orelse(int indent, int budget, boolean inLoop) {
    if (random.nextInt(3) == 0) {
      line(indent, "else:");
      block(indent + 1, budget - 1, inLoop);
    }
  }

  private void protectedPart(int indent, int budget, boolean inLoop) {
    line(indent, "try:");
    block(indent + 1, budget - 1, inLoop);
    boolean hasFinally = random.nextInt(2) == 0;
    int handlers = hasFinally ? random.nextInt(3) : 1 + random.nextInt(2);
    for (int i = 0; i < handlers; i++) {
      line(indent, random.nextInt(2) == 0 ? "except E:" : "except E as " + name() + ":");
      block(indent + 1, budget - 1, inLoop);
    }
    if (handlers > 0) {
      orelse(indent, budget, inLoop);
    }
    if (hasFinally) {
      line(indent, "finally:");
      block(indent + 1, budget - 1, inLoop);
    }
  }

  private void match(int indent, int budget, boolean inLoop) {
    line(indent, "match " + name() + ":");
    int cases = 1 + random.nextInt(3);
    for (int i = 0; i < cases; i++) {
      String pattern =
          switch (random.nextInt(i == cases - 1 ? 4 : 3)) {
            case 0 -> "" + i;
            case 1 -> "[" + name() + "]";
            case 2 -> "(C() as " + name() + ")";
            default -> name();
          };
      line(indent + 1, "case " + pattern + (random.nextInt(3) == 0 ? " if " + test(1) : "") + ":");
      block(indent + 2, budget - 1, inLoop);
    }
  }
}
