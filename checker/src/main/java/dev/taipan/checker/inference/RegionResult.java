package dev.taipan.checker.inference;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.types.Type;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the evaluation of one region gives: the types of its nodes and what is wrong with it.
 *
 * @param types by node id, null where a node has no type
 * @param qualified what the region says if it is the annotation of a variable, else null
 * @param deferred checks that are left until the module is checked
 */
public record RegionResult(
    NodeTypes types,
    List<Diagnostic> diagnostics,
    @Nullable QualifiedType qualified,
    List<Consumer<Region>> deferred) {
  public static final RegionResult EMPTY =
      new RegionResult(new NodeTypes(), List.of(), null, List.of());

  public RegionResult {
    types.close();
    diagnostics = List.copyOf(diagnostics);
    deferred = List.copyOf(deferred);
  }

  public @Nullable Type type(int node) {
    return types.get(node);
  }
}
