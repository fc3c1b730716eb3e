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
  private final PromisedItems promisedItems;

  public ComprehensionEvaluator(Program program) {
    this.program = program;
    this.promisedItems = new PromisedItems(program);
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
          Type item = produced(region, element, wanted);
          if (cls.equals(WellKnown.SET) && !(element instanceof Expr.Starred)) {
            program.hashability().checkComputed(region, element);
          }
          return promised(region, new NominalType(cls, List.of(item)), 0, expected, element);
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
          if (comp.key instanceof Expr.Starred starred) {
            return unpackedMapping(region, starred, wantedKey, wantedValue);
          }
          Type key = region.infer(comp.key, wantedKey);
          program.hashability().checkComputed(region, comp.key);
          Type value = region.infer(comp.value, wantedValue);
          NominalType made =
              new NominalType(
                  WellKnown.DICT,
                  List.of(
                      item(region, comp.key, key, wantedKey),
                      item(region, comp.value, value, wantedValue)));
          return promised(region, made, 1, expected, comp.value);
        });
  }

  /** What was made, with what its items are where a class above its own is expected. */
  private NominalType promised(
      Region region, NominalType made, int index, @Nullable Type expected, Expr item) {
    Type type = region.stored(item);
    return expected == null || type == null || item instanceof Expr.Starred
        ? made
        : promisedItems.narrow(region, made, index, expected, List.of(item), List.of(type));
  }

  /** {@code **mapping for ...}: the items of all the mappings. */
  private Type unpackedMapping(
      Region region, Expr.Starred starred, @Nullable Type wantedKey, @Nullable Type wantedValue) {
    Type expected =
        wantedKey == null || wantedValue == null
            ? null
            : new NominalType(WellKnown.MAPPING, List.of(wantedKey, wantedValue));
    Type mapping = region.infer(starred.value, expected);
    region.store(starred, mapping);
    Mappings.Items items = program.mappings().unpacked(region, starred.value, mapping);
    return new NominalType(
        WellKnown.DICT,
        List.of(
            item(region, starred, items.keys(), wantedKey),
            item(region, starred, items.values(), wantedValue)));
  }

  /** The items that one round gives: one, or with a star all that it unpacks. */
  private Type produced(Region region, Expr element, @Nullable Type wanted) {
    if (!(element instanceof Expr.Starred starred)) {
      return item(region, element, region.infer(element, wanted), wanted);
    }
    Type expected = wanted == null ? null : new NominalType(WellKnown.ITERABLE, List.of(wanted));
    Type several = region.infer(starred.value, expected);
    region.store(starred, several);
    Type each = program.iterations().element(region, starred.value, several, false);
    return item(region, starred, each, wanted);
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
        within(region, comp, comp.generators, () -> produced(region, comp.element, wanted));
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
