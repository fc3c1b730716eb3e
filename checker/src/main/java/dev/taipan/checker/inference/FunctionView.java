package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.narrowing.Narrowing;
import dev.taipan.checker.inference.narrowing.Truth;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A module as the body of one of its functions sees it while the function runs for certain
 * arguments: what is inferred of the body is kept here and thrown away with the view, all else is
 * what the module itself knows.
 *
 * <p>What is asked of places outside of the body has to be asked of the module itself ({@link
 * #at(Node)}), so that nothing there depends on the arguments.
 */
public final class FunctionView extends ModuleTypes {
  private final ModuleTypes module;
  private final ModuleTypes caller;
  private final int depth;
  private final Stmt.FunctionDef function;
  private final Scope scope;
  private final Map<Parameter, Type> parameters;

  private final ConcurrentHashMap<Integer, Cell<RegionResult>> regions = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Object, Cell<?>> cells = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Integer, Truth> truths = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Narrowing.NarrowedKey, Type> narrowed = new ConcurrentHashMap<>();

  /**
   * @param parameters what the parameters without annotations hold, as far as the call tells
   * @param scope the scope of the function
   * @param from the module or view in which the call stands
   */
  public FunctionView(
      ModuleTypes module,
      Stmt.FunctionDef function,
      Scope scope,
      Map<Parameter, Type> parameters,
      ModuleTypes from) {
    super(module);
    this.module = module;
    this.function = function;
    this.scope = scope;
    this.parameters = parameters;
    this.caller = from.caller();
    this.depth = from.callDepth() + 1;
  }

  /** What a parameter holds; null if the call does not tell. */
  public @Nullable Type parameter(Parameter parameter) {
    return parameters.get(parameter);
  }

  @Override
  public ModuleTypes at(Node node) {
    return owns(node) ? this : module;
  }

  @Override
  public ModuleTypes at(Scope inner) {
    for (Scope at = inner; at != null; at = at.parent()) {
      if (at == scope) {
        return this;
      }
    }
    return module;
  }

  @Override
  public int callDepth() {
    return depth;
  }

  @Override
  public ModuleTypes caller() {
    return caller;
  }

  private boolean owns(Node node) {
    return function.body.getFirst().start <= node.start && node.end <= function.end;
  }

  @Override
  public Cell<RegionResult> region(Node node) {
    return owns(node)
        ? regions.computeIfAbsent(node.id, ignored -> new Cell<>())
        : super.region(node);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> Cell<T> cell(Object key) {
    return key instanceof LocalKey
        ? (Cell<T>) cells.computeIfAbsent(key, ignored -> new Cell<>())
        : super.cell(key);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> @Nullable Cell<T> knownCell(Object key) {
    return key instanceof LocalKey ? (Cell<T>) cells.get(key) : super.knownCell(key);
  }

  @Override
  public @Nullable Type narrowed(Narrowing.NarrowedKey key) {
    return narrowed.get(key);
  }

  @Override
  public void keepNarrowed(Narrowing.NarrowedKey key, Type type) {
    narrowed.put(key, type);
  }

  @Override
  public @Nullable Truth conditionTruth(int condition) {
    return truths.get(condition);
  }

  @Override
  public void keepConditionTruth(int condition, Truth truth) {
    truths.put(condition, truth);
  }
}
