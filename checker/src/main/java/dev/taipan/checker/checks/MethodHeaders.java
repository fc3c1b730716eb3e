package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.definitions.FunctionFlags;
import dev.taipan.checker.inference.definitions.FunctionFlags.Flag;
import dev.taipan.checker.inference.definitions.FunctionTexts;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FreeVariables;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What methods say of the object or class that they are called on, and {@code __init__}. */
final class MethodHeaders implements FunctionRule {
  private final Findings findings;

  MethodHeaders(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.FunctionDef function, Scope enclosing, Scope body) {
    if (enclosing.node() instanceof Stmt.ClassDef cls && enclosing.kind() == Scope.Kind.CLASS) {
      ClassModel model = findings.declared().classOf(findings.module(), cls);
      checkSelf(function);
      checkFirstParameter(function, model);
      checkPresent(function, model);
      if (function.name.name.equals("__init__")) {
        checkInit(function, model);
        checkInitReturn(function);
      }
    }
  }

  /** {@code Self} needs an object whose class is not said otherwise. */
  private void checkSelf(Stmt.FunctionDef function) {
    if (function.parameters.all.isEmpty() || !mentionsSelf(function)) {
      return;
    }
    Parameter first = function.parameters.all.getFirst();
    if (first.annotation != null && !isSelf(annotation(function, first))) {
      findings.report(
          Rules.INVALID_TYPE_FORM,
          function.name,
          "`Self` cannot be used where `" + first.name.name + "` is annotated otherwise");
    }
  }

  private static boolean isSelf(@Nullable Type type) {
    return FreeVariables.mentions(type, variable -> variable.kind() == TypeVarType.Kind.SELF);
  }

  private Type annotation(Stmt.FunctionDef function, Parameter parameter) {
    return findings.declared().parameterType(findings.module(), function, parameter);
  }

  private boolean mentionsSelf(Stmt.FunctionDef function) {
    if (findings.declared().flags(findings.module(), function).has(Flag.STATIC)) {
      return false;
    }
    if (function.returns != null
        && isSelf(findings.declared().declaredReturn(findings.module(), function))) {
      return true;
    }
    for (int i = 1; i < function.parameters.all.size(); i++) {
      Parameter parameter = function.parameters.all.get(i);
      if (parameter.annotation != null && isSelf(annotation(function, parameter))) {
        return true;
      }
    }
    return false;
  }

  /** The annotation of {@code self} in {@code __init__} says what is made, not of what. */
  private void checkInit(Stmt.FunctionDef function, ClassModel model) {
    if (function.parameters.all.isEmpty()) {
      return;
    }
    Parameter self = function.parameters.all.getFirst();
    if (self.annotation == null) {
      return;
    }
    Type type = annotation(function, self);
    if (!type.equals(model.mro().getFirst())
        && FreeVariables.mentions(type, model.typeParameters()::contains)) {
      findings.report(
          Rules.INVALID_INIT_TYPE_VARIABLE,
          self.annotation,
          "the annotation of `self` in `__init__` cannot use type variables of the class");
    }
  }

  /** A constructor that gives back anything but None fails when it is called. */
  private void checkInitReturn(Stmt.FunctionDef function) {
    if (function.async) {
      findings.report(
          Rules.INVALID_EXPLICIT_RETURN,
          function.name,
          "`__init__` returns `None`, and an `async` function a coroutine");
      return;
    }
    Type returned = findings.declared().declaredReturn(findings.module(), function);
    if (returned == null) {
      checkReturned(function);
    }
    if (returned != null
        && function.returns != null
        && !findings.program().typeSystem().isAssignable(returned, WellKnown.NONE)) {
      findings.report(
          Rules.INVALID_EXPLICIT_RETURN,
          function.returns,
          "`__init__` returns `None`, not `" + Display.of(returned) + "`");
    }
  }

  /** What {@code __init__} without annotations gives back, as far as that is written out. */
  private void checkReturned(Stmt.FunctionDef function) {
    Scope body = findings.module().bound().scopeOf(function);
    for (Stmt.Return statement : body == null ? List.<Stmt.Return>of() : body.returns()) {
      Expr value = statement.value;
      boolean isObject =
          switch (value) {
            case Expr.Constant constant -> constant.kind != Expr.Constant.Kind.NONE;
            case Expr.Str _, Expr.FString _, Expr.Tuple _, Expr.ListExpr _, Expr.Dict _ -> true;
            case null, default -> false;
          };
      if (value != null && isObject) {
        findings.report(
            Rules.INVALID_EXPLICIT_RETURN, value, "`__init__` returns nothing but `None`");
      }
    }
  }

  /** Whether a private name may be that of a function which only the body of the class calls. */
  private static boolean isHelper(String name) {
    return name.startsWith("_") && !(name.startsWith("__") && name.endsWith("__"));
  }

  /** What a method is called on is passed to it. */
  private void checkPresent(Stmt.FunctionDef function, ClassModel model) {
    for (Type base : model.mro()) {
      if (base instanceof DynamicType) {
        return; // a class of an unknown kind may describe an interface
      }
    }
    boolean plain =
        function.decorators.isEmpty()
            || function.decorators.size() == 1
                && findings.declared().flags(findings.module(), function).has(Flag.CLASS);
    if (takesNothing(function) && plain && !isHelper(function.name.name)) {
      findings.report(
          Rules.INVALID_SELF_TYPE,
          function.name,
          "the method `"
              + function.name.name
              + "` takes no argument, not even what it is called on");
    }
  }

  /** Whether no parameter takes an argument that is passed by its place. */
  private static boolean takesNothing(Stmt.FunctionDef function) {
    if (function.parameters.all.isEmpty()) {
      return true;
    }
    Parameter.Kind first = function.parameters.all.getFirst().kind;
    return first == Parameter.Kind.KEYWORD_ONLY || first == Parameter.Kind.VAR_KEYWORD;
  }

  /** What a method is called on is an object of its class, or a class object of it. */
  private void checkFirstParameter(Stmt.FunctionDef function, ClassModel model) {
    FunctionFlags flags = findings.declared().flags(findings.module(), function);
    Parameter first = function.parameters.all.isEmpty() ? null : function.parameters.all.getFirst();
    if (first == null
        || first.annotation == null
        || flags.has(Flag.STATIC)
        || flags.has(Flag.OVERLOAD)
        || first.kind == Parameter.Kind.VAR_POSITIONAL
        || first.kind == Parameter.Kind.KEYWORD_ONLY
        || first.kind == Parameter.Kind.VAR_KEYWORD
        || model.isProtocol()
        || findings.declared().inherits(model.id(), WellKnown.TYPE)) {
      return;
    }
    boolean cls = flags.has(Flag.CLASS) || FunctionTexts.isGivenClass(function);
    boolean property = flags.has(Flag.PROPERTY) && function.decorators.size() == 1;
    if (!cls && !property && !function.decorators.isEmpty()) {
      return;
    }
    Type declared = erased(annotation(function, first));
    if (!mayBeMixedIn(declared)
        && !findings.program().typeSystem().isAssignable(object(model, cls), declared)) {
      findings.report(
          Rules.INVALID_SELF_TYPE,
          first.annotation,
          "`"
              + first.name.name
              + "` is an object of `"
              + model.id().name()
              + "`, which is not assignable to `"
              + Display.of(declared)
              + "`");
    }
  }

  /** What a method of the class is called on, with any type arguments. */
  private Type object(ClassModel model, boolean cls) {
    Type instance = findings.program().typeSystem().instanceOf(new ClassLiteralType(model.id()));
    return cls ? SubclassOfType.of(instance) : instance;
  }

  /** A protocol says what the other classes bring that a mixin is combined with. */
  private boolean mayBeMixedIn(Type declared) {
    for (Type member : Unions.members(declared)) {
      Type instance = member instanceof SubclassOfType subclass ? subclass.instance() : member;
      if (instance instanceof NominalType nominal
          && findings.program().classModel(nominal.cls()).isProtocol()) {
        return true;
      }
    }
    return false;
  }

  /** A type with the upper bounds of its type variables for them. */
  private Type erased(Type type) {
    Map<TypeVarType, Type> bounds = new HashMap<>();
    FreeVariables.collect(
        type,
        variable -> {
          Type bound = findings.program().typeVarModel(variable).bound();
          boolean known = bound != null && variable.kind() != TypeVarType.Kind.SELF;
          bounds.put(variable, known ? bound : DynamicType.UNKNOWN);
        });
    return new Substitution(bounds).apply(type);
  }
}
