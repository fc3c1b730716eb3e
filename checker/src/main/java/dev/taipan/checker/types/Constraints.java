package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the type variables that a call (or another place where types are inferred) is to
 * solve. The relations of {@link TypeSystem} collect it: each variable gets lower bounds (types
 * that were given where the variable stands), upper bounds (types that the variable was given to),
 * and at most one exact value (from invariant positions).
 *
 * <p>The variables keep the order in which they were added, bounds the order in which they came.
 * What was collected since a {@link #mark} can be taken back in the time that collecting it took.
 *
 * <p>Not safe for use by several threads.
 */
public final class Constraints {
  /** What is known of one variable. Immutable. */
  record Bounds(List<Type> lower, List<Type> upper, @Nullable Type exact, @Nullable Type gradual) {
    static final Bounds NONE = new Bounds(List.of(), List.of(), null, null);

    Bounds withLower(Type type) {
      return new Bounds(append(lower, type), upper, exact, gradual);
    }

    Bounds withUpper(Type type) {
      return new Bounds(lower, append(upper, type), exact, gradual);
    }

    Bounds withExact(Type type) {
      return new Bounds(lower, upper, type, gradual);
    }

    Bounds withGradual(Type type) {
      return new Bounds(lower, upper, exact, type);
    }

    private static List<Type> append(List<Type> list, Type type) {
      List<Type> result = new ArrayList<>(list.size() + 1);
      result.addAll(list);
      result.add(type);
      return result;
    }
  }

  /** One variable to solve. */
  private static final class Entry {
    final TypeVarType variable;

    /** What the variable stands for where it was made up for the relation; null otherwise. */
    final @Nullable TypeVarType original;

    Bounds bounds = Bounds.NONE;
    boolean retainsLiterals;

    /** Lower bounds whose literals somebody wrote; null for none. */
    @Nullable Set<Type> written;

    Entry(TypeVarType variable, @Nullable TypeVarType original) {
      this.variable = variable;
      this.original = original;
    }
  }

  /** A step that can be taken back: the bounds of an entry before, null for an added entry. */
  private record Step(Entry entry, @Nullable Bounds before) {}

  private final Map<TypeVarType, Entry> entries = new HashMap<>();
  private final List<Entry> order = new ArrayList<>();
  private final List<Step> trail = new ArrayList<>();
  private int made;
  private boolean written;

  public Constraints(List<TypeVarType> variables) {
    addAll(variables);
  }

  /** Makes more variables inferable; those that already are keep what is known of them. */
  private void addAll(List<TypeVarType> variables) {
    for (TypeVarType variable : variables) {
      add(variable, null);
    }
  }

  private void add(TypeVarType variable, @Nullable TypeVarType original) {
    if (!entries.containsKey(variable)) {
      Entry entry = new Entry(variable, original);
      entries.put(variable, entry);
      order.add(entry);
      trail.add(new Step(entry, null));
    }
  }

  /**
   * Makes the type parameters of a generic callable inferable, under names that nothing else has.
   *
   * @return what replaces the parameters by the made-up variables
   */
  Substitution instantiate(List<TypeVarType> parameters) {
    Map<TypeVarType, Type> map = HashMap.newHashMap(parameters.size());
    int number = ++made;
    for (TypeVarType parameter : parameters) {
      TypeVarType fresh = parameter.inScope(parameter.scope() + "'" + number);
      add(fresh, parameter);
      map.put(parameter, fresh);
    }
    return new Substitution(map);
  }

  /** Whether the variable is one of those to solve. */
  boolean isInferable(TypeVarType variable) {
    return entries.containsKey(variable);
  }

  /** The variables to solve, in order. */
  List<TypeVarType> variables() {
    List<TypeVarType> result = new ArrayList<>(order.size());
    for (Entry entry : order) {
      result.add(entry.variable);
    }
    return result;
  }

  /**
   * The variable that was made inferable under the made-up name; null for a variable that was not
   * made up.
   */
  @Nullable TypeVarType original(TypeVarType variable) {
    Entry entry = entries.get(variable);
    return entry == null ? null : entry.original;
  }

  /** Whether nothing is known of the variable. */
  public boolean isUnconstrained(TypeVarType variable) {
    Entry entry = entries.get(variable);
    return entry == null || entry.bounds == Bounds.NONE;
  }

  /** Whether nothing tells what the variable is at least. */
  boolean isOpenBelow(TypeVarType variable) {
    Entry entry = entries.get(variable);
    return entry == null
        || entry.bounds.lower().isEmpty()
            && entry.bounds.exact() == null
            && entry.bounds.gradual() == null;
  }

  /** Whether nothing is known of any variable. */
  boolean isEmpty() {
    for (Entry entry : order) {
      if (entry.bounds != Bounds.NONE) {
        return false;
      }
    }
    return true;
  }

  /**
   * Keeps literal types in the solution of the variable, which are widened to their class
   * otherwise. Not undone by {@link #rollback}.
   */
  void retainLiterals(TypeVarType variable) {
    Entry entry = entries.get(variable);
    if (entry != null) {
      entry.retainsLiterals = true;
    }
  }

  /** An argument for the variable is of any type: what others are is not all that it may be. */
  void addUnseen(TypeVarType variable, DynamicType type) {
    Bounds bounds = bounds(variable);
    if (variable.kind() == TypeVarType.Kind.TYPE_VAR
        && type != DynamicType.DIVERGENT
        && bounds.exact() == null
        && !bounds.lower().contains(type)) {
      setBounds(variable, bounds.withLower(type));
    }
  }

  /**
   * Says whether literals in the bounds that come now were written by somebody, so that solutions
   * keep them.
   *
   * @return what was said before
   */
  boolean setWritten(boolean written) {
    boolean before = this.written;
    this.written = written;
    return before;
  }

  /** Whether a lower bound of the variable keeps its literals. */
  boolean isWritten(TypeVarType variable, Type lower) {
    Entry entry = entries.get(variable);
    return entry != null && entry.written != null && entry.written.contains(lower);
  }

  boolean retainsLiterals(TypeVarType variable) {
    Entry entry = entries.get(variable);
    return entry != null && entry.retainsLiterals;
  }

  Bounds bounds(TypeVarType variable) {
    Entry entry = entries.get(variable);
    return entry == null ? Bounds.NONE : entry.bounds;
  }

  void setBounds(TypeVarType variable, Bounds bounds) {
    Entry entry = entries.get(variable);
    if (entry != null && entry.bounds != bounds) {
      trail.add(new Step(entry, entry.bounds));
      if (written && bounds.lower().size() > entry.bounds.lower().size()) {
        entry.written = entry.written == null ? new HashSet<>() : entry.written;
        entry.written.add(bounds.lower().getLast());
      }
      entry.bounds = bounds;
    }
  }

  /** A point to come back to. */
  int mark() {
    return trail.size();
  }

  /** Forgets what was collected since the mark. */
  void rollback(int mark) {
    while (trail.size() > mark) {
      Step step = trail.removeLast();
      if (step.before() == null) {
        entries.remove(step.entry().variable);
        order.remove(step.entry());
      } else {
        step.entry().bounds = step.before();
      }
    }
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Entry entry : order) {
      out.append(entry.variable.name()).append(": ").append(entry.bounds).append('\n');
    }
    return out.toString();
  }
}
