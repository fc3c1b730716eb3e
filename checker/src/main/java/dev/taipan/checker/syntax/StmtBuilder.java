package dev.taipan.checker.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/** The actions that build statements, and the recovery from text that is none. */
abstract class StmtBuilder extends ImportBuilder {
  private @Nullable Module module;

  /** Whether a logical line or a chain of `elif` is so long that the tree may be too deep. */
  private boolean mayBeDeep;

  StmtBuilder(TokenStream input) {
    super(input);
  }

  /** The generated rule for one statement. */
  abstract ParserRuleContext stmt();

  final Module module() {
    Module found = module;
    if (found == null) {
      throw new IllegalStateException("nothing was parsed");
    }
    return found;
  }

  /** Says that a logical line has as many tokens. */
  final void setLongestLine(int tokens) {
    mayBeDeep = tokens > MAX_DEPTH;
  }

  /**
   * After the statements above {@code mark}, whose first token is {@code first}: replaces those
   * that nest too deep.
   */
  final void endStatement(int mark, int first) {
    if (mayBeDeep && position() - first > MAX_DEPTH) {
      for (int i = mark; i < sp; i++) {
        if (valueAt(i) instanceof Stmt statement && DepthMeter.depthOf(statement) > MAX_DEPTH) {
          problems.error(statement, "statement is nested too deeply");
          replace(i, new Stmt.ErrorStmt(statement.id, statement.start, statement.end, List.of()));
        }
      }
    }
  }

  /** The generated rule for a text that is one expression. */
  abstract ParserRuleContext annotation();

  /** Reads a text that is one expression. */
  final Expr readAnnotation() {
    try {
      annotation();
      if (mayBeDeep && DepthMeter.depthOf(r) > MAX_DEPTH) {
        problems.error(r, "expression is nested too deeply");
        return new Expr.ErrorExpr(id(), r.start, r.end, List.of());
      }
      return r;
    } catch (RecognitionException error) {
      report(error);
      int end = _input.shift + _input.text.length();
      return new Expr.ErrorExpr(id(), _input.shift, end, List.of());
    }
  }

  final void endModule(int mark) {
    List<Stmt> body = popList(mark);
    module = new Module(id(), _input.shift, _input.shift + _input.text.length(), body);
  }

  // ---------------------------------------- compound

  final void pushNoBlock() {
    push(List.of(), lastEnd());
  }

  /** Takes the block on top of the stack for the empty one below it. */
  final void putBlock() {
    Object block = pop();
    replace(sp - 1, block);
  }

  /** Where the statement ends whose last blocks are given, the last first. */
  private int endOf(List<Stmt> last, List<Stmt> before, List<Stmt> first) {
    List<Stmt> block = !last.isEmpty() ? last : !before.isEmpty() ? before : first;
    return block.isEmpty() ? codeEnd() : block.get(block.size() - 1).end;
  }

  /**
   * After an `if` with {@code elifs} times `elif`, each of which is an If in the else branch of the
   * one before.
   */
  final void endIf(int elifs) {
    mayBeDeep |= elifs > MAX_DEPTH / 10;
    List<Stmt> orelse = pop();
    for (int i = elifs; i >= 0; i--) {
      List<Stmt> body = pop();
      Expr test = pop();
      int start = popInt();
      Stmt.If node = new Stmt.If(id(), start, endOf(orelse, body, body), test, body, orelse);
      if (i == 0) {
        push(node, start);
      } else {
        orelse = List.of(node);
      }
    }
  }

  final void endWhile() {
    List<Stmt> orelse = pop();
    List<Stmt> body = pop();
    Expr test = pop();
    int start = popInt();
    push(new Stmt.While(id(), start, endOf(orelse, body, body), test, body, orelse), start);
  }

  final void checkForIterable() {
    checkUnpacking("unpacking in the iterable of `for` without parentheses");
  }

  /** Notes a starred element in {@code r} where it is a tuple without parentheses. */
  private void checkUnpacking(String construct) {
    if (r instanceof Expr.Tuple tuple && !tuple.parenthesized) {
      for (Expr element : tuple.elements) {
        if (element instanceof Expr.Starred) {
          problems.require(9, element.start, element.end, construct);
          return;
        }
      }
    }
  }

  final void endFor() {
    List<Stmt> orelse = pop();
    List<Stmt> block = pop();
    List<Stmt> body = withDeclarations(pop(), block);
    Expr iterable = pop();
    Expr target = pop();
    boolean async = popInt() != 0;
    int start = popInt();
    push(
        new Stmt.For(id(), start, endOf(orelse, body, body), async, target, iterable, body, orelse),
        start);
  }

  final void endHandlerTypes(int mark) {
    endTuple(mark);
    if (mark != 0) {
      if (type[position()] == PythonGrammar.AS) {
        problems.error(r, "multiple exception types must be parenthesized when using 'as'");
      } else {
        problems.require(14, r.start, r.end, "`except` with several types without parentheses");
      }
    }
    push();
  }

  /** A handler without a type. */
  final void missingHandlerType() {
    if (type[position()] == PythonGrammar.AS) {
      errorHere("expected one or more exception types");
    }
    pushNull();
  }

  /** A handler; whether it was `except*` is kept until the `try` ends. */
  final void endHandler(boolean star) {
    List<Stmt> body = pop();
    Expr.Name name = popNullable();
    Expr exceptionType = popNullable();
    int start = popInt();
    if (star) {
      problems.require(11, start, start + "except".length(), "`except*`");
      if (exceptionType == null) {
        problems.error(start, start + "except".length(), "expected one or more exception types");
      }
    }
    push(new ExceptHandler(id(), start, endOf(body, body, body), exceptionType, name, body), start);
    push(star, start);
  }

  final void endHandlers(int mark) {
    List<ExceptHandler> handlers = new ArrayList<>();
    boolean plain = false;
    boolean star = false;
    for (int i = mark; i < sp; i += 2) {
      ExceptHandler handler = (ExceptHandler) presentAt(i);
      boolean isStar = Boolean.TRUE.equals(valueAt(i + 1));
      if (isStar ? plain : star) {
        problems.error(
            handler.start,
            handler.start + "except".length(),
            "cannot have both 'except' and 'except*' on the same 'try'");
      }
      plain |= !isStar;
      star |= isStar;
      handlers.add(handler);
    }
    sp = mark;
    if (handlers.isEmpty() && type[position()] != PythonGrammar.FINALLY) {
      errorHere("expected 'except' or 'finally' block");
    }
    push(List.copyOf(handlers), lastEnd());
    pushFlag(star);
  }

  final void endTry() {
    List<Stmt> finalbody = pop();
    List<Stmt> orelse = pop();
    List<ExceptHandler> handlers = pop();
    List<Stmt> body = pop();
    boolean star = popInt() != 0;
    int start = popInt();
    int end =
        finalbody.isEmpty() && orelse.isEmpty() && !handlers.isEmpty()
            ? handlers.get(handlers.size() - 1).end
            : endOf(finalbody, orelse, body);
    push(new Stmt.Try(id(), start, end, body, handlers, orelse, finalbody, star), start);
  }

  final void endWithItem() {
    Expr target = popNullable();
    Expr context = pop();
    int start = startAt(sp);
    push(new WithItem(id(), start, lastEnd(), context, target), start);
  }

  final void endWith() {
    List<Stmt> block = pop();
    List<Stmt> body = withDeclarations(pop(), block);
    List<WithItem> items = pop();
    boolean async = popInt() != 0;
    int start = popInt();
    push(new Stmt.With(id(), start, endOf(body, body, body), async, items, body), start);
  }

  final void endWithParen() {
    int index = sp - 3;
    @SuppressWarnings("unchecked")
    List<WithItem> items = (List<WithItem>) valueAt(index);
    if (items != null && hasTarget(items)) {
      problems.require(
          9, items.get(0).start, items.get(items.size() - 1).end, "parenthesized context managers");
    }
    endWith();
  }

  /** Without targets the items were a tuple before they could be in parentheses. */
  private static boolean hasTarget(List<WithItem> items) {
    for (WithItem item : items) {
      if (item.target != null) {
        return true;
      }
    }
    return false;
  }

  final void endDecorator() {
    int start = popInt();
    if (!isOldDecorator(r) || r.start != rs) {
      problems.require(9, r.start, r.end, "a decorator that is not a dotted name or a call of one");
    }
    push(new Decorator(id(), start, lastEnd(), r), start);
  }

  private static boolean isOldDecorator(Expr expression) {
    Expr inner = expression instanceof Expr.Call call ? call.callee : expression;
    while (inner instanceof Expr.Attribute attribute) {
      inner = attribute.value;
    }
    return inner instanceof Expr.Name || inner instanceof Expr.ErrorExpr;
  }

  final void pushNoDecorators() {
    push(List.of(), lastEnd());
  }

  final void endDef() {
    List<Stmt> body = pop();
    Expr returns = popNullable();
    Parameters parameters = pop();
    List<TypeParam> typeParams = pop();
    Expr.Name name = pop();
    List<Decorator> decorators = pop();
    boolean async = popInt() != 0;
    int start = popInt();
    // A comment with the type belongs to the statement also where the block is missing.
    int end = Math.max(endOf(body, body, body), returns == null ? start : returns.end);
    push(
        new Stmt.FunctionDef(
            id(), start, end, name, async, decorators, typeParams, parameters, returns, body),
        start);
  }

  final void endClass() {
    List<Stmt> body = pop();
    List<Argument> arguments = pop();
    for (int i = 0; i < arguments.size(); i++) {
      if (isBareGenerator(arguments.get(i))) {
        problems.error(arguments.get(i), "invalid syntax");
      }
    }
    List<TypeParam> typeParams = pop();
    Expr.Name name = pop();
    List<Decorator> decorators = pop();
    int start = popInt();
    push(
        new Stmt.ClassDef(
            id(), start, endOf(body, body, body), name, decorators, typeParams, arguments, body),
        start);
  }

  final void typeParamsStart() {
    start();
  }

  final void typeParamsEnd(int mark) {
    int start = popInt();
    if (sp == mark && !problems.hasErrorIn(start, lastEnd())) {
      problems.error(start, lastEnd(), "type parameter list cannot be empty");
    }
    problems.require(12, start, lastEnd(), "a type parameter list");
  }

  final void endTypeParam(int kind) {
    Expr defaultValue = popNullable();
    Expr bound = popNullable();
    Expr.Name name = pop();
    int start = popInt();
    TypeParam.Kind which =
        kind == 0
            ? TypeParam.Kind.TYPE_VAR
            : kind == 1 ? TypeParam.Kind.TYPE_VAR_TUPLE : TypeParam.Kind.PARAM_SPEC;
    if (bound != null && kind != 0) {
      problems.error(bound, "cannot use bound with " + (kind == 1 ? "TypeVarTuple" : "ParamSpec"));
    }
    if (defaultValue != null) {
      problems.require(13, defaultValue.start, defaultValue.end, "a default of a type parameter");
      if (defaultValue instanceof Expr.Starred && kind != 1) {
        problems.error(defaultValue, "invalid syntax");
      }
    }
    push(new TypeParam(id(), start, lastEnd(), which, name, bound, defaultValue), start);
  }

  final void endCase() {
    List<Stmt> body = pop();
    Expr guard = popNullable();
    Pattern pattern = popPattern();
    int start = popInt();
    push(new MatchCase(id(), start, endOf(body, body, body), pattern, guard, body), start);
  }

  final void endMatch(int mark) {
    List<MatchCase> cases = popList(mark);
    Expr subject = pop();
    int start = popInt();
    problems.require(10, start, start + "match".length(), "the `match` statement");
    int end = cases.isEmpty() ? codeEnd() : cases.get(cases.size() - 1).end;
    push(new Stmt.Match(id(), start, end, subject, cases), start);
  }

  final void missingBlock() {
    errorHere("expected an indented block");
  }

  // ---------------------------------------- simple

  final void endExprStmt() {
    int start = popInt();
    push(new Stmt.ExprStmt(id(), start, lastEnd(), r), start);
  }

  final void endAssign(int mark) {
    Expr value = pop();
    List<Expr> targets = popList(mark);
    int start = popInt();
    TypeComments.Part type = typeComment();
    if (type == null) {
      push(new Stmt.Assign(id(), start, lastEnd(), targets, value), start);
    } else if (targets.size() == 1 && isPlace(targets.getFirst())) {
      Expr annotation = type(type);
      push(
          new Stmt.AnnAssign(
              id(),
              start,
              type.end(),
              targets.getFirst(),
              annotation,
              value,
              Stmt.AnnAssign.Form.COMMENT),
          start);
    } else {
      push(new Stmt.Assign(id(), start, lastEnd(), targets, value), start);
      List<Stmt> declarations = new ArrayList<>();
      for (Expr target : targets) {
        declare(target, type, declarations);
      }
      for (Stmt declaration : declarations) {
        push(declaration, declaration.start);
      }
    }
  }

  private static boolean isPlace(Expr target) {
    return target instanceof Expr.Name
        || target instanceof Expr.Attribute
        || target instanceof Expr.Subscript;
  }

  final void pushAug() {
    pushInt(augmentedOp().ordinal());
  }

  final void endAugAssign() {
    checkUnpacking("unpacking in an augmented assignment without parentheses");
    Expr value = r;
    Expr target = pop();
    Expr.BinaryOp op = BINARY_OPS[popInt()];
    int start = popInt();
    push(new Stmt.AugAssign(id(), start, lastEnd(), target, op, value), start);
  }

  private static final Expr.BinaryOp[] BINARY_OPS = Expr.BinaryOp.values();

  final void pushAnnTarget() {
    pushFlag(isBareName());
    push();
  }

  final void endAnnAssign() {
    Expr value = popNullable();
    Expr annotation = pop();
    Expr target = pop();
    Stmt.AnnAssign.Form form = popInt() != 0 ? Stmt.AnnAssign.Form.NAME : Stmt.AnnAssign.Form.PLACE;
    int start = popInt();
    push(new Stmt.AnnAssign(id(), start, lastEnd(), target, annotation, value, form), start);
  }

  final void endReturn() {
    Expr value = popNullable();
    int start = popInt();
    push(new Stmt.Return(id(), start, lastEnd(), value), start);
  }

  final void endPass() {
    push(new Stmt.Pass(id(), lastStart(), lastEnd()), lastStart());
  }

  final void endBreak() {
    push(new Stmt.Break(id(), lastStart(), lastEnd()), lastStart());
  }

  final void endContinue() {
    push(new Stmt.Continue(id(), lastStart(), lastEnd()), lastStart());
  }

  final void endRaise() {
    Expr cause = popNullable();
    Expr exception = popNullable();
    int start = popInt();
    push(new Stmt.Raise(id(), start, lastEnd(), exception, cause), start);
  }

  final void endGlobal(int mark) {
    List<Expr.Name> names = popList(mark);
    int start = popInt();
    push(new Stmt.Global(id(), start, lastEnd(), names), start);
  }

  final void endNonlocal(int mark) {
    List<Expr.Name> names = popList(mark);
    int start = popInt();
    push(new Stmt.Nonlocal(id(), start, lastEnd(), names), start);
  }

  final void endDelete() {
    int start = popInt();
    List<Expr> targets;
    if (r instanceof Expr.Tuple tuple && !tuple.parenthesized) {
      release(tuple);
      targets = tuple.elements;
    } else {
      targets = List.of(r);
    }
    push(new Stmt.Delete(id(), start, lastEnd(), targets), start);
  }

  final void endAssert() {
    Expr message = popNullable();
    Expr test = pop();
    int start = popInt();
    push(new Stmt.Assert(id(), start, lastEnd(), test, message), start);
  }

  final void endTypeAlias() {
    List<TypeParam> typeParams = pop();
    Expr.Name name = pop();
    int start = popInt();
    problems.require(12, start, start + "type".length(), "the `type` statement");
    push(new Stmt.TypeAliasStmt(id(), start, lastEnd(), name, typeParams, r), start);
  }

  // ---------------------------------------- recovery

  /**
   * A statement cannot be read: keeps what was understood of it, skips the line, and reads an
   * orphaned block as siblings.
   */
  final void recoverStatement(
      RecognitionException error, int values, int ints, int operators, int first) {
    report(error);
    resetNesting();
    List<Expr> parts = new ArrayList<>();
    List<Stmt> statements = new ArrayList<>();
    collect(values, parts, statements);
    sp = values;
    ip = ints;
    osp = operators;
    boolean atNewLine = position() > first && isLayout(type[position() - 1]);
    if (!atNewLine) {
      skipLine();
    }
    if (position() == first && type[first] != Token.EOF) {
      _input.p++;
    }
    if (!parts.isEmpty() || statements.isEmpty()) {
      int start = tokenStart[first];
      push(new Stmt.ErrorStmt(id(), start, Math.max(start, codeEnd()), List.copyOf(parts)), start);
    }
    for (Stmt statement : statements) {
      push(statement, statement.start);
    }
    endStatement(values, first);
    orphans();
  }

  /**
   * What follows the colon of a header is no statement: skips the line; a block below it is the
   * header's.
   */
  final void recoverBlock(RecognitionException error) {
    report(error);
    skipLine();
    orphans();
  }

  private void collect(int from, List<Expr> parts, List<Stmt> statements) {
    for (int i = from; i < sp; i++) {
      collect(valueAt(i), parts, statements);
    }
  }

  private void collect(@Nullable Object value, List<Expr> parts, List<Stmt> statements) {
    switch (value) {
      case Stmt statement -> statements.add(statement);
      case Expr part -> parts.add(part);
      case Decorator decorator -> parts.add(decorator.expression);
      case Argument argument -> parts.add(argument.value);
      case WithItem item -> parts.add(item.context);
      case MatchCase matchCase -> statements.addAll(matchCase.body);
      case ExceptHandler handler -> statements.addAll(handler.body);
      case List<?> list -> {
        for (Object element : list) {
          collect(element, parts, statements);
        }
      }
      case null, default -> {}
    }
  }

  /** Reads an indented block without a header into the statements around it. */
  private void orphans() {
    if (type[position()] == PythonGrammar.INDENT) {
      _input.p++;
      while (true) {
        int next = type[position()];
        if (next == PythonGrammar.DEDENT) {
          _input.p++;
          return;
        }
        if (next == Token.EOF) {
          return;
        }
        stmt();
      }
    }
  }

  /** After the statements of a block or file that can be read: goes on behind what cannot. */
  final void moreStatements(boolean inBlock) {
    while (true) {
      int next = type[position()];
      if (next == Token.EOF || (inBlock && next == PythonGrammar.DEDENT)) {
        return;
      }
      if (next == PythonGrammar.DEDENT || next == PythonGrammar.NEWLINE) {
        _input.p++;
      } else if (next == PythonGrammar.INDENT) {
        errorHere("unexpected indentation");
        orphans();
      } else {
        stmt();
      }
    }
  }
}
