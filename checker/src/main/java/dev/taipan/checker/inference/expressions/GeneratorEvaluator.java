package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of {@code yield} expressions, and what generators say of their three types. */
public final class GeneratorEvaluator {
  /**
   * What a declared generator type yields, is sent and returns.
   *
   * @param got what {@code yield} gives: {@code None} where the type only lets callers iterate
   */
  public record Parts(Type yielded, Type sent, Type returned, Type got) {
    Parts(Type yielded, Type sent, Type returned) {
      this(yielded, sent, returned, sent);
    }
  }

  private final Program program;

  public GeneratorEvaluator(Program program) {
    this.program = program;
  }

  Type yield(Region region, Expr.Yield yield) {
    Parts parts = declaredParts(region);
    Type value =
        yield.value == null
            ? WellKnown.NONE
            : region.infer(yield.value, parts == null ? null : parts.yielded());
    if (parts == null) {
      return DynamicType.UNKNOWN;
    }
    checkYield(region, yield.value == null ? yield : yield.value, parts.yielded(), value);
    return parts.got();
  }

  private void checkYield(Region region, Expr at, Type wanted, Type value) {
    if (!program.typeSystem().mayHold(wanted, value)) {
      Display.Pair pair = Display.pair(program, wanted, value);
      region.report(
          Rules.INVALID_YIELD,
          at,
          "the generator yields `" + pair.first() + "`, got `" + pair.second() + "`");
    }
  }

  Type yieldFrom(Region region, Expr.YieldFrom yield) {
    Parts parts = declaredParts(region);
    Type hint =
        parts == null ? null : new NominalType(WellKnown.ITERABLE, List.of(parts.yielded()));
    Type source = region.infer(yield.value, hint);
    Type item = program.iterations().element(region, yield.value, source, false);
    if (parts != null) {
      checkYield(region, yield.value, parts.yielded(), item);
    }
    List<Type> results = new ArrayList<>();
    for (Type member : Unions.members(source)) {
      Type generator = program.members().mro().superTypeOf(member, WellKnown.GENERATOR);
      if (generator instanceof NominalType nominal && nominal.arguments().size() == 3) {
        if (parts != null
            && !program.typeSystem().isAssignable(parts.sent(), nominal.arguments().get(1))) {
          region.report(
              Rules.INVALID_YIELD,
              yield.value,
              "the inner generator is sent `"
                  + Display.of(nominal.arguments().get(1))
                  + "`, the outer one `"
                  + Display.of(parts.sent())
                  + "`");
        }
        results.add(nominal.arguments().get(2));
      } else {
        results.add(member instanceof DynamicType dynamic ? dynamic : WellKnown.NONE);
      }
    }
    return results.isEmpty() ? DynamicType.UNKNOWN : Unions.of(results);
  }

  private @Nullable Parts declaredParts(Region region) {
    Scope scope = region.scope().frame();
    if (!(scope.node() instanceof Stmt.FunctionDef function) || function.returns == null) {
      return null;
    }
    Type declared = program.functions().declaredReturn(region.module(), function);
    return declared == null ? null : parts(declared, function.async);
  }

  /**
   * What {@code return} must give in a function; null where the declared type does not say.
   *
   * @param declared the return annotation
   */
  public @Nullable Type returned(Type declared, boolean generator, boolean async) {
    if (!generator) {
      return declared;
    }
    Parts parts = parts(declared, async);
    return parts == null ? null : parts.returned();
  }

  /** The parts of a declared return type; null where it is no iterator at all. */
  public @Nullable Parts parts(Type declared, boolean async) {
    List<Type> yielded = new ArrayList<>();
    List<Type> sent = new ArrayList<>();
    List<Type> returned = new ArrayList<>();
    List<Type> got = new ArrayList<>();
    for (Type member : Unions.members(declared)) {
      Parts one = partsOf(member, async);
      if (one != null) {
        yielded.add(one.yielded());
        sent.add(one.sent());
        returned.add(one.returned());
        got.add(one.got());
      }
    }
    return yielded.isEmpty()
        ? null
        : new Parts(Unions.of(yielded), Unions.of(sent), Unions.of(returned), Unions.of(got));
  }

  private @Nullable Parts partsOf(Type member, boolean async) {
    if (member instanceof DynamicType || member.equals(WellKnown.TOP)) {
      Type any = member instanceof DynamicType ? member : WellKnown.TOP;
      return new Parts(any, member instanceof DynamicType ? any : DynamicType.UNKNOWN, any);
    }
    ClassId generator = async ? WellKnown.ASYNC_GENERATOR : WellKnown.GENERATOR;
    if (program.members().mro().superTypeOf(member, generator) instanceof NominalType nominal) {
      List<Type> arguments = nominal.arguments();
      return new Parts(
          arguments.get(0), arguments.get(1), async ? WellKnown.NONE : arguments.get(2));
    }
    ClassId[] wider =
        async
            ? new ClassId[] {WellKnown.ASYNC_ITERATOR, WellKnown.ASYNC_ITERABLE}
            : new ClassId[] {WellKnown.ITERATOR, WellKnown.ITERABLE};
    for (ClassId cls : wider) {
      if (program.members().mro().superTypeOf(member, cls) instanceof NominalType nominal
          && nominal.cls().equals(cls)) {
        return new Parts(
            nominal.arguments().get(0), DynamicType.UNKNOWN, DynamicType.UNKNOWN, WellKnown.NONE);
      }
    }
    List<Type> arguments = program.specializer().argumentsToMatch(generator, member);
    return arguments == null
        ? null
        : new Parts(arguments.get(0), arguments.get(1), async ? WellKnown.NONE : arguments.get(2));
  }
}
