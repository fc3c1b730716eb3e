package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Node;
import org.jspecify.annotations.Nullable;

/** A binding or declaration of a place, at one point of the program. Compares by identity. */
public final class Definition {
  private final int index;
  private final Scope scope;

  /** The symbol or, of a member place, its key. */
  private final Object named;

  private final Node target;
  private final Node region;
  private final DefinitionKind kind;
  private final int reachability;

  /** The number of predicates made before it: those say nothing of the value that it gives. */
  final int earlierPredicates;

  Definition(
      int index,
      Scope scope,
      @Nullable Symbol symbol,
      String place,
      Node target,
      Node region,
      DefinitionKind kind,
      int reachability,
      int earlierPredicates) {
    this.index = index;
    this.scope = scope;
    this.named = symbol == null ? place : symbol;
    this.target = target;
    this.region = region;
    this.kind = kind;
    this.reachability = reachability;
    this.earlierPredicates = earlierPredicates;
  }

  /** Its index among the definitions of the module, in the order of the program. */
  public int index() {
    return index;
  }

  /** The scope in which it stands. With `global` and `nonlocal` it is not the symbol's scope. */
  public Scope scope() {
    return scope;
  }

  /** The symbol that is defined; null for a member place such as `self.x` or `a[0]`. */
  public @Nullable Symbol symbol() {
    return named instanceof Symbol symbol ? symbol : null;
  }

  /**
   * The place: a name, or the key of a member place as {@link Places#keyOf} makes it, with private
   * names mangled.
   */
  public String place() {
    return named instanceof Symbol symbol ? symbol.name() : (String) named;
  }

  /**
   * The node that names the place: a Name, Attribute or Subscript in target position, or the
   * FunctionDef, ClassDef, TypeAliasStmt, Alias, Parameter, TypeParam, ExceptHandler or pattern
   * that binds; the star import for StarImport; the loop for LoopHeader, the call for AfterCall.
   */
  public Node target() {
    return target;
  }

  /**
   * The node whose evaluation gives the definition its type: the statement for most, MatchCase for
   * captures, the enclosing statement for walrus and comprehension targets and for parameters of
   * lambdas, the FunctionDef for parameters of functions, the statement with the header for type
   * parameters.
   */
  public Node region() {
    return region;
  }

  public DefinitionKind kind() {
    return kind;
  }

  /** The condition under which control gets here from the start of the scope. */
  public int reachability() {
    return reachability;
  }

  /** Whether it gives the place a value. */
  public boolean isBinding() {
    return switch (kind) {
      case DefinitionKind.AnnAssign k -> k.statement().value != null || k.stub();
      case DefinitionKind.Delete k -> false;
      case DefinitionKind.LoopHeader k -> false;
      case DefinitionKind.AfterCall k -> false;
      case DefinitionKind.Gathered k -> false;
      case DefinitionKind.Import k -> true;
      case DefinitionKind.ImportFrom k -> true;
      case DefinitionKind.StarImport k -> true;
      case DefinitionKind.Function k -> true;
      case DefinitionKind.Class k -> true;
      case DefinitionKind.Assign k -> true;
      case DefinitionKind.AugAssign k -> true;
      case DefinitionKind.For k -> true;
      case DefinitionKind.With k -> true;
      case DefinitionKind.ComprehensionTarget k -> true;
      case DefinitionKind.Walrus k -> true;
      case DefinitionKind.Param k -> true;
      case DefinitionKind.ExceptName k -> true;
      case DefinitionKind.MatchCapture k -> true;
      case DefinitionKind.TypeAlias k -> true;
      case DefinitionKind.TypeParameter k -> true;
    };
  }

  /** Whether it says which type the place has: annotations, functions, classes, type aliases. */
  public boolean isDeclaration() {
    return switch (kind) {
      case DefinitionKind.AnnAssign k -> true;
      case DefinitionKind.Param k -> k.node().annotation != null;
      case DefinitionKind.Function k -> true;
      case DefinitionKind.Class k -> true;
      case DefinitionKind.TypeAlias k -> true;
      case DefinitionKind.TypeParameter k -> true;
      case DefinitionKind.Import k -> false;
      case DefinitionKind.ImportFrom k -> false;
      case DefinitionKind.StarImport k -> false;
      case DefinitionKind.Assign k -> false;
      case DefinitionKind.AugAssign k -> false;
      case DefinitionKind.For k -> false;
      case DefinitionKind.With k -> false;
      case DefinitionKind.ComprehensionTarget k -> false;
      case DefinitionKind.Walrus k -> false;
      case DefinitionKind.ExceptName k -> false;
      case DefinitionKind.MatchCapture k -> false;
      case DefinitionKind.Delete k -> false;
      case DefinitionKind.LoopHeader k -> false;
      case DefinitionKind.AfterCall k -> false;
      case DefinitionKind.Gathered k -> false;
    };
  }

  @Override
  public String toString() {
    return place() + "#" + index;
  }
}
