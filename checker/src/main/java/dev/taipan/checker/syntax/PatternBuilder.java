package dev.taipan.checker.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/** The actions that build the patterns of `match`. The last one is in {@code pattern}. */
abstract class PatternBuilder extends ParameterBuilder {
  /**
   * The last pattern; null after the name of a keyword in a class pattern, which is in {@code r}.
   */
  private @Nullable Pattern pattern;

  /** Whether the name just read is `_`, which binds nothing. */
  private boolean wildcard;

  PatternBuilder(TokenStream input) {
    super(input);
  }

  final void pushPattern() {
    Pattern last = pattern;
    if (last != null) {
      push(last, last.start);
    } else {
      push();
    }
  }

  /** The pattern on top of the stack. */
  final Pattern popPattern() {
    Object top = pop();
    if (top instanceof Pattern found) {
      return found;
    }
    Expr name = (Expr) top;
    problems.error(name, "invalid pattern");
    return new Pattern.Error(id(), name.start, name.end);
  }

  private List<Pattern> popPatterns(int mark) {
    List<Pattern> patterns = new ArrayList<>(sp - mark);
    for (int i = mark; i < sp; i++) {
      if (valueAt(i) instanceof Pattern found) {
        patterns.add(found);
      }
    }
    sp = mark;
    return List.copyOf(patterns);
  }

  final void endOpenSequence(int mark) {
    int start = popInt();
    pattern = new Pattern.Sequence(id(), start, lastEnd(), popPatterns(mark));
  }

  final void endSinglePattern() {
    dropStart();
    if (pattern instanceof Pattern.Star star) {
      problems.error(star, "a starred pattern must be part of a sequence");
    }
  }

  final void endStarPattern() {
    int start = popInt();
    Expr.Name name = lastName().equals("_") ? null : nameNode();
    pattern = new Pattern.Star(id(), start, lastEnd(), name);
  }

  /** After `pattern as name`; the name has just been read and the pattern is on the stack. */
  final void endAsPattern() {
    Pattern inner = popPattern();
    if (lastName().equals("_")) {
      problems.error(lastStart(), lastEnd(), "cannot use '_' as a target");
    }
    Expr.Name name = nameNode();
    pattern = new Pattern.As(id(), topInt(), lastEnd(), inner, name);
  }

  final void endOrPattern(int mark) {
    pattern = new Pattern.Or(id(), topInt(), lastEnd(), popPatterns(mark));
  }

  final void endValuePattern() {
    int start = popInt();
    if (r instanceof Expr.FString) {
      problems.error(r, "patterns may only match literals and attribute lookups");
    }
    pattern = new Pattern.Value(id(), start, lastEnd(), r);
  }

  final void endSingletonPattern() {
    int start = popInt();
    pattern = new Pattern.Singleton(id(), start, lastEnd(), (Expr.Constant) r);
  }

  /** The first name of a capture, a class or a dotted value. */
  final void patternName() {
    int next = type[position()];
    wildcard =
        lastName().equals("_")
            && next != PythonGrammar.DOT
            && next != PythonGrammar.LPAR
            && next != PythonGrammar.EQ;
    rs = lastStart();
    if (!wildcard) {
      name();
    }
  }

  final void endNamePattern() {
    int start = popInt();
    if (wildcard) {
      pattern = new Pattern.Capture(id(), start, lastEnd(), null);
    } else if (!(r instanceof Expr.Name name)) {
      pattern = new Pattern.Value(id(), start, lastEnd(), r);
    } else if (type[position()] == PythonGrammar.EQ) {
      pattern = null;
    } else {
      pattern = new Pattern.Capture(id(), start, lastEnd(), name);
    }
    wildcard = false;
  }

  final void negate() {
    int start = popInt();
    r = new Expr.Unary(id(), start, lastEnd(), Expr.UnaryOp.NEGATE, r);
    rs = start;
  }

  final void complexNumber(boolean minus) {
    Expr imaginary = r;
    Expr real = pop();
    rs = startAt(sp);
    if (isImaginary(real)) {
      problems.error(real, "real number required in complex literal");
    } else if (!isImaginary(imaginary)) {
      problems.error(imaginary, "imaginary number required in complex literal");
    }
    r =
        new Expr.Binary(
            id(), rs, lastEnd(), real, minus ? Expr.BinaryOp.SUB : Expr.BinaryOp.ADD, imaginary);
  }

  private static boolean isImaginary(Expr number) {
    Expr value = number instanceof Expr.Unary unary ? unary.operand : number;
    return value instanceof Expr.Constant constant && constant.kind == Expr.Constant.Kind.COMPLEX;
  }

  /** After `name=pattern`: the name is on the stack, the pattern follows it. */
  final void endKeywordPattern() {
    Object name = valueAt(sp - 1);
    if (!(name instanceof Expr.Name)) {
      Pattern wrong = popPattern();
      problems.error(wrong, "invalid pattern: a keyword is a name");
    }
    if (pattern == null) {
      problems.error(r, "invalid pattern");
      pattern = new Pattern.Error(id(), r.start, r.end);
    }
    pushPattern();
  }

  final void endClassPattern(int mark) {
    List<Pattern> positional = new ArrayList<>();
    List<Expr.Name> keywordNames = new ArrayList<>();
    List<Pattern> keywordPatterns = new ArrayList<>();
    for (int i = mark; i < sp; i++) {
      Object value = presentAt(i);
      if (value instanceof Expr.Name name) {
        keywordNames.add(name);
        keywordPatterns.add((Pattern) presentAt(++i));
      } else {
        if (!keywordNames.isEmpty()) {
          problems.error((Pattern) value, "positional patterns follow keyword patterns");
        }
        positional.add((Pattern) value);
      }
    }
    sp = mark;
    Expr cls = pop();
    int start = popInt();
    pattern =
        new Pattern.Class(
            id(),
            start,
            lastEnd(),
            cls,
            List.copyOf(positional),
            List.copyOf(keywordNames),
            List.copyOf(keywordPatterns));
  }

  final void endGroupPattern(int mark) {
    int start = popInt();
    int p = position();
    boolean comma = type[p - 2] == PythonGrammar.COMMA;
    if (sp == mark + 1 && !comma && !(valueAt(mark) instanceof Pattern.Star)) {
      pattern = popPattern();
    } else {
      if (sp == mark + 1 && !comma) {
        problems.error(start, lastEnd(), "a starred pattern must be part of a sequence");
      }
      pattern = new Pattern.Sequence(id(), start, lastEnd(), popPatterns(mark));
    }
  }

  final void endListPattern(int mark) {
    int start = popInt();
    pattern = new Pattern.Sequence(id(), start, lastEnd(), popPatterns(mark));
  }

  /** What follows a key on the stack where it is the rest of a mapping. */
  private static final Object REST = new Object();

  final void endMappingKey() {
    Pattern key = pattern;
    if (type[position() - 1] == PythonGrammar.RPAR && key != null) {
      problems.error(key, "a mapping pattern key cannot be parenthesized");
    }
    if (key instanceof Pattern.Value value) {
      release(value);
      push(value.value, value.start);
    } else if (key instanceof Pattern.Singleton singleton) {
      release(singleton);
      push(singleton.value, singleton.start);
    } else {
      int start = key == null ? rs : key.start;
      problems.error(
          start, lastEnd(), "mapping pattern keys may only match literals and attribute lookups");
      push(new Expr.ErrorExpr(id(), start, lastEnd(), List.of()), start);
    }
  }

  /** After `**name`; the name is on the stack. */
  final void endMappingRest() {
    push(REST, lastEnd());
  }

  final void endMappingPattern(int mark) {
    List<Expr> keys = new ArrayList<>();
    List<Pattern> patterns = new ArrayList<>();
    Expr.Name rest = null;
    for (int i = mark; i + 1 < sp; i += 2) {
      Expr key = (Expr) presentAt(i);
      Object value = valueAt(i + 1);
      if (rest != null) {
        problems.error(key, "a double-starred pattern must be the last of a mapping");
      }
      if (value == REST) {
        rest = (Expr.Name) key;
        if (rest.name.equals("_")) {
          problems.error(rest, "invalid syntax: '**_' matches nothing");
        }
      } else if (value instanceof Pattern found) {
        keys.add(key);
        patterns.add(found);
      } else {
        Expr name = (Expr) value;
        problems.error(name == null ? key : name, "invalid pattern");
        keys.add(key);
        patterns.add(new Pattern.Error(id(), key.end, key.end));
      }
    }
    sp = mark;
    int start = popInt();
    pattern =
        new Pattern.Mapping(id(), start, lastEnd(), List.copyOf(keys), List.copyOf(patterns), rest);
  }

  /** There is no pattern where one must stand: an empty error node, and nothing is consumed. */
  final void missingPattern(RecognitionException error) {
    report(error);
    int at = codeEnd();
    pattern = new Pattern.Error(id(), at, at);
  }
}
