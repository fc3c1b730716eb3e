package dev.taipan.checker.syntax;

import java.util.Arrays;

/** Measures how deep nodes are nested, without recursion. */
final class DepthMeter extends TreeWalker {
  private Node[] nodes = new Node[64];
  private int[] depths = new int[64];
  private int size;
  private int depth;

  /** The number of nodes on the longest path down from {@code root}, itself included. */
  static int depthOf(Node root) {
    DepthMeter meter = new DepthMeter();
    int deepest = 0;
    meter.visit(root);
    while (meter.size > 0) {
      int top = --meter.size;
      meter.depth = meter.depths[top];
      deepest = Math.max(deepest, meter.depth);
      meter.visitChildren(meter.nodes[top]);
    }
    return deepest;
  }

  @Override
  protected void visit(Node node) {
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, size * 2);
      depths = Arrays.copyOf(depths, size * 2);
    }
    nodes[size] = node;
    depths[size++] = depth + 1;
  }
}
