package dev.taipan.checker.inference;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Identifiers;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Named tuples that a call makes: {@code namedtuple("P", "x y")} and {@code NamedTuple("P", [("x",
 * int)])}.
 */
final class FunctionalNamedTuples {
  private final Program program;

  FunctionalNamedTuples(Program program) {
    this.program = program;
  }

  /**
   * The class that a call defines; null if the call makes no named tuple.
   *
   * @param place the place of the class in its module, null where it has none
   */
  @Nullable Type define(Region region, @Nullable String place, Expr.Call call, Type callee) {
    boolean typed =
        callee instanceof ClassLiteralType cls && cls.cls().equals(WellKnown.NAMED_TUPLE);
    boolean untyped =
        callee instanceof CallableType function
            && function.function() != null
            && function.function().module().equals("collections")
            && function.function().name().equals("namedtuple");
    if (!typed && !untyped || place == null) {
      return null;
    }
    List<NamedTupleClasses.Field> fields = fields(region, call, typed);
    if (fields == null) {
      for (Argument argument : call.arguments) {
        region.infer(argument.value);
      }
      return DynamicType.UNKNOWN;
    }
    ClassId id = new ClassId(region.module().name(), place);
    Map<String, Member> members = new LinkedHashMap<>();
    for (NamedTupleClasses.Field field : fields) {
      members.put(field.name(), NamedTupleClasses.fieldMember(id, field.name(), field.type()));
    }
    members.putAll(program.namedTuples().methods(id, fields));
    List<String> names = new ArrayList<>();
    fields.forEach(field -> names.add(field.name()));
    region
        .module()
        .register(
            place,
            new SyntheticClassModel(
                program,
                id,
                SyntheticClassModel.Kind.NAMED_TUPLE,
                NamedTupleClasses.tupleOf(fields),
                members,
                names,
                () -> null));
    return new ClassLiteralType(id);
  }

  private @Nullable List<NamedTupleClasses.Field> fields(
      Region region, Expr.Call call, boolean typed) {
    Expr listed = argument(call, 1, typed ? "fields" : "field_names");
    if (listed == null) {
      return null;
    }
    boolean rename = false;
    int defaults = 0;
    for (Argument argument : call.arguments) {
      if (argument.name != null && argument.name.name.equals("rename")) {
        rename =
            argument.value instanceof Expr.Constant constant
                && constant.kind == Expr.Constant.Kind.TRUE;
      } else if (argument.name != null && argument.name.name.equals("defaults")) {
        region.infer(argument.value);
        defaults =
            switch (argument.value) {
              case Expr.Tuple tuple -> tuple.elements.size();
              case Expr.ListExpr list -> list.elements.size();
              default -> Integer.MAX_VALUE;
            };
      }
    }
    List<NamedTupleClasses.Field> fields =
        switch (listed) {
          case Expr.Str text when !typed -> {
            List<NamedTupleClasses.Field> split = new ArrayList<>();
            for (String name : text.value.replace(',', ' ').trim().split("\\s+")) {
              if (!name.isEmpty()) {
                split.add(new NamedTupleClasses.Field(name, DynamicType.ANY, false));
              }
            }
            yield split;
          }
          case Expr.ListExpr list -> listed(region, list.elements, typed);
          case Expr.Tuple tuple -> listed(region, tuple.elements, typed);
          default -> null;
        };
    if (fields == null) {
      return null;
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < fields.size(); i++) {
      NamedTupleClasses.Field field = fields.get(i);
      boolean repeated = !seen.add(field.name());
      boolean bad = repeated || !mayNameField(field.name());
      if (bad && !rename) {
        region.report(
            Rules.INVALID_NAMED_TUPLE,
            listed,
            repeated
                ? "two fields are called `" + field.name() + "`"
                : "a field cannot be called `" + field.name() + "`");
      }
      String name = rename && bad ? "_" + i : field.name();
      boolean hasDefault = defaults >= fields.size() - i;
      fields.set(i, new NamedTupleClasses.Field(name, field.type(), hasDefault));
    }
    return fields;
  }

  private @Nullable List<NamedTupleClasses.Field> listed(
      Region region, List<Expr> elements, boolean typed) {
    List<NamedTupleClasses.Field> fields = new ArrayList<>();
    for (Expr element : elements) {
      if (!typed && element instanceof Expr.Str name) {
        fields.add(new NamedTupleClasses.Field(name.value, DynamicType.ANY, false));
      } else if (typed && element instanceof Expr.Tuple pair && pair.elements.size() == 2) {
        String name = literal(region, pair.elements.get(0));
        if (name == null) {
          return null;
        }
        Type type = program.annotations().evaluate(region, pair.elements.get(1));
        fields.add(new NamedTupleClasses.Field(name, type, false));
      } else if (typed && !(element instanceof Expr.Starred)) {
        region.report(Rules.INVALID_NAMED_TUPLE, element, "expected a pair of a name and a type");
        return null;
      } else {
        return null;
      }
    }
    return fields;
  }

  /** The text that an expression stands for; null where it is not known. */
  private static @Nullable String literal(Region region, Expr expression) {
    return region.infer(expression) instanceof LiteralType literal
            && literal.value() instanceof String text
            && !literal.isEnumMember()
        ? text
        : null;
  }

  private static boolean mayNameField(String name) {
    return !name.startsWith("_") && Identifiers.canNameVariable(name);
  }

  private static @Nullable Expr argument(Expr.Call call, int position, String name) {
    int index = 0;
    for (Argument argument : call.arguments) {
      switch (argument.kind) {
        case POSITIONAL -> {
          if (index++ == position) {
            return argument.value;
          }
        }
        case KEYWORD -> {
          if (argument.name != null && argument.name.name.equals(name)) {
            return argument.value;
          }
        }
        case STAR, DOUBLE_STAR -> {
          return null;
        }
      }
    }
    return null;
  }
}
