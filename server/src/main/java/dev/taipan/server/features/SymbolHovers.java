package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is shown of operators, with the method that they call, and of keywords. */
final class SymbolHovers {
  private final Program program;
  private final ModuleTypes module;

  SymbolHovers(Program program, ModuleTypes module) {
    this.program = program;
    this.module = module;
  }

  /** What is shown at an offset that is on no name. */
  Optional<Hovers.Shown> at(List<Node> path, int offset) {
    Optional<Hovers.Shown> operator =
        switch (path.getLast()) {
          case Expr.Binary binary ->
              operator(path, binary.left, binary.right, binary.op.symbol, binary.op.dunder);
          case Expr.Compare compare when compare.ops.size() == 1 ->
              operator(
                  path,
                  compare.left,
                  compare.comparators.getFirst(),
                  compare.ops.getFirst().symbol,
                  compare.ops.getFirst().dunder);
          default -> Optional.empty();
        };
    return operator
        .filter(shown -> shown.span().start() <= offset && offset <= shown.span().end())
        .or(() -> keyword(offset));
  }

  private Optional<Hovers.Shown> operator(
      List<Node> path, Expr left, Expr right, String symbol, String dunder) {
    String text = module.source().text();
    int start = text.indexOf(symbol, left.end);
    if (dunder.isEmpty() || start < 0 || start >= right.start) {
      return Optional.empty();
    }
    boolean isContains = dunder.equals("__contains__");
    List<Node> receiver = new ArrayList<>(path);
    receiver.add(isContains ? right : left);
    Queries queries = new Queries(program);
    Optional<Type> type = queries.typeOf(module, receiver);
    Optional<Type> result = queries.typeOf(module, path);
    if (type.isEmpty() || result.isEmpty()) {
      return Optional.empty();
    }
    String method =
        program
            .members()
            .specialMethod(type.get(), dunder)
            .map(Access::type)
            .map(found -> signature(dunder, found, given(path, isContains ? left : right)))
            .orElse("");
    String code = "(operator) " + symbol + ": " + Display.of(result.get(), program);
    return Optional.of(
        new Hovers.Shown(
            new Span(start, start + symbol.length()),
            method.isEmpty() ? code : code + "\n" + method,
            ""));
  }

  private Optional<Type> given(List<Node> path, Expr operand) {
    List<Node> whole = new ArrayList<>(path);
    whole.add(operand);
    return new Queries(program).typeOf(module, whole);
  }

  /** The first overload of a method that takes the other operand. */
  private String signature(String dunder, Type type, Optional<Type> given) {
    if (!(type instanceof CallableType callable)) {
      return "";
    }
    Signature best = null;
    for (Signature one : callable.signatures()) {
      List<ParameterType> parameters = one.parameters().parameters();
      boolean isTaken =
          given.isEmpty()
              || parameters.isEmpty()
              || !one.typeParameters().isEmpty()
              || program.typeSystem().isAssignable(given.get(), parameters.getFirst().type());
      if (best == null && isTaken) {
        best = one;
      }
    }
    Display display = Display.forTypes(program, callable);
    return SignatureText.of(
            program, display, best == null ? callable.signatures().getFirst() : best)
        .definition(dunder);
  }

  private Optional<Hovers.Shown> keyword(int offset) {
    String text = module.source().text();
    int start = offset;
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    int end = offset;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    int from = start;
    int to = end;
    return isInText(offset)
        ? Optional.empty()
        : Keywords.of(text.substring(from, to))
            .map(docs -> new Hovers.Shown(new Span(from, to), text.substring(from, to), docs));
  }

  /** Whether the offset is in a comment or a string. */
  private boolean isInText(int offset) {
    int line = module.source().lineOf(offset);
    int hash = module.source().text().indexOf('#', module.source().lineStart(line));
    if (hash >= 0 && hash <= offset) {
      return true;
    }
    return NodePath.to(module.parsed().module(), offset).getLast() instanceof Expr.Str;
  }
}
