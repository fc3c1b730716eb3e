package dev.taipan.checker.syntax;

import java.util.List;
import org.antlr.v4.runtime.TokenStream;

/** The actions that build parameter lists, and lambdas. */
abstract class ParameterBuilder extends ExprBuilder {
  private static final int SEEN_SLASH = 1;
  private static final int SEEN_STAR = 2;
  private static final int BARE_STAR = 4;
  private static final int SEEN_DOUBLE_STAR = 8;

  /** What the parameter list that is being read has had so far. */
  private int parameterState;

  ParameterBuilder(TokenStream input) {
    super(input);
  }

  /** Starts a parameter list; returns the state of the list around it. */
  final int enterParams() {
    int saved = parameterState;
    parameterState = 0;
    pushInt(lastEnd());
    return saved;
  }

  final void endParams(int mark, int saved) {
    if ((parameterState & BARE_STAR) != 0) {
      problems.error(lastStart(), lastEnd(), "named arguments must follow bare *");
    }
    parameterState = saved;
    int start = popInt();
    int end = mark < sp ? lastEnd() : start;
    List<Parameter> all = popList(mark);
    if (!all.isEmpty()) {
      start = all.get(0).start;
    }
    push(new Parameters(id(), start, Math.max(start, end), all), start);
  }

  /** After `/`: what came before is positional-only. The nodes are replaced, their ids kept. */
  final void slashMarker() {
    int marker = position() - 1;
    if ((parameterState & (SEEN_SLASH | SEEN_STAR | SEEN_DOUBLE_STAR)) != 0) {
      problems.error(
          tokenStart[marker],
          tokenEnd[marker],
          (parameterState & SEEN_SLASH) != 0 ? "/ may appear only once" : "/ must be ahead of *");
      parameterState &= ~BARE_STAR;
      return;
    }
    parameterState |= SEEN_SLASH;
    int count = 0;
    for (int i = sp - 1;
        i >= 0
            && valueAt(i) instanceof Parameter p
            && p.kind == Parameter.Kind.POSITIONAL_OR_KEYWORD;
        i--) {
      replace(
          i,
          new Parameter(
              p.id,
              p.start,
              p.end,
              Parameter.Kind.POSITIONAL_ONLY,
              p.name,
              p.annotation,
              p.defaultValue));
      count++;
    }
    if (count == 0) {
      problems.error(tokenStart[marker], tokenEnd[marker], "at least one argument must precede /");
    }
  }

  /** After `*` with or without a name in a parameter list. */
  final void endStar(boolean named) {
    if (named) {
      endStarParam();
    } else {
      seeStar(popInt(), true);
    }
  }

  private void seeStar(int start, boolean bare) {
    boolean misplaced = checkAfterDoubleStar(start);
    if (!misplaced && (parameterState & SEEN_STAR) != 0) {
      problems.error(start, start + 1, "* argument may appear only once");
      misplaced = true;
    }
    if (misplaced) {
      parameterState &= ~BARE_STAR; // one error is enough
    } else if (bare) {
      parameterState |= BARE_STAR;
    }
    parameterState |= SEEN_STAR;
  }

  private boolean checkAfterDoubleStar(int start) {
    if ((parameterState & SEEN_DOUBLE_STAR) == 0) {
      return false;
    }
    problems.error(start, lastEnd(), "arguments cannot follow var-keyword argument");
    return true;
  }

  private void endStarParam() {
    Expr annotation = popNullable();
    Expr.Name name = pop();
    int start = popInt();
    seeStar(start, false);
    if (annotation instanceof Expr.Starred) {
      problems.require(11, annotation.start, annotation.end, "a starred annotation");
    }
    if (type[position()] == PythonGrammar.EQ) {
      errorHere("var-positional argument cannot have default value");
    }
    push(
        new Parameter(
            id(), start, lastEnd(), Parameter.Kind.VAR_POSITIONAL, name, annotation, null),
        start);
  }

  final void endDoubleStarParam() {
    Expr annotation = popNullable();
    Expr.Name name = pop();
    int start = popInt();
    checkAfterDoubleStar(start);
    if ((parameterState & BARE_STAR) != 0) {
      problems.error(start, lastEnd(), "named arguments must follow bare *");
    }
    parameterState = (parameterState | SEEN_DOUBLE_STAR) & ~BARE_STAR;
    push(
        new Parameter(id(), start, lastEnd(), Parameter.Kind.VAR_KEYWORD, name, annotation, null),
        start);
  }

  final void endParam() {
    Expr defaultValue = popNullable();
    Expr annotation = popNullable();
    Expr.Name name = pop();
    int start = popInt();
    checkAfterDoubleStar(start);
    parameterState &= ~BARE_STAR;
    Parameter.Kind kind =
        (parameterState & SEEN_STAR) != 0
            ? Parameter.Kind.KEYWORD_ONLY
            : Parameter.Kind.POSITIONAL_OR_KEYWORD;
    push(new Parameter(id(), start, lastEnd(), kind, name, annotation, defaultValue), start);
  }

  final void endLambda() {
    Parameters parameters = pop();
    int start = popInt();
    r = new Expr.Lambda(id(), start, lastEnd(), parameters, r);
    rs = start;
  }

  // -----------------------------------------------------------------------------------------------
}
