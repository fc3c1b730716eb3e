package dev.taipan.checker.syntax;

/**
 * A piece of the syntax tree.
 *
 * <p>Nodes compare by identity. {@link #id} is dense within a module, starts at 0 and is given in
 * the order in which the parser finishes nodes, so that the nodes of a statement, its nested bodies
 * included, form one contiguous range that ends with the statement itself. Offsets are zero-based
 * UTF-16 units, {@link #end} excluded.
 */
public abstract sealed class Node
    permits Module,
        Stmt,
        Expr,
        Pattern,
        Parameters,
        Parameter,
        Argument,
        Alias,
        Decorator,
        TypeParam,
        Comprehension,
        ExceptHandler,
        MatchCase,
        WithItem,
        FStringPart {
  public final int id;
  public final int start;
  public final int end;

  protected Node(int id, int start, int end) {
    this.id = id;
    this.start = start;
    this.end = end;
  }
}
