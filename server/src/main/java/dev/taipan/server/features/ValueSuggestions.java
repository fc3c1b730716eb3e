package dev.taipan.server.features;

import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Pattern;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.AliasType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Enums;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Values that fit: literals, members of enums, keys of TypedDicts; names of arguments. */
final class ValueSuggestions {
  private final Typing typing;
  private final Suggestions found;
  private final ExpectedTypes expected;

  /** Of so many values the order in which they were declared tells something. */
  private static final int FEW = 12;

  /** Names of arguments come behind the values that the argument can have. */
  private static final int AFTER_VALUES = FEW + 1;

  private boolean areFew = true;
  private int count;

  ValueSuggestions(Typing typing, Suggestions found) {
    this.typing = typing;
    this.found = found;
    this.expected = new ExpectedTypes(typing.program(), typing.module());
  }

  /** What a string can be. */
  void addInString(Expr.Str string) {
    if (string.parts != 1) {
      return;
    }
    Set<String> values = strings(typing.path());
    areFew = values.size() <= FEW;
    for (String value : values) {
      addValue(value, 0);
    }
  }

  /** The place of the next value among all: that of its declaration; short ones first of many. */
  private int placeOf(String value) {
    return Math.min(areFew ? count++ : value.length(), 999);
  }

  /** The strings that fit at a place, in the order of their declaration. */
  private Set<String> strings(List<Node> path) {
    Set<String> values = new LinkedHashSet<>(keys(path));
    for (Type type : expected.at(path, typing.offset())) {
      for (Type member : members(type)) {
        if (member instanceof LiteralType literal && literal.value() instanceof String text) {
          values.add(text);
        }
      }
    }
    return values;
  }

  /** The keys that a subscript, a display or a method of a TypedDict can name. */
  private Set<String> keys(List<Node> path) {
    Set<String> keys = new LinkedHashSet<>();
    for (int i = path.size() - 1; i > 0; i--) {
      switch (path.get(i)) {
        case Expr.Subscript subscript when typing.offset() > subscript.value.end -> {
          addKeys(typeOf(path, i, subscript.value), keys);
          addWritten(path, i, keys, subscript.value);
          return keys;
        }
        case Expr.Call call
            when call.callee instanceof Expr.Attribute method
                && isLookup(method.name)
                && firstArgument(call) -> {
          addKeys(typeOf(path, i, call.callee, method.value), keys);
          addWritten(path, i, keys, call.callee, method.value);
          return keys;
        }
        case Expr.Dict dict when ExpectedTypes.valueAt(dict, typing.offset()) < 0 -> {
          expected.at(path.subList(0, i), typing.offset()).forEach(t -> addKeys(t, keys));
          for (Expr key : dict.keys) {
            if (key instanceof Expr.Str given && !contains(given)) {
              keys.remove(given.value);
            }
          }
          return keys;
        }
        case Expr.ErrorExpr error when isOpenSubscript(error) -> {
          addKeys(typeOf(path, i, error.parts.getFirst()), keys);
          addWritten(path, i, keys, error.parts.getFirst());
          return keys;
        }
        case Pattern.Mapping mapping -> {
          addKeys(subject(path, i), keys);
          for (Expr key : mapping.keys) {
            if (key instanceof Expr.Str given && !contains(given)) {
              keys.remove(given.value);
            }
          }
          return keys;
        }
        case Expr.SetExpr _ -> {
          expected.at(path.subList(0, i), typing.offset()).forEach(t -> addKeys(t, keys));
          return keys;
        }
        case Expr.Str _, Expr.Name _, Argument _ -> {}
        default -> {
          return keys;
        }
      }
    }
    return keys;
  }

  /** The type of what a pattern at an index of a path is matched with, if it is a whole one. */
  private Optional<Type> subject(List<Node> path, int at) {
    return at > 1
            && path.get(at - 1) instanceof MatchCase
            && path.get(at - 2) instanceof Stmt.Match match
        ? typeOf(path, at - 2, match.subject)
        : Optional.empty();
  }

  /** Whether it is {@code value[]}, in which no index is typed yet. */
  private boolean isOpenSubscript(Expr.ErrorExpr error) {
    return error.parts.size() == 1
        && typing.text().startsWith("[", error.parts.getFirst().end)
        && typing.offset() == error.parts.getFirst().end + 1;
  }

  private boolean contains(Node node) {
    return node.start <= typing.offset() && typing.offset() <= node.end;
  }

  private static boolean isLookup(String method) {
    return method.equals("get") || method.equals("pop") || method.equals("setdefault");
  }

  private boolean firstArgument(Expr.Call call) {
    return call.arguments.isEmpty() || contains(call.arguments.getFirst());
  }

  private Optional<Type> typeOf(List<Node> path, int at, Node... below) {
    return typing.queries().typeOf(typing.module(), below(path, at, below));
  }

  private static List<Node> below(List<Node> path, int at, Node... nodes) {
    List<Node> whole = new ArrayList<>(path.subList(0, at + 1));
    whole.addAll(List.of(nodes));
    return whole;
  }

  /** Adds the keys that the code writes into a dictionary of which its type tells none. */
  private void addWritten(List<Node> path, int at, Set<String> keys, Node... below) {
    if (keys.isEmpty()) {
      keys.addAll(new WrittenKeys(typing.finder()).of(typing, below(path, at, below)));
    }
  }

  private void addKeys(Optional<Type> type, Set<String> keys) {
    type.ifPresent(one -> addKeys(one, keys));
  }

  private void addKeys(Type type, Set<String> keys) {
    for (Type member : members(type)) {
      if (member instanceof NominalType nominal) {
        TypedDictShape shape = typing.program().classModel(nominal.cls()).typedDict();
        if (shape != null) {
          keys.addAll(shape.items().keySet());
        }
      }
    }
  }

  private List<Type> members(Type type) {
    return switch (type) {
      case UnionType union -> union.members().stream().flatMap(m -> members(m).stream()).toList();
      case AliasType alias -> members(typing.program().aliasValue(alias));
      default -> List.of(type);
    };
  }

  /** The values that are expected where an expression or a pattern is typed. */
  void addExpected() {
    for (String key : keys(typing.path())) {
      addValue("\"" + key + "\"", 0);
    }
    boolean isPattern = typing.line().startsWith("case ");
    List<Type> types =
        isPattern && !isInMatch()
            ? expected.ofBrokenMatch(typing.offset())
            : expected.at(typing.path(), typing.offset());
    List<Type> values = types.stream().flatMap(type -> members(type).stream()).toList();
    areFew = values.size() <= FEW;
    for (Type value : values) {
      addValues(value, isPattern);
    }
    if (isPattern) {
      found.add(Completion.Item.of("_", Completion.Kind.KEYWORD, 2));
    }
  }

  private boolean isInMatch() {
    for (Node node : typing.path()) {
      if (node instanceof MatchCase) {
        return true;
      }
    }
    return false;
  }

  private void addValues(Type type, boolean isPattern) {
    switch (type) {
      case LiteralType literal when !literal.isEnumMember() -> addLiteral(literal.value());
      case LiteralType literal -> addEnumMember(literal);
      case NominalType nominal when nominal.equals(WellKnown.NONE) ->
          found.add(
              Completion.Item.of("None", Completion.Kind.KEYWORD, 0).withOrder(AFTER_VALUES + 1));
      case NominalType nominal when nominal.cls().equals(WellKnown.BOOL) -> {
        found.add(Completion.Item.of("True", Completion.Kind.KEYWORD, 0));
        found.add(Completion.Item.of("False", Completion.Kind.KEYWORD, 0));
      }
      case NominalType nominal -> {
        ClassModel model = typing.program().classModel(nominal.cls());
        if (model.isEnum()) {
          Type expanded = Enums.expand(typing.program(), nominal);
          if (expanded != null) {
            members(expanded).forEach(member -> addValues(member, isPattern));
          }
        } else if (isPattern) {
          TypeText.of(typing.program(), typing.module(), new NominalType(nominal.cls()))
              .filter(written -> written.imports().isEmpty())
              .ifPresent(written -> addValue(written.text() + "()", 1));
        }
      }
      default -> {}
    }
  }

  private void addLiteral(Object value) {
    switch (value) {
      case String text ->
          addValue("\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"", 0);
      case Boolean bool ->
          found.add(Completion.Item.of(bool ? "True" : "False", Completion.Kind.KEYWORD, 0));
      default -> addValue(value.toString(), 0);
    }
  }

  private void addEnumMember(LiteralType literal) {
    Optional<TypeText.Written> cls =
        TypeText.of(typing.program(), typing.module(), literal.fallback());
    if (cls.isPresent()) {
      String label = cls.get().text() + "." + literal.value();
      found.add(
          Completion.Item.of(label, Completion.Kind.ENUM_MEMBER, 0)
              .withOrder(placeOf(label))
              .withEdits(
                  new ImportEdits(typing.program(), typing.module()).edits(cls.get().imports())));
    }
  }

  private void addValue(String text, int rank) {
    found.add(Completion.Item.of(text, Completion.Kind.VALUE, rank).withOrder(placeOf(text)));
  }

  /** The names of parameters that are not given yet. */
  void addArguments() {
    List<Node> path = typing.path();
    for (int i = path.size() - 1; i >= 0; i--) {
      switch (path.get(i)) {
        case Expr.Call call when typing.offset() > call.callee.end -> {
          if (typing.isArgumentStart()) {
            typeOf(path, i, call.callee).ifPresent(type -> addArguments(call, type));
          }
          return;
        }
        case Expr.Lambda _, Expr.ListComp _, Expr.Generator _, Stmt _ -> {
          return;
        }
        default -> {}
      }
    }
  }

  private void addArguments(Expr.Call call, Type callee) {
    for (Signature signature : typing.finder().signaturesOf(callee)) {
      int position = 0;
      for (ParameterType parameter : signature.parameters().parameters()) {
        for (String name : keywordsOf(parameter)) {
          if (!isGiven(call, name, position)) {
            found.add(argument(name));
          }
        }
        position++;
      }
    }
  }

  static Completion.Item argument(String name) {
    return Completion.Item.of(name + "=", Completion.Kind.KEYWORD_ARGUMENT, 0)
        .withOrder(AFTER_VALUES);
  }

  /** The names by which arguments for a parameter can be given. */
  private Collection<String> keywordsOf(ParameterType parameter) {
    return switch (parameter.kind()) {
      case POSITIONAL_OR_KEYWORD, KEYWORD_ONLY -> List.of(parameter.name());
      case POSITIONAL_ONLY, VAR_POSITIONAL -> List.of();
      case VAR_KEYWORD -> {
        Set<String> keys = new LinkedHashSet<>();
        if (parameter.unpacked()) {
          addKeys(parameter.type(), keys);
        }
        yield keys;
      }
    };
  }

  private boolean isGiven(Expr.Call call, String name, int position) {
    int index = 0;
    for (Argument argument : call.arguments) {
      if (argument.name != null && argument.name.name.equals(name)) {
        return true;
      }
      if (argument.kind == Argument.Kind.POSITIONAL && index == position && !contains(argument)) {
        return true;
      }
      index++;
    }
    return false;
  }
}
