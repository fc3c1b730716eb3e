package dev.taipan.checker.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement, simple or compound. */
public abstract sealed class Stmt extends Node {
  private Stmt(int id, int start, int end) {
    super(id, start, end);
  }

  /** An expression on its own. */
  public static final class ExprStmt extends Stmt {
    public final Expr value;

    ExprStmt(int id, int start, int end, Expr value) {
      super(id, start, end);
      this.value = value;
    }
  }

  /** `a = b = value`. */
  public static final class Assign extends Stmt {
    public final List<Expr> targets;
    public final Expr value;

    Assign(int id, int start, int end, List<Expr> targets, Expr value) {
      super(id, start, end);
      this.targets = targets;
      this.value = value;
    }
  }

  /** `target op= value`. */
  public static final class AugAssign extends Stmt {
    public final Expr target;
    public final Expr.BinaryOp op;
    public final Expr value;

    AugAssign(int id, int start, int end, Expr target, Expr.BinaryOp op, Expr value) {
      super(id, start, end);
      this.target = target;
      this.op = op;
      this.value = value;
    }
  }

  /** `target: annotation = value`, or what a type comment says of a target. */
  public static final class AnnAssign extends Stmt {
    public final Expr target;
    public final Expr annotation;
    public final @Nullable Expr value;
    public final Form form;

    AnnAssign(
        int id, int start, int end, Expr target, Expr annotation, @Nullable Expr value, Form form) {
      super(id, start, end);
      this.target = target;
      this.annotation = annotation;
      this.value = value;
      this.form = form;
    }

    /** How the annotation is given. */
    public enum Form {
      /** Of a name without parentheses, which makes it local and known when the program runs. */
      NAME,
      /** Of anything else. */
      PLACE,
      /** By a type comment, of which nothing is left when the program runs. */
      COMMENT,
      /** By the type comment of a statement that binds the target; this one has a copy of it. */
      COMMENT_BEHIND
    }

    /** Whether the annotation is there when the program runs. */
    public boolean isAtRunTime() {
      return form == Form.NAME || form == Form.PLACE;
    }
  }

  /** `type Name[params] = value`. */
  public static final class TypeAliasStmt extends Stmt {
    public final Expr.Name name;
    public final List<TypeParam> typeParams;
    public final Expr value;

    TypeAliasStmt(
        int id, int start, int end, Expr.Name name, List<TypeParam> typeParams, Expr value) {
      super(id, start, end);
      this.name = name;
      this.typeParams = typeParams;
      this.value = value;
    }
  }

  /** A function. The decorators belong to its range. */
  public static final class FunctionDef extends Stmt {
    public final Expr.Name name;
    public final boolean async;
    public final List<Decorator> decorators;
    public final List<TypeParam> typeParams;
    public final Parameters parameters;
    public final @Nullable Expr returns;
    public final List<Stmt> body;

    FunctionDef(
        int id,
        int start,
        int end,
        Expr.Name name,
        boolean async,
        List<Decorator> decorators,
        List<TypeParam> typeParams,
        Parameters parameters,
        @Nullable Expr returns,
        List<Stmt> body) {
      super(id, start, end);
      this.name = name;
      this.async = async;
      this.decorators = decorators;
      this.typeParams = typeParams;
      this.parameters = parameters;
      this.returns = returns;
      this.body = body;
    }
  }

  /** A class. {@code arguments} holds bases and keywords. */
  public static final class ClassDef extends Stmt {
    public final Expr.Name name;
    public final List<Decorator> decorators;
    public final List<TypeParam> typeParams;
    public final List<Argument> arguments;
    public final List<Stmt> body;

    ClassDef(
        int id,
        int start,
        int end,
        Expr.Name name,
        List<Decorator> decorators,
        List<TypeParam> typeParams,
        List<Argument> arguments,
        List<Stmt> body) {
      super(id, start, end);
      this.name = name;
      this.decorators = decorators;
      this.typeParams = typeParams;
      this.arguments = arguments;
      this.body = body;
    }
  }

  /** `return value`. */
  public static final class Return extends Stmt {
    public final @Nullable Expr value;

    Return(int id, int start, int end, @Nullable Expr value) {
      super(id, start, end);
      this.value = value;
    }
  }

  /** `del a, b`. */
  public static final class Delete extends Stmt {
    public final List<Expr> targets;

    Delete(int id, int start, int end, List<Expr> targets) {
      super(id, start, end);
      this.targets = targets;
    }
  }

  /** `for target in iterable`, `async for` too. */
  public static final class For extends Stmt {
    public final boolean async;
    public final Expr target;
    public final Expr iterable;
    public final List<Stmt> body;
    public final List<Stmt> orelse;

    For(
        int id,
        int start,
        int end,
        boolean async,
        Expr target,
        Expr iterable,
        List<Stmt> body,
        List<Stmt> orelse) {
      super(id, start, end);
      this.async = async;
      this.target = target;
      this.iterable = iterable;
      this.body = body;
      this.orelse = orelse;
    }
  }

  /** `while test`. */
  public static final class While extends Stmt {
    public final Expr test;
    public final List<Stmt> body;
    public final List<Stmt> orelse;

    While(int id, int start, int end, Expr test, List<Stmt> body, List<Stmt> orelse) {
      super(id, start, end);
      this.test = test;
      this.body = body;
      this.orelse = orelse;
    }
  }

  /** `if test`; an `elif` is an If alone in {@code orelse}. */
  public static final class If extends Stmt {
    public final Expr test;
    public final List<Stmt> body;
    public final List<Stmt> orelse;

    If(int id, int start, int end, Expr test, List<Stmt> body, List<Stmt> orelse) {
      super(id, start, end);
      this.test = test;
      this.body = body;
      this.orelse = orelse;
    }
  }

  /** `with items`, `async with` too. */
  public static final class With extends Stmt {
    public final boolean async;
    public final List<WithItem> items;
    public final List<Stmt> body;

    With(int id, int start, int end, boolean async, List<WithItem> items, List<Stmt> body) {
      super(id, start, end);
      this.async = async;
      this.items = items;
      this.body = body;
    }
  }

  /** `raise exception from cause`. */
  public static final class Raise extends Stmt {
    public final @Nullable Expr exception;
    public final @Nullable Expr cause;

    Raise(int id, int start, int end, @Nullable Expr exception, @Nullable Expr cause) {
      super(id, start, end);
      this.exception = exception;
      this.cause = cause;
    }
  }

  /** `try`; {@code star} for `except*`. */
  public static final class Try extends Stmt {
    public final List<Stmt> body;
    public final List<ExceptHandler> handlers;
    public final List<Stmt> orelse;
    public final List<Stmt> finalbody;
    public final boolean star;

    Try(
        int id,
        int start,
        int end,
        List<Stmt> body,
        List<ExceptHandler> handlers,
        List<Stmt> orelse,
        List<Stmt> finalbody,
        boolean star) {
      super(id, start, end);
      this.body = body;
      this.handlers = handlers;
      this.orelse = orelse;
      this.finalbody = finalbody;
      this.star = star;
    }
  }

  /** `assert test, message`. */
  public static final class Assert extends Stmt {
    public final Expr test;
    public final @Nullable Expr message;

    Assert(int id, int start, int end, Expr test, @Nullable Expr message) {
      super(id, start, end);
      this.test = test;
      this.message = message;
    }
  }

  /** `import a.b as c, d`; {@code lazy} for PEP 810. */
  public static final class Import extends Stmt {
    public final List<Alias> names;
    public final boolean lazy;

    Import(int id, int start, int end, List<Alias> names, boolean lazy) {
      super(id, start, end);
      this.names = names;
      this.lazy = lazy;
    }
  }

  /**
   * `from ...module import names`; the only name is `*` for a star import. {@code module} is empty
   * where there are only dots; {@code moduleStart} and {@code moduleEnd} are the range of dots and
   * name.
   */
  public static final class ImportFrom extends Stmt {
    public final String module;
    public final int level;
    public final List<Alias> names;
    public final boolean lazy;
    public final int moduleStart;
    public final int moduleEnd;

    ImportFrom(
        int id,
        int start,
        int end,
        String module,
        int level,
        List<Alias> names,
        boolean lazy,
        int moduleStart,
        int moduleEnd) {
      super(id, start, end);
      this.module = module;
      this.level = level;
      this.names = names;
      this.lazy = lazy;
      this.moduleStart = moduleStart;
      this.moduleEnd = moduleEnd;
    }
  }

  /** `global a, b`. */
  public static final class Global extends Stmt {
    public final List<Expr.Name> names;

    Global(int id, int start, int end, List<Expr.Name> names) {
      super(id, start, end);
      this.names = names;
    }
  }

  /** `nonlocal a, b`. */
  public static final class Nonlocal extends Stmt {
    public final List<Expr.Name> names;

    Nonlocal(int id, int start, int end, List<Expr.Name> names) {
      super(id, start, end);
      this.names = names;
    }
  }

  /** `match subject`. */
  public static final class Match extends Stmt {
    public final Expr subject;
    public final List<MatchCase> cases;

    Match(int id, int start, int end, Expr subject, List<MatchCase> cases) {
      super(id, start, end);
      this.subject = subject;
      this.cases = cases;
    }
  }

  /** `pass`. */
  public static final class Pass extends Stmt {

    public Pass(int id, int start, int end) {
      super(id, start, end);
    }
  }

  /** `break`. */
  public static final class Break extends Stmt {

    public Break(int id, int start, int end) {
      super(id, start, end);
    }
  }

  /** `continue`. */
  public static final class Continue extends Stmt {

    public Continue(int id, int start, int end) {
      super(id, start, end);
    }
  }

  /** Text that is no statement, with the expressions that could be understood of it. */
  public static final class ErrorStmt extends Stmt {
    public final List<Expr> parts;

    ErrorStmt(int id, int start, int end, List<Expr> parts) {
      super(id, start, end);
      this.parts = parts;
    }
  }
}
