package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Comprehension;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.FStringPart;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Parameters;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the flow of control through expressions: notes what reaches each use, and splits the
 * state at conditions.
 */
final class ExpressionFlow {
  private final Walk walk;
  private final Facts facts;
  private final Mentions mentions;
  private final LoopHeaders headers;
  private final SharedNames shared;

  ExpressionFlow(Walk walk, LoopHeaders headers) {
    this.walk = walk;
    this.shared = new SharedNames(walk);
    this.facts = walk.facts;
    this.headers = headers;
    this.mentions = walk.mentions;
  }

  void optional(@Nullable Expr expression) {
    if (expression != null) {
      visit(expression);
    }
  }

  void visitAll(List<? extends @Nullable Expr> expressions) {
    for (int i = 0; i < expressions.size(); i++) {
      optional(expressions.get(i));
    }
  }

  /** Evaluates an expression of which nobody wants the value: control goes on if calls return. */
  void run(Expr expression) {
    switch (expression) {
      case Expr.BoolOp operation -> boolOp(operation, false);
      case Expr.Conditional choice -> conditional(choice, false);
      default -> {
        visit(expression);
        assumeReturns(expression, false);
      }
    }
  }

  /** Goes on from a call, awaited or not, only if it returns. */
  void assumeReturns(Expr expression, boolean used) {
    boolean awaited = expression instanceof Expr.Await;
    Expr called = expression instanceof Expr.Await await ? await.value : expression;
    if (called instanceof Expr.Call call && !walk.frame.state.isDead()) {
      assumeReturns(call, awaited, used);
    }
  }

  private void assumeReturns(Expr.Call call, boolean awaited, boolean used) {
    Frame frame = walk.frame;
    frame.assume(frame.state, facts.callReturns(call, awaited, used, frame.currentScope()));
    frame.endCount++;
  }

  /** Evaluates an expression for its value. */
  void visit(Expr expression) {
    switch (expression) {
      case Expr.Name e -> reference(e);
      case Expr.Attribute e -> reference(e);
      case Expr.Subscript e -> reference(e);
      case Expr.Constant e -> {}
      case Expr.Str e -> {}
      case Expr.Call e -> call(e, false);
      case Expr.Binary e -> binary(e);
      case Expr.Compare e -> {
        visit(e.left);
        visitAll(e.comparators);
      }
      case Expr.Unary e -> visit(e.operand);
      case Expr.BoolOp e -> boolOp(e, true);
      case Expr.Conditional e -> conditional(e, true);
      case Expr.Tuple e -> visitAll(e.elements);
      case Expr.ListExpr e -> visitAll(e.elements);
      case Expr.SetExpr e -> visitAll(e.elements);
      case Expr.Dict e -> {
        for (int i = 0; i < e.values.size(); i++) {
          optional(e.keys.get(i));
          visit(e.values.get(i));
        }
      }
      case Expr.FString e -> parts(e.parts);
      case Expr.Starred e -> visit(e.value);
      case Expr.Slice e -> {
        optional(e.lower);
        optional(e.upper);
        optional(e.step);
      }
      case Expr.ListComp e -> comprehension(e, e.generators, e.element, null);
      case Expr.SetComp e -> comprehension(e, e.generators, e.element, null);
      case Expr.DictComp e -> comprehension(e, e.generators, e.key, e.value);
      case Expr.Generator e -> comprehension(e, e.generators, e.element, null);
      case Expr.Lambda e -> lambda(e);
      case Expr.Await e -> await(e);
      case Expr.Yield e -> optional(e.value);
      case Expr.YieldFrom e -> visit(e.value);
      case Expr.Walrus e -> walrus(e);
      case Expr.ErrorExpr e -> visitAll(e.parts);
    }
  }

  /** Reads a reference; the place it refers to if the frame knows one. */
  @Nullable Place reference(Expr expression) {
    switch (expression) {
      case Expr.Name e -> {
        if (e.name.isEmpty()) {
          return null;
        }
        Place place = walk.frame.place(walk.mangle(e.name));
        facts.byNode[e.id] = walk.frame.read(place);
        return place;
      }
      case Expr.Attribute e -> {
        Place base = reference(e.value);
        if (base == null || base.childCount() == 0) {
          return null;
        }
        return read(base.child(walk.mangle(e.name)), e);
      }
      case Expr.Subscript e -> {
        Place base = reference(e.value);
        visit(e.index);
        if (base == null || base.childCount() == 0) {
          return null;
        }
        String segment = Places.subscriptSegment(e.index);
        return segment == null ? null : read(base.child(segment), e);
      }
      case Expr.Walrus e -> {
        walrus(e);
        return e.target.name.isEmpty() ? null : walk.frame.place(walk.mangle(e.target.name));
      }
      default -> {
        visit(expression);
        return null;
      }
    }
  }

  private @Nullable Place read(@Nullable Place place, Expr use) {
    if (place != null) {
      facts.byNode[use.id] = walk.frame.read(place);
    }
    return place;
  }

  private void await(Expr.Await await) {
    if (await.value instanceof Expr.Call call) {
      call(call, true);
    } else {
      visit(await.value);
    }
  }

  private void call(Expr.Call call, boolean awaited) {
    visit(call.callee);
    List<Argument> arguments = call.arguments;
    for (int i = 0; i < arguments.size(); i++) {
      visit(arguments.get(i).value);
    }
    shared.called(call);
    Frame frame = walk.frame;
    if (facts.neverReturning.mayBe(call) && !facts.stub && !frame.state.isDead()) {
      assumeReturns(call, awaited, true);
    }
  }

  private void binary(Expr.Binary binary) {
    if (binary.left instanceof Expr.Binary) {
      for (Expr operand : Operands.of(binary)) {
        visit(operand);
      }
    } else {
      visit(binary.left);
      visit(binary.right);
    }
  }

  private void parts(List<FStringPart> parts) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof FStringPart.Field field) {
        visit(field.value);
        parts(field.format);
      }
    }
  }

  private void walrus(Expr.Walrus walrus) {
    visit(walrus.value);
    walk.bindName(walrus.target, walrus.target, walk.statement, new DefinitionKind.Walrus(walrus));
  }

  private void lambda(Expr.Lambda lambda) {
    defaults(lambda.parameters);
    walk.enter((Scope) facts.byNode[lambda.id]);
    walk.bindParameters(lambda.parameters, walk.statement);
    visit(lambda.body);
    walk.leave();
  }

  void defaults(Parameters parameters) {
    for (int i = 0; i < parameters.all.size(); i++) {
      Parameter parameter = parameters.all.get(i);
      optional(parameter.defaultValue);
    }
  }

  /** An `and` or `or`: control goes on after any of the operands. */
  private void boolOp(Expr.BoolOp expression, boolean used) {
    Frame frame = walk.frame;
    FlowState before = frame.state.fork();
    int changes = frame.changes();
    frame.enter();
    FlowState exits = null;
    int last = expression.values.size() - 1;
    for (int i = 0; i <= last; i++) {
      Expr operand = expression.values.get(i);
      if (i > 0) {
        facts.reached(operand, frame.state.reach);
      }
      if (i == last) {
        evaluate(operand, used);
      } else {
        FlowState otherwise = condition(operand);
        if (!expression.and) {
          FlowState holds = frame.state;
          frame.state = otherwise;
          otherwise = holds;
        }
        exits = frame.merge(exits, otherwise);
      }
    }
    frame.state = frame.merge(exits, frame.state);
    frame.leave();
    if (frame.changes() == changes) {
      frame.state = before; // what the operands have established does not outlive the expression
    }
  }

  private void evaluate(Expr expression, boolean used) {
    if (used) {
      visit(expression);
    } else {
      run(expression);
    }
  }

  private void conditional(Expr.Conditional expression, boolean used) {
    Frame frame = walk.frame;
    FlowState before = frame.state.fork();
    int changes = frame.changes();
    frame.enter();
    FlowState otherwise = condition(expression.test);
    facts.reached(expression.body, frame.state.reach);
    evaluate(expression.body, used);
    FlowState end = frame.state;
    frame.state = otherwise;
    facts.reached(expression.orelse, frame.state.reach);
    evaluate(expression.orelse, used);
    frame.state = frame.merge(end, frame.state);
    frame.leave();
    if (frame.changes() == changes) {
      frame.state = before;
    }
  }

  private void comprehension(
      Expr node, List<Comprehension> generators, Expr element, @Nullable Expr value) {
    Frame frame = walk.frame;
    Scope scope = (Scope) facts.byNode[node.id];
    FlowState before = null;
    FlowState skipped = null;
    int bindCount = 0;
    LoopHeaders.Open loop = null;
    for (int i = 0; i < generators.size(); i++) {
      Comprehension generator = generators.get(i);
      if (i > 0) {
        facts.reached(generator.iterable, frame.state.reach);
      }
      visit(generator.iterable);
      if (i == 0) {
        before = frame.state.fork();
        bindCount = frame.bindCount;
        walk.push(scope);
        frame.enter();
        loop = headers.open(generator, node);
      }
      bindTarget(
          generator.target,
          walk.statement,
          new DefinitionKind.ComprehensionTarget(
              node, generator, i == 0, isDirect(generator.target)),
          true);
      for (int j = 0; j < generator.conditions.size(); j++) {
        Expr test = generator.conditions.get(j);
        facts.reached(test, frame.state.reach);
        int bindsBefore = frame.bindCount;
        FlowState otherwise = condition(test);
        if (skipped != null) {
          skipped = frame.merge(skipped, otherwise);
        } else if (frame.bindCount != bindsBefore) {
          // What a walrus in the test binds stays bound where the element is left out.
          skipped = otherwise;
        }
      }
    }
    facts.reached(element, frame.state.reach);
    visit(element);
    if (value != null) {
      facts.reached(value, frame.state.reach);
      visit(value);
    }
    if (skipped != null) {
      frame.state = frame.merge(frame.state, skipped);
    }
    if (loop != null) {
      headers.close(loop, frame.state);
    }
    frame.leave();
    walk.pop();
    if (before != null) {
      frame.state = frame.bindCount == bindCount ? before : frame.merge(before, frame.state);
    }
  }

  // Targets

  /** Whether the target gets the whole value. */
  static boolean isDirect(Expr target) {
    return !(target instanceof Expr.Tuple
        || target instanceof Expr.ListExpr
        || target instanceof Expr.Starred);
  }

  /** Binds a target, or the parts of one. The same kind serves all parts. */
  void bindTarget(Expr target, Node region, DefinitionKind kind, boolean inlined) {
    switch (target) {
      case Expr.Name e -> {
        if (inlined) {
          walk.bindInlined(e, e, region, kind);
        } else {
          walk.bindName(e, e, region, kind);
        }
      }
      case Expr.Tuple e -> {
        for (int i = 0; i < e.elements.size(); i++) {
          bindTarget(e.elements.get(i), region, kind, inlined);
        }
      }
      case Expr.ListExpr e -> {
        for (int i = 0; i < e.elements.size(); i++) {
          bindTarget(e.elements.get(i), region, kind, inlined);
        }
      }
      case Expr.Starred e -> bindTarget(e.value, region, kind, inlined);
      case Expr.Attribute e -> bindMember(e, memberTarget(e), region, kind);
      case Expr.Subscript e -> bindMember(e, memberTarget(e), region, kind);
      default -> visit(target);
    }
  }

  /**
   * Evaluates what stands before the last member of a target. The place of the target; null if it
   * is none, in which case the places that it may stand for are forgotten.
   */
  @Nullable Place memberTarget(Expr target) {
    if (target instanceof Expr.Attribute attribute) {
      Place base = owner(attribute.value);
      return base == null || attribute.name.isEmpty()
          ? null
          : base.childOrNew(walk.mangle(attribute.name));
    }
    if (target instanceof Expr.Subscript subscript) {
      Place base = owner(subscript.value);
      visit(subscript.index);
      if (base == null) {
        return null;
      }
      String segment = Places.subscriptSegment(subscript.index);
      if (segment == null) {
        walk.frame.forgetItems(base);
        return null;
      }
      return base.childOrNew(segment);
    }
    return null;
  }

  /** Evaluates what a member is assigned to. Its place, made if nothing else speaks of it. */
  private @Nullable Place owner(Expr expression) {
    Place known = reference(expression);
    return known != null ? known : mentions.placeOf(expression);
  }

  private void bindMember(Expr target, @Nullable Place place, Node region, DefinitionKind kind) {
    if (place != null) {
      walk.defineMember(place, target, region, kind);
    }
  }

  // Conditions

  /**
   * Evaluates an expression for its truth. Afterwards the frame's state is that where it is true;
   * the result is the state where it is false.
   */
  FlowState condition(Expr expression) {
    Frame frame = walk.frame;
    switch (expression) {
      case Expr.Unary e when e.op == Expr.UnaryOp.NOT -> {
        FlowState otherwise = condition(e.operand);
        FlowState holds = frame.state;
        frame.state = otherwise;
        return holds;
      }
      case Expr.BoolOp e -> {
        return boolCondition(e);
      }
      case Expr.Conditional e -> {
        FlowState otherwise = condition(e.test);
        facts.reached(e.body, frame.state.reach);
        FlowState bodyFalse = condition(e.body);
        FlowState bodyTrue = frame.state;
        frame.state = otherwise;
        facts.reached(e.orelse, frame.state.reach);
        FlowState elseFalse = condition(e.orelse);
        frame.state = frame.merge(bodyTrue, frame.state);
        return frame.merge(bodyFalse, elseFalse);
      }
      case Expr.Constant e when isFixed(e) -> {
        FlowState other = frame.state.fork();
        if (isTrue(e)) {
          other.die();
          return other;
        }
        FlowState holds = frame.state;
        holds.die();
        return other;
      }
      default -> {
        return test(expression);
      }
    }
  }

  private static boolean isFixed(Expr.Constant constant) {
    return switch (constant.kind) {
      case NONE, TRUE, FALSE, ELLIPSIS, INT -> true;
      case FLOAT, COMPLEX -> false;
    };
  }

  private static boolean isTrue(Expr.Constant constant) {
    return switch (constant.kind) {
      case NONE, FALSE -> false;
      case INT -> !constant.value.equals(0L) && !constant.value.equals(BigInteger.ZERO);
      case TRUE, ELLIPSIS, FLOAT, COMPLEX -> true;
    };
  }

  private FlowState boolCondition(Expr.BoolOp expression) {
    Frame frame = walk.frame;
    FlowState decided = null;
    FlowState otherwise = frame.state;
    for (int i = 0; i < expression.values.size(); i++) {
      Expr operand = expression.values.get(i);
      if (i > 0) {
        facts.reached(operand, frame.state.reach);
      }
      otherwise = condition(operand);
      if (expression.and) {
        decided = frame.merge(decided, otherwise);
      } else {
        decided = frame.merge(decided, frame.state);
        frame.state = otherwise;
      }
    }
    if (expression.and) {
      return decided == null ? otherwise : decided;
    }
    FlowState falsity = frame.state;
    if (decided != null) {
      frame.state = decided;
    }
    return falsity;
  }

  private FlowState test(Expr expression) {
    visit(expression);
    Frame frame = walk.frame;
    FlowState otherwise = frame.state.fork();
    if (frame.state.isDead()) {
      return otherwise;
    }
    Definition alias = mentions.aliasedCondition(expression);
    int holds = facts.test(expression, frame.currentScope(), walk.statement, alias);
    frame.assume(frame.state, holds);
    frame.assume(otherwise, Conditions.not(holds));
    mentions.collect(expression, alias);
    narrow(frame.state, otherwise, holds);
    return otherwise;
  }

  /**
   * The places that were mentioned last learn a condition in one state, its negation in the other.
   */
  void narrow(FlowState holding, FlowState otherwise, int condition) {
    Frame frame = walk.frame;
    for (int i = 0; i < mentions.size(); i++) {
      Place place = mentions.get(i);
      frame.narrow(holding, place, condition);
      frame.narrow(otherwise, place, Conditions.not(condition));
    }
  }
}
