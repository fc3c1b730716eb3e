package dev.taipan.checker.syntax;

import dev.taipan.checker.syntax.TypeComments.Part;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns type comments into the annotations that say the same: of variables into declarations, of
 * functions into the annotations of their parameters and results. A type is a string there, as what
 * it mentions need not exist when the statement runs.
 */
abstract class CommentBuilder extends PatternBuilder {
  private static final String BOTH =
      "a type is given by an annotation or by a comment, not by both";

  private TypeComments comments = new TypeComments("");

  CommentBuilder(TokenStream input) {
    super(input);
  }

  final void setTypeComments(TypeComments comments) {
    this.comments = comments;
  }

  /** What a comment right behind the last token says; null without one. */
  final @Nullable Part typeComment() {
    return comments.isEmpty() ? null : comments.behind(lastEnd(), "");
  }

  final Expr.Str type(Part part) {
    return new Expr.Str(
        id(),
        part.start(),
        part.end(),
        comments.text(part),
        false,
        1,
        part.start(),
        false,
        false,
        false);
  }

  /** In front of the block of `for`: pushes the declarations of its targets. */
  final void declareLoopTargets() {
    Part part = commentBehindColon();
    List<Stmt> declarations = new ArrayList<>(0);
    if (part != null && valueAt(sp - 2) instanceof Expr target) {
      declare(target, part, declarations);
    }
    push(declarations, lastEnd());
  }

  /** In front of the block of `with`: pushes the declarations of its targets. */
  final void declareWithTargets() {
    Part part = commentBehindColon();
    List<Stmt> declarations = new ArrayList<>(0);
    if (part != null && valueAt(sp - 1) instanceof List<?> items) {
      List<Expr> targets = new ArrayList<>();
      for (Object item : items) {
        if (item instanceof WithItem with && with.target != null) {
          targets.add(with.target);
        }
      }
      if (targets.size() == 1) {
        declare(targets.getFirst(), part, declarations);
      } else {
        declareEach(targets, part, declarations);
      }
    }
    push(declarations, lastEnd());
  }

  private @Nullable Part commentBehindColon() {
    return comments.isEmpty() || type[position()] != PythonGrammar.COLON
        ? null
        : comments.behind(tokenEnd[position()], "");
  }

  /** The statements of a block with the declarations that its header makes in front. */
  static List<Stmt> withDeclarations(List<Stmt> declarations, List<Stmt> body) {
    if (declarations.isEmpty()) {
      return body;
    }
    List<Stmt> all = new ArrayList<>(declarations);
    all.addAll(body);
    return List.copyOf(all);
  }

  /** Adds a declaration for each name or attribute in {@code target}. */
  final void declare(Expr target, Part part, List<Stmt> declarations) {
    switch (target) {
      case Expr.Tuple tuple ->
          declareEach(tuple.elements, comments.withoutParentheses(part), declarations);
      case Expr.ListExpr list ->
          declareEach(list.elements, comments.withoutParentheses(part), declarations);
      case Expr.Starred starred -> declare(starred.value, part, declarations);
      case Expr.Name name -> add(copy(name, part), part, declarations);
      case Expr.Attribute attribute when attribute.value instanceof Expr.Name object -> {
        Expr.Name copied = copy(object, part);
        add(
            new Expr.Attribute(
                id(), part.start(), part.end(), copied, attribute.name, attribute.nameStart),
            part,
            declarations);
      }
      default -> {}
    }
  }

  private void declareEach(List<Expr> targets, Part part, List<Stmt> declarations) {
    List<Part> parts = comments.split(part);
    if (parts.size() != targets.size()) {
      problems.error(
          part.start(), part.end(), "a type comment of several variables says a type for each");
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      declare(targets.get(i), parts.get(i), declarations);
    }
  }

  private Expr.Name copy(Expr.Name name, Part part) {
    return new Expr.Name(id(), part.start(), part.end(), name.name);
  }

  private void add(Expr target, Part part, List<Stmt> declarations) {
    Expr.Str annotation = type(part);
    declarations.add(
        new Stmt.AnnAssign(
            id(),
            part.start(),
            part.end(),
            target,
            annotation,
            null,
            Stmt.AnnAssign.Form.COMMENT_BEHIND));
  }

  /**
   * In front of the block of `def`, with the parameters and the annotation of the result on top of
   * the stack: puts what comments say of them in their places.
   */
  final void annotateFunction() {
    if (comments.isEmpty() || type[position()] != PythonGrammar.COLON) {
      return;
    }
    Parameters parameters = (Parameters) presentAt(sp - 2);
    List<Parameter> all = annotatedOneByOne(parameters.all);
    Part part = comments.between(tokenEnd[position()], firstOfBlock());
    int close = part == null ? -1 : comments.closing(part.start(), part.end());
    if (part != null && close >= 0) {
      Part arrow = comments.trimmed(close + 1, part.end());
      if (comments.text(arrow).startsWith("->")) {
        all = annotatedAtOnce(all, comments.trimmed(part.start() + 1, close));
        annotateResult(comments.trimmed(arrow.start() + 2, arrow.end()));
      }
    }
    if (all != parameters.all) {
      replace(
          sp - 2,
          new Parameters(parameters.id, parameters.start, parameters.end, List.copyOf(all)));
    }
  }

  private void annotateResult(Part part) {
    if (valueAt(sp - 1) != null) {
      problems.error(part.start(), part.end(), BOTH);
    } else {
      replace(sp - 1, type(part));
    }
  }

  /** The offset of the first token in the block whose colon is next. */
  private int firstOfBlock() {
    int i = position() + 1;
    while (isLayout(type[i])) {
      i++;
    }
    return tokenStart[i];
  }

  /** The parameters with the types that comments on their own lines give them. */
  private List<Parameter> annotatedOneByOne(List<Parameter> parameters) {
    List<Parameter> annotated = parameters;
    for (int i = 0; i < parameters.size(); i++) {
      Part part = comments.behind(parameters.get(i).end, ",");
      if (part != null) {
        if (annotated == parameters) {
          annotated = new ArrayList<>(parameters);
        }
        annotated.set(i, annotated(parameters.get(i), part));
      }
    }
    return annotated;
  }

  /** The parameters with the types of a list; the first, a `self`, may be left out of it. */
  private List<Parameter> annotatedAtOnce(List<Parameter> parameters, Part list) {
    if (comments.text(list).equals("...")) {
      return parameters;
    }
    List<Part> parts = comments.split(list);
    int left = parameters.size() - parts.size();
    if (left < 0 || left > 1 || left == 1 && isFunctionOfModule()) {
      problems.error(
          list.start(),
          list.end(),
          "the type comment has "
              + parts.size()
              + " types for "
              + parameters.size()
              + " parameters");
      return parameters;
    }
    List<Parameter> annotated = new ArrayList<>(parameters);
    for (int i = left; i < parameters.size(); i++) {
      Part part = parts.get(i - left);
      int start = part.start();
      while (start < part.end() && comments.text(part).charAt(start - part.start()) == '*') {
        start++;
      }
      annotated.set(i, annotated(annotated.get(i), comments.trimmed(start, part.end())));
    }
    return annotated;
  }

  /** Whether the function that is read, whose statement the stack holds, is indented by nothing. */
  private boolean isFunctionOfModule() {
    int name = startAt(sp - 4);
    int line = Math.max(_input.text.lastIndexOf('\n', name), _input.text.lastIndexOf('\r', name));
    char first = _input.text.charAt(line + 1);
    return first != ' ' && first != '\t';
  }

  private Parameter annotated(Parameter parameter, Part part) {
    if (parameter.annotation != null) {
      problems.error(part.start(), part.end(), BOTH);
      return parameter;
    }
    return new Parameter(
        parameter.id,
        parameter.start,
        parameter.end,
        parameter.kind,
        parameter.name,
        type(part),
        parameter.defaultValue);
  }
}
