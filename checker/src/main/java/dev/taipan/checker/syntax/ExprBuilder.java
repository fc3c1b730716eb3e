package dev.taipan.checker.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/** The actions that build expressions. */
abstract class ExprBuilder extends AtomBuilder {
  private static final int OR_LEVEL = 1;
  private static final int AND_LEVEL = 2;
  private static final int NOT_LEVEL = 3;
  private static final int COMPARE_LEVEL = 4;
  private static final int UNARY_LEVEL = 11;
  private static final int POWER_LEVEL = 12;

  private int[] operators = new int[32];
  private int[] operatorStarts = new int[32];

  /** The height of the stack of operators. */
  protected int osp;

  /** The last generator that was an argument without parentheses of its own. */
  private @Nullable Expr bareGenerator;

  ExprBuilder(TokenStream input) {
    super(input);
  }

  // ---------------------------------------- operators

  /**
   * How tightly the operator binds; an operator with two values of the same level joins them from
   * the left.
   */
  private static int level(int operator) {
    return switch (operator) {
      case PythonGrammar.OR -> OR_LEVEL;
      case PythonGrammar.AND -> AND_LEVEL;
      case PythonGrammar.LT,
          PythonGrammar.GT,
          PythonGrammar.EQEQ,
          PythonGrammar.NE,
          PythonGrammar.LE,
          PythonGrammar.GE,
          PythonGrammar.IN,
          PythonGrammar.NOT_IN,
          PythonGrammar.IS,
          PythonGrammar.IS_NOT ->
          COMPARE_LEVEL;
      case PythonGrammar.VBAR -> 5;
      case PythonGrammar.CARET -> 6;
      case PythonGrammar.AMP -> 7;
      case PythonGrammar.SHL, PythonGrammar.SHR -> 8;
      case PythonGrammar.PLUS, PythonGrammar.MINUS -> 9;
      case PythonGrammar.DSTAR -> POWER_LEVEL;
      default -> 10;
    };
  }

  private void pushOperator(int level, int operator, int start) {
    if (osp == operators.length) {
      operators = Arrays.copyOf(operators, osp * 2);
      operatorStarts = Arrays.copyOf(operatorStarts, osp * 2);
    }
    operators[osp] = level << 8 | operator;
    operatorStarts[osp++] = start;
  }

  /** After `not`, `-`, `+` or `~` in front of an operand. */
  final void prefixOperator(int mark) {
    int operator = type[position() - 1];
    int level = operator == PythonGrammar.NOT ? NOT_LEVEL : UNARY_LEVEL;
    if (level == NOT_LEVEL && osp > mark && operators[osp - 1] >> 8 > NOT_LEVEL) {
      problems.error(lastStart(), lastEnd(), "invalid syntax: `not` needs parentheses here");
    }
    pushOperator(level, operator, lastStart());
  }

  /** After an operator between two operands, the first of which is {@code r}. */
  final void infixOperator(int mark) {
    push();
    int p = position();
    int operator = type[p - 1];
    int level = level(operator);
    boolean keepsEqual = level <= AND_LEVEL || level == COMPARE_LEVEL || level == POWER_LEVEL;
    while (osp > mark) {
      int top = operators[osp - 1] >> 8;
      if (top < level
          || (top == level && keepsEqual && (level != COMPARE_LEVEL || isCompare(osp - 1)))) {
        break;
      }
      reduce(mark, tokenEnd[p - 2]);
    }
    pushOperator(level, operator, tokenStart[p - 1]);
  }

  private boolean isCompare(int index) {
    return operators[index] >> 8 == COMPARE_LEVEL;
  }

  /** At the end of a chain of operators. */
  final void endBinary(int mark) {
    if (osp > mark) {
      push();
      int end = lastEnd();
      while (osp > mark) {
        reduce(mark, end);
      }
      sp--;
      r = (Expr) presentAt(sp);
      rs = startAt(sp);
    }
  }

  /**
   * Applies the topmost operator, with all of its level next to it where Python makes them one
   * node.
   */
  private void reduce(int mark, int end) {
    int top = operators[osp - 1];
    int level = top >> 8;
    int operator = top & 0xff;
    if (level == NOT_LEVEL || level == UNARY_LEVEL) {
      int start = operatorStarts[--osp];
      Expr operand = pop();
      push(new Expr.Unary(id(), start, end, unaryOp(operator), operand), start);
    } else if (level == COMPARE_LEVEL) {
      reduceCompare(mark, end);
    } else if (level <= AND_LEVEL) {
      int count = run(mark, level);
      int first = sp - count - 1;
      int start = startAt(first);
      osp -= count;
      List<Expr> operands = popList(first);
      push(new Expr.BoolOp(id(), start, end, operator == PythonGrammar.AND, operands), start);
    } else {
      osp--;
      Expr right = pop();
      Expr left = pop();
      int start = startAt(sp);
      push(new Expr.Binary(id(), start, end, left, binaryOp(operator), right), start);
    }
  }

  /** How many operators of this level are on top of the stack above {@code mark}. */
  private int run(int mark, int level) {
    int i = osp;
    while (i > mark && operators[i - 1] >> 8 == level) {
      i--;
    }
    return osp - i;
  }

  private void reduceCompare(int mark, int end) {
    int count = run(mark, COMPARE_LEVEL);
    Expr.CompareOp[] ops = new Expr.CompareOp[count];
    for (int i = 0; i < count; i++) {
      ops[i] = compareOp(operators[osp - count + i] & 0xff);
    }
    osp -= count;
    List<Expr> comparators = popList(sp - count);
    Expr left = pop();
    int start = startAt(sp);
    push(new Expr.Compare(id(), start, end, left, List.of(ops), comparators), start);
  }

  private static Expr.UnaryOp unaryOp(int operator) {
    return switch (operator) {
      case PythonGrammar.MINUS -> Expr.UnaryOp.NEGATE;
      case PythonGrammar.PLUS -> Expr.UnaryOp.PLUS;
      case PythonGrammar.TILDE -> Expr.UnaryOp.INVERT;
      default -> Expr.UnaryOp.NOT;
    };
  }

  private static Expr.BinaryOp binaryOp(int operator) {
    return switch (operator) {
      case PythonGrammar.PLUS -> Expr.BinaryOp.ADD;
      case PythonGrammar.MINUS -> Expr.BinaryOp.SUB;
      case PythonGrammar.STAR -> Expr.BinaryOp.MUL;
      case PythonGrammar.AT -> Expr.BinaryOp.MATMUL;
      case PythonGrammar.SLASH -> Expr.BinaryOp.DIV;
      case PythonGrammar.PERCENT -> Expr.BinaryOp.MOD;
      case PythonGrammar.DSTAR -> Expr.BinaryOp.POW;
      case PythonGrammar.SHL -> Expr.BinaryOp.SHL;
      case PythonGrammar.SHR -> Expr.BinaryOp.SHR;
      case PythonGrammar.VBAR -> Expr.BinaryOp.OR;
      case PythonGrammar.CARET -> Expr.BinaryOp.XOR;
      case PythonGrammar.AMP -> Expr.BinaryOp.AND;
      default -> Expr.BinaryOp.FLOORDIV;
    };
  }

  private static Expr.CompareOp compareOp(int operator) {
    return switch (operator) {
      case PythonGrammar.EQEQ -> Expr.CompareOp.EQ;
      case PythonGrammar.NE -> Expr.CompareOp.NE;
      case PythonGrammar.LT -> Expr.CompareOp.LT;
      case PythonGrammar.LE -> Expr.CompareOp.LE;
      case PythonGrammar.GT -> Expr.CompareOp.GT;
      case PythonGrammar.GE -> Expr.CompareOp.GE;
      case PythonGrammar.IN -> Expr.CompareOp.IN;
      case PythonGrammar.NOT_IN -> Expr.CompareOp.NOT_IN;
      case PythonGrammar.IS -> Expr.CompareOp.IS;
      default -> Expr.CompareOp.IS_NOT;
    };
  }

  /** The operator of an augmented assignment, from the token just read. */
  final Expr.BinaryOp augmentedOp() {
    char c = charAt(lastStart());
    boolean doubled = charAt(lastStart() + 1) == c;
    return switch (c) {
      case '+' -> Expr.BinaryOp.ADD;
      case '-' -> Expr.BinaryOp.SUB;
      case '*' -> doubled ? Expr.BinaryOp.POW : Expr.BinaryOp.MUL;
      case '/' -> doubled ? Expr.BinaryOp.FLOORDIV : Expr.BinaryOp.DIV;
      case '%' -> Expr.BinaryOp.MOD;
      case '@' -> Expr.BinaryOp.MATMUL;
      case '&' -> Expr.BinaryOp.AND;
      case '|' -> Expr.BinaryOp.OR;
      case '^' -> Expr.BinaryOp.XOR;
      case '<' -> Expr.BinaryOp.SHL;
      default -> Expr.BinaryOp.SHR;
    };
  }

  final void endConditional() {
    Expr orelse = r;
    Expr test = pop();
    Expr body = pop();
    rs = startAt(sp);
    r = new Expr.Conditional(id(), rs, lastEnd(), test, body, orelse);
  }

  // ---------------------------------------- tuples and displays

  /** Two commas in a row. */
  final void checkComma() {
    int p = position();
    if (type[p - 2] == PythonGrammar.COMMA) {
      problems.error(tokenStart[p - 1], tokenEnd[p - 1], "invalid syntax");
    }
  }

  /** Two semicolons in a row. */
  final void checkSemicolon() {
    int p = position();
    if (type[p - 2] == PythonGrammar.SEMI) {
      problems.error(tokenStart[p - 1], tokenEnd[p - 1], "invalid syntax");
    }
  }

  /**
   * After a comma: the first one makes {@code r} the first element. Returns one more than the
   * height below the elements.
   */
  final int tupleComma(int mark) {
    if (mark == 0) {
      push();
      return sp;
    }
    checkComma();
    return mark;
  }

  final void endTuple(int mark) {
    if (mark != 0) {
      rs = startAt(mark - 1);
      r = new Expr.Tuple(id(), rs, lastEnd(), popList(mark - 1), false);
    }
  }

  /** After the closing parenthesis: a tuple if there was a comma, else {@code r} itself. */
  final void endParens(int mark) {
    int start = popInt();
    if (mark != 0) {
      r = new Expr.Tuple(id(), start, lastEnd(), popList(mark - 1), true);
    } else if (r instanceof Expr.Starred) {
      problems.error(r, "cannot use starred expression here");
    }
    rs = start;
  }

  final void endEmptyTuple() {
    rs = popInt();
    r = new Expr.Tuple(id(), rs, lastEnd(), List.of(), true);
  }

  /** The height below the elements of a display; without a comma {@code r} is the only one. */
  final int firstElement(int mark) {
    if (mark == 0) {
      push();
      return sp - 1;
    }
    return mark - 1;
  }

  final void endList(int mark) {
    rs = popInt();
    r = new Expr.ListExpr(id(), rs, lastEnd(), popList(mark));
  }

  final void endSet(int mark) {
    for (int i = mark; i < sp; i++) {
      if (valueAt(i) instanceof Expr.Walrus walrus && walrus.start == startAt(i)) {
        problems.require(
            9, walrus.start, walrus.end, "an assignment expression in a set without parentheses");
      }
    }
    rs = popInt();
    r = new Expr.SetExpr(id(), rs, lastEnd(), popList(mark));
  }

  /**
   * After braces that start with `**`: {@code kind} is 0 for one item, 1 for a comprehension, 2 for
   * items.
   */
  final void endUnpackedBraces(int mark, int kind) {
    if (kind == 1) {
      endDictComp();
    } else {
      if (kind == 0) {
        endUnpackedItem();
      }
      endDict(mark);
    }
  }

  /**
   * After braces: {@code kind} is 0 for a set, 1 for a dict of one item, 2 for a dict
   * comprehension, 3 for a dict, 4 for a set comprehension; {@code mark} is as {@link #tupleComma}
   * gives it in a set and the height above the first key in a dict.
   */
  final void endBraces(int mark, int kind) {
    switch (kind) {
      case 0 -> endSet(firstElement(mark));
      case 1 -> {
        push();
        endDict(mark - 1);
      }
      case 2 -> endDictComp();
      case 3 -> endDict(mark - 1);
      default -> endSetComp();
    }
  }

  final void endDict(int mark) {
    int size = (sp - mark) / 2;
    Expr[] keys = new Expr[size];
    Expr[] items = new Expr[size];
    boolean unpacks = false;
    for (int i = 0; i < size; i++) {
      Object key = valueAt(mark + 2 * i);
      unpacks |= key == null;
      keys[i] = (Expr) key;
      items[i] = (Expr) valueAt(mark + 2 * i + 1);
    }
    sp = mark;
    rs = popInt();
    List<@Nullable Expr> keyList =
        unpacks ? Collections.unmodifiableList(Arrays.asList(keys)) : List.of(keys);
    r = new Expr.Dict(id(), rs, lastEnd(), keyList, List.of(items));
  }

  /** The key before the colon of the first item of a dict. */
  final void pushKey() {
    if (r instanceof Expr.Starred) {
      problems.error(r, "cannot use a starred expression in a dictionary key");
    } else if (r instanceof Expr.Walrus && r.end == tokenEnd[position() - 2]) {
      problems.error(r, "cannot use an assignment expression in a dictionary key");
    }
    push();
  }

  /** After `**m` in a dict. */
  final void endUnpackedItem() {
    int start = popInt();
    push(null, start);
    push();
  }

  /** After `**m` in a dict comprehension: it becomes a key that is starred, with an empty value. */
  final void endUnpackedElement() {
    int start = popInt();
    push(new Expr.Starred(id(), start, lastEnd(), r), start);
    problems.require(15, start, lastEnd(), "unpacking in a comprehension");
    r = new Expr.ErrorExpr(id(), lastEnd(), lastEnd(), List.of());
    rs = lastEnd();
  }

  final void endStarred() {
    int start = popInt();
    r = new Expr.Starred(id(), start, lastEnd(), r);
    rs = start;
  }

  // ---------------------------------------- comprehensions

  final void endComprehension(int mark, boolean async) {
    List<Expr> conditions = popList(mark);
    Expr iterable = pop();
    Expr target = pop();
    int start = popInt();
    push(new Comprehension(id(), start, lastEnd(), async, target, iterable, conditions), start);
  }

  private void checkElement(Expr element) {
    if (element instanceof Expr.Starred) {
      problems.require(15, element.start, element.end, "unpacking in a comprehension");
    }
  }

  final void endGenerator() {
    List<Comprehension> generators = pop();
    Expr element = pop();
    checkElement(element);
    rs = popInt();
    r = new Expr.Generator(id(), rs, lastEnd(), element, generators);
  }

  final void endListComp() {
    List<Comprehension> generators = pop();
    Expr element = pop();
    checkElement(element);
    rs = popInt();
    r = new Expr.ListComp(id(), rs, lastEnd(), element, generators);
  }

  final void endSetComp() {
    List<Comprehension> generators = pop();
    Expr element = pop();
    checkElement(element);
    rs = popInt();
    r = new Expr.SetComp(id(), rs, lastEnd(), element, generators);
  }

  final void endDictComp() {
    List<Comprehension> generators = pop();
    Expr value = pop();
    Expr key = pop();
    rs = popInt();
    r = new Expr.DictComp(id(), rs, lastEnd(), key, value, generators);
  }

  // ---------------------------------------- trailers

  final void attribute() {
    if (isInserted()) {
      r = new Expr.Attribute(id(), rs, lastEnd(), r, "", lastEnd());
    } else {
      r = new Expr.Attribute(id(), rs, lastEnd(), r, lastName(), lastStart());
    }
  }

  final void endCall(int mark) {
    List<Argument> arguments = popList(mark);
    Expr callee = pop();
    rs = startAt(sp);
    r = new Expr.Call(id(), rs, lastEnd(), callee, arguments);
  }

  final void endSubscript() {
    Expr index = r;
    Expr value = pop();
    rs = startAt(sp);
    r = new Expr.Subscript(id(), rs, lastEnd(), value, index);
  }

  /** Inside the brackets of a subscript: an index that is starred is a tuple. */
  final void endSubscripts(int mark) {
    if (mark != 0) {
      for (int i = mark - 1; i < sp; i++) {
        checkIndex((Expr) valueAt(i), startAt(i));
      }
      endTuple(mark);
    } else {
      checkIndex(r, rs);
      if (r instanceof Expr.Starred) {
        r = new Expr.Tuple(id(), rs, r.end, List.of(r), false);
      }
    }
  }

  private void checkIndex(@Nullable Expr index, int start) {
    if (index instanceof Expr.Starred) {
      problems.require(11, index.start, index.end, "a starred expression in an index");
    } else if (index instanceof Expr.Walrus && index.start == start) {
      problems.require(
          10, index.start, index.end, "an assignment expression in an index without parentheses");
    }
  }

  final void endSlice() {
    Expr step = popNullable();
    Expr upper = popNullable();
    Expr lower = popNullable();
    rs = startAt(sp);
    if (lower instanceof Expr.Starred || (lower instanceof Expr.Walrus && lower.start == rs)) {
      problems.error(lower, "invalid syntax");
    }
    r = new Expr.Slice(id(), rs, lastEnd(), lower, upper, step);
  }

  final void endAwait(int start) {
    r = new Expr.Await(id(), start, lastEnd(), r);
    rs = start;
  }

  // ---------------------------------------- arguments

  final void endArgument() {
    int end = Math.max(lastEnd(), r.end); // a generator takes the closing parenthesis
    push(new Argument(id(), rs, end, Argument.Kind.POSITIONAL, null, r), rs);
  }

  final void endStarArgument() {
    int start = popInt();
    push(new Argument(id(), start, lastEnd(), Argument.Kind.STAR, null, r), start);
  }

  final void endDoubleStarArgument() {
    int start = popInt();
    push(new Argument(id(), start, lastEnd(), Argument.Kind.DOUBLE_STAR, null, r), start);
  }

  /**
   * Whether {@code r} is a name that is not in parentheses, the token after which has been read.
   */
  final boolean isBareName() {
    return r instanceof Expr.Name && r.start == rs && r.end == tokenEnd[position() - 2];
  }

  /** After `=` in an argument. */
  final void pushKeyword() {
    if (!isBareName() && !(r instanceof Expr.ErrorExpr)) {
      problems.error(
          rs,
          lastEnd(),
          r instanceof Expr.Constant constant && constant.value instanceof Boolean
                  || r instanceof Expr.Constant none && none.kind == Expr.Constant.Kind.NONE
              ? "cannot assign to " + tokenText(position() - 2)
              : "expression cannot contain assignment, perhaps you meant \"==\"?");
    }
    push();
  }

  final void endKeywordArgument() {
    Expr value = r;
    Expr name = pop();
    int start = startAt(sp);
    if (name instanceof Expr.Name keyword) {
      push(new Argument(id(), start, lastEnd(), Argument.Kind.KEYWORD, keyword, value), start);
    } else {
      r = new Expr.ErrorExpr(id(), start, lastEnd(), List.of(name, value));
      rs = start;
      endArgument();
    }
  }

  /** A generator that is an argument without parentheses of its own takes those of the call. */
  final void endGeneratorArgument() {
    List<Comprehension> generators = pop();
    Expr element = pop();
    int start = startAt(sp);
    int end = lastEnd();
    int before = tokenBefore(start);
    if (before >= 0
        && type[before] == PythonGrammar.LPAR
        && type[position()] == PythonGrammar.RPAR) {
      start = tokenStart[before];
      end = tokenEnd[position()];
    } else {
      problems.error(start, end, "Generator expression must be parenthesized");
    }
    checkElement(element);
    r = new Expr.Generator(id(), start, end, element, generators);
    rs = start;
    bareGenerator = r;
  }

  /** Whether the value of the argument is a generator without parentheses of its own. */
  final boolean isBareGenerator(Argument argument) {
    return argument.value == bareGenerator;
  }

  /** The index of the last token that starts before {@code offset}. */
  private int tokenBefore(int offset) {
    int found = Arrays.binarySearch(tokenStart, 0, position(), offset);
    return found < 0 ? -found - 2 : found - 1;
  }

  final void pushWalrusTarget() {
    if (!isBareName()) {
      problems.error(
          rs, tokenEnd[position() - 2], "cannot use assignment expressions with this target");
    }
    push();
  }

  final void endWalrus() {
    Expr value = r;
    Expr target = pop();
    rs = startAt(sp);
    r =
        target instanceof Expr.Name name
            ? new Expr.Walrus(id(), rs, lastEnd(), name, value)
            : new Expr.ErrorExpr(id(), rs, lastEnd(), List.of(target, value));
  }

  /** After `yield` with its value or null on the stack, or `yield from`. */
  final void endYield(boolean from) {
    Expr value = popNullable();
    int start = popInt();
    r =
        from && value != null
            ? new Expr.YieldFrom(id(), start, lastEnd(), value)
            : new Expr.Yield(id(), start, lastEnd(), value);
    rs = start;
  }

  // ---------------------------------------- recovery

  /** There is no expression where one must stand: an empty error node, and nothing is consumed. */
  final void missingExpr(RecognitionException error) {
    report(error);
    int at = codeEnd();
    r = new Expr.ErrorExpr(id(), at, at, List.of());
    rs = at;
  }

  /**
   * Something inside an operand cannot be read: skips to the end of its brackets and keeps what was
   * understood.
   */
  final void recoverPrimary(
      RecognitionException error, int values, int ints, int operators, int first) {
    report(error);
    List<Expr> parts = new ArrayList<>();
    for (int i = values; i < sp; i++) {
      if (valueAt(i) instanceof Expr part) {
        parts.add(part);
      } else if (valueAt(i) instanceof Argument argument) {
        parts.add(argument.value);
      }
    }
    sp = values;
    ip = ints;
    osp = operators;
    int start = position() > first ? tokenStart[first] : codeEnd();
    skipGroup(first);
    int end = Math.max(start, position() > first ? codeEnd() : start);
    r = new Expr.ErrorExpr(id(), start, end, List.copyOf(parts));
    rs = start;
  }

  /** Leaves the brackets that were opened since the token {@code first}. */
  private void skipGroup(int first) {
    int depth = 0;
    for (int i = first; i < position(); i++) {
      depth += bracketChange(type[i]);
    }
    while (depth > 0
        && type[position()] != PythonGrammar.NEWLINE
        && type[position()] != Token.EOF
        && type[position()] != PythonGrammar.FEND) {
      depth += bracketChange(type[position()]);
      _input.p++;
    }
  }

  private static int bracketChange(int tokenType) {
    return switch (tokenType) {
      case PythonGrammar.LPAR, PythonGrammar.LBRACK, PythonGrammar.LBRACE -> 1;
      case PythonGrammar.RPAR, PythonGrammar.RBRACK, PythonGrammar.RBRACE -> -1;
      default -> 0;
    };
  }
}
