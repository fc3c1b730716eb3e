package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows the statements that only bind places: assignments, deletions and imports. */
final class AssignmentFlow {
  private final Walk walk;
  private final Facts facts;
  private final ExpressionFlow expressions;
  private final Set<String> starNames;
  private final AllRecorder all = new AllRecorder();
  private final List<Stmt.ImportFrom> starImports = new ArrayList<>(0);

  /**
   * @param starNames the names that a star import may define
   */
  AssignmentFlow(Walk walk, ExpressionFlow expressions, Set<String> starNames) {
    this.walk = walk;
    this.facts = walk.facts;
    this.expressions = expressions;
    this.starNames = starNames;
  }

  /** What the statements so far make of {@code __all__}; null if the module has none. */
  @Nullable DunderAll dunderAll() {
    return all.result();
  }

  /** The star imports so far. */
  List<Stmt.ImportFrom> starImports() {
    return starImports;
  }

  private boolean atTopLevel() {
    return walk.frame.outer == null;
  }

  /** Notes what a statement does to {@code __all__}; whether it is a call of one of its methods. */
  boolean noteAll(Stmt.ExprStmt statement) {
    return atTopLevel() && all.expression(statement.value, walk.frame.state.reach);
  }

  /**
   * Visits what is assigned. It ends the path if it is a call, in a function, of one that is
   * declared never to return; callees that the function makes itself are not looked at.
   */
  private void assigned(Expr value) {
    expressions.visit(value);
    Scope scope = walk.frame.scope;
    if (scope.kind() != Scope.Kind.FUNCTION || facts.stub || walk.frame.state.isDead()) {
      return;
    }
    Expr callee = value instanceof Expr.Await await ? await.value : value;
    callee = callee instanceof Expr.Call call ? call.callee : callee;
    while (callee instanceof Expr.Attribute attribute) {
      callee = attribute.value;
    }
    if (callee instanceof Expr.Name name && scope.symbol(walk.mangle(name.name)) == null) {
      expressions.assumeReturns(value, true);
    }
  }

  void assign(Stmt.Assign statement) {
    if (atTopLevel()) {
      all.assign(statement, walk.frame.state.reach);
    }
    assigned(statement.value);
    walk.frame.interruptions.setAtEnd(
        statement.targets.size() == 1 && ExpressionFlow.isDirect(statement.targets.getFirst())
            || areNames(statement.targets));
    for (int i = 0; i < statement.targets.size(); i++) {
      Expr target = statement.targets.get(i);
      expressions.bindTarget(
          target,
          statement,
          new DefinitionKind.Assign(statement, ExpressionFlow.isDirect(target)),
          false);
    }
    walk.frame.interruptions.setAtEnd(false);
  }

  /** Whether nothing can fail once the first of several targets has its value. */
  static boolean areNames(List<Expr> targets) {
    for (Expr target : targets) {
      boolean isNames =
          switch (target) {
            case Expr.Name _ -> true;
            case Expr.Starred starred -> starred.value instanceof Expr.Name;
            case Expr.Tuple tuple -> targets.size() == 1 && areNames(tuple.elements);
            case Expr.ListExpr list -> targets.size() == 1 && areNames(list.elements);
            default -> false;
          };
      if (!isNames) {
        return false;
      }
    }
    return true;
  }

  void augmented(Stmt.AugAssign statement) {
    if (atTopLevel()) {
      all.augment(statement, walk.frame.state.reach);
    }
    Expr target = statement.target;
    if (target instanceof Expr.Name name) {
      expressions.reference(name);
      LiveBindings read = (LiveBindings) facts.byNode[name.id];
      expressions.visit(statement.value);
      walk.frame.interruptions.setAtEnd(true);
      walk.bindName(name, name, statement, new DefinitionKind.AugAssign(statement, read));
      walk.frame.interruptions.setAtEnd(false);
      return;
    }
    Place place = expressions.memberTarget(target);
    if (!(target instanceof Expr.Attribute || target instanceof Expr.Subscript)) {
      expressions.visit(target);
    }
    LiveBindings read = place == null ? null : walk.frame.read(place);
    expressions.visit(statement.value);
    if (place != null) {
      walk.frame.interruptions.setAtEnd(true);
      walk.defineMember(place, target, statement, new DefinitionKind.AugAssign(statement, read));
      walk.frame.interruptions.setAtEnd(false);
    }
  }

  void annotated(Stmt.AnnAssign statement) {
    if (atTopLevel()) {
      all.assign(statement, walk.frame.state.reach);
    }
    if (statement.value != null) {
      assigned(statement.value);
    }
    expressions.visit(statement.annotation);
    DefinitionKind kind = new DefinitionKind.AnnAssign(statement, facts.stub);
    walk.frame.interruptions.setAtEnd(true);
    if (statement.target instanceof Expr.Name name) {
      if (statement.value != null || facts.stub) {
        walk.bindName(name, name, statement, kind);
      } else {
        walk.declareName(name, statement, kind);
      }
    } else {
      expressions.bindTarget(statement.target, statement, kind, false);
    }
    walk.frame.interruptions.setAtEnd(false);
  }

  void delete(Stmt.Delete statement) {
    for (int i = 0; i < statement.targets.size(); i++) {
      delete(statement.targets.get(i), statement);
    }
  }

  private void delete(Expr target, Stmt.Delete statement) {
    Frame frame = walk.frame;
    switch (target) {
      case Expr.Name name -> {
        expressions.reference(name);
        if (!name.name.isEmpty()) {
          LiveBindings read = (LiveBindings) facts.byNode[name.id];
          walk.declareName(name, statement, new DefinitionKind.Delete(statement, read));
          frame.bind(frame.ownPlace(walk.mangle(name.name)), LiveBindings.UNBOUND);
        }
      }
      case Expr.Tuple tuple -> tuple.elements.forEach(element -> delete(element, statement));
      case Expr.ListExpr list -> list.elements.forEach(element -> delete(element, statement));
      default -> {
        Place place = expressions.memberTarget(target);
        if (place == null) {
          if (!(target instanceof Expr.Attribute || target instanceof Expr.Subscript)) {
            expressions.visit(target);
          }
          return;
        }
        LiveBindings read = frame.read(place);
        walk.defineMember(place, target, statement, new DefinitionKind.Delete(statement, read));
        if (place.isItem() && place.parent != null) {
          frame.forgetItems(place.parent); // the items behind it move up
        } else {
          frame.forget(place);
        }
      }
    }
  }

  void importModules(Stmt.Import statement) {
    for (Alias alias : statement.names) {
      walk.frame.interruptions.proceed();
      importName(alias, boundName(alias), statement, new DefinitionKind.Import(statement, alias));
    }
  }

  /** The name that an alias of an `import` statement binds. */
  static String boundName(Alias alias) {
    if (alias.asName != null) {
      return alias.asName.name;
    }
    String dotted = alias.name.name;
    int dot = dotted.indexOf('.');
    return dot < 0 ? dotted : dotted.substring(0, dot);
  }

  private void importName(Alias alias, String name, Stmt statement, DefinitionKind kind) {
    if (!name.isEmpty()) {
      Expr.Name node = alias.asName == null ? alias.name : alias.asName;
      walk.frame.interruptions.setAtEnd(true);
      walk.bindName(alias, node, name, statement, kind);
      walk.frame.interruptions.setAtEnd(false);
    }
  }

  void importFrom(Stmt.ImportFrom statement) {
    if (StarImports.isStarImport(statement)) {
      if (atTopLevel()) {
        starImport(statement);
      }
      return;
    }
    for (Alias alias : statement.names) {
      walk.frame.interruptions.proceed();
      String name = (alias.asName == null ? alias.name : alias.asName).name;
      importName(alias, name, statement, new DefinitionKind.ImportFrom(statement, alias));
    }
  }

  private void starImport(Stmt.ImportFrom statement) {
    Frame frame = walk.frame;
    starImports.add(statement);
    if (frame.state.isDead()) {
      return;
    }
    for (String name : starNames) {
      Place place = frame.ownPlace(name);
      Symbol symbol = place.symbol;
      int defines = facts.starDefines(statement, name);
      int reach = facts.conditions.and(frame.state.reach, defines);
      Definition definition =
          facts.define(
              frame.scope,
              symbol,
              name,
              statement,
              statement,
              new DefinitionKind.StarImport(statement, name),
              reach);
      frame.bindWhere(place, definition.index(), defines);
    }
    facts.byNode[statement.id] = null; // it stands for many definitions
  }
}
