package dev.taipan.server.features;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;

/** The keywords that the header of a class can have: those of its bases, and a metaclass. */
final class ClassArgumentSuggestions {
  private final Typing typing;
  private final Suggestions found;

  ClassArgumentSuggestions(Typing typing, Suggestions found) {
    this.typing = typing;
    this.found = found;
  }

  void add() {
    List<Node> path = typing.path();
    for (int i = path.size() - 1; i > 0; i--) {
      switch (path.get(i)) {
        case Stmt.ClassDef cls when isInHeader(cls) -> {
          add(cls, path.subList(0, i + 1));
          return;
        }
        case Argument _, Expr.Name _ -> {}
        default -> {
          return;
        }
      }
    }
  }

  private boolean isInHeader(Stmt.ClassDef cls) {
    int start = typing.replaced().start();
    boolean isAfterName = cls.name.end < start && !typing.text().startsWith(":", start - 1);
    return isAfterName
        && typing.isArgumentStart()
        && (cls.body.isEmpty() || start < cls.body.getFirst().start);
  }

  private void add(Stmt.ClassDef cls, List<Node> path) {
    String place = typing.module().placeOf(cls);
    if (place != null) {
      ClassId id = new ClassId(typing.module().name(), place);
      if (typing.program().classModel(id).typedDict() != null) {
        List.of("total", "closed", "extra_items").forEach(name -> add(cls, name, 0));
      }
    }
    for (Argument argument : cls.arguments) {
      if (argument.kind == Argument.Kind.POSITIONAL && argument.end < typing.offset()) {
        List<Node> base = new ArrayList<>(path);
        base.add(argument);
        base.add(argument.value);
        typing.queries().typeOf(typing.module(), base).ifPresent(type -> addOf(type, cls));
      }
    }
    add(cls, "metaclass", 6);
  }

  private void addOf(Type base, Stmt.ClassDef cls) {
    Program program = typing.program();
    if (!(base instanceof ClassLiteralType literal) || inheritsFromObjectOnly(literal.cls())) {
      return;
    }
    program
        .members()
        .read(base, "__init_subclass__")
        .ifPresent(
            access -> {
              for (Signature signature : typing.finder().signaturesOf(access.type())) {
                for (ParameterType parameter : signature.parameters().parameters()) {
                  if (parameter.kind() == ParameterKind.KEYWORD_ONLY
                      || parameter.kind() == ParameterKind.POSITIONAL_OR_KEYWORD) {
                    add(cls, parameter.name(), 0);
                  }
                }
              }
            });
  }

  /** Whether no class but {@code object} has a say in how the class is subclassed. */
  private boolean inheritsFromObjectOnly(ClassId cls) {
    for (ClassId ancestor : typing.queries().ancestors(cls)) {
      if (!ancestor.equals(WellKnown.OBJECT)
          && typing.program().classModel(ancestor).member("__init_subclass__").isPresent()) {
        return false;
      }
    }
    return true;
  }

  private void add(Stmt.ClassDef cls, String name, int rank) {
    for (Argument argument : cls.arguments) {
      if (argument.name != null && argument.name.name.equals(name)) {
        return;
      }
    }
    found.add(ValueSuggestions.argument(name).withRank(rank));
  }
}
