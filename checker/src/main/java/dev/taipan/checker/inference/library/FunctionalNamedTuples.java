package dev.taipan.checker.inference.library;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.AssignedCall;
import dev.taipan.checker.inference.Evaluated;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Identifiers;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Named tuples that a call makes: {@code namedtuple("P", "x y")} and {@code NamedTuple("P", [("x",
 * int)])}.
 */
public final class FunctionalNamedTuples {
  /** The number of defaults that are not written out. */
  private static final int UNKNOWN_COUNT = Integer.MAX_VALUE;

  private static final Set<String> TYPED_KEYWORDS = Set.of("typename", "fields");

  private final Program program;

  public FunctionalNamedTuples(Program program) {
    this.program = program;
  }

  /**
   * The class that a call defines; null if the call makes no named tuple.
   *
   * @param place the place of the class in its module, null where it has none
   */
  public @Nullable Type define(Region region, @Nullable String place, Expr.Call call, Type callee) {
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
    if (typed) {
      checkArguments(region, call);
      AssignedCall.checkIsText(region, AssignedCall.argument(call, 0, "typename"), "NamedTuple");
    } else {
      region.call(call, call.arguments, callee, null);
    }
    List<Written> fields = fields(region, call, typed);
    if (fields == null) {
      for (Argument argument : call.arguments) {
        region.infer(argument.value);
      }
      return DynamicType.UNKNOWN;
    }
    Expr.Name target = AssignedCall.target(region, call);
    if (target != null) {
      AssignedCall.checkName(
          region,
          Rules.MISMATCHED_TYPE_NAME,
          AssignedCall.argument(call, 0, "typename"),
          target.name,
          "named tuple");
    }
    ClassId id = new ClassId(region.module().name(), place);
    region
        .module()
        .register(
            place,
            new FunctionalNamedTupleModel(
                program, id, names(fields), () -> typed(region, call, fields).answer()));
    region.defer(later -> later.include(typed(region, call, fields).result()));
    return new ClassLiteralType(id);
  }

  /** Reports fields that are missing or given as keywords, and keywords that do not exist. */
  private static void checkArguments(Region region, Expr.Call call) {
    Expr listed = AssignedCall.argument(call, 1, "fields");
    boolean spread = false;
    for (Argument argument : call.arguments) {
      Expr.Name keyword = argument.name;
      spread |= keyword == null && argument.kind != Argument.Kind.POSITIONAL;
      if (keyword != null && !TYPED_KEYWORDS.contains(keyword.name)) {
        region.report(
            Rules.UNKNOWN_ARGUMENT,
            argument,
            "`NamedTuple` has no parameter `" + keyword.name + "`");
        spread |= listed == null;
      }
    }
    if (listed == null && !spread) {
      region.report(Rules.MISSING_ARGUMENT, call, "missing argument `fields`");
    } else if (listed instanceof Expr.Str) {
      region.report(
          Rules.INVALID_NAMED_TUPLE, listed, "the fields are listed as pairs of names and types");
    }
  }

  /**
   * A call where no name takes the class, which has no identity then: nothing is known of it. Null
   * where a name or a class takes it.
   */
  public @Nullable Type nameless(Region region, Expr.Call call, Type callee) {
    Expr.Name target = AssignedCall.target(region, call);
    if (region.node() instanceof Stmt.ClassDef
        || region.node() instanceof Stmt.Assign
            && target != null
            && region.module().placeOf(target) != null) {
      return null;
    }
    if (callee instanceof CallableType) {
      region.call(call, call.arguments, callee, null);
      return DynamicType.UNKNOWN;
    }
    checkArguments(region, call);
    List<Written> fields = fields(region, call, true);
    if (fields == null) {
      for (Argument argument : call.arguments) {
        region.infer(argument.value);
      }
    } else {
      region.defer(later -> later.include(typed(region, call, fields).result()));
    }
    return DynamicType.UNKNOWN;
  }

  /**
   * A field as it is written.
   *
   * @param annotation its type; null where none can be given
   */
  private record Written(String name, @Nullable Expr annotation, boolean hasDefault) {}

  private static final class Key extends MemoKey {
    Key(int call) {
      super(call);
    }
  }

  private static List<String> names(List<Written> fields) {
    List<String> names = new ArrayList<>();
    for (Written field : fields) {
      names.add(field.name());
    }
    return names;
  }

  /** The fields with their types, which may speak of the class itself. */
  private Evaluated<List<NamedTupleClasses.Field>> typed(
      Region definition, Expr.Call call, List<Written> fields) {
    return program
        .declarations()
        .evaluate(
            definition.module(),
            new Key(call.id),
            definition.node(),
            definition.scope(),
            List.of(),
            region -> {
              List<NamedTupleClasses.Field> typed = new ArrayList<>();
              for (Written field : fields) {
                Type type =
                    field.annotation() == null
                        ? DynamicType.ANY
                        : program.annotations().evaluate(region, field.annotation());
                typed.add(new NamedTupleClasses.Field(field.name(), type, field.hasDefault()));
              }
              return typed;
            });
  }

  private @Nullable List<Written> fields(Region region, Expr.Call call, boolean typed) {
    Expr listed = AssignedCall.argument(call, 1, typed ? "fields" : "field_names");
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
              default -> UNKNOWN_COUNT;
            };
      }
    }
    List<Written> fields =
        switch (listed) {
          case Expr.Str text when !typed -> {
            List<Written> split = new ArrayList<>();
            for (String name : text.value.replace(',', ' ').trim().split("\\s+")) {
              if (!name.isEmpty()) {
                split.add(new Written(name, null, false));
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
    if (defaults > fields.size() && defaults != UNKNOWN_COUNT) {
      region.report(
          Rules.INVALID_NAMED_TUPLE,
          call,
          "there are " + defaults + " defaults for " + fields.size() + " fields");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < fields.size(); i++) {
      Written field = fields.get(i);
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
      fields.set(i, new Written(name, field.annotation(), hasDefault));
    }
    return fields;
  }

  private @Nullable List<Written> listed(Region region, List<Expr> elements, boolean typed) {
    List<Written> fields = new ArrayList<>();
    for (Expr element : elements) {
      if (!typed && element instanceof Expr.Str name) {
        fields.add(new Written(name.value, null, false));
      } else if (typed && element instanceof Expr.Tuple pair && pair.elements.size() == 2) {
        String name = literal(region, pair.elements.get(0));
        if (name == null) {
          return null;
        }
        fields.add(new Written(name, pair.elements.get(1), false));
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
}
