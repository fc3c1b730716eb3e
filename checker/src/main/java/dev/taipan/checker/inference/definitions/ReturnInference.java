package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.RegionResult;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.modules.Origin;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What functions return where nobody wrote it. */
public final class ReturnInference {
  private static final class InferredKey extends MemoKey {
    InferredKey(String place) {
      super(place);
    }
  }

  /** In a larger union of results the literals are widened. */
  private static final int MAX_RESULTS = 48;

  /** Nobody handles the results of a function one by one that gives more classes than this. */
  private static final int MAX_CLASSES = 24;

  private final Program program;

  public ReturnInference(Program program) {
    this.program = program;
  }

  /** The type that a call of an unannotated function gives; a coroutine for an async one. */
  public Type inferred(FunctionId id) {
    ModuleTypes module = program.module(id.module());
    if (module == null || !(module.nodeAt(id.place()) instanceof Stmt.FunctionDef function)) {
      return DynamicType.UNKNOWN;
    }
    if (!isInferred(module)) {
      return DynamicType.UNKNOWN;
    }
    return program.memoResult(module, new InferredKey(id.place()), () -> infer(module, function));
  }

  /** Whether the functions of a module tell by their bodies what they return. */
  public boolean isInferred(ModuleTypes module) {
    return !module.isStub() && !isTypedLibrary(module);
  }

  /** Authors of typed libraries annotate what they want to be relied on. */
  private static boolean isTypedLibrary(ModuleTypes module) {
    Origin origin = module.file().origin();
    return origin == Origin.THIRD_PARTY && module.file().isTyped();
  }

  /** What the body gives, as the module or the view of a call sees it. */
  public Type infer(ModuleTypes module, Stmt.FunctionDef function) {
    Scope scope = module.bound().scopeOf(function);
    if (scope == null) {
      return DynamicType.UNKNOWN;
    }
    Type returned =
        isAbstractStub(module, function) ? DynamicType.UNKNOWN : returned(module, scope);
    if (dependsOnCall(function, returned)) {
      returned = Unions.of(List.of(returned, DynamicType.UNKNOWN));
    }
    if (returned == NeverType.NEVER
        && program.functions().scopeOf(module, function).kind() == Scope.Kind.CLASS) {
      // A method that only raises says nothing of what overrides or replaces it.
      returned = DynamicType.UNKNOWN;
    }
    if (scope.isGenerator()) {
      List<Type> yielded = new ArrayList<>();
      for (Expr yield : scope.yields()) {
        yielded.add(yieldedBy(module, scope, yield));
      }
      Type item = Widening.joinAll(yielded);
      return function.async
          ? new NominalType(WellKnown.ASYNC_GENERATOR, List.of(item, DynamicType.ANY))
          : new NominalType(WellKnown.GENERATOR, List.of(item, DynamicType.ANY, returned));
    }
    return function.async
        ? new NominalType(
            WellKnown.COROUTINE_TYPE, List.of(DynamicType.ANY, DynamicType.ANY, returned))
        : returned;
  }

  /**
   * Whether all paths of a method without annotations raise. What its calls give is not known, as
   * another method may override it; but whoever calls it relies on it.
   */
  public boolean onlyRaises(FunctionId id) {
    ModuleTypes module = program.module(id.module());
    if (module == null
        || !isInferred(module)
        || !(module.nodeAt(id.place()) instanceof Stmt.FunctionDef function)
        || function.async
        || function.returns != null) {
      return false;
    }
    Scope scope = module.bound().scopeOf(function);
    if (scope == null
        || scope.isGenerator()
        || !program.flow().isNeverReached(module, scope.endReachability())
        || isAbstractStub(module, function)) {
      return false;
    }
    for (Stmt.Return statement : scope.returns()) {
      if (isReached(module, statement)) {
        return false;
      }
    }
    return true;
  }

  private boolean isReached(ModuleTypes module, Stmt.Return statement) {
    return !program.flow().isNeverReached(module, module.bound().reachabilityOf(statement));
  }

  private Type returned(ModuleTypes module, Scope scope) {
    List<Type> types = new ArrayList<>();
    boolean holdsGiven = false;
    for (Stmt.Return statement : scope.returns()) {
      if (!isReached(module, statement)) {
        continue;
      }
      if (statement.value == null) {
        types.add(WellKnown.NONE);
        continue;
      }
      Type type = program.definitions().region(module, statement, scope).type(statement.value.id);
      types.add(
          type == null
              ? DynamicType.DIVERGENT
              : program.filledDisplays().shared(module, scope, statement.value, type));
      holdsGiven |= type != null && isOfUnknown(statement.value, type);
    }
    if (!program.flow().isNeverReached(module, scope.endReachability())) {
      types.add(WellKnown.NONE);
    }
    if (types.isEmpty()) {
      return NeverType.NEVER;
    }
    if (holdsGiven && Set.copyOf(types).size() > 1) {
      types.add(DynamicType.UNKNOWN); // what is in the display is not what is in others
    }
    Type union = withoutRefusals(Widening.joinAll(types));
    if (Unions.members(union).size() <= MAX_RESULTS) {
      return union;
    }
    Type widened = Widening.widen(union);
    return Unions.members(widened).size() > MAX_CLASSES ? DynamicType.UNKNOWN : widened;
  }

  /** Whether a display has items of which nothing is known, unlike one that has none. */
  private static boolean isOfUnknown(Expr value, Type type) {
    boolean hasItems =
        switch (value) {
          case Expr.ListExpr list -> !list.elements.isEmpty();
          case Expr.Dict dict -> !dict.values.isEmpty();
          case Expr.SetExpr _, Expr.ListComp _, Expr.SetComp _, Expr.DictComp _ -> true;
          default -> false;
        };
    return hasItems
        && type instanceof NominalType nominal
        && nominal.arguments().contains(DynamicType.UNKNOWN);
  }

  /**
   * Whether a function gives objects of several classes, {@code None} on some ways perhaps, and
   * nobody wrote what it is called with, which decides between them: whoever calls it may know
   * better.
   */
  private static boolean dependsOnCall(Stmt.FunctionDef function, Type returned) {
    if (!(Widening.widen(returned) instanceof UnionType)) {
      return false;
    }
    return !FunctionTexts.isAnnotated(function) && !function.parameters.all.isEmpty();
  }

  /** {@code NotImplemented} tells the interpreter to ask the other operand: no caller gets it. */
  private static Type withoutRefusals(Type returned) {
    if (!(returned instanceof UnionType union)) {
      return returned;
    }
    List<Type> others = new ArrayList<>(union.members());
    return others.removeIf(
            type ->
                type instanceof NominalType nominal
                    && nominal.cls().equals(WellKnown.NOT_IMPLEMENTED_TYPE))
        ? Unions.of(others)
        : returned;
  }

  private Type yieldedBy(ModuleTypes module, Scope scope, Expr yield) {
    Node region = module.structure().regionOf(yield);
    RegionResult result = program.definitions().region(module, region, scope);
    return switch (yield) {
      case Expr.Yield one ->
          one.value == null ? WellKnown.NONE : orDivergent(result.type(one.value.id));
      case Expr.YieldFrom from -> {
        Type source = orDivergent(result.type(from.value.id));
        yield program.iteration().iterate(source).element();
      }
      default -> DynamicType.UNKNOWN;
    };
  }

  private static Type orDivergent(@Nullable Type type) {
    return type == null ? DynamicType.DIVERGENT : type;
  }

  /** A body that only says "not implemented" tells nothing of what overriding methods return. */
  private boolean isAbstractStub(ModuleTypes module, Stmt.FunctionDef function) {
    if (program.functions().isAbstract(module, function)) {
      return true;
    }
    if (FunctionTexts.hasEmptyBody(function)
        && program.functions().scopeOf(module, function).kind() == Scope.Kind.CLASS) {
      return true;
    }
    return FunctionTexts.isNotImplemented(function);
  }
}
