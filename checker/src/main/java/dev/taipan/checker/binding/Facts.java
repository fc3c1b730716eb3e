package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.WithItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the walk over a module has found so far: the unfinished {@link BoundModule}. */
final class Facts {
  final Module tree;
  final boolean stub;
  final ConditionBuilder conditions = new ConditionBuilder();

  /** By node id: Scope, Definition, LiveBindings, or null. */
  final Object[] byNode;

  final List<Scope> scopes = new ArrayList<>();
  final NeverReturning neverReturning = new NeverReturning();
  private final ArrayList<Definition> definitions = new ArrayList<>();
  private final ArrayList<Predicate> predicates = new ArrayList<>();
  private int[] statements = new int[64];
  private int statementCount;
  private int lastStatementReach = Conditions.TRUE;
  private int[] expressions = new int[32];
  private int expressionCount;
  private boolean expressionsSorted = true;

  Facts(Module tree, boolean stub) {
    this.tree = tree;
    this.stub = stub;
    this.byNode = new Object[tree.nodeCount()];
  }

  int definitionCount() {
    return definitions.size();
  }

  Definition definition(int index) {
    return definitions.get(index);
  }

  /** Makes a definition and enters it at its target and in its symbol. */
  Definition define(
      Scope scope,
      @Nullable Symbol symbol,
      String place,
      Node target,
      Node region,
      DefinitionKind kind,
      int reach) {
    Definition definition =
        new Definition(
            definitions.size(),
            scope,
            symbol,
            place,
            target,
            region,
            kind,
            reach,
            predicates.size());
    definitions.add(definition);
    if (symbol != null) {
      symbol.add(definition);
    }
    byNode[target.id] = definition;
    return definition;
  }

  /** Makes a definition that stands for what flows back in a loop. */
  Definition defineHeader(Scope scope, Place place, Node loop, int reach) {
    return defineUnlisted(scope, place, loop, new DefinitionKind.LoopHeader(loop), reach);
  }

  /** The number of predicates so far: the next one gets it as its index. */
  int predicateCount() {
    return predicates.size();
  }

  /** Makes a definition that its symbol does not list and no node shows. */
  Definition defineUnlisted(Scope scope, Place place, Node node, DefinitionKind kind, int reach) {
    Definition definition =
        new Definition(
            definitions.size(),
            scope,
            place.symbol,
            place.key(),
            node,
            node,
            kind,
            reach,
            predicates.size());
    definitions.add(definition);
    return definition;
  }

  // Predicates: each method makes one and gives the condition that it holds.

  int test(Expr expression, Scope scope, Node region, @Nullable Definition alias) {
    Expr aliased =
        alias != null && alias.kind() instanceof DefinitionKind.Assign assign
            ? assign.value()
            : null;
    return literal(
        new Predicate.Test(
            predicates.size(),
            expression,
            scope,
            aliased,
            region,
            alias == null ? null : alias.region()));
  }

  int patternMatch(Stmt.Match statement, int caseIndex, Scope scope) {
    return literal(new Predicate.PatternMatch(predicates.size(), statement, caseIndex, scope));
  }

  int callReturns(Expr.Call call, boolean awaited, boolean used, Scope scope) {
    return literal(new Predicate.CallReturns(predicates.size(), call, awaited, used, scope));
  }

  int starDefines(Stmt.ImportFrom statement, String name) {
    return literal(new Predicate.StarDefines(predicates.size(), statement, name));
  }

  int contextSwallows(Stmt.With statement, WithItem item, Scope scope) {
    return literal(new Predicate.ContextSwallows(predicates.size(), statement, item, scope));
  }

  private int literal(Predicate predicate) {
    predicates.add(predicate);
    return conditions.literal(predicate.index());
  }

  /** Notes how a statement is reached; called in the order of the nodes' ids. */
  void reached(Stmt statement, int condition) {
    if (condition != lastStatementReach) {
      lastStatementReach = condition;
      if (statementCount == statements.length) {
        statements = Arrays.copyOf(statements, statementCount * 2);
      }
      statements[statementCount++] = statement.id;
      statements[statementCount++] = condition;
    }
  }

  /** Notes how an expression that is not always evaluated is reached. */
  void reached(Expr expression, int condition) {
    if (condition == Conditions.TRUE) {
      return;
    }
    if (expressionCount == expressions.length) {
      expressions = Arrays.copyOf(expressions, expressionCount * 2);
    }
    if (expressionCount > 0 && expressions[expressionCount - 2] > expression.id) {
      expressionsSorted = false;
    }
    expressions[expressionCount++] = expression.id;
    expressions[expressionCount++] = condition;
  }

  BoundModule build(@Nullable DunderAll dunderAll, List<Stmt.ImportFrom> starImports) {
    int[] expressionReach = Arrays.copyOf(expressions, expressionCount);
    if (!expressionsSorted) {
      sortPairs(expressionReach);
    }
    for (Scope scope : scopes) {
      scope.symbolTable().trim();
    }
    return new BoundModule(
        tree,
        stub,
        scopes.toArray(new Scope[0]),
        definitions.toArray(new Definition[0]),
        predicates.toArray(new Predicate[0]),
        conditions.build(),
        new NodeFacts(byNode),
        Arrays.copyOf(statements, statementCount),
        expressionReach,
        dunderAll,
        List.copyOf(starImports));
  }

  private static void sortPairs(int[] pairs) {
    long[] sorted = new long[pairs.length / 2];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = (long) pairs[2 * i] << 32 | pairs[2 * i + 1];
    }
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      pairs[2 * i] = (int) (sorted[i] >> 32);
      pairs[2 * i + 1] = (int) sorted[i];
    }
  }
}
