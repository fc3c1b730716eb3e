package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a module does with `__all__` at its top level, in order.
 *
 * @param understood whether every use is one of the forms that the specification lists; if not, the
 *     steps are those that were
 */
public record DunderAll(List<Step> steps, boolean understood) {

  /** What a step does to the list. */
  public enum Effect {
    SET,
    ADD,
    REMOVE
  }

  /**
   * One assignment or mutation.
   *
   * @param elements the strings that are set, added or removed, as nodes
   * @param module where the names of another module are set or added ({@code other.__all__}): the
   *     expression {@code other}, or a name under which {@code __all__} was imported from it; null
   *     otherwise
   * @param reachability the condition under which it happens
   */
  public record Step(
      Effect effect, List<Expr.Str> elements, @Nullable Expr module, int reachability) {}
}
