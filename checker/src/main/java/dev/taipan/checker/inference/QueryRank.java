package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.syntax.Node;

/**
 * The place of a query among all queries, which follows from the texts alone: that of least rank in
 * a cycle is where the cycle is entered, whoever asks.
 *
 * <p>Queries for what has a name come first, since names stay the same while texts around them
 * change; then what gathers the bindings that flow together, since a loop is best entered at its
 * header; all else in the order of the text.
 *
 * @param depth how many calls of functions without annotations are followed at the place
 * @param module the name of the module
 * @param place what is asked for, as the module names it; empty if it has no name
 * @param number what is asked for, where that is a number
 * @param kind tells kinds of queries for one thing apart
 */
public record QueryRank(
    int depth, Group group, String module, String place, int number, String kind)
    implements Comparable<QueryRank> {
  /** What is asked for. */
  public enum Group {
    NAMED,
    GATHERED,
    OTHER
  }

  /** The rank of what asks for something that has a name or place in its module. */
  public static QueryRank of(ModuleTypes module, String place, String kind) {
    return new QueryRank(module.callDepth(), Group.NAMED, module.name(), place, 0, kind);
  }

  /** The rank of what asks for a name of a scope. */
  static QueryRank of(ModuleTypes module, Symbol symbol, String kind) {
    Scope scope = symbol.scope();
    String around = module.placeOf(scope.node());
    boolean named = around != null || scope.kind() == Scope.Kind.MODULE;
    return new QueryRank(
        module.callDepth(),
        named ? Group.NAMED : Group.OTHER,
        module.name(),
        around == null ? symbol.name() : around + "." + symbol.name(),
        named ? 0 : scope.node().id,
        kind);
  }

  /** The rank of the evaluation of a region. */
  public static QueryRank of(ModuleTypes module, Node region) {
    return of(module, Group.OTHER, region.id, "");
  }

  /** The rank of what asks for something that has a number in its module. */
  static QueryRank of(ModuleTypes module, Group group, int number, String kind) {
    return new QueryRank(module.callDepth(), group, module.name(), "", number, kind);
  }

  @Override
  public int compareTo(QueryRank other) {
    int order = Integer.compare(depth, other.depth);
    if (order == 0) {
      order = group.compareTo(other.group);
    }
    if (order == 0) {
      order = module.compareTo(other.module);
    }
    if (order == 0) {
      order = place.compareTo(other.place);
    }
    if (order == 0) {
      order = Integer.compare(number, other.number);
    }
    return order == 0 ? kind.compareTo(other.kind) : order;
  }
}
