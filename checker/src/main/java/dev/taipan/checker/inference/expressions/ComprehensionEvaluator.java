package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Comprehension;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The types of comprehensions and generator expressions. */
public final class ComprehensionEvaluator {
  private final Program program;

  public ComprehensionEvaluator(Program program) {
    this.program = program;
  }

  Type list(Region region, Expr.ListComp comp, @Nullable Type expected) {
    return collection(region, comp, comp.generators, comp.element, WellKnown.LIST, expected);
  }

  Type set(Region region, Expr.SetComp comp, @Nullable Type expected) {
    return collection(region, comp, comp.generators, comp.element, WellKnown.SET, expected);
  }

  private Type collection(
      Region region,
      Expr comp,
      List<Comprehension> generators,
      Expr element,
      ClassId cls,
      @Nullable Type expected) {
    Type wanted = wantedElement(cls, 0, expected);
    return within(
        region,
        comp,
        generators,
        () -> {
          Type type = region.infer(element, wanted);
          if (cls.equals(WellKnown.SET)) {
            program.hashability().checkComputed(region, element);
          }
          return new NominalType(cls, List.of(item(region, element, type, wanted)));
        });
  }

  Type dict(Region region, Expr.DictComp comp, @Nullable Type expected) {
    Type wantedKey = wantedElement(WellKnown.DICT, 0, expected);
    Type wantedValue = wantedElement(WellKnown.DICT, 1, expected);
    return within(
        region,
        comp,
        comp.generators,
        () -> {
          Type key = region.infer(comp.key, wantedKey);
          program.hashability().checkComputed(region, comp.key);
          Type value = region.infer(comp.value, wantedValue);
          return new NominalType(
              WellKnown.DICT,
              List.of(
                  item(region, comp.key, key, wantedKey),
                  item(region, comp.value, value, wantedValue)));
        });
  }

  /** What is expected of the items where they fit it, else what they are. */
  private Type item(Region region, Expr expression, Type type, @Nullable Type wanted) {
    return wanted != null && program.typeSystem().isAssignable(type, wanted)
        ? wanted
        : program.writtenLiterals().widen(region, expression, type);
  }

  Type generator(Region region, Expr.Generator comp, @Nullable Type expected) {
    boolean async = isAsync(region, comp);
    ClassId cls = async ? WellKnown.ASYNC_GENERATOR : WellKnown.GENERATOR;
    Type wanted = wantedElement(cls, 0, expected);
    Type element =
        within(
            region,
            comp,
            comp.generators,
            () -> item(region, comp.element, region.infer(comp.element, wanted), wanted));
    return new NominalType(
        cls,
        async
            ? List.of(element, WellKnown.NONE)
            : List.of(element, WellKnown.NONE, WellKnown.NONE));
  }

  private static boolean isAsync(Region region, Expr.Generator comp) {
    Scope scope = region.module().bound().scopeOf(comp);
    return scope != null && scope.awaits();
  }

  private @Nullable Type wantedElement(ClassId cls, int index, @Nullable Type expected) {
    if (expected == null) {
      return null;
    }
    for (Type member : Unions.members(expected)) {
      List<Type> arguments = program.specializer().argumentsToMatch(cls, member);
      if (arguments != null && !(arguments.get(index) instanceof DynamicType)) {
        return arguments.get(index);
      }
    }
    return null;
  }

  private Type within(
      Region region, Expr comp, List<Comprehension> generators, Supplier<Type> element) {
    Scope inner = region.module().bound().scopeOf(comp);
    Comprehension first = generators.get(0);
    Type outermost = region.infer(first.iterable);
    if (inner == null) {
      return DynamicType.UNKNOWN;
    }
    return region.inScope(
        inner,
        () ->
            region.inFreshBindings(
                () -> {
                  for (Comprehension generator : generators) {
                    Type iterable =
                        generator == first ? outermost : region.infer(generator.iterable);
                    Type item =
                        program
                            .iterations()
                            .element(region, generator.iterable, iterable, generator.async);
                    program.assignments().assign(region, generator.target, item, null);
                    for (Expr condition : generator.conditions) {
                      Type test = region.infer(condition);
                      program.conditions().check(region, condition, test);
                    }
                  }
                  return element.get();
                }));
  }
}
