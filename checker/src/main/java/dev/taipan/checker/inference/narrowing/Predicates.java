package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.LiveBindings;
import dev.taipan.checker.binding.Predicate;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.Cell;
import dev.taipan.checker.inference.Evaluation;
import dev.taipan.checker.inference.LocalKey;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.NodeTypeSource;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.RegionResult;
import dev.taipan.checker.modules.PythonVersion;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Signature;
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

  Truth truth(ModuleTypes module, @Nullable Region region, int index) {
    Cell<Truth> cell = module.cell(new TruthKey(index));
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
              public Truth initial() {
                return Truth.AMBIGUOUS;
              }

              @Override
              public Truth compute() {
                return decide(module, region, predicate);
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
    Truth fixed = fixed(test.expression());
    if (fixed != null) {
      return fixed;
    }
    if (asksForChange(module, region, test.expression())) {
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
  private boolean asksForChange(ModuleTypes module, @Nullable Region region, Expr test) {
    return switch (test) {
      case Expr.Unary unary when unary.op == Expr.UnaryOp.NOT ->
          asksForChange(module, region, unary.operand);
      case Expr.BoolOp operation -> {
        for (Expr value : operation.values) {
          if (asksForChange(module, region, value)) {
            yield true;
          }
        }
        yield false;
      }
      case Expr.Compare compare when compare.ops.size() == 1 ->
          asksForChange(module, region, compare.left);
      case Expr.Name _, Expr.Attribute _, Expr.Subscript _ -> {
        LiveBindings live = module.bound().bindingsAt(test);
        yield live != null && holdsSingleValue(module, region, live);
      }
      default -> false;
    };
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
   * The tests that the specification wants decided by their form: {@code sys.version_info}, {@code
   * sys.platform}, {@code os.name}, {@code TYPE_CHECKING} and constants. Null for all others.
   */
  @Nullable Truth fixed(Expr test) {
    return switch (test) {
      case Expr.Constant constant ->
          switch (constant.kind) {
            case TRUE, ELLIPSIS -> Truth.ALWAYS_TRUE;
            case FALSE, NONE -> Truth.ALWAYS_FALSE;
            case INT -> Truth.of(((Number) constant.value).longValue() != 0);
            case FLOAT, COMPLEX -> Truth.AMBIGUOUS;
          };
      case Expr.Name name when name.name.equals("TYPE_CHECKING") -> Truth.ALWAYS_TRUE;
      case Expr.Attribute attribute when attribute.name.equals("TYPE_CHECKING") ->
          Truth.ALWAYS_TRUE;
      case Expr.Unary unary when unary.op == Expr.UnaryOp.NOT -> {
        Truth inner = fixed(unary.operand);
        yield inner == null ? null : inner.negated();
      }
      case Expr.BoolOp operation -> {
        Truth all = operation.and ? Truth.ALWAYS_TRUE : Truth.ALWAYS_FALSE;
        for (Expr value : operation.values) {
          Truth one = fixed(value);
          if (one == null) {
            yield null;
          }
          all = operation.and ? all.and(one) : all.or(one);
        }
        yield all;
      }
      case Expr.Compare compare when compare.ops.size() == 1 ->
          comparison(compare.left, compare.ops.get(0), compare.comparators.get(0));
      case Expr.Call call
          when call.callee instanceof Expr.Attribute method
              && method.name.equals("startswith")
              && isAttribute(method.value, "sys", "platform")
              && call.arguments.size() == 1
              && call.arguments.get(0).value instanceof Expr.Str prefix -> {
        String platform = program.target().platform().sysPlatform().orElse(null);
        yield platform == null ? Truth.AMBIGUOUS : Truth.of(platform.startsWith(prefix.value));
      }
      default -> null;
    };
  }

  private @Nullable Truth comparison(Expr left, Expr.CompareOp op, Expr right) {
    if (left instanceof Expr.Tuple || left instanceof Expr.Str || left instanceof Expr.Constant) {
      Expr.CompareOp mirrored = mirrored(op);
      return mirrored == null ? null : ofTarget(right, mirrored, left);
    }
    return ofTarget(left, op, right);
  }

  private static Expr.@Nullable CompareOp mirrored(Expr.CompareOp op) {
    return switch (op) {
      case EQ, NE -> op;
      case LT -> Expr.CompareOp.GT;
      case LE -> Expr.CompareOp.GE;
      case GT -> Expr.CompareOp.LT;
      case GE -> Expr.CompareOp.LE;
      case IN, NOT_IN, IS, IS_NOT -> null;
    };
  }

  /** A comparison whose left side says something of the target. */
  private @Nullable Truth ofTarget(Expr left, Expr.CompareOp op, Expr right) {
    if (isAttribute(left, "sys", "version_info")) {
      return right instanceof Expr.Tuple tuple ? version(op, tuple.elements, true) : null;
    }
    if (left instanceof Expr.Subscript subscript
        && isAttribute(subscript.value, "sys", "version_info")) {
      return versionPart(subscript.index, op, right);
    }
    if (left instanceof Expr.Attribute part && isAttribute(part.value, "sys", "version_info")) {
      return switch (part.name) {
        case "major" -> versionPart(0, op, integer(right));
        case "minor" -> versionPart(1, op, integer(right));
        default -> null;
      };
    }
    if (right instanceof Expr.Tuple names && isAttribute(left, "sys", "platform")) {
      return oneOf(program.target().platform().sysPlatform().orElse(null), op, names.elements);
    }
    if (right instanceof Expr.Str text) {
      if (isAttribute(left, "sys", "platform")) {
        return equality(program.target().platform().sysPlatform().orElse(null), op, text.value);
      }
      if (isAttribute(left, "os", "name")) {
        return equality(program.target().platform().osName().orElse(null), op, text.value);
      }
    }
    return null;
  }

  private static @Nullable Truth equality(@Nullable String value, Expr.CompareOp op, String text) {
    if (op != Expr.CompareOp.EQ && op != Expr.CompareOp.NE) {
      return null;
    }
    return value == null
        ? Truth.AMBIGUOUS
        : Truth.of(value.equals(text) == (op == Expr.CompareOp.EQ));
  }

  private static @Nullable Truth oneOf(
      @Nullable String value, Expr.CompareOp op, List<Expr> names) {
    if (op != Expr.CompareOp.IN && op != Expr.CompareOp.NOT_IN) {
      return null;
    }
    boolean found = false;
    for (Expr name : names) {
      if (!(name instanceof Expr.Str text)) {
        return null;
      }
      found |= text.value.equals(value);
    }
    return value == null ? Truth.AMBIGUOUS : Truth.of(found == (op == Expr.CompareOp.IN));
  }

  private @Nullable Truth versionPart(Expr index, Expr.CompareOp op, Expr right) {
    if (index instanceof Expr.Slice slice && right instanceof Expr.Tuple tuple) {
      return slice.lower == null && slice.step == null ? version(op, tuple.elements, false) : null;
    }
    return versionPart(integer(index), op, integer(right));
  }

  private @Nullable Truth versionPart(int part, Expr.CompareOp op, int wanted) {
    PythonVersion version = program.target().version();
    if (wanted < 0 || part < 0 || part > 1) {
      return null;
    }
    return compare(Integer.compare(part == 0 ? version.major() : version.minor(), wanted), op);
  }

  /** Compares the target version to a tuple; parts beyond the minor version are unknown. */
  private @Nullable Truth version(Expr.CompareOp op, List<Expr> parts, boolean whole) {
    PythonVersion version = program.target().version();
    int[] own = {version.major(), version.minor()};
    for (int i = 0; i < Math.min(2, parts.size()); i++) {
      int wanted = integer(parts.get(i));
      if (wanted < 0) {
        return null;
      }
      int order = Integer.compare(own[i], wanted);
      if (order != 0) {
        return compare(order, op);
      }
    }
    if (parts.size() > 2) {
      return op == Expr.CompareOp.GE
          ? Truth.ALWAYS_TRUE
          : op == Expr.CompareOp.LT ? Truth.ALWAYS_FALSE : Truth.AMBIGUOUS;
    }
    // A tuple of version_info[:2] is equal to it; version_info itself is longer, hence greater.
    return compare(whole ? 1 : 0, op);
  }

  private static @Nullable Truth compare(int order, Expr.CompareOp op) {
    return switch (op) {
      case EQ -> Truth.of(order == 0);
      case NE -> Truth.of(order != 0);
      case LT -> Truth.of(order < 0);
      case LE -> Truth.of(order <= 0);
      case GT -> Truth.of(order > 0);
      case GE -> Truth.of(order >= 0);
      case IN, NOT_IN, IS, IS_NOT -> null;
    };
  }

  private static int integer(Expr expr) {
    return expr instanceof Expr.Constant constant
            && constant.kind == Expr.Constant.Kind.INT
            && constant.value instanceof Number number
        ? number.intValue()
        : -1;
  }

  private static boolean isAttribute(Expr expr, String module, String name) {
    return expr instanceof Expr.Attribute attribute
        && attribute.name.equals(name)
        && attribute.value instanceof Expr.Name base
        && base.name.equals(module);
  }

  /** Whether a call can return; only its callee is looked at. */
  private boolean returns(ModuleTypes module, Predicate.CallReturns call) {
    Type callee = calleeType(module, call);
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
    for (Signature signature : callable.signatures()) {
      if (call.used() && !(signature.returns() instanceof Signature.Returns.Declared)) {
        return true;
      }
      Type result =
          program.returns().isCoroutine(signature) && !call.awaited()
              ? DynamicType.UNKNOWN
              : program.returns().awaitedReturn(signature, call.awaited());
      if (result != NeverType.NEVER) {
        return true;
      }
    }
    return false;
  }

  private Type calleeType(ModuleTypes module, Predicate.CallReturns call) {
    RegionResult result = program.definitions().region(module, call.call().callee, call.scope());
    Type type = result.type(call.call().callee.id);
    return type == null ? DynamicType.UNKNOWN : type;
  }
}
