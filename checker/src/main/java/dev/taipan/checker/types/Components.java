package dev.taipan.checker.types;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The strongly connected components of a graph, by Tarjan's algorithm: the largest groups of nodes
 * each of which reaches all others of its group. Linear in nodes and edges.
 */
final class Components {
  private static final int NEW = -1;
  private static final int DONE = Integer.MAX_VALUE;

  private final IntFunction<int[]> edges;

  /** When each node was met; {@link #DONE} once its component is complete. */
  private final int[] met;

  private final Deque<Integer> open = new ArrayDeque<>();
  private final List<int[]> components = new ArrayList<>();
  private int time;

  private Components(int nodes, IntFunction<int[]> edges) {
    this.edges = edges;
    this.met = new int[nodes];
    Arrays.fill(met, NEW);
  }

  /** The components of the nodes from 0 on, each behind those that its edges lead to. */
  static List<int[]> of(int nodes, IntFunction<int[]> edges) {
    Components search = new Components(nodes, edges);
    for (int node = 0; node < nodes; node++) {
      if (search.met[node] == NEW) {
        search.visit(node);
      }
    }
    return search.components;
  }

  /** Returns the earliest open node that is reached from this one. */
  private int visit(int node) {
    int own = time++;
    int earliest = own;
    met[node] = own;
    open.push(node);
    for (int next : edges.apply(node)) {
      earliest = Math.min(earliest, met[next] == NEW ? visit(next) : met[next]);
    }
    if (earliest == own) {
      List<Integer> component = new ArrayList<>();
      int member;
      do {
        member = open.pop();
        met[member] = DONE;
        component.add(member);
      } while (member != node);
      components.add(component.stream().mapToInt(Integer::intValue).sorted().toArray());
      return DONE;
    }
    return earliest;
  }
}
