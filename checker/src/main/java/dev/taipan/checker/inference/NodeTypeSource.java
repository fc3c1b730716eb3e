package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Predicate;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The types of the nodes of one region, wherever they are: in the region that is being evaluated,
 * or in the memo.
 */
public record NodeTypeSource(
    Program program, ModuleTypes module, @Nullable Region current, Node region, Scope scope) {

  /** The type of a node; {@code DIVERGENT} while it is not known. */
  public Type of(Node node) {
    if (current != null && current.module() == module) {
      return current.typeOf(node, region, scope);
    }
    Type type = program.definitions().region(module, region, scope).type(node.id);
    return type == null ? DynamicType.DIVERGENT : type;
  }

  /** The source for the nodes of another region of the same scope. */
  public NodeTypeSource forRegion(Node other) {
    return new NodeTypeSource(program, module, current, other, scope);
  }

  /** The source for the assignment that a tested name stands for. */
  public NodeTypeSource forAlias(Predicate.Test test) {
    return forRegion(Objects.requireNonNull(test.aliasRegion()));
  }
}
