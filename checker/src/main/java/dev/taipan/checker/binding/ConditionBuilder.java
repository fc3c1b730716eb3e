package dev.taipan.checker.binding;

import java.util.Arrays;

/**
 * Makes the conditions of one module: a reduced, ordered decision graph with complement marks.
 *
 * <p>The lowest bit of a condition says that the node's function is negated, so negation is free
 * and both polarities share their nodes. Nodes are kept with an unmarked true side. Only
 * conjunction is computed; the rest follows by De Morgan's law.
 */
final class ConditionBuilder {
  private static final int TRUE = Conditions.TRUE;
  private static final int FALSE = Conditions.FALSE;

  /** The most steps that one operation may take before its result becomes TRUE. */
  private static final int STEP_LIMIT = 1 << 15;

  /** The most steps that all operations of a module may take before results become TRUE. */
  private static final int TOTAL_STEP_LIMIT = 1 << 25;

  /** How deep one operation may recurse before its result becomes TRUE. */
  private static final int DEPTH_LIMIT = 4000;

  /** The most nodes of a module; no operation makes new ones beyond it. */
  private static final int NODE_LIMIT = 1 << 22;

  private int[] predicates = new int[64];
  private int[] whenTrue = new int[64];
  private int[] whenFalse = new int[64];
  private int nodeCount = 1;

  /** Open addressing over nodes; 0 is free. The length is a power of two. */
  private int[] unique = new int[128];

  /**
   * A lossy cache of conjunctions: the two operands and the result, three ints an entry; and of
   * what is left of a condition from a predicate on, which is a negative second operand.
   */
  private int[] cache = new int[3 * 128];

  private int cacheMask = 127;

  private int steps;
  private int totalSteps;
  private boolean saturated;

  ConditionBuilder() {
    predicates[0] = -1;
  }

  /** The condition that predicate {@code index} holds. */
  int literal(int index) {
    saturated = false;
    return node(index, TRUE, FALSE);
  }

  /** Both; TRUE if that would be too big. */
  int and(int a, int b) {
    if (a == b || b == TRUE) {
      return a;
    }
    if (a == TRUE) {
      return b;
    }
    if (a == FALSE || b == FALSE || a == (b ^ 1)) {
      return FALSE;
    }
    int result = conjunction(a, b);
    return saturated ? TRUE : result;
  }

  /** At least one; TRUE if that would be too big. */
  int or(int a, int b) {
    if (a == b || b == FALSE) {
      return a;
    }
    if (a == FALSE) {
      return b;
    }
    if (a == TRUE || b == TRUE || a == (b ^ 1)) {
      return TRUE;
    }
    int result = conjunction(a ^ 1, b ^ 1) ^ 1;
    return saturated ? TRUE : result;
  }

  /** Both; notes whether that would be too big, and the result means nothing then. */
  private int conjunction(int a, int b) {
    steps = 0;
    saturated = false;
    int result = conjunction(a, b, 0);
    totalSteps += steps;
    return result;
  }

  /**
   * What {@code condition} says of the predicates from {@code first} on: whether they are possible
   * together, whatever the earlier ones are.
   */
  int since(int condition, int first) {
    if (first == 0 || condition <= FALSE) {
      return condition;
    }
    steps = 0;
    saturated = false;
    int result = since(condition, first, 0);
    totalSteps += steps;
    return saturated ? TRUE : result;
  }

  /**
   * See {@link #since(int, int)}; the newest predicates stand above. The cache makes a condition
   * that grows by one predicate at a time cost a step for each.
   */
  private int since(int condition, int first, int depth) {
    if (condition <= FALSE) {
      return condition;
    }
    int predicate = predicates[condition >> 1];
    if (predicate < first) {
      return TRUE;
    }
    if (saturated || depth > DEPTH_LIMIT || ++steps > STEP_LIMIT || totalSteps > TOTAL_STEP_LIMIT) {
      saturated = true;
      return TRUE;
    }
    int slot = 3 * (hash(condition, ~first, 0) & cacheMask);
    if (cache[slot] == condition && cache[slot + 1] == ~first) {
      return cache[slot + 2];
    }
    int result =
        node(
            predicate,
            since(yes(condition), first, depth + 1),
            since(no(condition), first, depth + 1));
    if (!saturated) {
      slot = 3 * (hash(condition, ~first, 0) & cacheMask);
      cache[slot] = condition;
      cache[slot + 1] = ~first;
      cache[slot + 2] = result;
    }
    return result;
  }

  Conditions build() {
    return new Conditions(
        Arrays.copyOf(predicates, nodeCount),
        Arrays.copyOf(whenTrue, nodeCount),
        Arrays.copyOf(whenFalse, nodeCount));
  }

  private int conjunction(int a, int b, int depth) {
    if (a == b || b == TRUE) {
      return a;
    }
    if (a == TRUE) {
      return b;
    }
    if (a == FALSE || b == FALSE || a == (b ^ 1)) {
      return FALSE;
    }
    if (a > b) {
      int swap = a;
      a = b;
      b = swap;
    }
    if (saturated || depth > DEPTH_LIMIT || ++steps > STEP_LIMIT || totalSteps > TOTAL_STEP_LIMIT) {
      saturated = true;
      return TRUE;
    }
    int slot = 3 * (hash(a, b, 0) & cacheMask);
    if (cache[slot] == a && cache[slot + 1] == b) {
      return cache[slot + 2];
    }
    int predicateA = predicates[a >> 1];
    int predicateB = predicates[b >> 1];
    int result;
    if (predicateA == predicateB) {
      result =
          node(
              predicateA,
              conjunction(yes(a), yes(b), depth + 1),
              conjunction(no(a), no(b), depth + 1));
    } else if (predicateA > predicateB) {
      result =
          node(predicateA, conjunction(yes(a), b, depth + 1), conjunction(no(a), b, depth + 1));
    } else {
      result =
          node(predicateB, conjunction(a, yes(b), depth + 1), conjunction(a, no(b), depth + 1));
    }
    if (!saturated) {
      slot = 3 * (hash(a, b, 0) & cacheMask);
      cache[slot] = a;
      cache[slot + 1] = b;
      cache[slot + 2] = result;
    }
    return result;
  }

  private int yes(int condition) {
    return whenTrue[condition >> 1] ^ (condition & 1);
  }

  private int no(int condition) {
    return whenFalse[condition >> 1] ^ (condition & 1);
  }

  private int node(int predicate, int yes, int no) {
    if (yes == no) {
      return yes;
    }
    int mark = yes & 1;
    yes ^= mark;
    no ^= mark;
    int mask = unique.length - 1;
    int slot = hash(yes, no, predicate) & mask;
    while (true) {
      int found = unique[slot];
      if (found == 0) {
        break;
      }
      if (predicates[found] == predicate && whenTrue[found] == yes && whenFalse[found] == no) {
        return found << 1 | mark;
      }
      slot = (slot + 1) & mask;
    }
    if (nodeCount >= NODE_LIMIT) {
      saturated = true;
      return TRUE;
    }
    if (nodeCount == predicates.length) {
      int length = nodeCount * 2;
      predicates = Arrays.copyOf(predicates, length);
      whenTrue = Arrays.copyOf(whenTrue, length);
      whenFalse = Arrays.copyOf(whenFalse, length);
    }
    int made = nodeCount++;
    predicates[made] = predicate;
    whenTrue[made] = yes;
    whenFalse[made] = no;
    unique[slot] = made;
    if (nodeCount * 2 > unique.length) {
      rehash();
    }
    return made << 1 | mark;
  }

  private void rehash() {
    unique = new int[unique.length * 2];
    int mask = unique.length - 1;
    for (int node = 1; node < nodeCount; node++) {
      int slot = hash(whenTrue[node], whenFalse[node], predicates[node]) & mask;
      while (unique[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      unique[slot] = node;
    }
    if (cacheMask < 0xffff) {
      cacheMask = mask >> 1;
      cache = new int[3 * (cacheMask + 1)];
    }
  }

  private static int hash(int a, int b, int c) {
    int h = a * 0x9E3779B1 + b * 0x85EBCA77 + c * 0xC2B2AE3D;
    h ^= h >>> 15;
    h *= 0x2C1B3C6D;
    return h ^ (h >>> 13);
  }
}
