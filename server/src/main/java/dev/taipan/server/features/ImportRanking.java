package dev.taipan.server.features;

import dev.taipan.checker.modules.Origin;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;

/**
 * Which of several things that can be imported is the likelier one: what the project imports
 * elsewhere, then its own, then what the code around it, the libraries, imports the most.
 *
 * @param imported the dotted names that the project imports: modules, and names in them
 * @param customary how many libraries import a dotted name
 */
record ImportRanking(Set<String> imported, Map<String, Integer> customary) {
  /** The likelier ones first. */
  Comparator<NameIndex.Export> order() {
    return Comparator.comparingInt(this::rank)
        .thenComparingInt(one -> -customary.getOrDefault(dotted(one), 0))
        .thenComparingInt(one -> NameIndex.dots(one.module()))
        .thenComparing(NameIndex.Export::module);
  }

  private int rank(NameIndex.Export export) {
    if (imported.contains(dotted(export))) {
      return 0;
    }
    if (export.origin().isUserCode()) {
      return 1;
    }
    if (imported.contains(export.module())) {
      return 2;
    }
    return export.origin() == Origin.STDLIB ? 3 : 4;
  }

  private static String dotted(NameIndex.Export export) {
    return export.kind() == Exports.Kind.MODULE
        ? export.module()
        : export.module() + "." + export.name();
  }
}
