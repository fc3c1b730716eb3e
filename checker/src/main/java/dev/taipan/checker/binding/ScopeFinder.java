package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Comprehension;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.ExceptHandler;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Parameters;
import dev.taipan.checker.syntax.Pattern;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import dev.taipan.checker.syntax.TypeParam;
import dev.taipan.checker.syntax.WithItem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the scopes of a module and the names that each of them owns, before flow is followed: a
 * name is local to a function wherever the function binds it.
 *
 * <p>Leaves in {@link Facts#byNode} the Scope of each node that opens one (for a TypeAliasStmt, at
 * its name), and at each loop the places that it binds.
 */
final class ScopeFinder extends TreeWalker {
  private static final Object[] NOTHING = {};

  private final Facts facts;
  private final Scope module;
  private final boolean collectsNames;

  /** The scope that is being walked. */
  private Scope scope;

  private Unit unit;

  /** Pairs: a scope and a Name of one of its `nonlocal` statements. */
  private final List<Object> nonlocals = new ArrayList<>(0);

  /** Pairs: a scope and a name that is read in it; only where there are star imports. */
  private final List<Object> reads = new ArrayList<>(0);

  /** The bindings of one frame, counted in the order of the program. */
  private static final class Unit {
    int bindings;

    /** What the loops around the current point bind: names, and targets that are member places. */
    final ArrayList<Object> looped = new ArrayList<>(0);

    int loopDepth;
  }

  private ScopeFinder(Facts facts, boolean collectsNames) {
    this.facts = facts;
    this.collectsNames = collectsNames;
    this.module = new Scope(0, Scope.Kind.MODULE, facts.tree, null, null);
    this.scope = module;
    this.unit = new Unit();
    facts.scopes.add(module);
  }

  /**
   * Finds the scopes and symbols.
   *
   * @return the names that a star import may define for the module: those that are read and that no
   *     inner scope owns; empty if there is no star import
   */
  static Set<String> collect(Facts facts) {
    ScopeFinder finder = new ScopeFinder(facts, StarImports.occursIn(facts.tree.body));
    finder.statements(facts.tree.body);
    finder.resolveNonlocals();
    return finder.moduleNames();
  }

  private Set<String> moduleNames() {
    Set<String> names = new LinkedHashSet<>();
    if (collectsNames) {
      for (int i = 0; i < module.symbolTable().size(); i++) {
        names.add(module.symbolTable().keyAt(i));
      }
      for (int i = 0; i < reads.size(); i += 2) {
        String name = (String) reads.get(i + 1);
        NameLookup.Found found = NameLookup.lookup((Scope) reads.get(i), name);
        if (found == null || found.scope().kind() == Scope.Kind.CLASS) {
          names.add(name);
        }
      }
      for (String name : names) {
        Symbol symbol = module.declare(name);
        symbol.bound = true;
        symbol.onlyNamed = false;
      }
    }
    return names;
  }

  private void resolveNonlocals() {
    for (int i = 0; i < nonlocals.size(); i += 2) {
      Scope from = (Scope) nonlocals.get(i);
      String name = (String) nonlocals.get(i + 1);
      NameTable<Symbol> redirected = from.redirected;
      Symbol placeholder = redirected == null ? null : redirected.get(name);
      Symbol owner = null;
      for (Scope outer = from.parent(); outer != null && owner == null; outer = outer.parent()) {
        if (outer.kind() == Scope.Kind.FUNCTION
            || outer.kind() == Scope.Kind.LAMBDA
            || outer.kind() == Scope.Kind.TYPE_PARAMETERS) {
          Symbol candidate = outer.resolveLocally(name);
          owner = candidate == null || candidate.scope() == from ? null : candidate;
        }
      }
      if (placeholder == null || redirected == null) {
        continue;
      }
      if (owner == null) {
        owner = from.declare(name); // an error in the program: keep it where it stands
      }
      owner.bound |= placeholder.bound;
      owner.declared |= placeholder.declared;
      owner.onlyNamed &= placeholder.onlyNamed;
      owner.reboundElsewhere |= placeholder.bound || placeholder.lastBinding >= 0;
      redirected.replace(name, owner);
    }
  }

  // Names

  /** What kind of binding a name gets. */
  private enum Binding {
    /** An import. */
    NAMED,
    /** A function or class. */
    NAMED_AND_DECLARED,
    VALUE,
    DECLARED_VALUE,
    DECLARATION_ONLY,
    DELETION
  }

  private void bind(String written, Binding binding) {
    bindIn(scope.frame(), written, binding);
  }

  private void bindIn(Scope target, String written, Binding binding) {
    if (written.isEmpty()) {
      return;
    }
    String name = PrivateNames.mangle(target.mangling, written);
    Symbol symbol = null;
    if (target.redirected != null) {
      symbol = target.redirected.get(name);
    }
    if (symbol == null) {
      symbol = target.declare(name);
    }
    switch (binding) {
      case NAMED -> symbol.bound = true;
      case NAMED_AND_DECLARED -> {
        symbol.bound = true;
        symbol.declared = true;
      }
      case VALUE -> {
        symbol.bound = true;
        symbol.onlyNamed = false;
      }
      case DECLARED_VALUE -> {
        symbol.bound = true;
        symbol.declared = true;
        symbol.onlyNamed = false;
      }
      case DECLARATION_ONLY -> {
        symbol.declared = true;
        symbol.onlyNamed = false;
        return;
      }
      case DELETION -> symbol.onlyNamed = false;
    }
    if (target.frame() != target) {
      return; // targets of comprehensions and type parameters do not outlive what binds them
    }
    int ordinal = unit.bindings++;
    if (symbol.scope() == target) {
      symbol.lastBinding = ordinal;
    } else {
      symbol.reboundElsewhere = true;
    }
    if (unit.loopDepth > 0) {
      unit.looped.add(name);
    }
  }

  private Scope open(Scope.Kind kind, Node node, @Nullable String mangling) {
    Scope opened = new Scope(facts.scopes.size(), kind, node, scope, mangling);
    opened.captureLimit = unit.bindings;
    facts.scopes.add(opened);
    return opened;
  }

  // Statements

  private void statements(List<Stmt> body) {
    for (int i = 0; i < body.size(); i++) {
      statement(body.get(i));
    }
  }

  private void statement(Stmt statement) {
    switch (statement) {
      case Stmt.ExprStmt s -> expression(s.value);
      case Stmt.Assign s -> {
        expression(s.value);
        for (int i = 0; i < s.targets.size(); i++) {
          target(s.targets.get(i), Binding.VALUE);
        }
      }
      case Stmt.AugAssign s -> {
        expression(s.value);
        target(s.target, Binding.VALUE);
      }
      case Stmt.AnnAssign s -> {
        optional(s.value);
        expression(s.annotation);
        boolean binds = s.value != null || facts.stub;
        if (s.target instanceof Expr.Name name) {
          bind(name.name, binds ? Binding.DECLARED_VALUE : Binding.DECLARATION_ONLY);
        } else {
          target(s.target, binds ? Binding.DECLARED_VALUE : Binding.DECLARATION_ONLY);
        }
      }
      case Stmt.TypeAliasStmt s -> typeAlias(s);
      case Stmt.FunctionDef s -> function(s);
      case Stmt.ClassDef s -> classDefinition(s);
      case Stmt.Return s -> {
        optional(s.value);
        scope.frame().addReturn(s);
      }
      case Stmt.Delete s -> {
        for (Expr deleted : s.targets) {
          target(deleted, Binding.DELETION);
        }
      }
      case Stmt.For s -> {
        expression(s.iterable);
        if (s.async) {
          awaits();
        }
        int start = enterLoop();
        target(s.target, Binding.VALUE);
        statements(s.body);
        leaveLoop(s, start);
        statements(s.orelse);
      }
      case Stmt.While s -> {
        int start = enterLoop();
        expression(s.test);
        statements(s.body);
        leaveLoop(s, start);
        statements(s.orelse);
      }
      case Stmt.If s -> conditional(s);
      case Stmt.With s -> {
        if (s.async) {
          awaits();
        }
        for (WithItem item : s.items) {
          expression(item.context);
          if (item.target != null) {
            target(item.target, Binding.VALUE);
          }
        }
        statements(s.body);
      }
      case Stmt.Raise s -> {
        optional(s.exception);
        optional(s.cause);
      }
      case Stmt.Try s -> {
        statements(s.body);
        for (ExceptHandler handler : s.handlers) {
          optional(handler.type);
          if (handler.name != null) {
            bind(handler.name.name, Binding.VALUE);
          }
          statements(handler.body);
          if (handler.name != null) {
            bind(handler.name.name, Binding.DELETION);
          }
        }
        statements(s.orelse);
        statements(s.finalbody);
      }
      case Stmt.Assert s -> {
        expression(s.test);
        optional(s.message);
      }
      case Stmt.Import s -> {
        for (Alias alias : s.names) {
          bind(AssignmentFlow.boundName(alias), Binding.NAMED);
        }
      }
      case Stmt.ImportFrom s -> {
        for (Alias alias : s.names) {
          if (!alias.name.name.equals("*")) {
            bind((alias.asName == null ? alias.name : alias.asName).name, Binding.NAMED);
          }
        }
      }
      case Stmt.Global s -> {
        for (Expr.Name name : s.names) {
          redirect(name.name, true);
        }
      }
      case Stmt.Nonlocal s -> {
        for (Expr.Name name : s.names) {
          redirect(name.name, false);
        }
      }
      case Stmt.Match s -> {
        expression(s.subject);
        for (MatchCase matchCase : s.cases) {
          pattern(matchCase.pattern);
          optional(matchCase.guard);
          statements(matchCase.body);
        }
      }
      case Stmt.ErrorStmt s -> expressions(s.parts);
      case Stmt.Pass s -> {}
      case Stmt.Break s -> {}
      case Stmt.Continue s -> {}
    }
  }

  private void conditional(Stmt.If statement) {
    Stmt.If current = statement;
    while (true) {
      expression(current.test);
      statements(current.body);
      if (current.orelse.size() == 1 && current.orelse.getFirst() instanceof Stmt.If next) {
        current = next;
      } else {
        statements(current.orelse);
        return;
      }
    }
  }

  private void redirect(String written, boolean global) {
    Scope from = scope.frame();
    if (from == module || written.isEmpty()) {
      return;
    }
    String name = PrivateNames.mangle(from.mangling, written);
    NameTable<Symbol> table = from.redirected;
    if (table == null) {
      table = new NameTable<>();
      from.redirected = table;
    }
    if (table.get(name) != null) {
      return;
    }
    if (global) {
      table.put(name, module.declare(name));
    } else {
      table.put(name, new Symbol(name, from, -1));
      nonlocals.add(from);
      nonlocals.add(name);
    }
  }

  private int enterLoop() {
    unit.loopDepth++;
    return unit.looped.size();
  }

  private void leaveLoop(Node loop, int start) {
    List<Object> bound = unit.looped.subList(start, unit.looped.size());
    facts.byNode[loop.id] = bound.isEmpty() ? NOTHING : bound.toArray();
    if (--unit.loopDepth == 0) {
      unit.looped.clear();
    }
  }

  private void target(Expr target, Binding binding) {
    switch (target) {
      case Expr.Name name -> bind(name.name, binding);
      case Expr.Tuple tuple -> targets(tuple.elements, binding);
      case Expr.ListExpr list -> targets(list.elements, binding);
      case Expr.Starred starred -> target(starred.value, binding);
      case Expr.Attribute attribute -> {
        expression(attribute.value);
        memberTarget(attribute);
      }
      case Expr.Subscript subscript -> {
        expression(subscript.value);
        expression(subscript.index);
        memberTarget(subscript);
      }
      default -> expression(target);
    }
  }

  private void targets(List<Expr> targets, Binding binding) {
    for (int i = 0; i < targets.size(); i++) {
      target(targets.get(i), binding);
    }
  }

  private void memberTarget(Expr target) {
    if (unit.loopDepth > 0) {
      unit.looped.add(target);
    }
  }

  private void typeAlias(Stmt.TypeAliasStmt statement) {
    Scope outer = scope;
    if (!statement.typeParams.isEmpty()) {
      scope = open(Scope.Kind.TYPE_PARAMETERS, statement, outer.mangling);
      facts.byNode[statement.name.id] = scope;
      typeParameters(statement.typeParams);
    }
    expression(statement.value);
    scope = outer;
    bind(statement.name.name, Binding.NAMED_AND_DECLARED);
  }

  private void typeParameters(List<TypeParam> parameters) {
    for (TypeParam parameter : parameters) {
      bindIn(scope, parameter.name.name, Binding.NAMED_AND_DECLARED);
    }
    for (TypeParam parameter : parameters) {
      optional(parameter.bound);
      optional(parameter.defaultValue);
    }
  }

  private void function(Stmt.FunctionDef function) {
    for (Decorator decorator : function.decorators) {
      expression(decorator.expression);
    }
    defaults(function.parameters);
    Scope outer = scope;
    if (!function.typeParams.isEmpty()) {
      scope = open(Scope.Kind.TYPE_PARAMETERS, function, outer.mangling);
      typeParameters(function.typeParams);
    }
    for (Parameter parameter : function.parameters.all) {
      optional(parameter.annotation);
    }
    optional(function.returns);
    facts.neverReturning.add(function);
    Scope body = open(Scope.Kind.FUNCTION, function, outer.mangling);
    facts.byNode[function.id] = body;
    Unit outerUnit = enterUnit(body);
    parameters(function.parameters);
    statements(function.body);
    unit = outerUnit;
    scope = outer;
    bind(function.name.name, Binding.NAMED_AND_DECLARED);
  }

  private Unit enterUnit(Scope opened) {
    Unit outer = unit;
    unit = new Unit();
    scope = opened;
    return outer;
  }

  private void defaults(Parameters parameters) {
    for (Parameter parameter : parameters.all) {
      optional(parameter.defaultValue);
    }
  }

  private void parameters(Parameters parameters) {
    for (Parameter parameter : parameters.all) {
      bind(
          parameter.name.name,
          parameter.annotation == null ? Binding.VALUE : Binding.DECLARED_VALUE);
    }
  }

  private void classDefinition(Stmt.ClassDef definition) {
    for (Decorator decorator : definition.decorators) {
      expression(decorator.expression);
    }
    Scope outer = scope;
    String mangling = PrivateNames.manglingOf(definition, facts.stub);
    if (!definition.typeParams.isEmpty()) {
      scope =
          open(
              Scope.Kind.TYPE_PARAMETERS,
              definition,
              PrivateNames.manglingOfHeader(definition, mangling, outer.mangling));
      typeParameters(definition.typeParams);
    }
    for (Argument argument : definition.arguments) {
      expression(argument.value);
    }
    Scope body = open(Scope.Kind.CLASS, definition, mangling);
    facts.byNode[definition.id] = body;
    Unit outerUnit = enterUnit(body);
    statements(definition.body);
    unit = outerUnit;
    scope = outer;
    bind(definition.name.name, Binding.NAMED_AND_DECLARED);
  }

  private void pattern(Pattern pattern) {
    switch (pattern) {
      case Pattern.Value p -> expression(p.value);
      case Pattern.Capture p -> captured(p.name);
      case Pattern.As p -> {
        pattern(p.pattern);
        captured(p.name);
      }
      case Pattern.Or p -> patterns(p.patterns);
      case Pattern.Sequence p -> patterns(p.patterns);
      case Pattern.Star p -> captured(p.name);
      case Pattern.Mapping p -> {
        expressions(p.keys);
        patterns(p.patterns);
        captured(p.rest);
      }
      case Pattern.Class p -> {
        expression(p.cls);
        patterns(p.positional);
        patterns(p.keywordPatterns);
      }
      case Pattern.Singleton p -> {}
      case Pattern.Error p -> {}
    }
  }

  private void patterns(List<Pattern> patterns) {
    for (int i = 0; i < patterns.size(); i++) {
      pattern(patterns.get(i));
    }
  }

  private void captured(Expr.@Nullable Name name) {
    if (name != null) {
      bind(name.name, Binding.VALUE);
    }
  }

  // Expressions

  private void optional(@Nullable Expr expression) {
    if (expression != null) {
      expression(expression);
    }
  }

  private void expressions(List<? extends @Nullable Expr> expressions) {
    for (int i = 0; i < expressions.size(); i++) {
      optional(expressions.get(i));
    }
  }

  /** At a part of an expression; statements are walked by {@link #statement}. */
  @Override
  protected void visit(Node node) {
    switch (node) {
      case Expr expression -> expression(expression);
      case Argument argument -> expression(argument.value);
      default -> visitChildren(node);
    }
  }

  private void expression(Expr expression) {
    switch (expression) {
      case Expr.Name e -> {
        if (collectsNames) {
          reads.add(scope);
          reads.add(PrivateNames.mangle(scope, e.name));
        }
      }
      case Expr.Binary e when e.left instanceof Expr.Binary -> {
        for (Expr operand : Operands.of(e)) {
          expression(operand);
        }
      }
      case Expr.Conditional e -> {
        expression(e.test);
        expression(e.body);
        expression(e.orelse);
      }
      case Expr.ListComp e -> comprehension(e, e.generators, e.element, null);
      case Expr.SetComp e -> comprehension(e, e.generators, e.element, null);
      case Expr.DictComp e -> comprehension(e, e.generators, e.key, e.value);
      case Expr.Generator e -> comprehension(e, e.generators, e.element, null);
      case Expr.Lambda e -> lambda(e);
      case Expr.Await e -> {
        awaits();
        expression(e.value);
      }
      case Expr.Yield e -> {
        optional(e.value);
        scope.frame().addYield(e);
      }
      case Expr.YieldFrom e -> {
        expression(e.value);
        scope.frame().addYield(e);
      }
      case Expr.Walrus e -> {
        expression(e.value);
        bind(e.target.name, Binding.VALUE);
      }
      default -> visitChildren(expression);
    }
  }

  /**
   * Something is awaited here, and so in the comprehensions around it; what makes a generator only
   * is awaited by whoever asks that for its items.
   */
  private void awaits() {
    scope.frame().setAwaits();
    Scope at = scope;
    while (at.kind() == Scope.Kind.COMPREHENSION) {
      at.setAwaits();
      Scope outer = at.parent();
      if (at.node() instanceof Expr.Generator || outer == null) {
        return;
      }
      at = outer;
    }
  }

  private void lambda(Expr.Lambda lambda) {
    defaults(lambda.parameters);
    Scope outer = scope;
    Scope body = open(Scope.Kind.LAMBDA, lambda, outer.mangling);
    facts.byNode[lambda.id] = body;
    Unit outerUnit = enterUnit(body);
    parameters(lambda.parameters);
    expression(lambda.body);
    unit = outerUnit;
    scope = outer;
  }

  private void comprehension(
      Expr node, List<Comprehension> generators, Expr element, @Nullable Expr value) {
    Scope outer = scope;
    Scope opened = open(Scope.Kind.COMPREHENSION, node, outer.mangling);
    facts.byNode[node.id] = opened;
    int start = 0;
    for (int i = 0; i < generators.size(); i++) {
      Comprehension generator = generators.get(i);
      if (generator.async) {
        scope = opened;
        awaits();
      }
      scope = i == 0 ? outer : opened;
      expression(generator.iterable);
      scope = opened;
      if (i == 0) {
        start = enterLoop();
      }
      comprehensionTarget(generator.target);
      expressions(generator.conditions);
    }
    scope = opened;
    expression(element);
    optional(value);
    leaveLoop(generators.getFirst(), start);
    scope = outer;
  }

  private void comprehensionTarget(Expr target) {
    switch (target) {
      case Expr.Name name -> bindIn(scope, name.name, Binding.VALUE);
      case Expr.Tuple tuple -> tuple.elements.forEach(this::comprehensionTarget);
      case Expr.ListExpr list -> list.elements.forEach(this::comprehensionTarget);
      case Expr.Starred starred -> comprehensionTarget(starred.value);
      default -> target(target, Binding.VALUE);
    }
  }
}
