package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.WellKnown;
import java.util.Set;

/** Methods that every class of a chain has a part in, and that do not call the next one. */
final class SuperCalls implements FunctionRule {
  private static final Set<String> CHAINED =
      Set.of("__init__", "__init_subclass__", "__enter__", "__exit__");

  private final Findings findings;

  SuperCalls(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.FunctionDef function, Scope enclosing, Scope body) {
    String name = function.name.name;
    if (CHAINED.contains(name)
        && enclosing.kind() == Scope.Kind.CLASS
        && enclosing.node() instanceof Stmt.ClassDef cls
        && findings.program().reports(Rules.MISSING_SUPER_CALL)
        && !findings.module().isStub()
        && baseHas(findings.declared().classOf(findings.module(), cls), name)
        && !new Search(name).isCalledIn(function)) {
      findings.report(
          Rules.MISSING_SUPER_CALL,
          function.name,
          "`" + name + "` does not call that of the base class");
    }
  }

  private boolean baseHas(ClassModel model, String name) {
    for (int i = 1; i < model.mro().size(); i++) {
      ClassId id = Mro.classOf(model.mro().get(i));
      if (id != null
          && !id.equals(WellKnown.OBJECT)
          && findings.program().classModel(id).member(name).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Looks for {@code super().name(...)} or {@code Base.name(...)}. */
  private static final class Search extends TreeWalker {
    private final String name;
    private boolean found;

    Search(String name) {
      this.name = name;
    }

    boolean isCalledIn(Stmt.FunctionDef function) {
      visitAll(function.body);
      return found;
    }

    @Override
    protected void visit(Node node) {
      if (node instanceof Expr.Call call
          && call.callee instanceof Expr.Attribute method
          && method.name.equals(name)) {
        found = true;
      }
      if (!found) {
        visitChildren(node);
      }
    }
  }
}
