package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.ExceptHandler;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Pattern;
import dev.taipan.checker.syntax.Stmt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One way through the function of a {@link RandomProgram}, which checks what the binder says. */
final class Execution {
  private enum Kind {
    BREAK,
    CONTINUE,
    RETURN,
    RAISE
  }

  /** Control leaves a statement other than at its end. */
  private static final class Leaving extends RuntimeException {
    final Kind kind;

    Leaving(Kind kind) {
      super(null, null, false, false);
      this.kind = kind;
    }
  }

  private final Probe probe;
  private final long seed;
  private final Random random;

  /** The value that each predicate had last. */
  private final Map<Integer, Boolean> truths = new HashMap<>();

  private final Map<Node, Predicate> tests = new IdentityHashMap<>();
  private final Map<String, Predicate> patterns = new HashMap<>();

  /** The definition that each name got last. */
  private final Map<String, Definition> values = new HashMap<>();

  private int fuel = 300;

  Execution(Probe probe, long seed) {
    this.probe = probe;
    this.seed = seed;
    this.random = new Random(seed);
    for (Predicate predicate : probe.module.predicates()) {
      switch (predicate) {
        case Predicate.Test p -> tests.put(p.expression(), p);
        case Predicate.CallReturns p -> tests.put(p.call(), p);
        case Predicate.ContextSwallows p -> tests.put(p.item(), p);
        case Predicate.PatternMatch p -> patterns.put(p.statement().id + "/" + p.caseIndex(), p);
        case Predicate.StarDefines p -> {}
      }
    }
  }

  void run() {
    Stmt.FunctionDef function = (Stmt.FunctionDef) probe.module.tree().body.getFirst();
    bind("x", function.parameters.all.getFirst());
    Scope scope = probe.scope(1);
    try {
      statements(function.body);
      check(scope.endReachability(), "the end is reached");
    } catch (Leaving leaving) {
      // the way ends elsewhere
    }
  }

  private void fail(String message) {
    throw new AssertionError(message + "\nseed " + seed + "\n" + probe.text);
  }

  private void check(int condition, String what) {
    if (!holds(condition, new HashSet<>())) {
      fail(what + ", but " + probe.describe(condition) + " is false");
    }
  }

  /** Whether the condition is true whatever the predicates that were not evaluated may be. */
  private boolean holds(int condition, Set<Integer> known) {
    Conditions conditions = probe.module.conditions();
    if (condition <= Conditions.FALSE || !known.add(condition)) {
      return condition != Conditions.FALSE;
    }
    Boolean truth = truths.get(conditions.predicate(condition));
    return (Boolean.FALSE.equals(truth) || holds(conditions.ifTrue(condition), known))
        && (Boolean.TRUE.equals(truth) || holds(conditions.ifFalse(condition), known));
  }

  private boolean decide(@Nullable Predicate predicate) {
    boolean truth = random.nextBoolean();
    if (predicate != null) {
      truths.put(predicate.index(), truth);
    }
    return truth;
  }

  private void bind(String name, Node target) {
    Definition definition = probe.module.definitionOf(target);
    if (definition == null) {
      fail("no definition of " + name + " in line " + probe.lineOf(target));
      return;
    }
    values.put(name, definition);
  }

  private void use(Expr.Name use) {
    LiveBindings bindings = probe.module.bindingsAt(use);
    Definition actual = values.get(use.name);
    boolean local = probe.scope(1).symbol(use.name) != null;
    if (bindings == null) {
      if (local) {
        fail("nothing is known of " + use.name + " in line " + probe.lineOf(use));
      }
      return;
    }
    int index =
        actual != null ? actual.index() : local ? LiveBindings.UNBOUND : LiveBindings.IMPLICIT;
    String what = use.name + " in line " + probe.lineOf(use) + " is " + actual;
    for (int i = 0; i < bindings.size(); i++) {
      if (bindings.definition(i) == index) {
        // The same binding may also have come by way of a loop, under conditions of another round.
        if (!comesByLoop(bindings, index)) {
          check(bindings.reachability(i), what);
          check(bindings.narrowing(i), what + " (narrowed)");
        }
        return;
      }
    }
    if (!comesByLoop(bindings, index)) {
      fail(what + ", but the binder has " + probe.describe(bindings));
    }
  }

  private boolean comesByLoop(LiveBindings bindings, int index) {
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < bindings.size(); i++) {
      if (merged(bindings.definition(i)) != null
          && flowsBack(bindings.definition(i), index, seen)) {
        return true;
      }
    }
    return false;
  }

  /** What a definition that no statement makes stands for. */
  private @Nullable LiveBindings merged(int definition) {
    return definition < 0
        ? null
        : switch (probe.module.definition(definition).kind()) {
          case DefinitionKind.LoopHeader header -> header.flowingBack();
          case DefinitionKind.Gathered many -> many.bindings();
          default -> null;
        };
  }

  private boolean flowsBack(int definition, int wanted, Set<Integer> seen) {
    if (definition == wanted) {
      return true;
    }
    LiveBindings back = merged(definition);
    if (back == null || !seen.add(definition)) {
      return false;
    }
    for (int i = 0; i < back.size(); i++) {
      if (flowsBack(back.definition(i), wanted, seen)) {
        return true;
      }
    }
    return false;
  }

  // Statements

  private void statements(List<Stmt> body) {
    for (Stmt statement : body) {
      check(
          probe.module.reachabilityOf(statement),
          "line " + probe.lineOf(statement) + " is reached");
      statement(statement);
    }
  }

  /**
   * What is evaluated here may fail; a statement does not fail once it has given a name its value.
   */
  private void mayRaise() {
    if (--fuel < 0 || random.nextInt(12) == 0) {
      throw new Leaving(Kind.RAISE);
    }
  }

  private void statement(Stmt statement) {
    switch (statement) {
      case Stmt.Assign s -> {
        value(s.value);
        if (tests.get(s.value) instanceof Predicate returns && !decide(returns)) {
          throw new Leaving(Kind.RAISE);
        }
        bind(((Expr.Name) s.targets.getFirst()).name, s.targets.getFirst());
      }
      case Stmt.AugAssign s -> {
        use((Expr.Name) s.target);
        mayRaise();
        bind(((Expr.Name) s.target).name, s.target);
      }
      case Stmt.Delete s -> {
        Expr.Name name = (Expr.Name) s.targets.getFirst();
        use(name);
        mayRaise();
        values.remove(name.name);
      }
      case Stmt.ExprStmt s -> {
        value(s.value);
        if (!decide(tests.get(s.value))) {
          throw new Leaving(Kind.RAISE);
        }
      }
      case Stmt.Assert s -> {
        if (!condition(s.test)) {
          throw new Leaving(Kind.RAISE);
        }
      }
      case Stmt.Return s -> throw new Leaving(Kind.RETURN);
      case Stmt.Raise s -> throw new Leaving(Kind.RAISE);
      case Stmt.Break s -> throw new Leaving(Kind.BREAK);
      case Stmt.Continue s -> throw new Leaving(Kind.CONTINUE);
      case Stmt.If s -> statements(condition(s.test) ? s.body : s.orelse);
      case Stmt.While s -> {
        while (condition(s.test)) {
          if (!round(s.body)) {
            return;
          }
        }
        statements(s.orelse);
      }
      case Stmt.For s -> {
        while (random.nextInt(3) != 0) {
          mayRaise();
          bind(((Expr.Name) s.target).name, s.target);
          if (!round(s.body)) {
            return;
          }
        }
        mayRaise();
        statements(s.orelse);
      }
      case Stmt.Try s -> tryStatement(s);
      case Stmt.With s -> with(s);
      case Stmt.Match s -> match(s);
      case Stmt.Pass s -> {}
      default -> throw new AssertionError(statement);
    }
  }

  /** Whether the loop goes on. */
  private boolean round(List<Stmt> body) {
    mayRaise();
    try {
      statements(body);
    } catch (Leaving leaving) {
      if (leaving.kind == Kind.BREAK) {
        return false;
      }
      if (leaving.kind != Kind.CONTINUE) {
        throw leaving;
      }
    }
    return true;
  }

  private void tryStatement(Stmt.Try statement) {
    try {
      handled(statement);
    } finally {
      statements(statement.finalbody);
    }
  }

  private void handled(Stmt.Try statement) {
    try {
      mayRaise();
      statements(statement.body);
    } catch (Leaving leaving) {
      if (leaving.kind != Kind.RAISE) {
        throw leaving;
      }
      for (ExceptHandler handler : statement.handlers) {
        if (random.nextBoolean()) {
          handle(handler);
          return;
        }
      }
      throw leaving;
    }
    statements(statement.orelse);
  }

  private void handle(ExceptHandler handler) {
    if (handler.name != null) {
      bind(handler.name.name, handler);
    }
    try {
      statements(handler.body);
    } finally {
      if (handler.name != null) {
        values.remove(handler.name.name);
      }
    }
  }

  private void with(Stmt.With statement) {
    mayRaise();
    boolean swallows = decide(tests.get(statement.items.getFirst()));
    try {
      bind(((Expr.Name) statement.items.getFirst().target).name, statement.items.getFirst().target);
      statements(statement.body);
    } catch (Leaving leaving) {
      if (leaving.kind != Kind.RAISE || !swallows) {
        throw leaving;
      }
    }
    mayRaise();
  }

  private void match(Stmt.Match statement) {
    use((Expr.Name) statement.subject);
    for (int i = 0; i < statement.cases.size(); i++) {
      MatchCase matchCase = statement.cases.get(i);
      if (matchCase.pattern instanceof Pattern.Capture
          || decide(patterns.get(statement.id + "/" + i))) {
        captures(matchCase.pattern);
        if (matchCase.guard == null || condition(matchCase.guard)) {
          statements(matchCase.body);
          return;
        }
      }
    }
  }

  private void captures(Pattern pattern) {
    switch (pattern) {
      case Pattern.Capture p -> bind(p.name.name, p);
      case Pattern.As p -> bind(p.name.name, p);
      case Pattern.Sequence p -> captures(p.patterns.getFirst());
      default -> {}
    }
  }

  // Expressions

  private boolean condition(Expr expression) {
    switch (expression) {
      case Expr.Unary e when e.op == Expr.UnaryOp.NOT -> {
        return !condition(e.operand);
      }
      case Expr.BoolOp e -> {
        for (Expr operand : e.values) {
          if (condition(operand) != e.and) {
            return !e.and;
          }
        }
        return e.and;
      }
      case Expr.Conditional e -> {
        return condition(condition(e.test) ? e.body : e.orelse);
      }
      case Expr.Constant e -> {
        return true;
      }
      default -> {
        value(expression);
        return decide(tests.get(expression));
      }
    }
  }

  private void value(Expr expression) {
    mayRaise();
    switch (expression) {
      case Expr.Name e -> use(e);
      case Expr.Call e -> e.arguments.forEach(argument -> value(argument.value));
      case Expr.Compare e -> value(e.left);
      case Expr.Walrus e -> bind(e.target.name, e.target);
      case Expr.Unary e -> value(e.operand);
      case Expr.BoolOp e -> {
        for (int i = 0; i < e.values.size(); i++) {
          if (i == e.values.size() - 1) {
            value(e.values.get(i));
          } else if (condition(e.values.get(i)) != e.and) {
            return;
          }
        }
      }
      case Expr.Conditional e -> value(condition(e.test) ? e.body : e.orelse);
      default -> {}
    }
  }
}
