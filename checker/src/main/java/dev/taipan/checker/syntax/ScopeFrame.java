package dev.taipan.checker.syntax;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A scope while {@link SyntaxRules} walks through it. */
final class ScopeFrame {
  final Kind kind;
  final boolean async;
  final Node owner;
  final @Nullable ScopeFrame parent;

  /** The first return of a value, and whether there is a yield. */
  Stmt.@Nullable Return valueReturn;

  boolean yields;

  /** The innermost block of the scope that is walked through; null at the top of the scope. */
  @Nullable Block block;

  /** Whether a comprehension must run in an async function because of what is in it. */
  boolean awaits;

  /** The names that the scope has declared so far. */
  private Set<String> declared = Set.of();

  private @Nullable ScopeNames names;

  ScopeFrame(Kind kind, boolean async, Node owner, @Nullable ScopeFrame parent) {
    this.kind = kind;
    this.async = async;
    this.owner = owner;
    this.parent = parent;
  }

  /** What kind of scope. */
  enum Kind {
    MODULE,
    CLASS,
    FUNCTION,
    LAMBDA,
    COMPREHENSION
  }

  /** The blocks that say what may stand in them. */
  enum BlockKind {
    LOOP,
    /** All parts of a `try` statement. */
    TRY,
    EXCEPT_STAR,
    FINALLY
  }

  /** A block and those around it, in one scope. */
  record Block(BlockKind kind, @Nullable Block around) {}

  /** Whether what is walked through is in a block of a kind. */
  boolean isIn(BlockKind wanted) {
    return isIn(wanted, null);
  }

  /** Whether a `break` would leave a block of a kind: no loop in it is around the statement. */
  boolean isLeftByBreak(BlockKind wanted) {
    return isIn(wanted, BlockKind.LOOP);
  }

  private boolean isIn(BlockKind wanted, @Nullable BlockKind end) {
    for (Block at = block; at != null && at.kind != end; at = at.around) {
      if (at.kind == wanted) {
        return true;
      }
    }
    return false;
  }

  /** What the scope does with names. */
  ScopeNames names() {
    ScopeNames found = names;
    if (found == null) {
      found = ScopeNames.of(owner);
      names = found;
    }
    return found;
  }

  /** Remembers that {@code name} was declared global or nonlocal. */
  void declare(String name) {
    if (declared.isEmpty()) {
      declared = new HashSet<>();
    }
    declared.add(name);
  }

  boolean declares(String name) {
    return declared.contains(name);
  }

  /** Whether the comprehension binds {@code name} in a `for`. */
  boolean iterates(String name) {
    List<Comprehension> generators =
        switch (owner) {
          case Expr.ListComp comp -> comp.generators;
          case Expr.SetComp comp -> comp.generators;
          case Expr.DictComp comp -> comp.generators;
          case Expr.Generator comp -> comp.generators;
          default -> List.of();
        };
    for (Comprehension generator : generators) {
      if (binds(generator.target, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean binds(Expr target, String name) {
    return switch (target) {
      case Expr.Name bound -> bound.name.equals(name);
      case Expr.Starred starred -> binds(starred.value, name);
      case Expr.Tuple tuple -> anyBinds(tuple.elements, name);
      case Expr.ListExpr list -> anyBinds(list.elements, name);
      default -> false;
    };
  }

  private static boolean anyBinds(List<Expr> targets, String name) {
    for (Expr target : targets) {
      if (binds(target, name)) {
        return true;
      }
    }
    return false;
  }
}
