package dev.taipan.checker.inference.library;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.definitions.FunctionFlags;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Parameters;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.SuperType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.WellKnown;
import org.jspecify.annotations.Nullable;

/** {@code super()} and {@code super(C, x)}. */
public final class SuperHandler {
  private static final NominalType NAMED_TUPLE = new NominalType(WellKnown.NAMED_TUPLE);

  private final Program program;

  public SuperHandler(Program program) {
    this.program = program;
  }

  /** The object that the call makes; unknown where it does not fit, null for other forms. */
  public @Nullable Type evaluate(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    if (call.arguments.isEmpty()) {
      return implicit(region, call);
    }
    Expr first = call.arguments.getFirst().value;
    Type pivot =
        call.arguments.size() == 2
            ? region.infer(first)
            : region.silently(() -> region.infer(first));
    if (isInstance(pivot)) {
      region.report(
          Rules.INVALID_SUPER_ARGUMENT,
          call,
          "`super` needs a class first, got `" + Display.of(pivot) + "`");
    }
    if (call.arguments.size() != 2) {
      return null;
    }
    Type object = region.infer(call.arguments.get(1).value);
    if (!(pivot instanceof ClassLiteralType cls) || object instanceof DynamicType) {
      return DynamicType.UNKNOWN;
    }
    Type instance = program.specializer().unknownInstance(cls);
    return fits(region, call, object, instance)
        ? new SuperType(cls.cls(), object)
        : DynamicType.UNKNOWN;
  }

  /** Whether a value is surely no class; a class may implement a protocol. */
  private boolean isInstance(Type type) {
    return switch (type) {
      case LiteralType _ -> true;
      case NominalType nominal -> !isClassOfClasses(nominal);
      case TypeVarType variable ->
          variable.kind() == TypeVarType.Kind.SELF
              && program.typeVarModel(variable).bound() instanceof NominalType bound
              && !isClassOfClasses(bound);
      default -> false;
    };
  }

  private boolean isClassOfClasses(NominalType type) {
    return type.equals(WellKnown.TOP)
        || program.classModel(type.cls()).isProtocol()
        || program.classModel(type.cls()).inherits(WellKnown.TYPE);
  }

  /** Whether {@code super} takes an object for the class of {@code instance}; reports if not. */
  private boolean fits(Region region, Expr.Call call, Type object, Type instance) {
    boolean fits =
        program.typeSystem().isAssignable(object, instance)
            || program.typeSystem().isAssignable(object, new SubclassOfType(instance));
    if (!fits) {
      region.report(
          Rules.INVALID_SUPER_ARGUMENT,
          call,
          "`"
              + Display.of(object)
              + "` is neither an instance nor a subclass of `"
              + Display.of(instance)
              + "`");
    }
    return fits;
  }

  private Type implicit(Region region, Expr.Call call) {
    Stmt.FunctionDef method = null;
    Parameters innermost = null;
    Scope scope = region.scope();
    while (scope != null && scope.kind() != Scope.Kind.CLASS) {
      if (scope.node() instanceof Stmt.FunctionDef def && scope.kind() == Scope.Kind.FUNCTION) {
        method = def;
        innermost = innermost == null ? def.parameters : innermost;
      } else if (scope.node() instanceof Expr.Lambda lambda) {
        innermost = innermost == null ? lambda.parameters : innermost;
      }
      scope = scope.parent();
    }
    if (scope == null || innermost == null || !(scope.node() instanceof Stmt.ClassDef def)) {
      region.report(
          Rules.UNAVAILABLE_IMPLICIT_SUPER_ARGUMENTS,
          call,
          "`super()` without arguments needs a method of a class around it");
      return DynamicType.UNKNOWN;
    }
    String place = region.module().placeOf(def);
    if (innermost.all.isEmpty()) {
      region.report(
          Rules.UNAVAILABLE_IMPLICIT_SUPER_ARGUMENTS,
          call,
          "`super()` without arguments needs a first parameter of the function around it");
    }
    Parameters outermost = method == null ? innermost : method.parameters;
    if (place == null || outermost.all.isEmpty()) {
      return DynamicType.UNKNOWN;
    }
    ClassId cls = new ClassId(region.module().name(), place);
    if (program.classModel(cls).bases().contains(NAMED_TUPLE)) {
      region.report(
          Rules.SUPER_CALL_IN_NAMED_TUPLE_METHOD,
          call,
          "`super()` fails in methods of a `NamedTuple` class, which is made anew by its base");
    }
    if (method == null) { // a lambda of the class's body is a method as well
      return new SuperType(cls, cls.selfVariable());
    }
    Parameter first = method.parameters.all.get(0);
    Type self = program.functions().parameterType(region.module(), method, first);
    // Who declares `self` in a method knows why; what a static method gets is what it says.
    if (program.functions().flags(region.module(), method).has(FunctionFlags.Flag.STATIC)
        && !fits(
            region, call, self, program.specializer().unknownInstance(new ClassLiteralType(cls)))) {
      return DynamicType.UNKNOWN;
    }
    boolean known =
        self instanceof TypeVarType
            || self instanceof NominalType
            || self instanceof SubclassOfType;
    if (known) {
      return new SuperType(cls, self);
    }
    return self instanceof DynamicType
        ? new SuperType(cls, cls.selfVariable())
        : new SuperType(cls, self);
  }
}
