package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.ExceptHandler;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is raised and caught. */
public final class ExceptionEvaluator {
  private static final NominalType BASE = new NominalType(WellKnown.BASE_EXCEPTION);

  private static final Set<String> NOT_IMPLEMENTED =
      Set.of("_NotImplementedType", "NotImplementedType");
  private static final Type ANY_GROUP =
      new NominalType(WellKnown.BASE_EXCEPTION_GROUP, List.of(DynamicType.ANY));

  private final Program program;

  public ExceptionEvaluator(Program program) {
    this.program = program;
  }

  void evaluate(Region region, Stmt.Raise raise) {
    if (raise.exception != null) {
      Type type = region.infer(raise.exception);
      if (!isRaisable(type)) {
        region.report(
            Rules.INVALID_RAISE,
            raise.exception,
            "`" + Display.of(type) + "` is not an exception and cannot be raised");
      } else if (type instanceof ClassLiteralType cls && !cls.cls().module().equals("builtins")) {
        region.defer(
            later ->
                program
                    .callReports()
                    .report(
                        later,
                        raise.exception,
                        List.of(),
                        type,
                        program.calls().call(type, List.of())));
      }
    }
    if (raise.cause != null) {
      Type cause = region.infer(raise.cause);
      for (Type member : Unions.members(cause)) {
        if (!member.equals(WellKnown.NONE) && !isRaisable(member)) {
          region.report(
              Rules.INVALID_RAISE,
              raise.cause,
              "`" + Display.of(cause) + "` cannot be the cause of an exception");
          break;
        }
      }
    }
  }

  private boolean isRaisable(Type type) {
    // The class of NotImplemented inherits from Any in its stub, so that methods may return it.
    return !(type instanceof NominalType nominal && NOT_IMPLEMENTED.contains(nominal.cls().name()))
        && program
            .typeSystem()
            .isAssignable(type, Unions.of(List.of(BASE, new SubclassOfType(BASE))));
  }

  /** Evaluates the header of an {@code except} clause and binds its name. */
  void evaluateHandler(Region region, ExceptHandler handler) {
    if (handler.type == null) {
      return;
    }
    Type filter = region.infer(handler.type);
    Type caught = caught(filter);
    if (caught == null) {
      region.report(
          Rules.INVALID_EXCEPTION_CAUGHT,
          handler.type,
          "`" + Display.of(filter) + "` is not an exception class and cannot be caught");
      caught = DynamicType.UNKNOWN;
    }
    if (region.module().structure().isStarHandler(handler)
        && !(caught instanceof DynamicType)
        && caught != NeverType.NEVER
        && program.typeSystem().isAssignable(caught, ANY_GROUP)) {
      region.report(
          Rules.INVALID_EXCEPTION_CAUGHT,
          handler.type,
          "`except*` catches what is in groups, not groups");
    }
    if (handler.name != null) {
      Type bound = region.module().structure().isStarHandler(handler) ? group(caught) : caught;
      program.assignments().assign(region, handler.name, bound, null);
      Type stored = region.stored(handler.name);
      region.store(handler, stored == null ? bound : stored);
    }
  }

  /** Reports handlers all of whose exceptions are caught by those above them. */
  void check(Region region, Stmt.Try attempt) {
    List<Type> above = new ArrayList<>();
    for (ExceptHandler handler : attempt.handlers) {
      if (handler.type == null) {
        return;
      }
      Type filter = region.typeOf(handler.type, handler, region.scope());
      Type caught = caught(filter);
      if (caught == null || !isKnown(caught)) {
        continue;
      }
      if (!above.isEmpty()
          && caught != NeverType.NEVER
          && program.typeSystem().isSubtype(caught, Unions.of(above))) {
        region.report(
            Rules.UNREACHABLE_EXCEPT_CLAUSE,
            handler.type,
            "the handlers above catch `" + Display.of(caught) + "` already");
      }
      if (isExact(filter)) {
        above.add(caught);
      }
    }
  }

  /** Whether a filter names its classes; a {@code type[C]} may be any class below {@code C}. */
  private static boolean isExact(Type filter) {
    return switch (filter) {
      case ClassLiteralType literal -> true;
      case TupleType tuple ->
          tuple.isFixedLength() && tuple.prefix().stream().allMatch(ExceptionEvaluator::isExact);
      default -> false;
    };
  }

  /** Whether the classes of all exceptions are known with their bases. */
  private boolean isKnown(Type caught) {
    for (Type member : Unions.members(caught)) {
      if (!(member instanceof NominalType nominal)
          || program.classModel(nominal.cls()).mro().stream()
              .anyMatch(DynamicType.class::isInstance)) {
        return false;
      }
    }
    return true;
  }

  /** The exceptions that a filter catches; null if it is no filter. */
  private @Nullable Type caught(Type filter) {
    List<Type> results = new ArrayList<>();
    for (Type member : Unions.members(filter)) {
      Type one =
          switch (member) {
            case DynamicType dynamic -> dynamic;
            case TupleType tuple -> caughtByAny(tuple);
            default -> {
              Type instance = program.specializer().instanceOf(member);
              if (instance == null) {
                Type tuple = program.members().mro().superTypeOf(member, WellKnown.TUPLE);
                yield tuple instanceof TupleType shape ? caughtByAny(shape) : typeObject(member);
              }
              yield program.typeSystem().isAssignable(instance, BASE) ? instance : null;
            }
          };
      if (one == null) {
        return null;
      }
      results.add(one);
    }
    return Unions.of(results);
  }

  /** A plain {@code type} may hold an exception class. */
  private static @Nullable Type typeObject(Type member) {
    return member instanceof NominalType nominal && nominal.cls().equals(WellKnown.TYPE)
        ? DynamicType.UNKNOWN
        : null;
  }

  private @Nullable Type caughtByAny(TupleType tuple) {
    List<Type> elements = new ArrayList<>(tuple.prefix());
    if (tuple.variadic() != null) {
      elements.add(tuple.variadic());
    }
    elements.addAll(tuple.suffix());
    List<Type> results = new ArrayList<>();
    for (Type element : elements) {
      // Python looks at the elements of the filter, and at those of no tuple in it.
      Type one = element instanceof TupleType ? null : caught(element);
      if (one == null) {
        return null;
      }
      results.add(one);
    }
    return results.isEmpty() ? NeverType.NEVER : Unions.of(results);
  }

  /** What {@code except*} binds: a group of the exceptions that it catches. */
  private Type group(Type caught) {
    boolean ordinary =
        program.typeSystem().isAssignable(caught, new NominalType(WellKnown.EXCEPTION));
    return new NominalType(
        ordinary ? WellKnown.EXCEPTION_GROUP : WellKnown.BASE_EXCEPTION_GROUP, List.of(caught));
  }
}
