package dev.taipan.checker.types;

import java.util.List;

/**
 * A reference to a recursive type alias, expanded by {@link World#aliasValue} when it is looked
 * into. Aliases that do not mention themselves are replaced by their value where they are used.
 *
 * @param module the module of the alias
 * @param place its qualified place there
 */
public record AliasType(String module, String place, List<Type> arguments) implements Type {
  public AliasType {
    arguments = List.copyOf(arguments);
  }
}
