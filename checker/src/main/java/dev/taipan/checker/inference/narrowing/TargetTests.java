package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.modules.PythonVersion;
import dev.taipan.checker.syntax.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tests that ask for the target: comparisons of {@code sys.version_info} and its parts, of
 * {@code sys.platform} and of {@code os.name}, under whatever names the module imports them. They
 * are decided by their form alone.
 */
public final class TargetTests {
  private final Program program;

  public TargetTests(Program program) {
    this.program = program;
  }

  /** What a comparison gives; null where it does not ask for the target. */
  @Nullable Truth comparison(ModuleTypes module, Expr.Compare compare) {
    Truth truth = ofVersion(module, compare);
    return truth != null ? truth : eitherWay(module, compare, this::ofPlatform);
  }

  /** What a comparison of the version gives; null for others. */
  public @Nullable Truth ofVersion(ModuleTypes module, Expr.Compare compare) {
    return eitherWay(module, compare, this::ofVersion);
  }

  /** A comparison whose operands stand in the expected order. */
  private interface Decision {
    @Nullable Truth decide(ModuleTypes module, Expr left, Expr.CompareOp op, Expr right);
  }

  private static @Nullable Truth eitherWay(
      ModuleTypes module, Expr.Compare compare, Decision decision) {
    Truth all = null;
    Expr left = compare.left;
    for (int i = 0; i < compare.ops.size(); i++) {
      Expr right = compare.comparators.get(i);
      Truth one = eitherWay(module, left, compare.ops.get(i), right, decision);
      if (one == null) {
        return null;
      }
      all = all == null ? one : all.and(one);
      left = right;
    }
    return all;
  }

  private static @Nullable Truth eitherWay(
      ModuleTypes module, Expr left, Expr.CompareOp op, Expr right, Decision decision) {
    Truth truth = decision.decide(module, left, op, right);
    Expr.CompareOp mirrored = mirrored(op);
    return truth != null || mirrored == null
        ? truth
        : decision.decide(module, right, mirrored, left);
  }

  private @Nullable Truth ofVersion(ModuleTypes module, Expr left, Expr.CompareOp op, Expr right) {
    if (is(module, left, "sys", "version_info")) {
      return right instanceof Expr.Tuple tuple ? version(op, tuple.elements, true) : null;
    }
    if (left instanceof Expr.Subscript subscript
        && is(module, subscript.value, "sys", "version_info")) {
      return versionPart(subscript.index, op, right);
    }
    if (left instanceof Expr.Attribute part && is(module, part.value, "sys", "version_info")) {
      return switch (part.name) {
        case "major" -> number(program.target().version().major(), op, right);
        case "minor" -> number(program.target().version().minor(), op, right);
        default -> null;
      };
    }
    return null;
  }

  private @Nullable Truth ofPlatform(ModuleTypes module, Expr left, Expr.CompareOp op, Expr right) {
    if (is(module, left, "sys", "platform")) {
      return equality(program.target().platform().sysPlatform().orElse(null), op, right);
    }
    if (is(module, left, "os", "name")) {
      return equality(program.target().platform().osName().orElse(null), op, right);
    }
    return null;
  }

  /** Whether a name is {@code TYPE_CHECKING}, under whatever name the module imports it. */
  boolean isTypeChecking(ModuleTypes module, Expr.Name name) {
    return name.name.equals("TYPE_CHECKING")
        || importOf(module, name) instanceof DefinitionKind.ImportFrom imported
            && imported.alias().name.name.equals("TYPE_CHECKING");
  }

  /** What {@code sys.platform.startswith("...")} gives; null for other calls. */
  @Nullable Truth call(ModuleTypes module, Expr.Call call) {
    if (!(call.callee instanceof Expr.Attribute method)
        || !method.name.equals("startswith")
        || call.arguments.size() != 1
        || !(call.arguments.getFirst().value instanceof Expr.Str prefix)
        || !is(module, method.value, "sys", "platform")) {
      return null;
    }
    String platform = program.target().platform().sysPlatform().orElse(null);
    return platform == null ? Truth.AMBIGUOUS : Truth.of(platform.startsWith(prefix.value));
  }

  private static @Nullable Truth equality(@Nullable String value, Expr.CompareOp op, Expr right) {
    boolean negative = op == Expr.CompareOp.NE || op == Expr.CompareOp.NOT_IN;
    List<Expr> candidates =
        switch (op) {
          case EQ, NE -> List.of(right);
          case IN, NOT_IN ->
              switch (right) {
                case Expr.Tuple tuple -> tuple.elements;
                case Expr.ListExpr list -> list.elements;
                case Expr.SetExpr set -> set.elements;
                default -> List.of();
              };
          default -> List.of();
        };
    boolean found = false;
    for (Expr candidate : candidates) {
      if (!(candidate instanceof Expr.Str text)) {
        return null;
      }
      found |= text.value.equals(value);
    }
    if (candidates.isEmpty()) {
      return null;
    }
    return value == null ? Truth.AMBIGUOUS : Truth.of(found != negative);
  }

  private @Nullable Truth versionPart(Expr index, Expr.CompareOp op, Expr right) {
    if (index instanceof Expr.Slice slice && right instanceof Expr.Tuple tuple) {
      return slice.lower == null && slice.step == null ? version(op, tuple.elements, false) : null;
    }
    return switch (integer(index)) {
      case 0 -> number(program.target().version().major(), op, right);
      case 1 -> number(program.target().version().minor(), op, right);
      default -> null;
    };
  }

  private static @Nullable Truth number(int own, Expr.CompareOp op, Expr right) {
    int wanted = integer(right);
    return wanted < 0 ? null : compare(Integer.compare(own, wanted), op);
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

  /** The operator that says the same of exchanged operands; null if there is none. */
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

  private static int integer(Expr expr) {
    return expr instanceof Expr.Constant constant
            && constant.kind == Expr.Constant.Kind.INT
            && constant.value instanceof Number number
        ? number.intValue()
        : -1;
  }

  /** Whether an expression is an attribute of a module, or a name that was imported from it. */
  private static boolean is(ModuleTypes module, Expr expr, String from, String attribute) {
    if (expr instanceof Expr.Attribute member) {
      return member.name.equals(attribute)
          && member.value instanceof Expr.Name base
          && (base.name.equals(from)
              || importOf(module, base) instanceof DefinitionKind.Import imported
                  && imported.alias().name.name.equals(from));
    }
    return expr instanceof Expr.Name name
        && importOf(module, name) instanceof DefinitionKind.ImportFrom imported
        && imported.alias().name.name.equals(attribute)
        && imported.statement().level == 0
        && imported.statement().module.equals(from);
  }

  /** What binds a name of the module, if that is a single statement. */
  private static @Nullable DefinitionKind importOf(ModuleTypes module, Expr.Name name) {
    Symbol symbol = module.bound().moduleScope().symbol(name.name);
    List<Definition> definitions = symbol == null ? List.of() : symbol.definitions();
    return definitions.size() == 1 ? definitions.getFirst().kind() : null;
  }
}
