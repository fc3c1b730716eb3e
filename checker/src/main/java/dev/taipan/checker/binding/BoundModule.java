package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the binder knows of one module. Immutable. */
public final class BoundModule {
  private final Module tree;
  private final boolean stub;
  private final Scope[] scopes;
  private final Definition[] definitions;
  private final Predicate[] predicates;
  private final Conditions conditions;
  private final NodeFacts facts;
  private final int[] statementReachability;
  private final int[] expressionReachability;
  private final @Nullable DunderAll dunderAll;
  private final List<Stmt.ImportFrom> starImports;

  /**
   * @param facts by node id: a Scope for nodes that open one and define nothing, a Definition for
   *     targets, LiveBindings for uses
   * @param statementReachability pairs (node id, condition), ascending; a statement has the
   *     condition of the last pair up to its id
   * @param expressionReachability pairs (node id, condition), ascending, one for each expression
   *     that is evaluated on a condition
   */
  BoundModule(
      Module tree,
      boolean stub,
      Scope[] scopes,
      Definition[] definitions,
      Predicate[] predicates,
      Conditions conditions,
      NodeFacts facts,
      int[] statementReachability,
      int[] expressionReachability,
      @Nullable DunderAll dunderAll,
      List<Stmt.ImportFrom> starImports) {
    this.tree = tree;
    this.stub = stub;
    this.scopes = scopes;
    this.definitions = definitions;
    this.predicates = predicates;
    this.conditions = conditions;
    this.facts = facts;
    this.statementReachability = statementReachability;
    this.expressionReachability = expressionReachability;
    this.dunderAll = dunderAll;
    this.starImports = starImports;
  }

  public Module tree() {
    return tree;
  }

  /** Whether the module is a stub. */
  public boolean stub() {
    return stub;
  }

  /** All scopes by index; 0 is the module's. */
  List<Scope> scopes() {
    return Collections.unmodifiableList(Arrays.asList(scopes));
  }

  /** The scope of the module's top level. */
  public Scope moduleScope() {
    return scopes[0];
  }

  /**
   * The scope that a Module, ClassDef, FunctionDef, Lambda, ListComp, SetComp, DictComp or
   * Generator opens for its body; null for other nodes.
   */
  public @Nullable Scope scopeOf(Node node) {
    if (node == tree) {
      return scopes[0];
    }
    Object fact = facts.get(node.id);
    if (fact instanceof Scope scope) {
      return scope.kind() == Scope.Kind.TYPE_PARAMETERS ? null : scope;
    }
    if (fact instanceof Definition definition && definition.target() == node) {
      if (definition.kind() instanceof DefinitionKind.Function function) {
        return function.opened();
      }
      if (definition.kind() instanceof DefinitionKind.Class cls) {
        return cls.opened();
      }
    }
    return null;
  }

  /**
   * The scope of the type parameters of a FunctionDef, ClassDef or TypeAliasStmt; null without
   * them.
   */
  public @Nullable Scope typeParamScopeOf(Node node) {
    if (node instanceof Stmt.TypeAliasStmt alias) {
      Object fact = facts.get(alias.name.id);
      return fact instanceof Scope scope ? scope : null;
    }
    if (node instanceof Stmt.FunctionDef || node instanceof Stmt.ClassDef) {
      Scope scope = scopeOf(node);
      Scope parent = scope == null ? null : scope.parent();
      return parent != null && parent.kind() == Scope.Kind.TYPE_PARAMETERS && parent.node() == node
          ? parent
          : null;
    }
    return null;
  }

  public int definitionCount() {
    return definitions.length;
  }

  /** The definition of an index, as LiveBindings has it; not for its negative marks. */
  public Definition definition(int index) {
    return definitions[index];
  }

  /** All definitions by index. */
  public List<Definition> definitions() {
    return Collections.unmodifiableList(Arrays.asList(definitions));
  }

  /**
   * The definition that a target makes: a Name, Attribute or Subscript that is bound, declared or
   * deleted, or one of the other nodes of {@link Definition#target} or their name; null for nodes
   * that define nothing that flow analysis follows.
   */
  public @Nullable Definition definitionOf(Node target) {
    return facts.get(target.id) instanceof Definition definition ? definition : null;
  }

  /**
   * The state of a place where an expression reads it: a Name, Attribute or Subscript that is
   * loaded, deleted or the target of an augmented assignment.
   *
   * @return null if the flow of control in this frame says nothing: a name is then looked up
   *     outside of it, a member place has its ordinary type
   */
  public @Nullable LiveBindings bindingsAt(Expr use) {
    Object fact = facts.get(use.id);
    if (fact instanceof LiveBindings bindings) {
      return bindings;
    }
    if (fact instanceof Definition definition) {
      return switch (definition.kind()) {
        case DefinitionKind.AugAssign augmented -> augmented.read();
        case DefinitionKind.Delete deletion -> deletion.read();
        default -> null;
      };
    }
    return null;
  }

  /**
   * The state of a place of an outer scope as a use in {@code nested} sees it, for a place that is
   * used there. Bodies of classes run at once and see the state where they stand. Functions and
   * lambdas see it only for names that are not bound any more afterwards, neither by the outer
   * scope nor, through `global` or `nonlocal`, by others.
   *
   * @param nested the scope of the use or, for a comprehension or type parameters, its frame
   * @param placeKey a (mangled) name; of members nothing is known across frames
   * @return the state in the innermost outer frame that knows the place, see {@link
   *     LiveBindings#scope}; null if it says nothing that holds in {@code nested}
   */
  public @Nullable LiveBindings enclosingBindings(Scope nested, String placeKey) {
    NameTable<LiveBindings> table = nested.frame().enclosing;
    return table == null ? null : table.get(placeKey);
  }

  public Conditions conditions() {
    return conditions;
  }

  /** All predicates by index. */
  List<Predicate> predicates() {
    return Collections.unmodifiableList(Arrays.asList(predicates));
  }

  public Predicate predicate(int index) {
    return predicates[index];
  }

  /** The condition under which control, once in the scope, reaches a statement. */
  public int reachabilityOf(Stmt statement) {
    int position = search(statementReachability, statement.id);
    return position < 0 ? Conditions.TRUE : statementReachability[2 * position + 1];
  }

  /**
   * The condition under which control, once in the scope, reaches an expression that is not always
   * evaluated when its statement is: the right operands of `and` and `or`, both branches of a
   * conditional expression, elements, conditions and later iterables of comprehensions, guards of
   * cases, messages of assertions. TRUE for other expressions.
   */
  public int reachabilityOf(Expr expression) {
    int position = search(expressionReachability, expression.id);
    return position < 0 || expressionReachability[2 * position] != expression.id
        ? Conditions.TRUE
        : expressionReachability[2 * position + 1];
  }

  /** What `__all__` holds; null if the module does not define it. */
  public @Nullable DunderAll dunderAll() {
    return dunderAll;
  }

  /** The star imports of the module's top level, in order. */
  public List<Stmt.ImportFrom> starImports() {
    return starImports;
  }

  /** The position of the last pair whose id is at most {@code id}; -1 if there is none. */
  private static int search(int[] pairs, int id) {
    int low = 0;
    int high = pairs.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (pairs[2 * middle] <= id) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }
}
