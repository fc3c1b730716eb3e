package dev.taipan.checker.syntax;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one scope does with names and where it does it first, the scopes nested in it left out. */
final class ScopeNames extends TreeWalker {
  /** What can be done with a name. */
  enum Deed {
    PARAMETER,
    TYPE_PARAMETER,
    USED,
    BOUND,
    IMPORTED,
    ANNOTATED,
    GLOBAL,
    NONLOCAL
  }

  private final Map<String, EnumMap<Deed, Integer>> firsts = new HashMap<>();

  /** Whether only what comprehensions bind in the scope around them is looked for. */
  private boolean inComprehension;

  private ScopeNames() {}

  /** What the scope does that {@code owner} opens. */
  static ScopeNames of(Node owner) {
    ScopeNames names = new ScopeNames();
    switch (owner) {
      case Module module -> names.visitAll(module.body);
      case Stmt.ClassDef def -> names.visitAll(def.body);
      case Stmt.FunctionDef def -> {
        for (TypeParam param : def.typeParams) {
          names.add(param.name, Deed.TYPE_PARAMETER);
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

  /** Whether the scope does this with the name anywhere. */
  boolean has(String name, Deed deed) {
    return has(name, deed, Integer.MAX_VALUE);
  }

  /** Whether the scope does this with the name before {@code offset}. */
  boolean has(String name, Deed deed, int offset) {
    EnumMap<Deed, Integer> deeds = firsts.get(name);
    return deeds != null && deeds.getOrDefault(deed, Integer.MAX_VALUE) < offset;
  }

  private void add(Expr.Name name, Deed deed) {
    add(name.name, deed, name.start);
  }

  private void add(String name, Deed deed, int offset) {
    if (!inComprehension || deed == Deed.BOUND) {
      firsts
          .computeIfAbsent(name, unknown -> new EnumMap<>(Deed.class))
          .merge(deed, offset, Math::min);
    }
  }

  private void parameters(Parameters parameters) {
    for (Parameter parameter : parameters.all) {
      add(parameter.name, Deed.PARAMETER);
    }
  }

  @Override
  protected void visit(Node node) {
    switch (node) {
      case Expr expr -> visitExpr(expr);
      case Stmt stmt -> visitStmt(stmt);
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
          add(handler.name, Deed.BOUND);
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
        if (assign.form == Stmt.AnnAssign.Form.NAME && assign.target instanceof Expr.Name name) {
          add(name, Deed.ANNOTATED);
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
        add(def.name, Deed.BOUND);
        visitAll(def.decorators);
        header(def.parameters);
        if (def.returns != null && def.typeParams.isEmpty()) {
          visit(def.returns);
        }
      }
      case Stmt.ClassDef def -> {
        add(def.name, Deed.BOUND);
        visitAll(def.decorators);
        if (def.typeParams.isEmpty()) {
          visitAll(def.arguments);
        }
      }
      case Stmt.TypeAliasStmt alias -> add(alias.name, Deed.BOUND);
      case Stmt.Import imports -> {
        for (Alias alias : imports.names) {
          String name = alias.name.name;
          int dot = name.indexOf('.');
          add(
              alias.asName != null ? alias.asName.name : dot < 0 ? name : name.substring(0, dot),
              Deed.IMPORTED,
              alias.start);
        }
      }
      case Stmt.ImportFrom imports -> {
        for (Alias alias : imports.names) {
          add(alias.asName != null ? alias.asName : alias.name, Deed.IMPORTED);
        }
      }
      case Stmt.Global global -> {
        for (Expr.Name name : global.names) {
          add(name, Deed.GLOBAL);
        }
      }
      case Stmt.Nonlocal nonlocal -> {
        for (Expr.Name name : nonlocal.names) {
          add(name, Deed.NONLOCAL);
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
      case Expr.Name name -> add(name, Deed.USED);
      case Expr.Lambda lambda -> header(lambda.parameters);
      case Expr.Walrus walrus -> {
        visit(walrus.value);
        add(walrus.target, Deed.BOUND);
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
          add(capture.name, Deed.BOUND);
        }
      }
      case Pattern.As as -> {
        visit(as.pattern);
        add(as.name, Deed.BOUND);
      }
      case Pattern.Star star -> {
        if (star.name != null) {
          add(star.name, Deed.BOUND);
        }
      }
      case Pattern.Mapping mapping -> {
        visitAll(mapping.keys);
        visitAll(mapping.patterns);
        if (mapping.rest != null) {
          add(mapping.rest, Deed.BOUND);
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
      case Expr.Name name -> add(name, Deed.BOUND);
      case Expr.Starred starred -> bind(starred.value);
      case Expr.Tuple tuple -> bindAll(tuple.elements);
      case Expr.ListExpr list -> bindAll(list.elements);
      default -> visit(target);
    }
  }
}
