package dev.taipan.checker.syntax;

import java.util.List;

/** A whole file. Its id is the highest of the tree: {@code id + 1} is the number of nodes. */
public final class Module extends Node {
  public final List<Stmt> body;

  public Module(int id, int start, int end, List<Stmt> body) {
    super(id, start, end);
    this.body = body;
  }

  public int nodeCount() {
    return id + 1;
  }
}
