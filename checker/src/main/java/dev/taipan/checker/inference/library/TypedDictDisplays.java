package dev.taipan.checker.inference.library;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Constraints;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.TypedDictShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Dict displays, and calls of {@code dict}, where a TypedDict is expected. */
public final class TypedDictDisplays {
  /** A key with the expression of its value, if there is one. */
  record Entry(Node at, String key, @Nullable Expr value, @Nullable Type type, boolean sure) {}

  private final Program program;

  public TypedDictDisplays(Program program) {
    this.program = program;
  }

  /**
   * The TypedDict that a display makes.
   *
   * @param member the member of the expected type that is tried
   * @param expected the whole expected type; when it is {@code member} alone, what does not fit is
   *     reported
   * @return null if {@code member} is no TypedDict, or one among others that the display is not
   */
  public @Nullable Type display(Region region, Expr.Dict dict, Type member, Type expected) {
    TypedDictShape shape = program.typedDictClasses().shapeOf(member);
    if (shape == null) {
      return null;
    }
    List<Entry> entries = entries(region, dict);
    return entries == null
        ? null
        : check(region, dict, entries, (NominalType) member, shape, member.equals(expected));
  }

  /** What a method for an operator of a TypedDict takes on the right; null if that is not known. */
  public @Nullable Type operand(Type left, String method) {
    Access access = program.members().specialMethod(left, method).orElse(null);
    if (access == null
        || !(access.type() instanceof CallableType callable)
        || callable.signatures().getFirst().parameters().parameters().isEmpty()) {
      return null;
    }
    return callable.signatures().getFirst().parameters().parameters().getFirst().type();
  }

  /** The entries of a display; null if it has a key that is not known. */
  private @Nullable List<Entry> entries(Region region, Expr.Dict dict) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < dict.values.size(); i++) {
      Expr key = dict.keys.get(i);
      Expr value = dict.values.get(i);
      if (key == null) {
        if (optionalEntries(region, value, entries)) {
          continue;
        }
        Type unpacked = region.silently(() -> region.infer(value));
        TypedDictShape shape = program.typedDictClasses().shapeOf(unpacked);
        if (shape == null) {
          return null;
        }
        region.infer(value);
        for (TypedDictShape.Item item : shape.items().values()) {
          entries.add(new Entry(value, item.key(), null, item.type(), item.required()));
        }
        continue;
      }
      String text = keyOf(region, key);
      if (text == null) {
        return null;
      }
      entries.add(new Entry(key, text, value, null, true));
    }
    return entries;
  }

  /**
   * Adds the entries of displays of which one is unpacked, as in {@code **({"a": 1} if b else {})};
   * false if it is nothing of the kind.
   */
  private static boolean optionalEntries(Region region, Expr unpacked, List<Entry> entries) {
    if (!(unpacked instanceof Expr.Conditional choice)
        || !(choice.body instanceof Expr.Dict first)
        || !(choice.orelse instanceof Expr.Dict second)) {
      return false;
    }
    List<Entry> found = new ArrayList<>();
    Set<String> always = new HashSet<>();
    for (Expr.Dict dict : List.of(first, second)) {
      Set<String> given = new HashSet<>();
      for (int i = 0; i < dict.values.size(); i++) {
        Expr key = dict.keys.get(i);
        String text = key == null ? null : keyOf(region, key);
        if (key == null || text == null) {
          return false;
        }
        given.add(text);
        boolean sure = dict == second && always.contains(text);
        found.add(new Entry(key, text, dict.values.get(i), null, sure));
      }
      always = given;
    }
    region.infer(choice);
    entries.addAll(found);
    return true;
  }

  private static @Nullable String keyOf(Region region, Expr key) {
    Type type = region.infer(key);
    return type instanceof LiteralType literal
            && !literal.isEnumMember()
            && literal.value() instanceof String text
        ? text
        : null;
  }

  /** Checks entries against the items. */
  @Nullable Type check(
      Region region,
      Node whole,
      List<Entry> entries,
      NominalType typed,
      TypedDictShape shape,
      boolean report) {
    List<Region.Attempt> attempts = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    Map<String, Type> values = new LinkedHashMap<>();
    Set<String> given = new HashSet<>();
    for (Entry entry : entries) {
      if (entry.sure()) {
        given.add(entry.key());
      }
      TypedDictShape.Item item = shape.items().get(entry.key());
      Type wanted = item != null ? item.type() : shape.hasExtraItems() ? shape.extra() : null;
      if (wanted == null) {
        if (entry.value() != null) {
          attempts.add(region.attempt(entry.value(), null));
        }
        problems.add(
            problem(
                region,
                Rules.UNKNOWN_TYPED_DICT_CONSTRUCTOR_KEY,
                entry.at(),
                "`" + Display.of(typed) + "` has no item `" + entry.key() + "`"));
        continue;
      }
      Type type = entry.type();
      if (entry.value() != null) {
        Region.Attempt attempt = region.attempt(entry.value(), wanted);
        attempts.add(attempt);
        type = attempt.type();
      }
      if (type != null && item != null) {
        values.put(item.key(), type);
      }
      if (type != null && !program.typeSystem().isAssignable(type, wanted)) {
        Display.Pair pair = Display.pair(program, wanted, type);
        problems.add(
            problem(
                    region,
                    Rules.INVALID_ARGUMENT_TYPE,
                    entry.value() == null ? entry.at() : entry.value(),
                    "the item `"
                        + entry.key()
                        + "` is declared as `"
                        + pair.first()
                        + "`, got `"
                        + pair.second()
                        + "`")
                .withNotes(program.typeSystem().explain(type, wanted)));
      }
    }
    for (TypedDictShape.Item item : shape.items().values()) {
      if (item.required() && !given.contains(item.key())) {
        problems.add(
            problem(
                region,
                Rules.MISSING_TYPED_DICT_KEY,
                whole,
                "the required item `"
                    + item.key()
                    + "` of `"
                    + Display.of(typed)
                    + "` is missing"));
      }
    }
    if (!problems.isEmpty() && !report) {
      return null;
    }
    attempts.forEach(region::accept);
    problems.forEach(region::report);
    return typed.arguments().contains(DynamicType.UNKNOWN) ? specialized(typed, values) : typed;
  }

  /** A generic TypedDict whose arguments are not known, with those that the values tell. */
  private NominalType specialized(NominalType typed, Map<String, Type> values) {
    ClassModel model = program.classModel(typed.cls());
    TypedDictShape shape = model.typedDict();
    Constraints constraints = new Constraints(model.typeParameters());
    for (Map.Entry<String, Type> value : values.entrySet()) {
      TypedDictShape.Item item = shape == null ? null : shape.items().get(value.getKey());
      if (item != null) {
        program.typeSystem().isAssignable(value.getValue(), item.type(), constraints);
      }
    }
    Substitution solution = program.typeSystem().solve(constraints);
    List<Type> arguments = new ArrayList<>(typed.arguments());
    for (int i = 0; i < arguments.size(); i++) {
      TypeVarType parameter = model.typeParameters().get(i);
      if (arguments.get(i) == DynamicType.UNKNOWN && !constraints.isUnconstrained(parameter)) {
        arguments.set(i, solution.apply(parameter));
      }
    }
    return new NominalType(typed.cls(), arguments);
  }

  private static Diagnostic problem(Region region, Rule rule, Node at, String message) {
    return Diagnostic.of(rule, region.module().path(), new Span(at.start, at.end), message);
  }
}
