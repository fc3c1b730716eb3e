package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.inference.narrowing.Narrowing;
import dev.taipan.checker.inference.narrowing.TestAnswers;
import dev.taipan.checker.inference.narrowing.Truth;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation of one region: a simple statement, the header of a compound one, a case, a
 * handler, an annotation or a decorator-free expression that is asked for on its own.
 *
 * <p>A region belongs to one thread. It collects the types of its nodes and its diagnostics, and
 * lets an expression be tried under an expected type without consequences ({@link #attempt}).
 */
public final class Region {
  /**
   * What an expression gave under one expectation, not yet taken.
   *
   * @param type the type of the expression
   */
  public record Attempt(Type type, Layer layer) {}

  private record AttemptKey(int node, @Nullable Type expected) {}

  /** Types and diagnostics that may still be thrown away. */
  private static final class Layer {
    final @Nullable Layer below;
    final NodeTypes types = new NodeTypes();
    final List<Diagnostic> diagnostics = new ArrayList<>(0);
    final List<Consumer<Region>> deferred = new ArrayList<>(0);

    /** What the region's own tests say, as long as the types of this layer hold. */
    @Nullable TestAnswers tests;

    /** Whether attempts are valid while this layer is; else the layer below keeps them. */
    final boolean keepsAttempts;

    private @Nullable Map<AttemptKey, Attempt> attempts;

    Layer(@Nullable Layer below, boolean keepsAttempts) {
      this.below = below;
      this.keepsAttempts = keepsAttempts;
    }

    Map<AttemptKey, Attempt> attempts() {
      if (attempts == null) {
        attempts = new HashMap<>();
      }
      return attempts;
    }

    TestAnswers tests() {
      if (tests == null) {
        tests = new TestAnswers();
      }
      return tests;
    }
  }

  private final Program program;
  private final ModuleTypes module;
  private final Node node;
  private Scope scope;
  private boolean forward;
  private @Nullable QualifiedType qualified;
  private Layer layer = new Layer(null, true);
  private int ownAnswers;

  public Region(Program program, ModuleTypes module, Node node, Scope scope) {
    this.program = program;
    this.module = module;
    this.node = node;
    this.scope = scope;
    // What a stub says may come in any order; code in one runs as elsewhere.
    this.forward = module.isStub() && scope.frame().kind() != Scope.Kind.FUNCTION;
  }

  public Program program() {
    return program;
  }

  public ModuleTypes module() {
    return module;
  }

  /** The node that is evaluated. */
  public Node node() {
    return node;
  }

  /** The scope in which names are looked up right now. */
  public Scope scope() {
    return scope;
  }

  /** Whether names are looked up at the end of their scopes right now. */
  public boolean isForward() {
    return forward;
  }

  /** The value type of an expression, with nothing expected of it. */
  public Type infer(Expr expression) {
    return infer(expression, null);
  }

  /**
   * The result of a call with arguments that are written in the region.
   *
   * @param node where errors of the whole call are shown
   */
  public Type call(Expr node, List<Argument> arguments, Type callee, @Nullable Type expected) {
    return program.callEvaluator().call(this, node, arguments, callee, expected);
  }

  /** The value type of an expression of which {@code expected} is expected; stores it. */
  public Type infer(Expr expression, @Nullable Type expected) {
    Type type = program.expressions().infer(this, expression, expected);
    store(expression, type);
    return type;
  }

  /**
   * The value type of an expression that may as well be a {@code sample}, where that makes sense of
   * it; nothing is wrong if it does not. A sample that tells only a part of what an empty dict
   * holds is one of something else.
   */
  public Type inferLike(Expr expression, Type sample) {
    Attempt attempt = attempt(expression, sample);
    boolean isPartial =
        attempt.type() instanceof NominalType made
            && made.arguments().size() > 1
            && made.arguments().contains(DynamicType.UNKNOWN);
    if (isPartial || hasErrors(attempt)) {
      return infer(expression);
    }
    accept(attempt);
    store(expression, attempt.type());
    return attempt.type();
  }

  /** Runs {@code action} with names looked up in {@code inner}. */
  public <T> T inScope(Scope inner, Supplier<T> action) {
    Scope outer = scope;
    scope = inner;
    try {
      return action.get();
    } finally {
      scope = outer;
    }
  }

  /** Runs {@code action} with names looked up at the end of their scopes. */
  public <T> T forward(Supplier<T> action) {
    return lookingUp(true, action);
  }

  /** Runs {@code action} with names looked up where they stand, in a stub too. */
  public <T> T inFlow(Supplier<T> action) {
    return lookingUp(false, action);
  }

  private <T> T lookingUp(boolean atEnd, Supplier<T> action) {
    boolean before = forward;
    forward = atEnd;
    try {
      return action.get();
    } finally {
      forward = before;
    }
  }

  /** Keeps the type of a node; a node without a valid id (of a quoted annotation) is not kept. */
  public void store(Node node, Type type) {
    if (node.id >= 0) {
      layer.types.put(node.id, type);
    }
  }

  /** The type of a node of this region that has been evaluated already, else null. */
  public @Nullable Type stored(Node node) {
    for (Layer at = layer; at != null; at = at.below) {
      Type type = at.types.get(node.id);
      if (type != null) {
        return type;
      }
    }
    return null;
  }

  /** What a type is narrowed to by the tests of this region as they were evaluated, or null. */
  public @Nullable Type narrowed(Narrowing.NarrowedKey key) {
    for (Layer at = layer; at != null; at = at.below) {
      Type type = at.tests == null ? null : at.tests.narrowed(key);
      if (type != null) {
        ownAnswers++;
        return type;
      }
    }
    return null;
  }

  public void keepNarrowed(Narrowing.NarrowedKey key, Type type) {
    ownAnswers++;
    layer.tests().keep(key, type);
  }

  /** What is known of a condition by the tests of this region as they were evaluated, or null. */
  public @Nullable Truth conditionTruth(int condition) {
    for (Layer at = layer; at != null; at = at.below) {
      Truth truth = at.tests == null ? null : at.tests.truth(condition);
      if (truth != null) {
        ownAnswers++;
        return truth;
      }
    }
    return null;
  }

  public void keepConditionTruth(int condition, Truth truth) {
    ownAnswers++;
    layer.tests().keep(condition, truth);
  }

  /** Grows with every answer that is valid in this region only; see {@link TestAnswers}. */
  public int ownAnswers() {
    return ownAnswers;
  }

  public void noteOwnAnswer() {
    ownAnswers++;
  }

  public void report(Rule rule, Node at, String message) {
    report(Diagnostic.of(rule, module.path(), new Span(at.start, at.end), message));
  }

  public void report(Diagnostic diagnostic) {
    layer.diagnostics.add(diagnostic);
  }

  /**
   * Leaves a check until the module is checked: one whose outcome no type depends on, and that
   * itself asks for more than a type may ask for while it is made.
   *
   * @param check reports to the region that it is given
   */
  public void defer(Consumer<Region> check) {
    layer.deferred.add(check);
  }

  /** Takes over what another region of this module found. */
  public void include(RegionResult other) {
    layer.types.putAll(other.types());
    layer.diagnostics.addAll(other.diagnostics());
    layer.deferred.addAll(other.deferred());
  }

  /** What {@code expression} would be if {@code expected} were expected of it. */
  public Attempt attempt(Expr expression, @Nullable Type expected) {
    Layer keeper = layer;
    while (!keeper.keepsAttempts) {
      keeper = Objects.requireNonNull(keeper.below);
    }
    AttemptKey key = new AttemptKey(expression.id, expected);
    Map<AttemptKey, Attempt> known = keeper.attempts();
    Attempt before = expression.id < 0 ? null : known.get(key);
    if (before != null) {
      return before;
    }
    Layer outer = layer;
    layer = new Layer(outer, false);
    try {
      Type type = infer(expression, expected);
      Attempt attempt = new Attempt(type, layer);
      known.put(key, attempt);
      return attempt;
    } finally {
      layer = outer;
    }
  }

  /** Runs {@code action} where the types of an attempt that is not yet taken are seen. */
  public <T> T seeing(Attempt attempt, Supplier<T> action) {
    Layer outer = layer;
    layer = attempt.layer();
    try {
      return action.get();
    } finally {
      layer = outer;
    }
  }

  /** Makes an attempt's types and diagnostics those of this region. */
  public void accept(Attempt attempt) {
    if (attempt.layer().tests != null) {
      layer.tests().keepAll(attempt.layer().tests);
    }
    layer.types.putAll(attempt.layer().types);
    layer.diagnostics.addAll(attempt.layer().diagnostics);
    layer.deferred.addAll(attempt.layer().deferred);
  }

  /** Whether an attempt found something wrong. */
  public boolean hasErrors(Attempt attempt) {
    return !attempt.layer().diagnostics.isEmpty();
  }

  /**
   * Runs {@code action} where attempts made before do not hold, because names mean something else:
   * the body of a lambda, a comprehension.
   */
  public <T> T inFreshBindings(Supplier<T> action) {
    Layer outer = layer;
    Layer fresh = new Layer(outer, true);
    layer = fresh;
    try {
      return action.get();
    } finally {
      layer = outer;
      outer.types.putAll(fresh.types);
      outer.diagnostics.addAll(fresh.diagnostics);
      outer.deferred.addAll(fresh.deferred);
    }
  }

  /** Runs {@code action} and forgets its types and diagnostics. */
  public <T> T silently(Supplier<T> action) {
    Layer outer = layer;
    layer = new Layer(outer, true);
    try {
      return action.get();
    } finally {
      layer = outer;
    }
  }

  /** Keeps what the annotation that this region is says. */
  public void qualify(QualifiedType annotation) {
    qualified = annotation;
  }

  /** Whether an assignment to a final attribute stands where it may get its first value. */
  public boolean mayInitializeFinal(Expr.Attribute target) {
    return scope.frame().node() instanceof Stmt.FunctionDef function
        && function.name.name.equals("__init__")
        && target.value instanceof Expr.Name self
        && !function.parameters.all.isEmpty()
        && function.parameters.all.get(0).name.name.equals(self.name);
  }

  /**
   * The answer of {@code action} if it has nothing to report; null otherwise, and nothing stays.
   */
  public <T> @Nullable T withoutErrors(Supplier<@Nullable T> action) {
    Layer outer = layer;
    Layer tried = new Layer(outer, true);
    layer = tried;
    T answer;
    try {
      answer = action.get();
    } finally {
      layer = outer;
    }
    if (!tried.diagnostics.isEmpty()) {
      return null;
    }
    outer.types.putAll(tried.types);
    outer.deferred.addAll(tried.deferred);
    return answer;
  }

  /** What was found; the region must not be used afterwards. */
  public RegionResult finish() {
    return new RegionResult(layer.types, layer.diagnostics, qualified, layer.deferred);
  }

  /** The type of a node of this module, from this region or the one that it belongs to. */
  public Type typeOf(Node asked, Node askedRegion, Scope askedScope) {
    if (askedRegion == node) {
      Type own = stored(asked);
      if (own != null) {
        return own;
      }
    }
    Type other = program.definitions().region(module, askedRegion, askedScope).type(asked.id);
    return other == null ? DynamicType.DIVERGENT : other;
  }
}
