package dev.taipan.checker.binding;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A name that a scope owns: one that is bound or declared in it. Compares by identity. */
public final class Symbol {
  private static final Definition[] NONE = {};

  private final String name;
  private final Scope scope;
  private final int position;
  private int definitionCount;

  /** The first definition, which for most symbols is the only one, and the others. */
  private @Nullable Definition first;

  private Definition[] others = NONE;

  /** The ordinal of the last binding among those of the frame; -1 when there is none. */
  int lastBinding = -1;

  boolean bound;
  boolean declared;
  boolean reboundElsewhere;
  boolean reclassed;

  /** Whether every binding is an import, a class or a function. */
  boolean onlyNamed = true;

  Symbol(String name, Scope scope, int position) {
    this.name = name;
    this.scope = scope;
    this.position = position;
  }

  /** The name, mangled if it is private to a class. */
  public String name() {
    return name;
  }

  /** The scope that owns the symbol. */
  public Scope scope() {
    return scope;
  }

  /** Its bindings, declarations and deletions, in the order of the program, wherever they stand. */
  public List<Definition> definitions() {
    return new AbstractList<>() {
      @Override
      public Definition get(int index) {
        return definition(Objects.checkIndex(index, definitionCount));
      }

      @Override
      public int size() {
        return definitionCount;
      }
    };
  }

  /** Whether something binds it. */
  public boolean isBound() {
    return bound;
  }

  /** Whether an annotation, a function, a class or a type alias declares it. */
  public boolean isDeclared() {
    return declared;
  }

  /** Whether another scope binds it by `global` or `nonlocal`. */
  public boolean hasNonlocalRebinding() {
    return reboundElsewhere;
  }

  /** Whether the code gives what it holds another class: {@code name.__class__ = cls}. */
  public boolean isReclassed() {
    return reclassed;
  }

  /** Its position among the symbols of its scope. */
  int position() {
    return position;
  }

  /** All bindings, as if each could be the latest. */
  LiveBindings allBindings() {
    int[] entries = new int[definitionCount * 3];
    int length = 0;
    for (int i = 0; i < definitionCount; i++) {
      Definition definition = definition(i);
      if (definition.isBinding()) {
        entries[length] = definition.index();
        entries[length + 2] = definition.reachability();
        length += 3;
      }
    }
    return new LiveBindings(scope, Arrays.copyOf(entries, length));
  }

  private Definition definition(int index) {
    return index == 0 ? Objects.requireNonNull(first) : others[index - 1];
  }

  void add(Definition definition) {
    if (first == null) {
      first = definition;
    } else {
      if (definitionCount > others.length) {
        others = Arrays.copyOf(others, Math.max(1, others.length * 2));
      }
      others[definitionCount - 1] = definition;
    }
    definitionCount++;
  }

  @Override
  public String toString() {
    return name;
  }
}
