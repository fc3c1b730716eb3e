package dev.taipan.checker.syntax;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Prints trees for tests: the class of a node and its fields in the order of their declaration. */
final class TreePrinter {
  private static final Set<String> HIDDEN =
      Set.of("nameStart", "moduleStart", "moduleEnd", "contentStart", "raw", "escaped", "triple");

  private TreePrinter() {}

  /** The statements of a module, one a line. */
  static String print(Module module) {
    List<String> lines = new ArrayList<>();
    for (Stmt stmt : module.body) {
      lines.add(print((Object) stmt));
    }
    return String.join("\n", lines);
  }

  static String print(@Nullable Object value) {
    return switch (value) {
      case null -> "-";
      case Expr.Name name -> name.name.isEmpty() ? "<missing>" : name.name;
      case Expr.Constant constant -> constant(constant);
      case Expr.Str str -> (str.bytes ? "b'" : "'") + str.value + "'";
      case Stmt.ExprStmt stmt -> print(stmt.value);
      case Argument argument when argument.kind == Argument.Kind.POSITIONAL ->
          print(argument.value);
      case Node node -> node(node);
      case List<?> list -> {
        StringJoiner joined = new StringJoiner(", ", "[", "]");
        for (Object element : list) {
          joined.add(print(element));
        }
        yield joined.toString();
      }
      case Character c -> c == 0 ? "-" : "" + c;
      default -> value.toString();
    };
  }

  private static String constant(Expr.Constant constant) {
    return switch (constant.kind) {
      case NONE -> "None";
      case TRUE -> "True";
      case FALSE -> "False";
      case ELLIPSIS -> "...";
      case INT, FLOAT -> constant.value.toString();
      case COMPLEX -> constant.value + "j";
    };
  }

  private static String node(Node node) {
    StringJoiner fields = new StringJoiner(", ", node.getClass().getSimpleName() + "(", ")");
    for (Field field : node.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !HIDDEN.contains(field.getName())) {
        try {
          fields.add(print(field.get(node)));
        } catch (IllegalAccessException e) {
          throw new LinkageError("fields of nodes are public", e);
        }
      }
    }
    return fields.toString();
  }
}
