package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a signature is shown: with the defaults that somebody wrote, and with a long type as somebody
 * wrote it, unless the call gives it another meaning.
 *
 * @param parameters as they are shown, stars and defaults included, in order
 * @param spans their ranges in {@link #label}
 * @param returns the type that a call gives; of coroutine functions what awaiting it gives
 * @param isAsync whether it was made from a coroutine function
 * @param origin the function that it was made from, if somebody wrote one
 */
record SignatureText(
    List<String> parameters,
    List<Span> spans,
    String label,
    String returns,
    boolean isAsync,
    Optional<DefinitionFinder.Found> origin) {

  private static final int MAX_DEFAULT = 40;

  /** Types whose spelling is longer are shown as they are written. */
  private static final int LONG_TYPE = 30;

  /** Signatures that are longer have a line for each parameter. */
  private static final int MAX_LINE = 88;

  static SignatureText of(Program program, Display display, Signature signature) {
    return new Writer(program, display, signature).write();
  }

  /** As a definition in Python's syntax, without its body. */
  String definition(String name) {
    String head = (isAsync ? "async def " : "def ") + name;
    return laidOut(head, returns.equals("Unknown") ? "" : " -> " + returns);
  }

  /** As what comes behind the name of a class that is called. */
  String call(String head) {
    return laidOut(head, "");
  }

  private String laidOut(String head, String tail) {
    String line = head + label + tail;
    if (line.length() <= MAX_LINE || parameters.isEmpty()) {
      return line;
    }
    StringBuilder out = new StringBuilder(head).append("(\n");
    int at = 1;
    for (int i = 0; i < parameters.size(); i++) {
      // Markers such as `*` stand between parameters.
      String between = label.substring(at, spans.get(i).start());
      out.append(marker(between)).append("    ").append(parameters.get(i)).append(",\n");
      at = spans.get(i).end();
    }
    return out.append(marker(label.substring(at, label.length() - 1)))
        .append(')')
        .append(tail)
        .toString();
  }

  private static String marker(String between) {
    StringBuilder lines = new StringBuilder();
    for (String part : between.split(",", -1)) {
      if (!part.isBlank()) {
        lines.append("    ").append(part.strip()).append(",\n");
      }
    }
    return lines.toString();
  }

  /** Writes one. */
  private static final class Writer {
    private final Program program;
    private final Display display;
    private final Signature signature;
    private final Optional<DefinitionFinder.Found> origin;
    private final Stmt.@Nullable FunctionDef function;
    private final @Nullable Signature declared;

    Writer(Program program, Display display, Signature signature) {
      this.program = program;
      this.display = display;
      this.signature = signature;
      this.origin = origin(program, signature);
      this.function =
          origin
              .map(found -> found.definition())
              .map(definition -> definition.target())
              .filter(Stmt.FunctionDef.class::isInstance)
              .map(Stmt.FunctionDef.class::cast)
              .orElse(null);
      this.declared = declared();
    }

    /** The function that a signature was made from. */
    private static Optional<DefinitionFinder.Found> origin(Program program, Signature signature) {
      FunctionId id = signature.origin();
      ModuleTypes owner = id == null ? null : program.module(id.module());
      Node node = id == null ? null : new Queries(program).nodeAt(id.module(), id.place());
      return owner == null || node == null || owner.bound().definitionOf(node) == null
          ? Optional.empty()
          : Optional.of(new DefinitionFinder.Found(owner, owner.bound().definitionOf(node)));
    }

    /** The signature as it is written, before anything was known of the call. */
    private @Nullable Signature declared() {
      if (origin.isEmpty() || origin.get().definition() == null) {
        return null;
      }
      Type type = new Queries(program).typeOf(origin.get().module(), origin.get().definition());
      if (type instanceof CallableType callable) {
        for (Signature one : callable.signatures()) {
          if (signature.origin() != null && signature.origin().equals(one.origin())) {
            return one;
          }
        }
      }
      return null;
    }

    SignatureText write() {
      StringBuilder label = new StringBuilder("(");
      List<String> texts = new ArrayList<>();
      List<Span> spans = new ArrayList<>();
      boolean hasStar = false;
      boolean isSlashDue = false;
      for (ParameterType parameter : signature.parameters().parameters()) {
        boolean isPositional = parameter.kind() == ParameterKind.POSITIONAL_ONLY;
        if (isSlashDue && !isPositional) {
          label.append(", /");
        }
        isSlashDue = isPositional && isNamed(parameter);
        if (label.length() > 1) {
          label.append(", ");
        }
        hasStar |= parameter.kind() == ParameterKind.VAR_POSITIONAL;
        if (parameter.kind() == ParameterKind.KEYWORD_ONLY && !hasStar) {
          label.append("*, ");
          hasStar = true;
        }
        String text = text(parameter);
        spans.add(new Span(label.length(), label.length() + text.length()));
        texts.add(text);
        label.append(text);
      }
      if (isSlashDue) {
        label.append(", /");
      }
      String rest = "";
      if (signature.parameters().paramSpec() != null) {
        rest = "**" + signature.parameters().paramSpec().name();
      } else if (signature.parameters().gradual()) {
        rest = "...";
      }
      label.append(rest.isEmpty() || label.length() == 1 ? "" : ", ").append(rest).append(')');
      Type awaited = awaited();
      Type result = awaited == null ? signature.returnType(program) : awaited;
      String returns = display.text(result);
      if (awaited == null && function != null) {
        returns = written(returns, function.returns, isAsDeclared());
      }
      if (result instanceof CallableType && returns.startsWith("(")) {
        returns = "(" + returns + ")";
      }
      return new SignatureText(texts, spans, label.toString(), returns, awaited != null, origin);
    }

    private boolean isAsDeclared() {
      return declared != null && declared.returns().equals(signature.returns());
    }

    /** What awaiting a call gives, if the function is a coroutine function; else null. */
    private @Nullable Type awaited() {
      return function != null
              && function.async
              && signature.returnType(program) instanceof NominalType coroutine
              && coroutine.cls().place().equals("CoroutineType")
              && coroutine.arguments().size() == 3
          ? coroutine.arguments().getLast()
          : null;
    }

    /** Whether somebody gave the parameter its name. */
    private static boolean isNamed(ParameterType parameter) {
      return !parameter.name().isEmpty()
          && !parameter.name().startsWith("__p")
          && parameter.name().indexOf('[') < 0;
    }

    private String text(ParameterType parameter) {
      String stars =
          switch (parameter.kind()) {
            case VAR_POSITIONAL -> "*";
            case VAR_KEYWORD -> "**";
            case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, KEYWORD_ONLY -> "";
          };
      Parameter node = node(parameter.name());
      String type = "";
      if (parameter.annotated()) {
        type = written(display.text(parameter.type()), annotation(node), isAsDeclared(parameter));
        if (parameter.unpacked()) {
          type =
              parameter.kind() == ParameterKind.VAR_KEYWORD ? "Unpack[" + type + "]" : "*" + type;
        }
      }
      String value = "";
      if (parameter.defaultType() != null) {
        String shown = node == null ? fieldDefault(parameter.name()) : source(node.defaultValue);
        value =
            (type.isEmpty() ? "=" : " = ")
                + (shown.length() > MAX_DEFAULT || shown.indexOf('\n') >= 0 ? "..." : shown);
      }
      String name = isNamed(parameter) || !stars.isEmpty() ? parameter.name() : "";
      return stars + name + (name.isEmpty() || type.isEmpty() ? "" : ": ") + type + value;
    }

    /** The value that the field of a class has for a parameter that was made from it. */
    private String fieldDefault(String name) {
      if (origin.isEmpty() && signature.returnType(program) instanceof NominalType made) {
        DefinitionFinder finder = new DefinitionFinder(program);
        for (ClassId cls : new Queries(program).ancestors(made.cls())) {
          for (DefinitionFinder.Found field : finder.ownMember(cls, name)) {
            // A call tells of the field, and may have a default or a factory in it.
            return field.definition() != null
                    && field.definition().region() instanceof Stmt.AnnAssign assign
                    && !(assign.value instanceof Expr.Call)
                ? source(field.module(), assign.value)
                : "...";
          }
        }
      }
      return "...";
    }

    private @Nullable Parameter node(String name) {
      if (function != null) {
        for (Parameter one : function.parameters.all) {
          if (one.name.name.equals(name)) {
            return one;
          }
        }
      }
      return null;
    }

    private static @Nullable Expr annotation(@Nullable Parameter node) {
      return node == null ? null : node.annotation;
    }

    private boolean isAsDeclared(ParameterType parameter) {
      if (declared != null) {
        for (ParameterType one : declared.parameters().parameters()) {
          if (one.name().equals(parameter.name())) {
            return one.type().equals(parameter.type()) && !parameter.unpacked();
          }
        }
      }
      return false;
    }

    /** The spelling of a type, or the shorter one that somebody wrote for it. */
    private String written(String spelling, @Nullable Expr annotation, boolean isAsDeclared) {
      if (annotation == null || !isAsDeclared || spelling.length() <= LONG_TYPE) {
        return spelling;
      }
      String text =
          annotation instanceof Expr.Str quoted ? quoted.value.strip() : source(annotation);
      return text.length() < spelling.length() ? text : spelling;
    }

    /** An expression of the function as it is written, in one line. */
    private String source(@Nullable Expr expression) {
      return origin.isEmpty() ? "..." : source(origin.get().module(), expression);
    }

    private static String source(ModuleTypes module, @Nullable Expr expression) {
      if (expression == null) {
        return "...";
      }
      String text = module.source().text();
      return text.substring(expression.start, expression.end).replaceAll("\\s*\\n\\s*", " ");
    }
  }
}
