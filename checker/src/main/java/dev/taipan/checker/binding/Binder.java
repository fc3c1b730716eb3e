package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Module;
import java.util.Set;

/** Binds modules. */
public final class Binder {
  private Binder() {}

  /**
   * Finds the scopes of a module and what reaches each use. Linear in the size of the tree for
   * usual programs; never fails, whatever the tree.
   *
   * @param stub whether the tree is that of a stub, where declarations bind and calls return
   */
  public static BoundModule bind(Module tree, boolean stub) {
    Facts facts = new Facts(tree, stub);
    Set<String> starNames = ScopeFinder.collect(facts);
    return new StatementFlow(facts, starNames).run();
  }
}
