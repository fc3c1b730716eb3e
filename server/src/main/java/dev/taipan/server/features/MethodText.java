package dev.taipan.server.features;

import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.PropertyType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes methods that override those of a base class, with their signature. */
final class MethodText {
  /**
   * An override.
   *
   * @param decorators the lines before {@code def}, without indentation
   * @param header from the name up to the colon
   * @param body the statements of the body, without indentation
   * @param isAsync whether {@code async} belongs before {@code def}
   */
  record Override(
      List<String> decorators,
      String header,
      String body,
      boolean isAsync,
      Set<ImportEdits.Wanted> imports) {}

  private final Program program;
  private final AnnotationSite where;
  private final DefinitionFinder finder;
  private final Set<ImportEdits.Wanted> imports = new LinkedHashSet<>();

  MethodText(Program program, AnnotationSite where) {
    this.program = program;
    this.where = where;
    this.finder = new DefinitionFinder(program);
  }

  /** The override of a method or property that a class itself defines; empty for other members. */
  Optional<Override> of(ClassId owner, String name) {
    List<DefinitionFinder.Found> found = finder.ownMember(owner, name);
    if (found.isEmpty()
        || found.getLast().definition() == null
        || !(found.getLast().definition().target() instanceof Stmt.FunctionDef function)) {
      return Optional.empty();
    }
    imports.clear();
    ModuleTypes module = found.getLast().module();
    Type type = new Queries(program).typeOf(module, found.getLast().definition());
    boolean isProperty = type instanceof PropertyType;
    Type callable = type instanceof PropertyType property ? property.getter() : type;
    Signature signature =
        callable instanceof CallableType several && !several.signatures().isEmpty()
            ? several.signatures().getLast()
            : null;
    List<String> decorators = new ArrayList<>();
    for (String decorator : List.of("property", "classmethod", "staticmethod")) {
      if (Roles.isDecorated(function, decorator)) {
        decorators.add("@" + decorator);
      }
    }
    boolean isStatic = decorators.contains("@staticmethod");
    String header =
        name
            + "("
            + parameters(module, function, signature)
            + ")"
            + returns(function, signature)
            + ":";
    return Optional.of(
        new Override(
            decorators,
            header,
            body(function, name, isProperty, isStatic),
            function.async,
            Set.copyOf(imports)));
  }

  private String parameters(
      ModuleTypes module, Stmt.FunctionDef function, @Nullable Signature signature) {
    StringBuilder out = new StringBuilder();
    boolean hasStar = false;
    boolean wasPositionalOnly = false;
    for (Parameter parameter : function.parameters.all) {
      boolean isPositionalOnly =
          parameter.kind == Parameter.Kind.POSITIONAL_ONLY && !parameter.name.name.startsWith("__");
      if (wasPositionalOnly && !isPositionalOnly) {
        out.append(", /");
      }
      wasPositionalOnly = isPositionalOnly;
      if (!out.isEmpty()) {
        out.append(", ");
      }
      if (parameter.kind == Parameter.Kind.KEYWORD_ONLY && !hasStar) {
        out.append("*, ");
        hasStar = true;
      }
      if (parameter.kind == Parameter.Kind.VAR_POSITIONAL) {
        out.append('*');
        hasStar = true;
      } else if (parameter.kind == Parameter.Kind.VAR_KEYWORD) {
        out.append("**");
      }
      out.append(parameter.name.name);
      String annotation = parameter.annotation == null ? "" : annotation(parameter, signature);
      out.append(annotation.isEmpty() ? "" : ": " + annotation);
      if (parameter.defaultValue != null) {
        String value =
            module
                .source()
                .text()
                .substring(parameter.defaultValue.start, parameter.defaultValue.end);
        out.append(annotation.isEmpty() ? "=" : " = ")
            .append(isSafe(parameter.defaultValue) ? value : "...");
      }
    }
    return wasPositionalOnly ? out + ", /" : out.toString();
  }

  /** Whether a default means the same in another module. */
  private static boolean isSafe(Expr value) {
    return switch (value) {
      case Expr.Constant _, Expr.Str _ -> true;
      case Expr.Unary unary -> isSafe(unary.operand);
      case Expr.Tuple tuple -> tuple.elements.isEmpty();
      case Expr.ListExpr list -> list.elements.isEmpty();
      case Expr.Dict dict -> dict.values.isEmpty();
      default -> false;
    };
  }

  private String annotation(Parameter parameter, @Nullable Signature signature) {
    if (signature == null) {
      return "";
    }
    for (ParameterType type : signature.parameters().parameters()) {
      if (type.name().equals(parameter.name.name) && !type.unpacked()) {
        return written(type.type());
      }
    }
    return "";
  }

  private String written(Type type) {
    Optional<TypeText.Written> written = TypeText.exactly(program, where, type);
    written.ifPresent(one -> imports.addAll(one.imports()));
    return written.map(TypeText.Written::text).orElse("");
  }

  private String returns(Stmt.FunctionDef function, @Nullable Signature signature) {
    if (function.returns == null || signature == null) {
      return "";
    }
    Type type = signature.returnType(program);
    if (function.async) {
      type = InferredTypes.awaited(type);
    }
    String text = written(type);
    return text.isEmpty() ? "" : " -> " + text;
  }

  private static String body(
      Stmt.FunctionDef function, String name, boolean isProperty, boolean isStatic) {
    if (Roles.isDecorated(function, "abstractmethod")) {
      return "raise NotImplementedError";
    }
    if (isProperty) {
      return "return super()." + name;
    }
    List<String> arguments = new ArrayList<>();
    boolean isFirst = !isStatic;
    for (Parameter parameter : function.parameters.all) {
      if (isFirst) {
        isFirst = false;
        continue;
      }
      String argument = parameter.name.name;
      arguments.add(
          switch (parameter.kind) {
            case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD -> argument;
            case VAR_POSITIONAL -> "*" + argument;
            case KEYWORD_ONLY -> argument + "=" + argument;
            case VAR_KEYWORD -> "**" + argument;
          });
    }
    String call = "super()." + name + "(" + String.join(", ", arguments) + ")";
    return (name.equals("__init__") ? "" : "return ") + (function.async ? "await " : "") + call;
  }
}
