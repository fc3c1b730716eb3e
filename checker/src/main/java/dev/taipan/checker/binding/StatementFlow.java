package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.ExceptHandler;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TypeParam;
import dev.taipan.checker.syntax.WithItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows the flow of control through the statements of a module. */
final class StatementFlow {
  private final Walk walk;
  private final Facts facts;
  private final ExpressionFlow expressions;
  private final LoopHeaders headers;
  private final MatchFlow matches;
  private final AssignmentFlow assignments;

  /**
   * @param starNames the names that a star import may define
   */
  StatementFlow(Facts facts, Set<String> starNames) {
    this.facts = facts;
    this.walk = new Walk(facts);
    this.headers = new LoopHeaders(walk);
    this.expressions = new ExpressionFlow(walk, headers);
    this.assignments = new AssignmentFlow(walk, expressions, starNames);
    this.matches = new MatchFlow(walk, expressions);
  }

  /** Walks the whole module. */
  BoundModule run() {
    statements(facts.tree.body);
    walk.leave();
    return facts.build(assignments.dunderAll(), assignments.starImports());
  }

  private void statements(List<Stmt> body) {
    for (int i = 0; i < body.size(); i++) {
      statement(body.get(i));
    }
  }

  private void statement(Stmt statement) {
    int reach = walk.frame.state.reach;
    Node outer = walk.statement;
    walk.statement = statement;
    if (canFail(statement)) {
      walk.frame.interruptions.proceed();
    }
    switch (statement) {
      case Stmt.ExprStmt s -> expressionStatement(s);
      case Stmt.Assign s -> assignments.assign(s);
      case Stmt.AugAssign s -> assignments.augmented(s);
      case Stmt.AnnAssign s -> assignments.annotated(s);
      case Stmt.TypeAliasStmt s -> typeAlias(s);
      case Stmt.FunctionDef s -> function(s);
      case Stmt.ClassDef s -> classDefinition(s);
      case Stmt.Return s -> {
        expressions.optional(s.value);
        walk.frame.leaveScope(s);
      }
      case Stmt.Delete s -> assignments.delete(s);
      case Stmt.For s -> forLoop(s);
      case Stmt.While s -> whileLoop(s);
      case Stmt.If s -> conditional(s);
      case Stmt.With s -> with(s, 0);
      case Stmt.Raise s -> {
        expressions.optional(s.exception);
        expressions.optional(s.cause);
        walk.frame.state.die();
      }
      case Stmt.Try s -> tryStatement(s);
      case Stmt.Assert s -> assertStatement(s);
      case Stmt.Import s -> assignments.importModules(s);
      case Stmt.ImportFrom s -> assignments.importFrom(s);
      case Stmt.Match s -> match(s);
      case Stmt.Break s -> {
        if (walk.frame.loop != null) {
          walk.frame.jump(walk.frame.loop, true);
        }
      }
      case Stmt.Continue s -> {
        if (walk.frame.loop != null) {
          walk.frame.jump(walk.frame.loop, false);
        }
      }
      case Stmt.ErrorStmt s -> expressions.visitAll(s.parts);
      case Stmt.Global s -> {}
      case Stmt.Nonlocal s -> {}
      case Stmt.Pass s -> {}
    }
    walk.statement = outer;
    facts.reached(statement, reach);
  }

  /** Whether an exception may come in a statement before it binds anything. */
  private static boolean canFail(Stmt statement) {
    return switch (statement) {
      case Stmt.Pass _, Stmt.Break _, Stmt.Continue _, Stmt.Global _, Stmt.Nonlocal _ -> false;
      case Stmt.Return s -> s.value != null && canFail(s.value);
      case Stmt.Assign s -> canFail(s.value) || !AssignmentFlow.areNames(s.targets);
      default -> true;
    };
  }

  private static boolean canFail(Expr value) {
    return !(value instanceof Expr.Name
        || value instanceof Expr.Constant
        || value instanceof Expr.Str);
  }

  // Simple statements

  private void expressionStatement(Stmt.ExprStmt statement) {
    Frame frame = walk.frame;
    if (assignments.noteAll(statement) || facts.stub || frame.state.isDead()) {
      expressions.visit(statement.value);
    } else {
      expressions.run(statement.value);
    }
  }

  private void assertStatement(Stmt.Assert statement) {
    Frame frame = walk.frame;
    FlowState fails = expressions.condition(statement.test);
    if (statement.message != null) {
      FlowState holds = frame.state;
      frame.state = fails;
      facts.reached(statement.message, fails.reach);
      expressions.visit(statement.message);
      frame.state = holds;
    }
  }

  // Definitions with bodies

  private void typeAlias(Stmt.TypeAliasStmt statement) {
    Object fact = facts.byNode[statement.name.id];
    if (fact instanceof Scope scope) {
      walk.push(scope);
      typeParameters(statement.typeParams, statement);
      expressions.visit(statement.value);
      walk.pop();
    } else {
      expressions.visit(statement.value);
    }
    walk.bindName(statement, statement.name, statement, new DefinitionKind.TypeAlias(statement));
    if (fact instanceof Scope) {
      facts.byNode[statement.name.id] = fact;
    }
  }

  private void typeParameters(List<TypeParam> parameters, Stmt owner) {
    for (TypeParam parameter : parameters) {
      walk.bindInlined(
          parameter, parameter.name, owner, new DefinitionKind.TypeParameter(parameter));
    }
    for (TypeParam parameter : parameters) {
      expressions.optional(parameter.bound);
      expressions.optional(parameter.defaultValue);
    }
  }

  private void function(Stmt.FunctionDef function) {
    Scope body = (Scope) facts.byNode[function.id];
    for (Decorator decorator : function.decorators) {
      expressions.visit(decorator.expression);
    }
    expressions.defaults(function.parameters);
    boolean generic = !function.typeParams.isEmpty();
    if (generic) {
      walk.push(parentOf(body));
      typeParameters(function.typeParams, function);
    }
    List<Parameter> parameters = function.parameters.all;
    for (int i = 0; i < parameters.size(); i++) {
      expressions.optional(parameters.get(i).annotation);
    }
    expressions.optional(function.returns);
    walk.enter(body);
    walk.bindParameters(function.parameters, function);
    noteSelf(function);
    statements(function.body);
    walk.leave();
    if (generic) {
      walk.pop();
    }
    walk.bindName(function, function.name, function, new DefinitionKind.Function(function, body));
  }

  private static Scope parentOf(Scope scope) {
    Scope parent = scope.parent();
    if (parent == null) {
      throw new IllegalArgumentException("a module has no type parameters");
    }
    return parent;
  }

  /** For a method: assignments to members of its first parameter define attributes of the class. */
  private void noteSelf(Stmt.FunctionDef function) {
    Frame frame = walk.frame;
    Scope owner = frame.scope.parent();
    if (owner != null && owner.kind() == Scope.Kind.TYPE_PARAMETERS) {
      owner = owner.parent();
    }
    if (owner == null || owner.kind() != Scope.Kind.CLASS || function.parameters.all.isEmpty()) {
      return;
    }
    Parameter first = function.parameters.all.getFirst();
    boolean positional =
        first.kind == Parameter.Kind.POSITIONAL_ONLY
            || first.kind == Parameter.Kind.POSITIONAL_OR_KEYWORD;
    if (!positional || first.name.name.isEmpty()) {
      return;
    }
    boolean onClass =
        switch (function.name.name) {
          case "__new__", "__init_subclass__", "__class_getitem__" -> true;
          default -> false;
        };
    for (Decorator decorator : function.decorators) {
      String name =
          switch (decorator.expression) {
            case Expr.Name e -> e.name;
            case Expr.Attribute e -> e.name;
            default -> "";
          };
      switch (name) {
        case "staticmethod" -> {
          return;
        }
        case "classmethod" -> onClass = true;
        default -> {}
      }
    }
    frame.self = frame.ownPlace(walk.mangle(first.name.name));
    frame.selfAttributes = onClass ? owner.classAttributes : owner.instanceAttributes;
    frame.newAttributes = function.name.name.equals("__new__") ? owner.instanceAttributes : null;
  }

  private void classDefinition(Stmt.ClassDef definition) {
    Scope body = (Scope) facts.byNode[definition.id];
    for (Decorator decorator : definition.decorators) {
      expressions.visit(decorator.expression);
    }
    boolean generic = !definition.typeParams.isEmpty();
    if (generic) {
      walk.push(parentOf(body));
      typeParameters(definition.typeParams, definition);
    }
    for (Argument argument : definition.arguments) {
      expressions.visit(argument.value);
    }
    walk.enter(body);
    statements(definition.body);
    walk.leave();
    if (generic) {
      walk.pop();
    }
    walk.bindName(
        definition, definition.name, definition, new DefinitionKind.Class(definition, body));
  }

  // Branches

  private void conditional(Stmt.If statement) {
    Frame frame = walk.frame;
    frame.enter();
    FlowState end = null;
    List<Interruptions.Written> ends = new ArrayList<>(0);
    Stmt.If current = statement;
    ElseIf chain = null;
    while (true) {
      FlowState otherwise = expressions.condition(current.test);
      statements(current.body);
      ends.addAll(frame.interruptions.putAside());
      end = frame.merge(end, frame.state);
      frame.state = otherwise;
      if (current.orelse.size() == 1 && current.orelse.getFirst() instanceof Stmt.If next) {
        chain = new ElseIf(next, otherwise.reach, chain);
        current = next;
        walk.statement = next;
      } else {
        statements(current.orelse);
        frame.interruptions.rejoin(ends);
        frame.state = frame.merge(end, frame.state);
        break;
      }
    }
    frame.leave();
    for (; chain != null; chain = chain.before) {
      facts.reached(chain.statement, chain.reach);
    }
  }

  /** An `elif` that is reached under a condition; its id is higher than those of its branches. */
  private record ElseIf(Stmt.If statement, int reach, @Nullable ElseIf before) {}

  private void match(Stmt.Match statement) {
    Frame frame = walk.frame;
    expressions.visit(statement.subject);
    frame.enter();
    FlowState end = null;
    for (int i = 0; i < statement.cases.size(); i++) {
      FlowState otherwise = matches.tryCase(statement, i);
      statements(statement.cases.get(i).body);
      end = frame.merge(end, frame.state);
      frame.state = otherwise;
    }
    frame.state = frame.merge(end, frame.state);
    frame.leave();
  }

  // Loops

  private void whileLoop(Stmt.While statement) {
    Frame frame = walk.frame;
    Frame.Loop loop = new Frame.Loop(frame);
    frame.enter();
    LoopHeaders.Open open = headers.open(statement, statement);
    FlowState exit = expressions.condition(statement.test);
    loopBody(statement.body, loop, open);
    afterLoop(statement.orelse, exit, loop);
  }

  private void forLoop(Stmt.For statement) {
    Frame frame = walk.frame;
    expressions.visit(statement.iterable);
    Frame.Loop loop = new Frame.Loop(frame);
    frame.enter();
    LoopHeaders.Open open = headers.open(statement, statement);
    FlowState exit = frame.state.fork();
    expressions.bindTarget(
        statement.target,
        statement,
        new DefinitionKind.For(statement, ExpressionFlow.isDirect(statement.target)),
        false);
    FlowState round = loopBody(statement.body, loop, open);
    afterLoop(statement.orelse, hasItems(statement.iterable) ? round : exit, loop);
  }

  /** Whether an iterable is written out and not empty, so that a loop over it has a first round. */
  private static boolean hasItems(Expr iterable) {
    List<? extends @Nullable Expr> items =
        switch (iterable) {
          case Expr.ListExpr list -> list.elements;
          case Expr.Tuple tuple -> tuple.elements;
          case Expr.SetExpr set -> set.elements;
          case Expr.Dict dict -> dict.keys;
          default -> List.of();
        };
    for (Expr item : items) {
      if (item != null && !(item instanceof Expr.Starred)) {
        return true;
      }
    }
    return false;
  }

  /** Walks the body of a loop; what is known where one of its rounds ends. */
  private FlowState loopBody(List<Stmt> body, Frame.Loop loop, LoopHeaders.@Nullable Open open) {
    Frame frame = walk.frame;
    frame.loop = loop;
    statements(body);
    frame.interruptions.proceed(); // the next round may fail
    frame.loop = loop.outer;
    FlowState end = loop.continues == null ? frame.state : frame.merge(loop.continues, frame.state);
    if (open != null) {
      headers.close(open, end);
    }
    return end;
  }

  private void afterLoop(List<Stmt> orelse, FlowState exit, Frame.Loop loop) {
    Frame frame = walk.frame;
    frame.state = exit;
    statements(orelse);
    if (loop.breaks != null) {
      frame.state = frame.merge(frame.state, loop.breaks);
    }
    frame.leave();
  }

  // Protected parts

  private void bindContext(Stmt.With statement, WithItem item, Expr target) {
    expressions.bindTarget(
        target,
        statement,
        new DefinitionKind.With(statement, item, ExpressionFlow.isDirect(target)),
        false);
  }

  private void with(Stmt.With statement, int index) {
    if (index == statement.items.size()) {
      statements(statement.body);
      return;
    }
    Frame frame = walk.frame;
    WithItem item = statement.items.get(index);
    expressions.visit(item.context);
    frame.enter();
    boolean alive = !frame.state.isDead();
    // Giving a name a value does not fail: what is caught has happened behind it.
    boolean named = item.target instanceof Expr.Name;
    if (item.target instanceof Expr.Name name) {
      bindContext(statement, item, name);
    }
    FlowState interrupted = frame.interruptions.start();
    int swallows =
        alive ? facts.contextSwallows(statement, item, frame.currentScope()) : Conditions.FALSE;
    if (alive) {
      frame.assume(interrupted, swallows);
    }
    if (item.target != null && !named) {
      bindContext(statement, item, item.target);
    }
    with(statement, index + 1);
    frame.interruptions.stop();
    frame.interruptions.proceed(); // leaving the manager may fail
    if (alive) {
      frame.state = frame.merge(frame.state, interrupted, swallows);
    }
    frame.leave();
  }

  private void tryStatement(Stmt.Try statement) {
    Frame frame = walk.frame;
    boolean hasFinally = !statement.finalbody.isEmpty();
    Frame.Finally pending = hasFinally ? new Frame.Finally(frame) : null;
    frame.enter();
    FlowState catcher = frame.interruptions.start();
    if (pending != null) {
      frame.pendingFinally = pending;
    }
    statements(statement.body);
    FlowState raised = catcher.fork();
    if (!hasFinally) {
      frame.interruptions.stop();
    }
    List<Interruptions.Written> last = frame.interruptions.putAside();
    FlowState completed = frame.state;
    FlowState end = null;
    for (ExceptHandler handler : statement.handlers) {
      frame.state = raised.fork();
      handler(handler, statement);
      end = frame.merge(end, frame.state);
    }
    frame.state = completed;
    frame.interruptions.rejoin(last);
    statements(statement.orelse);
    frame.state = end == null ? frame.state : frame.merge(end, frame.state);
    if (pending != null) {
      frame.interruptions.proceed(); // `finally` sees how the parts before it end, too
      frame.interruptions.stop();
      frame.pendingFinally = pending.outer;
      finallyPart(statement, catcher, pending);
    }
    frame.leave();
  }

  private void handler(ExceptHandler handler, Stmt.Try statement) {
    Frame frame = walk.frame;
    expressions.optional(handler.type);
    Expr.Name name = handler.name;
    if (name == null || name.name.isEmpty()) {
      statements(handler.body);
      return;
    }
    // Python deletes the name however the body is left.
    Place place = frame.ownPlace(walk.mangle(name.name));
    frame.bind(place, LiveBindings.UNBOUND);
    frame.interruptions.proceed();
    frame.interruptions.startDeleting(place);
    walk.bindName(handler, name, handler, new DefinitionKind.ExceptName(statement, handler));
    Frame.Finally pending = new Frame.Finally(frame);
    frame.enter();
    frame.pendingFinally = pending;
    statements(handler.body);
    frame.interruptions.proceed();
    frame.interruptions.endDeleting();
    frame.pendingFinally = pending.outer;
    frame.passReturns(pending, true);
    frame.bind(place, LiveBindings.UNBOUND);
    FlowState completed = frame.state;
    for (Frame.Jump jump : pending.jumps) {
      frame.state = jump.state();
      frame.bind(place, LiveBindings.UNBOUND);
      frame.redirect(jump, frame.state);
    }
    frame.state = completed;
    frame.leave();
  }

  /** The frame's state is that of the ways that end normally; {@code entry} covers all ways. */
  private void finallyPart(Stmt.Try statement, FlowState entry, Frame.Finally pending) {
    Frame frame = walk.frame;
    FlowState completed = frame.state;
    Frame.Since start = new Frame.Since(facts.definitionCount(), frame.bindCount);
    frame.state = entry.fork();
    frame.enter();
    statements(statement.finalbody);
    frame.interruptions.proceed(); // what came to it as an exception goes on
    FlowState exit = frame.state;
    frame.passReturns(pending, !exit.isDead());
    frame.state = completed;
    frame.leaveWithout();
    frame.state = frame.through(completed, entry, exit, start);
    for (Frame.Jump jump : pending.jumps) {
      frame.redirect(jump, frame.through(jump.state(), entry, exit, start));
    }
  }
}
