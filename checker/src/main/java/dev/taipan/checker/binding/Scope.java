package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A region of a module with names of its own. Written by the binder, immutable for everyone else.
 * Compares by identity.
 */
public final class Scope {
  /** What opens a scope. */
  public enum Kind {
    MODULE,
    CLASS,
    FUNCTION,
    LAMBDA,
    COMPREHENSION,
    /** The parameters of a generic `def`, `class` or `type` statement (PEP 695). */
    TYPE_PARAMETERS
  }

  private final int index;
  private final Kind kind;
  private final Node node;
  private final @Nullable Scope parent;
  private final Scope frame;
  private final NameTable<Symbol> symbols = new NameTable<>();
  private List<Scope> children = List.of();
  private List<Expr> yields = List.of();
  private List<Stmt.Return> returns = List.of();
  private boolean awaits;
  boolean reclasses;

  /** The names of `global` and `nonlocal` statements with the symbol they mean. */
  @Nullable NameTable<Symbol> redirected;

  /** States of outer places that uses in this scope see, by place key. */
  @Nullable NameTable<LiveBindings> enclosing;

  /**
   * The states of this scope's symbols at its end, by symbol position; null entries are unbound.
   */
  @Nullable LiveBindings @Nullable [] ends;

  final Map<String, List<Definition>> instanceAttributes;
  final Map<String, List<Definition>> classAttributes;
  int endReachability = Conditions.TRUE;

  /**
   * A variable of the enclosing frame that was last bound before this ordinal of its bindings keeps
   * its value for all the life of this scope.
   */
  int captureLimit;

  /** The name that private names are mangled with; null outside of classes. */
  final @Nullable String mangling;

  Scope(int index, Kind kind, Node node, @Nullable Scope parent, @Nullable String mangling) {
    this.index = index;
    this.kind = kind;
    this.node = node;
    this.parent = parent;
    this.mangling = mangling;
    boolean inlined = kind == Kind.COMPREHENSION || kind == Kind.TYPE_PARAMETERS;
    this.frame = inlined && parent != null ? parent.frame : this;
    boolean isClass = kind == Kind.CLASS;
    this.instanceAttributes = isClass ? new LinkedHashMap<>() : Map.of();
    this.classAttributes = isClass ? new LinkedHashMap<>() : Map.of();
    if (parent != null) {
      if (parent.children.isEmpty()) {
        parent.children = new ArrayList<>(4);
      }
      parent.children.add(this);
    }
  }

  public Kind kind() {
    return kind;
  }

  /**
   * The Module, ClassDef, FunctionDef, Lambda, comprehension or generator that opens it; for
   * TYPE_PARAMETERS the FunctionDef, ClassDef or TypeAliasStmt.
   */
  public Node node() {
    return node;
  }

  /**
   * The scope it stands in; null for the module. Not every outer scope is visible: {@link
   * NameLookup}.
   */
  public @Nullable Scope parent() {
    return parent;
  }

  /**
   * The scope whose flow of control this scope is a part of: itself, but for comprehensions and
   * type parameters the innermost module, class, function or lambda around them.
   */
  public Scope frame() {
    return frame;
  }

  /** The symbol that this scope owns under a (mangled) name; null if there is none. */
  public @Nullable Symbol symbol(String name) {
    return symbols.get(name);
  }

  /** The symbols that this scope owns, in the order in which they first appear. */
  public List<Symbol> symbols() {
    List<Symbol> list = new ArrayList<>(symbols.size());
    for (int i = 0; i < symbols.size(); i++) {
      list.add(symbols.valueAt(i));
    }
    return list;
  }

  /**
   * The symbol that a (mangled) name means when it is bound here: that of another scope after
   * `global` or `nonlocal`, else this scope's. Null if the name is neither bound nor declared here.
   */
  public @Nullable Symbol resolveLocally(String name) {
    NameTable<Symbol> table = redirected;
    if (table != null) {
      Symbol symbol = table.get(name);
      if (symbol != null) {
        return symbol;
      }
    }
    return symbols.get(name);
  }

  /** Whether it is a function or lambda whose call makes a generator. */
  public boolean isGenerator() {
    return !yields.isEmpty();
  }

  /** The Yield and YieldFrom expressions that belong to this function or lambda, in order. */
  public List<Expr> yields() {
    return Collections.unmodifiableList(yields);
  }

  /**
   * The `return` statements that belong to this function, in order, without those of whose value a
   * `finally` disposes.
   */
  public List<Stmt.Return> returns() {
    return Collections.unmodifiableList(returns);
  }

  /**
   * Whether an `await`, `async for` or `async with` stands in it: in a function with its
   * comprehensions, in a comprehension with those that are evaluated along with it.
   */
  public boolean awaits() {
    return awaits;
  }

  /** Whether one of its symbols is {@linkplain Symbol#isReclassed reclassed}. */
  public boolean reclasses() {
    return reclasses;
  }

  /** Whether it is the scope of a function or lambda, or lies in one. */
  public boolean isInFunction() {
    for (Scope at = this; at != null; at = at.parent) {
      if (at.kind == Kind.FUNCTION || at.kind == Kind.LAMBDA) {
        return true;
      }
    }
    return false;
  }

  /** The condition under which control, once in the scope, falls off its end. */
  public int endReachability() {
    return endReachability;
  }

  /**
   * What others see of a symbol of this scope. For modules and classes: the state at the end, where
   * UNBOUND stands for paths that bind nothing. For functions and lambdas, whose nested functions
   * may run at any time: all bindings.
   */
  public LiveBindings endBindings(Symbol symbol) {
    if (kind == Kind.FUNCTION || kind == Kind.LAMBDA) {
      return symbol.allBindings();
    }
    LiveBindings[] states = ends;
    LiveBindings state = states == null ? null : states[symbol.position()];
    if (state != null) {
      return state;
    }
    return new LiveBindings(this, LiveBindings.UNBOUND, Conditions.TRUE, Conditions.TRUE);
  }

  /**
   * For a class: the attributes that its methods define through their first parameter ({@code
   * self.x = …}, {@code self.x: T}, and all other kinds of targets), by (mangled) name, in the
   * order of the program. A definition's scope is the method's. Empty for other scopes.
   */
  public Map<String, List<Definition>> instanceAttributes() {
    return Collections.unmodifiableMap(instanceAttributes);
  }

  /**
   * The same for class methods, {@code __new__} and the like, whose first parameter is the class.
   */
  public Map<String, List<Definition>> classAttributes() {
    return Collections.unmodifiableMap(classAttributes);
  }

  /** Whether a method assigns an attribute of this name to its first parameter. */
  public boolean isAssignedInMethods(String name) {
    return instanceAttributes.containsKey(name) || classAttributes.containsKey(name);
  }

  NameTable<Symbol> symbolTable() {
    return symbols;
  }

  /** The symbol of a name, made if there is none yet. */
  Symbol declare(String name) {
    Symbol symbol = symbols.get(name);
    if (symbol == null) {
      symbol = new Symbol(name, this, symbols.size());
      symbols.put(name, symbol);
    }
    return symbol;
  }

  void addYield(Expr expression) {
    if (yields.isEmpty()) {
      yields = new ArrayList<>(2);
    }
    yields.add(expression);
  }

  void addReturn(Stmt.Return statement) {
    if (returns.isEmpty()) {
      returns = new ArrayList<>(2);
    }
    returns.add(statement);
  }

  /** Something else takes the place of what the statement returns. */
  void removeReturn(Stmt.Return statement) {
    returns.remove(statement);
  }

  void setAwaits() {
    awaits = true;
  }

  @Override
  public String toString() {
    return kind + "#" + index;
  }
}
