package dev.taipan.checker.syntax;

import dev.taipan.checker.syntax.ScopeFrame.BlockKind;
import dev.taipan.checker.syntax.ScopeFrame.Kind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The errors that Python reports when it compiles a file and that its tree alone shows: statements
 * and expressions where they cannot stand, imports that come too late. What concerns targets,
 * patterns, lists of parameters and arguments, and declarations of names is in classes of its own.
 */
final class SyntaxRules extends TreeWalker {
  private static final Set<String> FUTURE_FEATURES =
      Set.of(
          "nested_scopes",
          "generators",
          "division",
          "absolute_import",
          "with_statement",
          "print_function",
          "unicode_literals",
          "barry_as_FLUFL",
          "generator_stop",
          "annotations");

  private final Problems problems;
  private final TargetRules targets;
  private final PatternRules patterns;
  private final OuterNameRules outerNames;
  private final ListRules lists;

  private ScopeFrame frame;

  /** In the iterable of a comprehension. */
  private boolean inIterable;

  /** The scope around the bases of a class with type parameters while they are visited. */
  private @Nullable ScopeFrame aroundGeneric;

  /** Behind this offset the tree may lack what the statements stood in. */
  private final int reliable;

  private SyntaxRules(Module module, Problems problems, int reliable) {
    this.problems = problems;
    this.reliable = reliable;
    this.targets = new TargetRules(problems);
    this.patterns = new PatternRules(problems, targets);
    this.outerNames = new OuterNameRules(problems);
    this.lists = new ListRules(problems, targets);
    this.frame = new ScopeFrame(Kind.MODULE, false, module, null);
  }

  /**
   * Reports what is wrong in a tree.
   *
   * @param reliable the offset from which on the tree may have lost the functions, loops and
   *     classes around what could be read, so that nothing is said of what stands in none of them
   */
  static void check(Module module, Problems problems, int reliable) {
    new SyntaxRules(module, problems, reliable).visitModule(module);
  }

  /** Reports what may not stand where it does. */
  private void misplaced(Node node, String message) {
    misplaced(node, node.end, message);
  }

  private void misplaced(Node node, int end, String message) {
    if (node.start < reliable) {
      problems.error(node.start, end, message);
    }
  }

  private void visitModule(Module module) {
    boolean futureAllowed = true;
    for (int i = 0; i < module.body.size(); i++) {
      Stmt stmt = module.body.get(i);
      if (stmt instanceof Stmt.ImportFrom from && isFuture(from)) {
        if (!futureAllowed) {
          lateFuture(from);
        }
        checkFeatures(from);
      } else {
        futureAllowed &=
            i == 0
                && stmt instanceof Stmt.ExprStmt docstring
                && docstring.value instanceof Expr.Str text
                && !text.bytes;
        visit(stmt);
      }
    }
  }

  private static boolean isFuture(Stmt.ImportFrom from) {
    return from.level == 0 && from.module.equals("__future__");
  }

  private void lateFuture(Stmt.ImportFrom from) {
    misplaced(from, "from __future__ imports must occur at the beginning of the file");
  }

  private void checkFeatures(Stmt.ImportFrom from) {
    for (Alias alias : from.names) {
      if (!FUTURE_FEATURES.contains(alias.name.name)) {
        problems.error(alias, "future feature " + alias.name.name + " is not defined");
      }
    }
  }

  @Override
  protected void visit(Node node) {
    Node at = node;
    while (at instanceof Expr.Attribute attribute) {
      at = attribute.value;
    }
    switch (at) {
      case Expr.Name name -> {} // most nodes are names
      case Expr expr -> visitExpr(expr);
      case Stmt stmt -> visitStmt(stmt);
      default -> visitChildren(at);
    }
  }

  // ---------------------------------------- statements

  private void visitStmt(Stmt stmt) {
    switch (stmt) {
      case Stmt.Assign assign -> {
        for (Expr target : assign.targets) {
          visitTarget(target);
        }
        visit(assign.value);
      }
      case Stmt.AugAssign assign -> {
        targets.checkAugmented(assign.target);
        visitChildren(assign);
      }
      case Stmt.AnnAssign assign -> {
        targets.checkAnnotated(assign.target);
        outerNames.checkAnnotation(assign, frame);
        visitChildren(assign);
      }
      case Stmt.Delete delete -> {
        for (Expr target : delete.targets) {
          targets.checkDeleted(target);
          visitInTarget(target);
        }
      }
      case Stmt.FunctionDef def -> visitFunction(def);
      case Stmt.ClassDef def -> visitClass(def);
      case Stmt.Return returns -> visitReturn(returns);
      case Stmt.For loop -> visitFor(loop);
      case Stmt.While loop -> {
        visit(loop.test);
        visitLoop(loop.body, loop.orelse);
      }
      case Stmt.With with -> {
        if (with.async) {
          checkAsync(with, "async with");
        }
        for (WithItem item : with.items) {
          visit(item.context);
          if (item.target != null) {
            visitTarget(item.target);
          }
        }
        visitAll(with.body);
      }
      case Stmt.Try tries -> visitTry(tries);
      case Stmt.Break breaks -> checkJump(breaks, "'break' outside loop");
      case Stmt.Continue continues -> checkJump(continues, "'continue' not properly in loop");
      case Stmt.Import imports -> {
        checkLazy(imports, imports.lazy);
        for (Alias alias : imports.names) {
          targets.checkBound(alias.asName != null ? alias.asName : alias.name);
        }
      }
      case Stmt.ImportFrom imports -> visitImportFrom(imports);
      case Stmt.Global global -> outerNames.checkGlobal(global, frame);
      case Stmt.Nonlocal nonlocal -> {
        if (nonlocal.start < reliable) {
          outerNames.checkNonlocal(nonlocal, frame);
        }
      }
      case Stmt.Match match -> {
        patterns.check(match);
        visitChildren(match);
      }
      case Stmt.TypeAliasStmt alias -> {
        targets.checkBound(alias.name);
        lists.checkTypeParams(alias.typeParams);
        visitTypeParams(alias.typeParams);
        visit(alias.value);
      }
      default -> visitChildren(stmt);
    }
  }

  private void visitTarget(Expr target) {
    targets.checkAssigned(target);
    if (!problems.hasErrorIn(target.start, target.end - 1)) {
      visitInTarget(target);
    }
  }

  private void visitInTarget(Expr target) {
    visit(target instanceof Expr.Starred starred ? starred.value : target);
  }

  private void visitFor(Stmt.For loop) {
    if (loop.async) {
      checkAsync(loop, "async for");
    }
    visitTarget(loop.target);
    visit(loop.iterable);
    visitLoop(loop.body, loop.orelse);
  }

  private void visitLoop(List<Stmt> body, List<Stmt> orelse) {
    visitBlock(BlockKind.LOOP, body);
    visitAll(orelse);
  }

  private void visitBlock(BlockKind kind, List<? extends Node> body) {
    ScopeFrame.Block outer = frame.block;
    frame.block = new ScopeFrame.Block(kind, outer);
    visitAll(body);
    frame.block = outer;
  }

  private void checkJump(Stmt jump, String message) {
    if (frame.isLeftByBreak(BlockKind.EXCEPT_STAR)) {
      problems.error(jump, "'break', 'continue' and 'return' cannot appear in an 'except*' block");
    } else if (!frame.isIn(BlockKind.LOOP)) {
      misplaced(jump, message);
    } else if (frame.isLeftByBreak(BlockKind.FINALLY)) {
      warnOfJump(jump, jump instanceof Stmt.Break ? "break" : "continue");
    }
  }

  /** Leaving a `finally` block by a jump loses the exception that may have led into it. */
  private void warnOfJump(Stmt jump, String keyword) {
    problems.warn(
        14, jump.start, jump.start + keyword.length(), "'" + keyword + "' in a 'finally' block");
  }

  private void visitReturn(Stmt.Return returns) {
    if (frame.kind != Kind.FUNCTION) {
      misplaced(returns, "'return' outside function");
    } else if (frame.isIn(BlockKind.EXCEPT_STAR)) {
      problems.error(
          returns, "'break', 'continue' and 'return' cannot appear in an 'except*' block");
    } else if (returns.value != null && frame.valueReturn == null) {
      frame.valueReturn = returns;
    }
    if (frame.isIn(BlockKind.FINALLY) && frame.kind == Kind.FUNCTION) {
      warnOfJump(returns, "return");
    }
    visitChildren(returns);
  }

  private void visitTry(Stmt.Try tries) {
    ScopeFrame.Block outer = frame.block;
    frame.block = new ScopeFrame.Block(BlockKind.TRY, outer);
    visitAll(tries.body);
    for (int i = 0; i < tries.handlers.size(); i++) {
      ExceptHandler handler = tries.handlers.get(i);
      if (handler.type == null && i + 1 < tries.handlers.size()) {
        problems.error(
            handler.start, handler.start + "except".length(), "default 'except:' must be last");
      }
      if (handler.name != null) {
        targets.checkBound(handler.name);
      }
      if (tries.star) {
        visitBlock(BlockKind.EXCEPT_STAR, List.of(handler));
      } else {
        visit(handler);
      }
    }
    visitAll(tries.orelse);
    visitBlock(BlockKind.FINALLY, tries.finalbody);
    frame.block = outer;
  }

  private void visitImportFrom(Stmt.ImportFrom from) {
    if (isFuture(from)) {
      lateFuture(from);
    }
    checkLazy(from, from.lazy);
    for (Alias alias : from.names) {
      targets.checkBound(alias.asName != null ? alias.asName : alias.name);
      if (alias.name.name.equals("*")) {
        if (frame.kind != Kind.MODULE) {
          problems.error(alias, "import * only allowed at module level");
        } else if (from.lazy) {
          problems.error(from, "lazy from ... import * is not allowed");
        }
      }
    }
  }

  private void checkLazy(Stmt imports, boolean lazy) {
    if (lazy && (frame.kind != Kind.MODULE || frame.isIn(BlockKind.TRY))) {
      problems.error(imports, "lazy imports are only allowed at module level, outside of 'try'");
    }
  }

  private void checkAsync(Stmt stmt, String what) {
    if (frame.kind != Kind.FUNCTION || !frame.async) {
      misplaced(stmt, stmt.start + "async".length(), "'" + what + "' outside async function");
    }
  }

  // ---------------------------------------- functions and classes

  private void visitFunction(Stmt.FunctionDef def) {
    visitAll(def.decorators);
    targets.checkBound(def.name);
    lists.checkTypeParams(def.typeParams);
    visitTypeParams(def.typeParams);
    visitParameters(def.parameters);
    if (def.returns != null) {
      visit(def.returns);
    }
    ScopeFrame inner = new ScopeFrame(Kind.FUNCTION, def.async, def, frame);
    visitBody(inner, def.body);
    Stmt.Return valueReturn = inner.valueReturn;
    if (def.async && inner.yields && valueReturn != null) {
      problems.error(valueReturn, "'return' with value in async generator");
    }
  }

  private void visitClass(Stmt.ClassDef def) {
    visitAll(def.decorators);
    targets.checkBound(def.name);
    lists.checkTypeParams(def.typeParams);
    visitTypeParams(def.typeParams);
    ScopeFrame outer = aroundGeneric;
    aroundGeneric = def.typeParams.isEmpty() ? null : frame;
    visitArguments(def.arguments);
    aroundGeneric = outer;
    visitBody(new ScopeFrame(Kind.CLASS, false, def, frame), def.body);
  }

  private void visitBody(ScopeFrame inner, List<? extends Node> body) {
    ScopeFrame outer = frame;
    frame = inner;
    visitAll(body);
    frame = outer;
  }

  private void visitTypeParams(List<TypeParam> params) {
    for (TypeParam param : params) {
      if (param.bound != null) {
        visit(param.bound);
      }
      if (param.defaultValue != null) {
        visitInTarget(param.defaultValue);
      }
    }
  }

  private void visitParameters(Parameters parameters) {
    lists.checkParameters(parameters);
    for (Parameter parameter : parameters.all) {
      if (parameter.annotation != null) {
        visitInTarget(parameter.annotation);
      }
      if (parameter.defaultValue != null) {
        visit(parameter.defaultValue);
      }
    }
  }

  // ---------------------------------------- expressions

  private void visitExpr(Expr expr) {
    switch (expr) {
      case Expr.Call call -> {
        visit(call.callee);
        visitArguments(call.arguments);
      }
      case Expr.Tuple tuple -> visitElements(tuple.elements);
      case Expr.ListExpr list -> visitElements(list.elements);
      case Expr.SetExpr set -> visitElements(set.elements);
      case Expr.Starred starred -> {
        problems.error(starred, "can't use starred expression here");
        visit(starred.value);
      }
      case Expr.ListComp comp -> visitComprehension(comp, comp.element, null, comp.generators);
      case Expr.SetComp comp -> visitComprehension(comp, comp.element, null, comp.generators);
      case Expr.DictComp comp -> visitComprehension(comp, comp.key, comp.value, comp.generators);
      case Expr.Generator comp -> visitComprehension(comp, comp.element, null, comp.generators);
      case Expr.Lambda lambda -> {
        visitParameters(lambda.parameters);
        visitBody(new ScopeFrame(Kind.LAMBDA, false, lambda, frame), List.of(lambda.body));
      }
      case Expr.Await await -> {
        checkAwait(await);
        visit(await.value);
      }
      case Expr.Yield yield -> {
        checkYield(yield, "yield");
        visitChildren(yield);
      }
      case Expr.YieldFrom yield -> {
        if (frame.kind == Kind.FUNCTION && frame.async) {
          problems.error(yield, "'yield from' inside async function");
        }
        checkYield(yield, "yield from");
        visit(yield.value);
      }
      case Expr.Compare compare -> {
        checkIdentity(compare);
        visitChildren(compare);
      }
      case Expr.Walrus walrus -> {
        checkWalrus(walrus);
        visit(walrus.value);
      }
      default -> visitChildren(expr);
    }
  }

  private void visitElements(List<Expr> elements) {
    for (int i = 0; i < elements.size(); i++) {
      visitInTarget(elements.get(i));
    }
  }

  /**
   * The bases of a generic class are evaluated in a scope of their own, which binds nothing else.
   */
  private boolean isInGeneric(Expr expression, String what) {
    if (aroundGeneric != frame) {
      return false;
    }
    problems.error(
        expression, what + " expression cannot be used within the definition of a generic");
    return true;
  }

  /** Whether a literal is the same object as another value is an accident. */
  private void checkIdentity(Expr.Compare compare) {
    Expr left = compare.left;
    for (int i = 0; i < compare.ops.size(); i++) {
      Expr right = compare.comparators.get(i);
      Expr.CompareOp op = compare.ops.get(i);
      if (op == Expr.CompareOp.IS || op == Expr.CompareOp.IS_NOT) {
        String type = literalType(left);
        type = type == null ? literalType(right) : type;
        if (type != null) {
          boolean is = op == Expr.CompareOp.IS;
          problems.warn(
              8,
              left.start,
              right.end,
              (is ? "\"is\"" : "\"is not\"")
                  + " with '"
                  + type
                  + "' literal: did you mean "
                  + (is ? "\"==\"?" : "\"!=\"?"));
        }
      }
      left = right;
    }
  }

  /** The class of a literal that is not the only object of its kind; null for anything else. */
  private static @Nullable String literalType(Expr expr) {
    return switch (expr) {
      case Expr.Str text -> text.bytes ? "bytes" : "str";
      case Expr.Constant constant ->
          switch (constant.kind) {
            case INT -> "int";
            case FLOAT -> "float";
            case COMPLEX -> "complex";
            case NONE, TRUE, FALSE, ELLIPSIS -> null;
          };
      case Expr.Unary unary when unary.op == Expr.UnaryOp.NEGATE -> literalType(unary.operand);
      case Expr.Tuple tuple when tuple.elements.isEmpty() -> "tuple";
      default -> null;
    };
  }

  private void checkAwait(Expr.Await await) {
    if (isInGeneric(await, "await")) {
      return;
    }
    switch (frame.kind) {
      case MODULE, CLASS -> misplaced(await, "'await' outside function");
      case LAMBDA -> misplaced(await, "'await' outside async function");
      case FUNCTION -> {
        if (!frame.async) {
          misplaced(await, "'await' outside async function");
        }
      }
      case COMPREHENSION -> frame.awaits = true;
    }
  }

  private void checkYield(Expr yield, String what) {
    if (isInGeneric(yield, "yield")) {
      return;
    }
    switch (frame.kind) {
      case MODULE, CLASS -> misplaced(yield, "'" + what + "' outside function");
      case COMPREHENSION -> problems.error(yield, "'" + what + "' inside a comprehension");
      case FUNCTION, LAMBDA -> frame.yields = true;
    }
  }

  private void visitComprehension(
      Expr comp, Expr element, @Nullable Expr value, List<Comprehension> generators) {
    ScopeFrame outer = frame;
    boolean outerIterable = inIterable;
    inIterable = true;
    visit(generators.get(0).iterable);
    inIterable = outerIterable;
    ScopeFrame inner = new ScopeFrame(Kind.COMPREHENSION, false, comp, outer);
    frame = inner;
    boolean async = false;
    for (int i = 0; i < generators.size(); i++) {
      Comprehension generator = generators.get(i);
      async |= generator.async;
      visitTarget(generator.target);
      if (i > 0) {
        inIterable = true;
        visit(generator.iterable);
        inIterable = outerIterable;
      }
      visitAll(generator.conditions);
    }
    visitInTarget(element);
    if (value != null) {
      visit(value);
    }
    frame = outer;
    if ((async || inner.awaits) && !(comp instanceof Expr.Generator)) {
      checkAsyncComprehension(comp);
    }
  }

  private void checkAsyncComprehension(Expr comp) {
    if (frame.kind == Kind.COMPREHENSION) {
      frame.awaits = true;
      problems.require(
          11, comp.start, comp.end, "an asynchronous comprehension inside a comprehension");
    } else if (frame.kind != Kind.FUNCTION || !frame.async) {
      misplaced(comp, "asynchronous comprehension outside of an asynchronous function");
    }
  }

  private void checkWalrus(Expr.Walrus walrus) {
    if (isInGeneric(walrus, "named")) {
      return;
    }
    if (inIterable) {
      problems.error(
          walrus, "assignment expression cannot be used in a comprehension iterable expression");
      return;
    }
    targets.checkAssigned(walrus.target);
    ScopeFrame at = frame;
    if (at.kind != Kind.COMPREHENSION) {
      return;
    }
    while (at.kind == Kind.COMPREHENSION && at.parent != null) {
      if (at.iterates(walrus.target.name)) {
        problems.error(
            walrus.target,
            "assignment expression cannot rebind comprehension iteration variable '"
                + walrus.target.name
                + "'");
        return;
      }
      at = at.parent;
    }
    if (at.kind == Kind.CLASS) {
      problems.error(
          walrus, "assignment expression within a comprehension cannot be used in a class body");
    }
  }

  private void visitArguments(List<Argument> arguments) {
    lists.checkArguments(arguments);
    for (int i = 0; i < arguments.size(); i++) {
      visit(arguments.get(i).value);
    }
  }
}
