package dev.taipan.checker.inference.library;

import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Severity;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Literals;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls that speak to the type checker; see the specification's "Type checker directives". */
public final class TypingDirectives {
  private final Program program;
  private final ExpectedReveal expectedReveal;

  public TypingDirectives(Program program) {
    this.program = program;
    this.expectedReveal = new ExpectedReveal(program);
  }

  /** {@code reveal_type(x)} tells the type of its argument and gives it back. */
  public @Nullable Type revealType(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    Expr value = positional(call, 0, null);
    List<Argument> others = call.arguments.stream().filter(a -> a.value != value).toList();
    if (value == null || !others.stream().allMatch(ExpectedReveal::is)) {
      return null;
    }
    Type type = region.infer(value, expected);
    region.report(
        Diagnostic.of(
                Rules.REVEALED_TYPE,
                region.module().path(),
                new Span(value.start, value.end),
                "Revealed type: `" + Display.of(type, program) + "`")
            .withSeverity(Severity.INFO));
    others.forEach(other -> expectedReveal.check(region, other, type));
    return type;
  }

  /** {@code reveal_locals()} tells what the names of its scope stand for, wherever in it. */
  public @Nullable Type revealLocals(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    if (!call.arguments.isEmpty()) {
      return null;
    }
    List<String> shown = new ArrayList<>();
    for (Symbol symbol : region.scope().symbols()) {
      Type type = program.definitions().symbolType(region.module(), symbol);
      shown.add("`" + symbol.name() + ": " + Display.of(type, program) + "`");
    }
    region.report(
        Diagnostic.of(
                Rules.REVEALED_TYPE,
                region.module().path(),
                new Span(call.start, call.end),
                shown.isEmpty()
                    ? "There are no names here"
                    : "Revealed types: " + String.join(", ", shown))
            .withSeverity(Severity.INFO));
    return WellKnown.NONE;
  }

  /** {@code assert_type(x, T)}: the types must be equivalent. */
  public @Nullable Type assertType(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    Expr value = positional(call, 0, null);
    Expr asserted = positional(call, 1, null);
    if (value == null || asserted == null || call.arguments.size() != 2) {
      return null;
    }
    Type wanted = program.annotations().evaluate(region, asserted);
    Type type = region.infer(value, expected);
    if (!program.typeSystem().isEquivalent(type, wanted)
        && !isObjectOf(type, wanted)
        && !isDeclared(value, type, wanted)) {
      Display.Pair pair = Display.pair(program, wanted, type);
      region.report(
          Rules.TYPE_ASSERTION_FAILURE,
          call,
          "the type is asserted to be `" + pair.first() + "`, it is `" + pair.second() + "`");
    }
    return type;
  }

  /**
   * Whether a result that is known better than its operator or function declares is as declared.
   */
  private boolean isDeclared(Expr value, Type type, Type wanted) {
    return KnownResults.mayBeKnown(value)
        && program.typeSystem().isEquivalent(Literals.widen(type), wanted);
  }

  /** Whether a value that denotes a type is an object of the class that is asserted. */
  private static boolean isObjectOf(Type value, Type wanted) {
    return value instanceof TypeFormValue form
        && wanted instanceof NominalType nominal
        && nominal.cls().equals(form.runtimeClass());
  }

  /** {@code assert_never(x)} must not be reached. */
  public @Nullable Type assertNever(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    Expr value = positional(call, 0, null);
    if (value == null || call.arguments.size() != 1) {
      return null;
    }
    Type type = region.infer(value);
    if (type != NeverType.NEVER && !(type instanceof DynamicType)) {
      region.report(
          Rules.TYPE_ASSERTION_FAILURE,
          call,
          "this can be reached with `" + Display.of(type, program) + "`");
    }
    return NeverType.NEVER;
  }

  /** {@code cast(T, x)} is a {@code T}, whatever {@code x} is. */
  public @Nullable Type cast(Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    Expr target = positional(call, 0, "typ");
    Expr value = positional(call, 1, "val");
    if (target == null || value == null || call.arguments.size() != 2) {
      return null;
    }
    Type type = program.annotations().evaluate(region, target);
    Type from = region.infer(value);
    if (!(from instanceof DynamicType) && !(type instanceof DynamicType) && from.equals(type)) {
      region.report(
          Rules.REDUNDANT_CAST,
          call,
          "the value is of type `" + Display.of(type, program) + "` already");
    }
    return type;
  }

  /** The argument at a position, or of that name where the parameter has one. */
  private static @Nullable Expr positional(Expr.Call call, int index, @Nullable String name) {
    int position = 0;
    for (Argument argument : call.arguments) {
      switch (argument.kind) {
        case POSITIONAL -> {
          if (position++ == index) {
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
