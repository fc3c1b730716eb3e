package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.syntax.ExceptHandler;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.WithItem;
import dev.taipan.checker.types.ContextManagers;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.OperatorResult;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypedDicts;
import dev.taipan.checker.types.WellKnown;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates regions: simple statements, the headers of compound ones, cases, handlers, annotations.
 */
public final class StatementEvaluator {
  private final Program program;
  private final GlobalStatements globals;
  private final UnusedValues unusedValues;
  private final ReturnStatements returns;

  public StatementEvaluator(Program program) {
    this.program = program;
    this.globals = new GlobalStatements(program);
    this.unusedValues = new UnusedValues(program);
    this.returns = new ReturnStatements(program);
  }

  /** Evaluates the region's node; the types and diagnostics go into the region. */
  public void evaluate(Region region) {
    switch (region.node()) {
      case Stmt statement -> statement(region, statement);
      case MatchCase matchCase -> program.matches().evaluateCase(region, matchCase);
      case ExceptHandler handler -> program.exceptions().evaluateHandler(region, handler);
      case Expr expression -> expression(region, expression);
      case Node other -> throw new IllegalArgumentException("no region: " + other);
    }
  }

  /** An annotation, or an expression that is asked for on its own. */
  private void expression(Region region, Expr expression) {
    if (region.module().structure().isAnnotation(expression)) {
      program.annotations().evaluateVariable(region, expression);
    } else {
      region.infer(expression);
    }
  }

  private void statement(Region region, Stmt statement) {
    switch (statement) {
      case Stmt.ExprStmt expression ->
          unusedValues.check(region, expression.value, region.infer(expression.value));
      case Stmt.Assign assign -> assign(region, assign);
      case Stmt.AnnAssign assign -> annotated(region, assign);
      case Stmt.AugAssign assign -> augmented(region, assign);
      case Stmt.TypeAliasStmt alias -> program.aliases().evaluate(region, alias);
      case Stmt.FunctionDef function -> program.functions().evaluate(region, function);
      case Stmt.ClassDef cls -> program.classes().evaluate(region, cls);
      case Stmt.Return returned -> returns.evaluate(region, returned);
      case Stmt.Delete delete -> {
        for (Expr target : delete.targets) {
          delete(region, target);
        }
      }
      case Stmt.For loop -> {
        Type iterable = region.infer(loop.iterable);
        Type item = program.iterations().element(region, loop.iterable, iterable, loop.async);
        program.assignments().assign(region, loop.target, item, null);
      }
      case Stmt.While loop -> condition(region, loop.test);
      case Stmt.If test -> condition(region, test.test);
      case Stmt.With with -> {
        for (WithItem item : with.items) {
          withItem(region, item, with.async);
        }
      }
      case Stmt.Raise raise -> program.exceptions().evaluate(region, raise);
      case Stmt.Try attempt -> region.defer(later -> program.exceptions().check(later, attempt));
      case Stmt.Assert assertion -> {
        condition(region, assertion.test);
        if (assertion.message != null) {
          region.infer(assertion.message);
        }
      }
      case Stmt.Import statementImport -> program.imports().evaluate(region, statementImport);
      case Stmt.ImportFrom from -> program.imports().evaluate(region, from);
      case Stmt.Global global -> globals.check(region, global);
      case Stmt.Nonlocal ignored -> {}
      case Stmt.Match match -> {
        region.infer(match.subject);
        region.defer(later -> program.exhaustiveness().check(later, match));
      }
      case Stmt.Pass ignored -> {}
      case Stmt.Break ignored -> {}
      case Stmt.Continue ignored -> {}
      case Stmt.ErrorStmt error -> {
        for (Expr part : error.parts) {
          region.infer(part);
        }
      }
    }
  }

  private void condition(Region region, Expr test) {
    Type type = region.infer(test);
    program.conditions().check(region, test, type);
  }

  private void assign(Region region, Stmt.Assign assign) {
    Type type = program.functionalClasses().define(region, assign);
    if (type == null) {
      Type expected = null;
      for (Expr target : assign.targets) {
        if (expected == null) {
          expected = program.assignments().expectedFor(region, target);
        }
      }
      type = region.infer(assign.value, expected);
      if (isLeftOut(region, assign.value)) {
        type = expected == null ? DynamicType.UNKNOWN : expected;
      }
    }
    for (Expr target : assign.targets) {
      program.assignments().assign(region, target, type, assign.value);
      if (type instanceof TypeFormValue && target instanceof Expr.Name name) {
        region.defer(later -> program.aliases().checkCycle(later, name, assign.value));
      }
    }
  }

  private void annotated(Region region, Stmt.AnnAssign assign) {
    if (!isPlace(assign.target)) {
      inferAlone(region, assign.target, assign.value);
      return;
    }
    Scope scope = region.scope();
    QualifiedType declared =
        program.definitions().annotation(region.module(), assign.annotation, scope);
    region.include(program.definitions().region(region.module(), assign.annotation, scope));
    program.annotations().checkDeclaration(region, assign, declared);
    if (declared.has(QualifiedType.Qualifier.TYPE_ALIAS)) {
      Type alias = program.aliases().evaluateExplicit(region, assign);
      region.store(assign.target, alias);
      return;
    }
    if (assign.value == null) {
      if (assign.target instanceof Expr.Name || assign.target instanceof Expr.Attribute) {
        if (assign.target instanceof Expr.Attribute attribute) {
          region.infer(attribute.value);
        }
        region.store(assign.target, declared.type());
      } else {
        region.infer(assign.target);
      }
      return;
    }
    if (declared.isTyped()
        && (isLeftOut(region, assign.value) || isPlaceholder(assign, declared))) {
      region.infer(assign.value);
      region.store(assign.target, declared.type());
      return;
    }
    Type value = region.infer(assign.value, declared.written());
    Type stored = value;
    if (declared.isTyped()) {
      Expr converter = program.dataclasses().converterOf(region, assign);
      Type checked =
          converter == null || !(assign.value instanceof Expr.Call specifier)
              ? value
              : new FieldConverters(program).result(region, specifier, converter);
      stored =
          program
              .assignments()
              .checked(region, declared.type(), checked, assign.value, nameOf(assign.target));
    }
    if (assign.target instanceof Expr.Attribute attribute) {
      region.infer(attribute.value);
    } else if (assign.target instanceof Expr.Subscript subscript) {
      region.infer(subscript);
    }
    region.store(assign.target, stored);
  }

  /** Whether an expression names one place; what is said of others is no Python. */
  private static boolean isPlace(Expr target) {
    return target instanceof Expr.Name
        || target instanceof Expr.Attribute
        || target instanceof Expr.Subscript
        || target instanceof Expr.ErrorExpr;
  }

  /** Looks at the parts of a statement that was reported as a whole. */
  private static void inferAlone(Region region, Expr target, @Nullable Expr value) {
    region.infer(target);
    if (value != null) {
      region.infer(value);
    }
  }

  /** Whether `None` only stands for the lack of a value, where a comment declares the type. */
  private boolean isPlaceholder(Stmt.AnnAssign assign, QualifiedType declared) {
    return !assign.isAtRunTime()
        && assign.value instanceof Expr.Constant constant
        && constant.kind == Expr.Constant.Kind.NONE
        && !program.typeSystem().isAssignable(WellKnown.NONE, declared.type());
  }

  /** Whether a stub says by `...` that there is a value. */
  private static boolean isLeftOut(Region region, Expr value) {
    return region.module().isStub() && value.isEllipsis();
  }

  private static String nameOf(Expr target) {
    return switch (target) {
      case Expr.Name name -> name.name;
      case Expr.Attribute attribute -> attribute.name;
      default -> "the target";
    };
  }

  private void augmented(Region region, Stmt.AugAssign assign) {
    if (!isPlace(assign.target)) {
      inferAlone(region, assign.target, assign.value);
      return;
    }
    Type before = region.infer(assign.target);
    Type hint =
        assign.value instanceof Expr.ListExpr
                || assign.value instanceof Expr.Dict
                || assign.value instanceof Expr.SetExpr
            ? inPlaceOperand(assign, before)
            : null;
    Type value = region.infer(assign.value, hint);
    OperatorResult result = program.operators().inPlace(assign.op.dunder, before, value);
    if (!result.isSupported()) {
      region.report(
          Rules.UNSUPPORTED_OPERATOR,
          assign,
          "`"
              + assign.op.symbol
              + "=` is not supported between `"
              + Display.of(before, program)
              + "` and `"
              + Display.of(value, program)
              + "`");
    }
    if (result.deprecated() != null) {
      program
          .deprecations()
          .report(region, assign.target, assign.op.symbol + "=", result.deprecated());
    }
    if (isMissing(region, assign.target)) {
      region.store(assign.target, result.type()); // reading it was reported already
    } else {
      program.assignments().assign(region, assign.target, result.type(), assign.value);
    }
  }

  /** What a display on the right is expected to be: more of the same, or items of a TypedDict. */
  private @Nullable Type inPlaceOperand(Stmt.AugAssign assign, Type before) {
    return assign.op == Expr.BinaryOp.OR && TypedDicts.shapeOf(program, before) != null
        ? program.typedDicts().operand(before, "__ior__")
        : before;
  }

  private boolean isMissing(Region region, Expr target) {
    Type object =
        target instanceof Expr.Attribute attribute ? region.stored(attribute.value) : null;
    return object != null
        && target instanceof Expr.Attribute attribute
        && program
            .members()
            .read(object, PrivateNames.mangle(region.scope(), attribute.name))
            .isEmpty();
  }

  private void delete(Region region, Expr target) {
    switch (target) {
      case Expr.Tuple tuple -> tuple.elements.forEach(element -> delete(region, element));
      case Expr.ListExpr list -> list.elements.forEach(element -> delete(region, element));
      case Expr.Subscript subscript -> program.subscripts().delete(region, subscript);
      case Expr.Attribute attribute -> program.attributeWrites().delete(region, attribute);
      default -> region.infer(target);
    }
  }

  private void withItem(Region region, WithItem item, boolean async) {
    Type context = region.infer(item.context);
    ContextManagers.Result entered = program.contextManagers().enter(context, async);
    if (!entered.isValid()) {
      region.report(
          Rules.INVALID_CONTEXT_MANAGER,
          item.context,
          "`"
              + Display.of(context)
              + "` is no "
              + (async ? "asynchronous " : "")
              + "context manager"
              + (entered.notAwaitable().isEmpty()
                  ? ""
                  : ": `" + Display.of(entered.notAwaitable().getFirst()) + "` is not awaitable"));
    }
    program
        .deprecations()
        .onSpecial(region, item.context, context, async ? "__aenter__" : "__enter__");
    program
        .deprecations()
        .onSpecial(region, item.context, context, async ? "__aexit__" : "__exit__");
    if (item.target != null) {
      program.assignments().assign(region, item.target, entered.target(), null);
    }
  }
}
