package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.LiveBindings;
import dev.taipan.checker.binding.NameLookup;
import dev.taipan.checker.binding.Predicate;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.Cell;
import dev.taipan.checker.inference.Evaluation;
import dev.taipan.checker.inference.LocalKey;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.NodeTypeSource;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.QueryRank;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeGuardType;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides predicates with real types: version and platform tests, constants, tests that leave a
 * place no value, calls that never return, names that a star import brings.
 */
public final class Predicates {
  private static final class TruthKey extends MemoKey implements LocalKey {
    TruthKey(int predicate) {
      super(predicate);
    }
  }

  private final Program program;

  public Predicates(Program program) {
    this.program = program;
  }

  /**
   * What a predicate gives.
   *
   * @param region the region that is being evaluated, whose types count; null from outside
   * @param index the predicate's index in its module
   */
  Truth truth(ModuleTypes module, @Nullable Region region, int index) {
    TruthKey key = new TruthKey(index);
    Cell<Truth> cell = module.cell(key);
    Truth known = cell.published();
    if (known != null) {
      return known;
    }
    Predicate predicate = module.bound().predicate(index);
    if (region != null && isOwn(module, region, predicate)) {
      region.noteOwnAnswer();
      return decide(module, region, predicate); // who asks keeps it, in the region
    }
    return program
        .evaluation()
        .get(
            cell,
            new Evaluation.Query<>() {
              @Override
              public QueryRank rank() {
                return key.rank(module);
              }

              @Override
              public Truth initial() {
                return Truth.AMBIGUOUS;
              }

              @Override
              public Truth compute() {
                return decide(module, null, predicate);
              }

              @Override
              public Truth widen(Truth previous, Truth next) {
                return Truth.AMBIGUOUS;
              }
            });
  }

  /**
   * Whether a predicate is decided by types that {@code region} is just finding out: attempts, or a
   * round of a cycle. Such an answer holds for the moment only.
   */
  static boolean isOwn(ModuleTypes module, @Nullable Region region, Predicate predicate) {
    if (region == null || region.module() != module) {
      return false;
    }
    Node node = region.node();
    return switch (predicate) {
      case Predicate.Test test -> test.region() == node || test.aliasRegion() == node;
      case Predicate.PatternMatch match ->
          match.statement() == node || match.statement().cases.get(match.caseIndex()) == node;
      case Predicate.ContextSwallows swallows -> swallows.statement() == node;
      case Predicate.CallReturns _, Predicate.StarDefines _ -> false;
    };
  }

  private Truth decide(ModuleTypes module, @Nullable Region region, Predicate predicate) {
    return switch (predicate) {
      case Predicate.Test test -> test(module, region, test);
      case Predicate.PatternMatch match ->
          program
              .narrowing()
              .patterns()
              .truth(
                  new NodeTypeSource(program, module, region, match.statement(), match.scope()),
                  match.statement(),
                  match.caseIndex());
      case Predicate.CallReturns call ->
          returns(module, call) ? Truth.AMBIGUOUS : Truth.ALWAYS_FALSE;
      case Predicate.StarDefines star ->
          Truth.of(program.imports().starDefines(module, star.statement(), star.name()));
      case Predicate.ContextSwallows swallows ->
          program
                  .contextManagers()
                  .enter(
                      new NodeTypeSource(
                              program, module, region, swallows.statement(), swallows.scope())
                          .of(swallows.item().context),
                      swallows.statement().async)
                  .swallows()
              ? Truth.AMBIGUOUS
              : Truth.ALWAYS_FALSE;
    };
  }

  private Truth test(ModuleTypes module, @Nullable Region region, Predicate.Test test) {
    Truth fixed = fixed(module, test.expression());
    if (fixed != null) {
      return fixed;
    }
    if (asksForChange(module, region, test.expression())
        || isSwitch(test.expression(), test.scope())) {
      return Truth.AMBIGUOUS;
    }
    NodeTypeSource types = new NodeTypeSource(program, module, region, test.region(), test.scope());
    Truth impossible = program.narrowing().tests().truth(types, test.expression());
    if (impossible != null) {
      return impossible;
    }
    Type type = types.of(test.expression());
    if (type instanceof DynamicType || type instanceof TypeGuardType || type == NeverType.NEVER) {
      return Truth.AMBIGUOUS;
    }
    return test.expression() instanceof Expr.Call call
            && !declaresLiteral(types.of(call.callee), type)
        ? Truth.AMBIGUOUS
        : program.truthiness().of(type);
  }

  /** Whether a call gives a literal because somebody wrote that it does. */
  private static boolean declaresLiteral(Type callee, Type result) {
    if (!(result instanceof LiteralType) || !(callee instanceof CallableType callable)) {
      return false;
    }
    for (Signature signature : callable.signatures()) {
      if (!(signature.returns() instanceof Signature.Returns.Declared declared)
          || declared.type() instanceof TypeVarType) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a test asks what became of a place that was given a single value, `None` or a literal,
   * and that other code may have given another since: an attribute, an item, or a name that a
   * nested function binds too. Nobody tests such a place to learn what the assignment says.
   */
  boolean asksForChange(ModuleTypes module, @Nullable Region region, Expr test) {
    return switch (test) {
      case Expr.Unary unary when unary.op == Expr.UnaryOp.NOT ->
          asksForChange(module, region, unary.operand);
      case Expr.BoolOp operation -> anyAsksForChange(module, region, operation.values);
      case Expr.Compare compare ->
          asksForChange(module, region, compare.left)
              || anyAsksForChange(module, region, compare.comparators);
      case Expr.Binary binary ->
          asksForChange(module, region, binary.left) || asksForChange(module, region, binary.right);
      case Expr.Call call when isLength(call) ->
          asksForChange(module, region, call.arguments.getFirst().value);
      case Expr.Name _, Expr.Attribute _, Expr.Subscript _ -> {
        LiveBindings live = module.bound().bindingsAt(test);
        yield live != null && holdsSingleValue(module, region, live);
      }
      default -> false;
    };
  }

  /**
   * Whether a function tests a variable of its module that holds a written constant. That is how
   * code is switched on and off: by an edit of the constant, or by another module.
   */
  private static boolean isSwitch(Expr test, Scope scope) {
    Expr tested = test;
    while (tested instanceof Expr.Unary unary && unary.op == Expr.UnaryOp.NOT) {
      tested = unary.operand;
    }
    NameLookup.Found found =
        tested instanceof Expr.Name name ? NameLookup.lookupWritten(scope, name.name) : null;
    if (found == null
        || found.scope().kind() != Scope.Kind.MODULE
        || scope.frame() == found.scope()) {
      return false;
    }
    for (Definition definition : found.symbol().definitions()) {
      if (definition.kind() instanceof DefinitionKind.Assign assign
          && (assign.value() instanceof Expr.Constant || assign.value() instanceof Expr.Str)) {
        return true;
      }
    }
    return false;
  }

  private boolean anyAsksForChange(ModuleTypes module, @Nullable Region region, List<Expr> tests) {
    for (Expr test : tests) {
      if (asksForChange(module, region, test)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLength(Expr.Call call) {
    return call.arguments.size() == 1
        && call.callee instanceof Expr.Name name
        && name.name.equals("len");
  }

  private boolean holdsSingleValue(
      ModuleTypes module, @Nullable Region region, LiveBindings bindings) {
    for (int i = 0; i < bindings.size(); i++) {
      if (bindings.definition(i) >= 0) {
        Definition definition = module.bound().definitions().get(bindings.definition(i));
        Symbol symbol = definition.symbol();
        if ((symbol == null || symbol.hasNonlocalRebinding()) && definition.isBinding()) {
          Type type = program.flow().bindingType(module, region, definition);
          if (type instanceof LiteralType || type.equals(WellKnown.NONE)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * The tests that the specification wants decided by their form: those of the target, {@code
   * TYPE_CHECKING} and constants. Null for all others.
   */
  @Nullable Truth fixed(ModuleTypes module, Expr test) {
    return switch (test) {
      case Expr.Constant constant ->
          switch (constant.kind) {
            case TRUE, ELLIPSIS -> Truth.ALWAYS_TRUE;
            case FALSE, NONE -> Truth.ALWAYS_FALSE;
            case INT -> Truth.of(((Number) constant.value).longValue() != 0);
            case FLOAT, COMPLEX -> Truth.AMBIGUOUS;
          };
      case Expr.Name name when program.targetTests().isTypeChecking(module, name) ->
          Truth.ALWAYS_TRUE;
      case Expr.Attribute attribute when attribute.name.equals("TYPE_CHECKING") ->
          Truth.ALWAYS_TRUE;
      case Expr.Unary unary when unary.op == Expr.UnaryOp.NOT -> {
        Truth inner = fixed(module, unary.operand);
        yield inner == null ? null : inner.negated();
      }
      case Expr.BoolOp operation -> {
        Truth all = operation.and ? Truth.ALWAYS_TRUE : Truth.ALWAYS_FALSE;
        for (Expr value : operation.values) {
          Truth one = fixed(module, value);
          if (one == null) {
            yield null;
          }
          all = operation.and ? all.and(one) : all.or(one);
        }
        yield all;
      }
      case Expr.Compare compare -> program.targetTests().comparison(module, compare);
      case Expr.Call call -> program.targetTests().call(module, call);
      default -> null;
    };
  }

  /**
   * Whether a call can return. Its callee tells, unless some of the callee's overloads return and
   * some do not: only then the arguments are looked at.
   */
  private boolean returns(ModuleTypes module, Predicate.CallReturns call) {
    Type callee = calleeType(module, call);
    if (!call.used() && (callee instanceof ClassLiteralType || callee instanceof SubclassOfType)) {
      // Only a method that makes instances and is declared not to gives no instance.
      callee = program.calls().constructors().asCallable(callee);
    }
    if (callee instanceof UnionType) {
      return true;
    }
    if (callee instanceof NominalType || callee instanceof TypeVarType) {
      callee =
          program
              .members()
              .specialMethod(callee, "__call__")
              .map(Access::type)
              .orElse(DynamicType.UNKNOWN);
    }
    if (!(callee instanceof CallableType callable)) {
      return true;
    }
    boolean never = false;
    boolean returning = false;
    for (Signature signature : callable.signatures()) {
      if (neverReturns(call, signature)) {
        never = true;
      } else {
        returning = true;
      }
    }
    return returning && (!never || typeOf(module, call, call.call()) != NeverType.NEVER);
  }

  /** Whether a call that takes a signature does not return. */
  private boolean neverReturns(Predicate.CallReturns call, Signature signature) {
    if (call.used() && !(signature.returns() instanceof Signature.Returns.Declared)) {
      return false;
    }
    Type result =
        call.awaited()
            ? program.awaits().await(signature.returnType(program)).type()
            : program.functions().isAsync(signature)
                ? DynamicType.UNKNOWN
                : signature.returnType(program);
    return result == NeverType.NEVER || (result == DynamicType.UNKNOWN && onlyRaises(signature));
  }

  private boolean onlyRaises(Signature signature) {
    return signature.returns() instanceof Signature.Returns.Inferred
        && signature.origin() != null
        && program.returns().onlyRaises(signature.origin());
  }

  private Type calleeType(ModuleTypes module, Predicate.CallReturns call) {
    return typeOf(module, call, call.call().callee);
  }

  private Type typeOf(ModuleTypes module, Predicate.CallReturns call, Expr expression) {
    Type type = program.definitions().region(module, expression, call.scope()).type(expression.id);
    return type == null ? DynamicType.UNKNOWN : type;
  }
}
