package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Comprehension;
import dev.taipan.checker.syntax.ExceptHandler;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Parameters;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TypeParam;
import dev.taipan.checker.syntax.WithItem;
import org.jspecify.annotations.Nullable;

/** What makes a definition, with the pieces of the tree that its type is computed from. */
public sealed interface DefinitionKind {

  /** `import a.b.c` (binds `a`) or `import a.b as c`. */
  record Import(Stmt.Import statement, Alias alias) implements DefinitionKind {}

  /** `from m import a as b`. */
  record ImportFrom(Stmt.ImportFrom statement, Alias alias) implements DefinitionKind {}

  /** `from m import *` for one name that the importing module uses. */
  record StarImport(Stmt.ImportFrom statement, String name) implements DefinitionKind {}

  /** A function with the scope of its body. */
  record Function(Stmt.FunctionDef node, Scope opened) implements DefinitionKind {}

  /** A class with the scope of its body. */
  record Class(Stmt.ClassDef node, Scope opened) implements DefinitionKind {}

  /**
   * `target = value`; {@code direct} when the target gets the whole value, not an unpacked part.
   */
  record Assign(Stmt.Assign statement, boolean direct) implements DefinitionKind {
    public Expr value() {
      return statement.value;
    }
  }

  /** `target: annotation = value`. Without a value it only binds in a stub. */
  record AnnAssign(Stmt.AnnAssign statement, boolean stub) implements DefinitionKind {}

  /**
   * `target op= value`; {@code read} is what reaches the read of the target, null as in {@link
   * BoundModule#bindingsAt}.
   */
  record AugAssign(Stmt.AugAssign statement, @Nullable LiveBindings read)
      implements DefinitionKind {}

  /** The target, or a part of it, of a `for` statement. */
  record For(Stmt.For statement, boolean direct) implements DefinitionKind {}

  /** The target, or a part of it, of `with item as target`. */
  record With(Stmt.With statement, WithItem item, boolean direct) implements DefinitionKind {}

  /**
   * The target, or a part of it, of `for` in a comprehension; {@code comprehension} is the whole
   * display or generator, {@code first} whether the iterable is evaluated in the enclosing scope.
   */
  record ComprehensionTarget(
      Expr comprehension, Comprehension generator, boolean first, boolean direct)
      implements DefinitionKind {}

  /** `(target := value)`. */
  record Walrus(Expr.Walrus node) implements DefinitionKind {}

  /** A parameter of a function or lambda; {@code index} counts from 0 in {@code parameters.all}. */
  record Param(Parameters parameters, Parameter node, int index) implements DefinitionKind {}

  /** `except type as name`; {@code star} for `except*`. */
  record ExceptName(Stmt.Try statement, ExceptHandler handler) implements DefinitionKind {}

  /** A name that a pattern binds; the target is the pattern that does it. */
  record MatchCapture(Stmt.Match statement, MatchCase matchCase, int caseIndex)
      implements DefinitionKind {}

  /** `type Name = value`. */
  record TypeAlias(Stmt.TypeAliasStmt node) implements DefinitionKind {}

  /** A type parameter of a `def`, `class` or `type` statement. */
  record TypeParameter(TypeParam node) implements DefinitionKind {}

  /**
   * `del target`: no binding, it leaves the place unbound; {@code read} as in {@link AugAssign}.
   */
  record Delete(Stmt.Delete statement, @Nullable LiveBindings read) implements DefinitionKind {}

  /**
   * What a place holds behind a call, where functions bind its name too by `nonlocal` or `global`
   * and the call may have run them; {@code before} is what it held before. Not among the
   * definitions of a symbol.
   */
  record AfterCall(Expr.Call call, LiveBindings before) implements DefinitionKind {}

  /**
   * What earlier rounds of a loop have bound a place to, where the loop's test or body starts. Not
   * among the definitions of a symbol.
   */
  final class LoopHeader implements DefinitionKind {
    private final Node loop;
    private @Nullable LiveBindings flowingBack;

    LoopHeader(Node loop) {
      this.loop = loop;
    }

    /** The `for` or `while` statement, or the comprehension. */
    Node loop() {
      return loop;
    }

    /**
     * The state of the place where control goes back to the header. May contain this definition
     * itself (a round that left the place alone) and the bindings from before the loop.
     */
    public LiveBindings flowingBack() {
      LiveBindings bindings = flowingBack;
      if (bindings == null) {
        throw new IllegalStateException("the loop is not bound yet");
      }
      return bindings;
    }

    /** Called once, by the binder, when it has left the loop. */
    void close(LiveBindings bindings) {
      flowingBack = bindings;
    }
  }

  /**
   * Many bindings of a place that meet, as one: a use asks what they are together, and not each use
   * for each of them. Not among the definitions of a symbol.
   */
  record Gathered(LiveBindings bindings) implements DefinitionKind {}
}
