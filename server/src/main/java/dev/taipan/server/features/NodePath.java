package dev.taipan.server.features;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.TreeWalker;
import java.util.ArrayList;
import java.util.List;

/** The nodes around an offset, from the outermost, which is the module, to the innermost. */
final class NodePath extends TreeWalker {
  private final int offset;
  private final List<Node> path = new ArrayList<>();

  private NodePath(int offset) {
    this.offset = offset;
  }

  /** The path to an offset. Of two nodes that touch there, the one that starts there counts. */
  static List<Node> to(Module tree, int offset) {
    NodePath walker = new NodePath(offset);
    walker.path.add(tree);
    walker.descend(tree);
    return walker.path;
  }

  /** The path from an expression to an offset; empty if that is outside of it. */
  static List<Node> within(Expr expression, int offset) {
    NodePath walker = new NodePath(offset);
    walker.visit(expression);
    return walker.path;
  }

  private void descend(Node node) {
    visitChildren(node);
  }

  @Override
  protected void visit(Node node) {
    if (offset < node.start || node.end < offset) {
      return;
    }
    List<Node> outer = path;
    // A sibling that was seen before may end here too.
    while (!outer.isEmpty() && !contains(outer.getLast(), node)) {
      outer.removeLast();
    }
    outer.add(node);
    visitChildren(node);
  }

  private static boolean contains(Node outer, Node inner) {
    return outer instanceof Module
        || (outer.id > inner.id && outer.start <= inner.start && inner.end <= outer.end);
  }
}
