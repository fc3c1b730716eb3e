package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.LiveBindings;
import dev.taipan.checker.binding.Places;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.narrowing.Flow;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.AliasType;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.IntersectionType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SubscriptResult;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypedDicts;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import org.jspecify.annotations.Nullable;

/** Subscripts that are read, assigned and deleted; subscripts that specialize classes and forms. */
public final class SubscriptEvaluator {
  private final Program program;

  public SubscriptEvaluator(Program program) {
    this.program = program;
  }

  /** {@code value[index]}: an item, what a test told of it, or a specialized class or form. */
  Type read(Region region, Expr.Subscript subscript) {
    Type base = region.infer(subscript.value);
    Type form = program.typeValues().subscriptValue(region, subscript, base);
    if (form != null) {
      return form;
    }
    LiveBindings live =
        subscript.id < 0 || region.isForward()
            ? null
            : region.module().bound().bindingsAt(subscript);
    String key = live == null ? null : Places.keyOf(subscript);
    if (live == null || key == null) {
      return item(region, subscript, base);
    }
    Flow.Merged merged =
        program
            .flow()
            .merge(region.module(), region, key, live, () -> item(region, subscript, base));
    if (merged.bound()) {
      if (TypedDicts.shapeOf(program, base) == null) {
        region.infer(subscript.index);
      } else {
        item(region, subscript, base); // assigning an item does not declare it
      }
      return merged.type();
    }
    return item(region, subscript, base);
  }

  private Type item(Region region, Expr.Subscript subscript, Type base) {
    Type index = region.infer(subscript.index);
    SubscriptResult result = program.subscriptOperations().get(base, index);
    report(region, subscript, base, index, result, "read");
    program.zeros().checkStep(region, subscript.index, base);
    if (result.type() instanceof UnionType && result.isValid() && base instanceof NominalType) {
      Type item = program.mixedDisplays().item(region, subscript);
      if (item != null) {
        return item.equals(WellKnown.NONE) ? heldPlace(region, subscript, index) : item;
      }
    }
    return result.type().equals(WellKnown.NONE) && result.isValid()
        ? heldPlace(region, subscript, index)
        : result.type();
  }

  /** What is in the place that a {@code None} kept: other code may have put something there. */
  private Type heldPlace(Region region, Expr.Subscript subscript, Type index) {
    Type loose = program.looseDisplays().of(region, subscript.value);
    return loose == null
        ? WellKnown.NONE
        : Unions.of(WellKnown.NONE, program.subscriptOperations().get(loose, index).type());
  }

  /** What an item assignment expects of the value; null where that is not known. */
  @Nullable Type expectedItem(Region region, Expr.Subscript subscript) {
    return region.silently(
        () -> {
          Type base = region.infer(subscript.value);
          if (base instanceof DynamicType) {
            return null;
          }
          Type index = region.infer(subscript.index);
          return program.subscriptOperations().expectedValue(base, index);
        });
  }

  /** {@code object[index] = value}. */
  void assign(Region region, Expr.Subscript subscript, Type value) {
    Type base = region.infer(subscript.value);
    Type index = region.infer(subscript.index);
    SubscriptResult result = program.subscriptOperations().set(base, index, value);
    Type loose = result.isValid() ? null : program.looseDisplays().of(region, subscript.value);
    if (loose != null && program.subscriptOperations().set(loose, index, value).isValid()) {
      region.store(subscript, value);
      return;
    }
    report(region, subscript, base, index, result, "assigned");
    region.store(
        subscript,
        result.isValid() && keepsItems(base)
            ? value
            : program.subscriptOperations().get(base, index).type());
  }

  /** Whether reading an item gives what was assigned; other classes make of it what they want. */
  private boolean keepsItems(Type object) {
    return switch (object) {
      case NominalType nominal ->
          (inherits(nominal, WellKnown.LIST) || inherits(nominal, WellKnown.DICT))
                  && readsPlainly(nominal)
              || program.classModel(nominal.cls()).typedDict() != null;
      case UnionType union -> {
        for (Type member : union.members()) {
          if (!keepsItems(member)) {
            yield false;
          }
        }
        yield true;
      }
      case IntersectionType _ -> TypedDicts.shapeOf(program, object) != null;
      case AliasType alias -> keepsItems(program.aliasValue(alias));
      default -> false;
    };
  }

  /** Whether no class outside of the standard library says how items are read. */
  private boolean readsPlainly(NominalType object) {
    Access method = program.members().specialMethod(object, "__getitem__").orElse(null);
    String module =
        method != null
                && method.type() instanceof CallableType callable
                && callable.function() != null
            ? callable.function().module()
            : "";
    return module.equals("builtins") || module.equals("collections");
  }

  private boolean inherits(NominalType object, ClassId cls) {
    return program.classModel(object.cls()).inherits(cls);
  }

  /** {@code del object[index]}. */
  void delete(Region region, Expr.Subscript subscript) {
    Type base = region.infer(subscript.value);
    Type index = region.infer(subscript.index);
    SubscriptResult result = program.subscriptOperations().delete(base, index);
    report(region, subscript, base, index, result, "deleted");
  }

  private void report(
      Region region,
      Expr.Subscript subscript,
      Type base,
      Type index,
      SubscriptResult result,
      String action) {
    program.subscriptReports().report(region, subscript, base, index, result, action);
  }
}
