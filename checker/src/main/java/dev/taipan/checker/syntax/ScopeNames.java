package dev.taipan.checker.syntax;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one scope does with names, the scopes nested in it left out. */
final class ScopeNames extends TreeWalker {
  static final int PARAMETER = 1;
  static final int USED = 2;
  static final int BOUND = 4;
  static final int ANNOTATED = 8;
  static final int GLOBAL = 16;
  static final int NONLOCAL = 32;

  private final Map<String, Integer> flags = new HashMap<>();
  private final int limit;

  /** Whether only what comprehensions bind in the scope around them is looked for. */
  private boolean inComprehension;

  private ScopeNames(int limit) {
    this.limit = limit;
  }

  /**
   * What the scope that {@code owner} opens does in the statements that start before the offset
   * {@code limit}.
   */
  static ScopeNames of(Node owner, int limit) {
    ScopeNames names = new ScopeNames(limit);
    switch (owner) {
      case Module module -> names.visitAll(module.body);
      case Stmt.ClassDef def -> names.visitAll(def.body);
      case Stmt.FunctionDef def -> {
        for (TypeParam param : def.typeParams) {
          names.add(param.name, PARAMETER);
        }
        names.parameters(def.parameters);
        names.visitAll(def.body);
      }
      case Expr.Lambda lambda -> {
        names.parameters(lambda.parameters);
        names.visit(lambda.body);
      }
      default -> {}
    }
    return names;
  }

  /** Whether the scope does any of {@code what} with the name. */
  boolean has(String name, int what) {
    return (flags.getOrDefault(name, 0) & what) != 0;
  }

  private void add(Expr.Name name, int what) {
    add(name.name, what);
  }

  private void add(String name, int what) {
    if (!inComprehension || what == BOUND) {
      flags.merge(name, what, (a, b) -> a | b);
    }
  }

  private void parameters(Parameters parameters) {
    for (Parameter parameter : parameters.all) {
      add(parameter.name, PARAMETER);
    }
  }

  @Override
  protected void visit(Node node) {
    switch (node) {
      case Expr expr -> visitExpr(expr);
      case Stmt stmt -> {
        if (stmt.start < limit) {
          visitStmt(stmt);
        }
      }
      case Pattern pattern -> visitPattern(pattern);
      case WithItem item -> {
        visit(item.context);
        if (item.target != null) {
          bind(item.target);
        }
      }
      case ExceptHandler handler -> {
        if (handler.type != null) {
          visit(handler.type);
        }
        if (handler.name != null) {
          add(handler.name, BOUND);
        }
        visitAll(handler.body);
      }
      case Argument argument -> visit(argument.value);
      default -> visitChildren(node);
    }
  }

  private void visitStmt(Stmt stmt) {
    switch (stmt) {
      case Stmt.Assign assign -> {
        visit(assign.value);
        bindAll(assign.targets);
      }
      case Stmt.AugAssign assign -> {
        visit(assign.value);
        bind(assign.target);
      }
      case Stmt.AnnAssign assign -> {
        visit(assign.annotation);
        if (assign.value != null) {
          visit(assign.value);
        }
        bind(assign.target);
        if (assign.simple && assign.target instanceof Expr.Name name) {
          add(name, ANNOTATED);
        }
      }
      case Stmt.Delete delete -> bindAll(delete.targets);
      case Stmt.For loop -> {
        visit(loop.iterable);
        bind(loop.target);
        visitAll(loop.body);
        visitAll(loop.orelse);
      }
      case Stmt.FunctionDef def -> {
        add(def.name, BOUND);
        visitAll(def.decorators);
        header(def.parameters);
        if (def.returns != null && def.typeParams.isEmpty()) {
          visit(def.returns);
        }
      }
      case Stmt.ClassDef def -> {
        add(def.name, BOUND);
        visitAll(def.decorators);
        if (def.typeParams.isEmpty()) {
          visitAll(def.arguments);
        }
      }
      case Stmt.TypeAliasStmt alias -> add(alias.name, BOUND);
      case Stmt.Import imports -> {
        for (Alias alias : imports.names) {
          String name = alias.name.name;
          int dot = name.indexOf('.');
          add(
              alias.asName != null ? alias.asName.name : dot < 0 ? name : name.substring(0, dot),
              BOUND);
        }
      }
      case Stmt.ImportFrom imports -> {
        for (Alias alias : imports.names) {
          add(alias.asName != null ? alias.asName : alias.name, BOUND);
        }
      }
      case Stmt.Global global -> {
        for (Expr.Name name : global.names) {
          add(name, GLOBAL);
        }
      }
      case Stmt.Nonlocal nonlocal -> {
        for (Expr.Name name : nonlocal.names) {
          add(name, NONLOCAL);
        }
      }
      default -> visitChildren(stmt);
    }
  }

  /** What the parameters of a nested function use around it. */
  private void header(Parameters parameters) {
    for (Parameter parameter : parameters.all) {
      if (parameter.defaultValue != null) {
        visit(parameter.defaultValue);
      }
    }
  }

  private void visitExpr(Expr expr) {
    switch (expr) {
      case Expr.Name name -> add(name, USED);
      case Expr.Lambda lambda -> header(lambda.parameters);
      case Expr.Walrus walrus -> {
        visit(walrus.value);
        add(walrus.target, BOUND);
      }
      case Expr.ListComp comp -> comprehension(comp, comp.generators);
      case Expr.SetComp comp -> comprehension(comp, comp.generators);
      case Expr.DictComp comp -> comprehension(comp, comp.generators);
      case Expr.Generator comp -> comprehension(comp, comp.generators);
      default -> visitChildren(expr);
    }
  }

  private void comprehension(Expr comp, List<Comprehension> generators) {
    if (!inComprehension) {
      visit(generators.get(0).iterable);
      inComprehension = true;
      visitChildren(comp);
      inComprehension = false;
    } else {
      visitChildren(comp);
    }
  }

  private void visitPattern(Pattern pattern) {
    switch (pattern) {
      case Pattern.Capture capture -> {
        if (capture.name != null) {
          add(capture.name, BOUND);
        }
      }
      case Pattern.As as -> {
        visit(as.pattern);
        add(as.name, BOUND);
      }
      case Pattern.Star star -> {
        if (star.name != null) {
          add(star.name, BOUND);
        }
      }
      case Pattern.Mapping mapping -> {
        visitAll(mapping.keys);
        visitAll(mapping.patterns);
        if (mapping.rest != null) {
          add(mapping.rest, BOUND);
        }
      }
      case Pattern.Class cls -> {
        visit(cls.cls);
        visitAll(cls.positional);
        visitAll(cls.keywordPatterns);
      }
      default -> visitChildren(pattern);
    }
  }

  private void bindAll(List<Expr> targets) {
    for (Expr target : targets) {
      bind(target);
    }
  }

  private void bind(Expr target) {
    switch (target) {
      case Expr.Name name -> add(name, BOUND);
      case Expr.Starred starred -> bind(starred.value);
      case Expr.Tuple tuple -> bindAll(tuple.elements);
      case Expr.ListExpr list -> bindAll(list.elements);
      default -> visit(target);
    }
  }
}
