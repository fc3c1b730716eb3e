package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The signatures of the call that an offset is in. */
public final class Calls {
  /**
   * A parameter.
   *
   * @param label its range in the label of the signature
   * @param docs what the docstring says of it, or empty
   */
  public record ShownParameter(Span label, String docs) {}

  /**
   * A way of calling.
   *
   * @param label the whole signature
   * @param docs the docstring, or empty
   * @param active the parameter that the argument at the offset fills; -1 for none
   */
  public record Shown(String label, List<ShownParameter> parameters, String docs, int active) {}

  /**
   * All ways of calling.
   *
   * @param active the first that fits what is given so far
   */
  public record Help(List<Shown> signatures, int active) {}

  private final Program program;
  private final Snapshot snapshot;
  private final ModuleTypes module;
  private final Queries queries;

  private Calls(Program program, Snapshot snapshot, ModuleTypes module) {
    this.program = program;
    this.snapshot = snapshot;
    this.module = module;
    this.queries = new Queries(program);
  }

  /** The signatures of the innermost call around an offset. */
  public static Optional<Help> at(Snapshot snapshot, ModuleTypes module, int offset) {
    return snapshot.ask(program -> new Calls(program, snapshot, module).at(offset));
  }

  /**
   * The overload that a call means.
   *
   * @param path leads to what is called, by way of the call
   */
  static Signature meant(
      Program program,
      Snapshot snapshot,
      ModuleTypes module,
      List<Node> path,
      CallableType callable) {
    Calls calls = new Calls(program, snapshot, module);
    List<Node> around = path.subList(0, path.size() - 1);
    if (around.getLast() instanceof Expr.Call call) {
      for (Signature signature : callable.signatures()) {
        int active = active(signature, call, call.end, module);
        if (takesAll(signature, call) && calls.fits(signature, around, call, call.end, active)) {
          return signature;
        }
      }
    }
    return callable.signatures().getFirst();
  }

  /** Whether the arguments are as many as the signature wants, and have the names that it has. */
  private static boolean takesAll(Signature signature, Expr.Call call) {
    int positional = 0;
    Set<String> names = new HashSet<>();
    for (Argument argument : call.arguments) {
      if (argument.kind == Argument.Kind.POSITIONAL) {
        positional++;
      } else if (argument.name != null) {
        names.add(argument.name.name);
      } else {
        return true; // nobody knows what a star brings
      }
    }
    boolean takesAnyName = false;
    int index = 0;
    for (ParameterType parameter : signature.parameters().parameters()) {
      boolean isGiven =
          index++ < positional && parameter.kind() != ParameterKind.KEYWORD_ONLY
              || names.remove(parameter.name());
      if (!isGiven && parameter.isRequired()) {
        return false;
      }
      takesAnyName |= parameter.kind() == ParameterKind.VAR_KEYWORD;
    }
    return names.isEmpty() || takesAnyName || signature.parameters().gradual();
  }

  private Optional<Help> at(int offset) {
    String text = module.source().text();
    Optional<List<Node>> around =
        callAround(text, NodePath.to(module.parsed().module(), offset), offset);
    int open = around.isPresent() ? -1 : Parentheses.openBefore(text, offset);
    if (open >= 0 && text.charAt(open) == '(') {
      // An unclosed call ends before the space that was typed last.
      int before = Parentheses.spaceBefore(text, offset, true);
      List<Node> unfinished = NodePath.to(module.parsed().module(), before);
      around =
          callAround(text, unfinished, offset)
              .filter(path -> ((Expr.Call) path.getLast()).callee.end <= open);
    }
    return around.flatMap(path -> help(path, (Expr.Call) path.getLast(), offset));
  }

  /** The part of a path that ends in the innermost call in whose parentheses an offset is. */
  private static Optional<List<Node>> callAround(String text, List<Node> path, int offset) {
    for (int i = path.size() - 1; i >= 0; i--) {
      if (path.get(i) instanceof Expr.Call call
          && offset > call.callee.end
          && (offset < call.end || text.charAt(call.end - 1) != ')')) {
        return Optional.of(path.subList(0, i + 1));
      }
    }
    return Optional.empty();
  }

  private Optional<Help> help(List<Node> around, Expr.Call call, int offset) {
    List<Node> callee = new ArrayList<>(around);
    callee.add(call.callee);
    Optional<Type> type = queries.typeOf(module, callee);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    List<Signature> signatures = new DefinitionFinder(program).signaturesOf(type.get());
    Display display = Display.forTypes(program, type.get());
    List<Shown> shown = new ArrayList<>();
    int best = -1;
    for (Signature signature : signatures) {
      int active = active(signature, call, offset, module);
      if (best < 0 && fits(signature, around, call, offset, active)) {
        best = shown.size();
      }
      shown.add(shown(display, signature, active >= 0 ? active : next(signature, call, offset)));
    }
    return shown.isEmpty() ? Optional.empty() : Optional.of(new Help(shown, Math.max(0, best)));
  }

  /** Whether the arguments before the offset are such as the signature takes. */
  private boolean fits(
      Signature signature, List<Node> around, Expr.Call call, int offset, int active) {
    if (active < 0 && !call.arguments.isEmpty()) {
      return false;
    }
    List<ParameterType> parameters = signature.parameters().parameters();
    for (int i = 0; i < call.arguments.size(); i++) {
      Argument argument = call.arguments.get(i);
      if (argument.end >= offset || argument.kind != Argument.Kind.POSITIONAL) {
        break;
      }
      if (i >= parameters.size()) {
        return true; // there is a *args, or active would be -1
      }
      List<Node> path = new ArrayList<>(around);
      path.add(argument);
      path.add(argument.value);
      Optional<Type> given = queries.typeOf(module, path);
      boolean isTaken =
          given.isEmpty()
              || !signature.typeParameters().isEmpty()
              || program.typeSystem().isAssignable(given.get(), parameters.get(i).type());
      if (!isTaken) {
        return false;
      }
    }
    return true;
  }

  private Shown shown(Display display, Signature signature, int active) {
    SignatureText text = SignatureText.of(program, display, signature);
    String docs = text.origin().flatMap(found -> Docstrings.of(snapshot, found)).orElse("");
    Map<String, String> parameterDocs = docs.isEmpty() ? Map.of() : DocstringParameters.of(docs);
    List<ShownParameter> parameters = new ArrayList<>();
    List<ParameterType> all = signature.parameters().parameters();
    for (int i = 0; i < all.size(); i++) {
      String of = parameterDocs.getOrDefault(all.get(i).name(), "");
      parameters.add(new ShownParameter(text.spans().get(i), of));
    }
    return new Shown(text.label() + " -> " + text.returns(), parameters, docs, active);
  }

  /** The parameter that can only be named and is not yet, where nothing is typed; -1 if none is. */
  private static int next(Signature signature, Expr.Call call, int offset) {
    Set<String> names = new HashSet<>();
    for (Argument argument : call.arguments) {
      if (argument.start <= offset && offset <= argument.end && argument.start < argument.end) {
        return -1;
      }
      if (argument.name != null) {
        names.add(argument.name.name);
      }
    }
    List<ParameterType> parameters = signature.parameters().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).kind() == ParameterKind.KEYWORD_ONLY
          && !names.contains(parameters.get(i).name())) {
        return i;
      }
    }
    return -1;
  }

  /** The index of the parameter that the argument at an offset fills; -1 for none. */
  static int active(Signature signature, Expr.Call call, int offset, ModuleTypes module) {
    List<ParameterType> parameters = signature.parameters().parameters();
    int index = 0;
    String keyword = null;
    for (Argument argument : call.arguments) {
      boolean isPast =
          argument.end < offset
              && Parentheses.next(module.source().text(), argument.end, offset, ',') >= 0;
      if (!isPast) {
        keyword = argument.name == null ? null : argument.name.name;
        break;
      }
      index++;
    }
    for (int i = 0; i < parameters.size(); i++) {
      ParameterType parameter = parameters.get(i);
      if (keyword != null) {
        if (parameter.name().equals(keyword) || parameter.kind() == ParameterKind.VAR_KEYWORD) {
          return i;
        }
      } else if (i == index || parameter.kind() == ParameterKind.VAR_POSITIONAL) {
        return parameter.kind() == ParameterKind.KEYWORD_ONLY ? -1 : i;
      }
    }
    return -1;
  }
}
