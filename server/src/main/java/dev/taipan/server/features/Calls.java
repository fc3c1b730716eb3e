package dev.taipan.server.features;

import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The signatures of the call that an offset is in. */
public final class Calls {
  /**
   * A way of calling.
   *
   * @param label the whole signature
   * @param parameters the pieces of the label that are parameters, in order
   * @param active the parameter that the argument at the offset fills; -1 for none
   */
  public record Shown(String label, List<String> parameters, int active) {}

  /**
   * All ways of calling.
   *
   * @param active the first that fits the number of arguments
   */
  public record Help(List<Shown> signatures, int active) {}

  private Calls() {}

  /** The signatures of the innermost call around an offset. */
  public static Optional<Help> at(Snapshot snapshot, ModuleTypes module, int offset) {
    return snapshot.ask(
        program -> {
          List<Node> path = NodePath.to(module.parsed().module(), offset);
          for (int i = path.size() - 1; i >= 0; i--) {
            boolean inside =
                path.get(i) instanceof Expr.Call call
                    && offset > call.callee.end
                    && (offset < call.end || module.source().text().charAt(call.end - 1) != ')');
            if (inside && path.get(i) instanceof Expr.Call call) {
              List<Node> callee = new ArrayList<>(path.subList(0, i + 1));
              callee.add(call.callee);
              Optional<Type> type = new Queries(program).typeOf(module, callee);
              if (type.isEmpty()) {
                return Optional.empty();
              }
              List<Signature> signatures = new DefinitionFinder(program).signaturesOf(type.get());
              List<Shown> shown = new ArrayList<>();
              int active = -1;
              for (Signature signature : signatures) {
                Shown one =
                    shown(Display.forTypes(program, type.get()), signature, call, offset, module);
                if (active < 0 && (one.active >= 0 || call.arguments.isEmpty())) {
                  active = shown.size();
                }
                shown.add(one);
              }
              return shown.isEmpty()
                  ? Optional.empty()
                  : Optional.of(new Help(shown, Math.max(0, active)));
            }
          }
          return Optional.empty();
        });
  }

  private static Shown shown(
      Display display, Signature signature, Expr.Call call, int offset, ModuleTypes module) {
    List<String> labels = new ArrayList<>();
    for (ParameterType parameter : signature.parameters().parameters()) {
      labels.add(label(display, parameter));
    }
    String whole = display.text(signature);
    int arrow = whole.lastIndexOf(" -> ");
    String label =
        "(" + String.join(", ", labels) + ")" + (arrow < 0 ? "" : whole.substring(arrow));
    return new Shown(label, labels, active(signature, call, offset, module));
  }

  private static String label(Display display, ParameterType parameter) {
    String stars =
        switch (parameter.kind()) {
          case VAR_POSITIONAL -> "*";
          case VAR_KEYWORD -> "**";
          default -> "";
        };
    String value = parameter.defaultType() == null ? "" : " = ...";
    return stars + parameter.name() + ": " + display.text(parameter.type()) + value;
  }

  /** The index of the parameter that the argument at an offset fills; -1 for none. */
  static int active(Signature signature, Expr.Call call, int offset, ModuleTypes module) {
    List<ParameterType> parameters = signature.parameters().parameters();
    int index = 0;
    String keyword = null;
    for (Argument argument : call.arguments) {
      boolean past =
          argument.end < offset
              && module.source().text().substring(argument.end, offset).indexOf(',') >= 0;
      if (!past) {
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
