package dev.taipan.checker.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A walk over a tree: a subclass says what happens at a node and where to go on.
 *
 * <p>{@link #visit} is called for every child that {@link #visitChildren} finds, in the order of
 * the text (of a conditional expression the body comes first, of a comprehension the element). What
 * only repeats a node that stands elsewhere is left out.
 */
public abstract class TreeWalker {
  /** At a node; whoever wants to see what is in it calls {@link #visitChildren}. */
  protected abstract void visit(Node node);

  protected final void visitAll(List<? extends @Nullable Node> nodes) {
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (node != null) {
        visit(node);
      }
    }
  }

  private void visitIf(@Nullable Node node) {
    if (node != null) {
      visit(node);
    }
  }

  /** Visits the nodes directly below {@code node}. */
  protected final void visitChildren(Node node) {
    switch (node) {
      case Expr expr -> visitChildren(expr);
      case Stmt stmt -> visitChildren(stmt);
      case Argument argument -> {
        visitIf(argument.name);
        visit(argument.value);
      }
      case Parameters parameters -> visitAll(parameters.all);
      case Parameter parameter -> {
        visit(parameter.name);
        visitIf(parameter.annotation);
        visitIf(parameter.defaultValue);
      }
      case Pattern pattern -> visitChildren(pattern);
      case Alias alias -> {
        visit(alias.name);
        visitIf(alias.asName);
      }
      case Decorator decorator -> visit(decorator.expression);
      case Comprehension comprehension -> {
        visit(comprehension.target);
        visit(comprehension.iterable);
        visitAll(comprehension.conditions);
      }
      case ExceptHandler handler -> {
        visitIf(handler.type);
        visitIf(handler.name);
        visitAll(handler.body);
      }
      case MatchCase matchCase -> {
        visit(matchCase.pattern);
        visitIf(matchCase.guard);
        visitAll(matchCase.body);
      }
      case WithItem item -> {
        visit(item.context);
        visitIf(item.target);
      }
      case TypeParam param -> {
        visit(param.name);
        visitIf(param.bound);
        visitIf(param.defaultValue);
      }
      case FStringPart.Literal literal -> {}
      case FStringPart.Field field -> {
        visit(field.value);
        visitAll(field.format);
      }
      case Module module -> visitAll(module.body);
    }
  }

  private void visitChildren(Expr expr) {
    switch (expr) {
      case Expr.Name name -> {}
      case Expr.Constant constant -> {}
      case Expr.Str str -> {}
      case Expr.Attribute attribute -> visit(attribute.value);
      case Expr.Call call -> {
        visit(call.callee);
        visitAll(call.arguments);
      }
      case Expr.Subscript subscript -> {
        visit(subscript.value);
        visit(subscript.index);
      }
      case Expr.Tuple tuple -> visitAll(tuple.elements);
      case Expr.ListExpr list -> visitAll(list.elements);
      case Expr.SetExpr set -> visitAll(set.elements);
      case Expr.Dict dict -> {
        for (int i = 0; i < dict.values.size(); i++) {
          visitIf(dict.keys.get(i));
          visit(dict.values.get(i));
        }
      }
      case Expr.Binary binary -> {
        visit(binary.left);
        visit(binary.right);
      }
      case Expr.Unary unary -> visit(unary.operand);
      case Expr.BoolOp boolOp -> visitAll(boolOp.values);
      case Expr.Compare compare -> {
        visit(compare.left);
        visitAll(compare.comparators);
      }
      case Expr.Conditional conditional -> {
        visit(conditional.body);
        visit(conditional.test);
        visit(conditional.orelse);
      }
      case Expr.FString fstring -> visitAll(fstring.parts);
      case Expr.ListComp comp -> {
        visit(comp.element);
        visitAll(comp.generators);
      }
      case Expr.SetComp comp -> {
        visit(comp.element);
        visitAll(comp.generators);
      }
      case Expr.DictComp comp -> {
        visit(comp.key);
        visit(comp.value);
        visitAll(comp.generators);
      }
      case Expr.Generator comp -> {
        visit(comp.element);
        visitAll(comp.generators);
      }
      case Expr.Slice slice -> {
        visitIf(slice.lower);
        visitIf(slice.upper);
        visitIf(slice.step);
      }
      case Expr.Starred starred -> visit(starred.value);
      case Expr.Lambda lambda -> {
        visit(lambda.parameters);
        visit(lambda.body);
      }
      case Expr.Await await -> visit(await.value);
      case Expr.Yield yield -> visitIf(yield.value);
      case Expr.YieldFrom yield -> visit(yield.value);
      case Expr.Walrus walrus -> {
        visit(walrus.target);
        visit(walrus.value);
      }
      case Expr.ErrorExpr error -> visitAll(error.parts);
    }
  }

  private void visitChildren(Stmt stmt) {
    switch (stmt) {
      case Stmt.ExprStmt exprStmt -> visit(exprStmt.value);
      case Stmt.Assign assign -> {
        visitAll(assign.targets);
        visit(assign.value);
      }
      case Stmt.AugAssign assign -> {
        visit(assign.target);
        visit(assign.value);
      }
      case Stmt.AnnAssign assign -> {
        if (assign.form != Stmt.AnnAssign.Form.COMMENT_BEHIND) {
          visit(assign.target);
        }
        visit(assign.annotation);
        visitIf(assign.value);
      }
      case Stmt.Return returns -> visitIf(returns.value);
      case Stmt.If ifs -> {
        visit(ifs.test);
        visitAll(ifs.body);
        visitAll(ifs.orelse);
      }
      case Stmt.FunctionDef def -> {
        visitAll(def.decorators);
        visit(def.name);
        visitAll(def.typeParams);
        visit(def.parameters);
        visitIf(def.returns);
        visitAll(def.body);
      }
      case Stmt.ClassDef def -> {
        visitAll(def.decorators);
        visit(def.name);
        visitAll(def.typeParams);
        visitAll(def.arguments);
        visitAll(def.body);
      }
      case Stmt.For loop -> {
        visit(loop.target);
        visit(loop.iterable);
        visitAll(loop.body);
        visitAll(loop.orelse);
      }
      case Stmt.While loop -> {
        visit(loop.test);
        visitAll(loop.body);
        visitAll(loop.orelse);
      }
      case Stmt.With with -> {
        visitAll(with.items);
        visitAll(with.body);
      }
      case Stmt.Try tries -> {
        visitAll(tries.body);
        visitAll(tries.handlers);
        visitAll(tries.orelse);
        visitAll(tries.finalbody);
      }
      case Stmt.Raise raise -> {
        visitIf(raise.exception);
        visitIf(raise.cause);
      }
      case Stmt.Assert asserts -> {
        visit(asserts.test);
        visitIf(asserts.message);
      }
      case Stmt.Delete delete -> visitAll(delete.targets);
      case Stmt.Import imports -> visitAll(imports.names);
      case Stmt.ImportFrom imports -> visitAll(imports.names);
      case Stmt.Global global -> visitAll(global.names);
      case Stmt.Nonlocal nonlocal -> visitAll(nonlocal.names);
      case Stmt.Match match -> {
        visit(match.subject);
        visitAll(match.cases);
      }
      case Stmt.TypeAliasStmt alias -> {
        visit(alias.name);
        visitAll(alias.typeParams);
        visit(alias.value);
      }
      case Stmt.Pass pass -> {}
      case Stmt.Break breaks -> {}
      case Stmt.Continue continues -> {}
      case Stmt.ErrorStmt error -> visitAll(error.parts);
    }
  }

  private void visitChildren(Pattern pattern) {
    switch (pattern) {
      case Pattern.Value value -> visit(value.value);
      case Pattern.Singleton singleton -> visit(singleton.value);
      case Pattern.Capture capture -> visitIf(capture.name);
      case Pattern.As as -> {
        visit(as.pattern);
        visit(as.name);
      }
      case Pattern.Or or -> visitAll(or.patterns);
      case Pattern.Sequence sequence -> visitAll(sequence.patterns);
      case Pattern.Star star -> visitIf(star.name);
      case Pattern.Mapping mapping -> {
        for (int i = 0; i < mapping.keys.size(); i++) {
          visit(mapping.keys.get(i));
          visit(mapping.patterns.get(i));
        }
        visitIf(mapping.rest);
      }
      case Pattern.Class cls -> {
        visit(cls.cls);
        visitAll(cls.positional);
        for (int i = 0; i < cls.keywordNames.size(); i++) {
          visit(cls.keywordNames.get(i));
          visit(cls.keywordPatterns.get(i));
        }
      }
      case Pattern.Error error -> {}
    }
  }
}
