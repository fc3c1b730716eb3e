package dev.taipan.checker.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Modules at random in which everything asks for everything: loops whose variables depend on one
 * another, functions that call one another and show by their results what they return, attributes
 * that methods give one another, globals of modules that import one another.
 */
final class CyclicModules {
  private static final int MODULES = 3;
  private static final int FUNCTIONS = 4;
  private static final int VARIABLES = 3;

  private final Random random;
  private int module;

  CyclicModules(long seed) {
    random = new Random(seed);
  }

  /** The texts by the names of the files. */
  Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    for (module = 0; module < MODULES; module++) {
      texts.put("m" + module + ".py", text());
    }
    return texts;
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    for (int other = 0; other < MODULES; other++) {
      if (other != module) {
        lines.add(random.nextInt(4) == 0 ? "from m" + other + " import *" : "import m" + other);
      }
    }
    for (int i = 0; i < FUNCTIONS; i++) {
      function(lines, "", "f" + module + i, "a, b=" + constant());
      if (random.nextInt(2) == 0) {
        lines.add("g" + module + i + " = " + expression(2, false, false));
      }
    }
    lines.add("class C" + module + (random.nextInt(3) == 0 ? "(" + classOf() + "):" : ":"));
    lines.add("    x" + module + " = " + constant());
    for (int i = 0; i < FUNCTIONS; i++) {
      function(lines, "    ", "method" + i, "self, a=" + constant());
    }
    lines.add("def last():");
    lines.add("    global g" + module + "0");
    lines.add("    g" + module + "0 = " + expression(2, false, false));
    return String.join("\n", lines) + "\n";
  }

  private void function(List<String> lines, String indent, String name, String parameters) {
    boolean method = !indent.isEmpty();
    if (method && random.nextInt(3) == 0) {
      lines.add(indent + "@property");
    }
    lines.add(indent + "def " + name + "(" + parameters + "):");
    String inner = indent + "    ";
    for (int i = 0; i < VARIABLES; i++) {
      lines.add(inner + "v" + i + " = " + expression(1, false, method));
    }
    lines.add(inner + loopHead(method));
    statements(lines, inner + "    ", 2, method);
    if (random.nextInt(3) == 0) {
      lines.add(inner + "yield " + expression(2, true, method));
    }
    lines.add(inner + "return " + expression(2, true, method));
  }

  private void statements(List<String> lines, String indent, int depth, boolean method) {
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(depth == 0 ? 5 : 8)) {
        case 0 -> lines.add(indent + variable() + " += " + expression(1, true, method));
        case 1 -> {
          String self = method ? "self." : "";
          lines.add(indent + self + variable() + " = " + expression(2, true, method));
        }
        case 2 ->
            lines.add(
                indent + variable() + ", " + variable() + " = " + expression(2, true, method));
        case 3, 4 -> lines.add(indent + variable() + " = " + expression(2, true, method));
        case 5 -> {
          lines.add(indent + "if " + test(method) + ":");
          statements(lines, indent + "    ", depth - 1, method);
          lines.add(indent + "else:");
          lines.add(indent + "    " + (random.nextBoolean() ? "break" : "continue"));
        }
        case 6 -> {
          lines.add(indent + loopHead(method));
          statements(lines, indent + "    ", depth - 1, method);
        }
        default -> {
          lines.add(indent + "try:");
          statements(lines, indent + "    ", depth - 1, method);
          lines.add(indent + "except Exception as " + variable() + ":");
          lines.add(indent + "    raise");
        }
      }
    }
  }

  private String loopHead(boolean method) {
    return random.nextBoolean()
        ? "while " + test(method) + ":"
        : "for " + variable() + " in " + expression(1, true, method) + ":";
  }

  private String test(boolean method) {
    String variable = variable();
    return switch (random.nextInt(5)) {
      case 0 -> variable + " is None";
      case 1 -> "isinstance(" + variable + ", (int, " + classOf() + "))";
      case 2 -> "len(" + variable + ") < 3";
      case 3 -> "not " + variable;
      default -> expression(1, true, method);
    };
  }

  private String variable() {
    return "v" + random.nextInt(VARIABLES);
  }

  private String constant() {
    List<String> constants = List.of("None", "0", "''", "()", "[]", "(1, 'x')", "{}", "1.5");
    return constants.get(random.nextInt(constants.size()));
  }

  private String classOf() {
    int other = random.nextInt(MODULES);
    return other == module ? "C" + module : "m" + other + ".C" + other;
  }

  private String global() {
    int other = random.nextInt(MODULES);
    return (other == module ? "" : "m" + other + ".") + "g" + other + random.nextInt(FUNCTIONS);
  }

  private String called() {
    int other = random.nextInt(MODULES);
    return (other == module ? "" : "m" + other + ".") + "f" + other + random.nextInt(FUNCTIONS);
  }

  /** An expression of some depth; with {@code variables} in a function behind its first lines. */
  private String expression(int depth, boolean variables, boolean method) {
    if (depth == 0) {
      return variables && random.nextInt(4) > 0
          ? variable()
          : random.nextBoolean() ? constant() : global();
    }
    String inner = expression(depth - 1, variables, method);
    return switch (random.nextInt(12)) {
      case 0 -> called() + "(" + inner + ")";
      case 1 -> called() + "(" + inner + ", " + expression(depth - 1, variables, method) + ")";
      case 2 -> "(" + inner + ", " + expression(depth - 1, variables, method) + ")";
      case 3 -> "[" + inner + "]";
      case 4 -> inner + " + " + expression(0, variables, method);
      case 5 -> "(" + inner + ")[0]";
      case 6 -> method ? "self." + variable() : global();
      case 7 -> classOf() + "().method" + random.nextInt(FUNCTIONS) + "(" + inner + ")";
      case 8 -> classOf() + "()." + variable();
      case 9 -> "(" + inner + " or " + expression(0, variables, method) + ")";
      case 10 -> "{" + inner + ": " + expression(0, variables, method) + "}";
      default -> "[w for w in " + inner + "]";
    };
  }
}
