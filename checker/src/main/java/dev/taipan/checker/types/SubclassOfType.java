package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code type[C]}: a class object that is {@code C} or a subclass.
 *
 * @param instance the type of the instances: a {@link NominalType}, {@link TupleType}, {@link
 *     TypeVarType} or {@link DynamicType}; unions are distributed before
 */
public record SubclassOfType(Type instance) implements Type {
  @Override
  public boolean isClosed() {
    return instance.isClosed();
  }

  /**
   * What {@code type[...]} has in its brackets; of {@code type[A] | type[B]} what it was
   * distributed from, {@code A | B}; null for other types.
   */
  static @Nullable Type instances(Type objects) {
    return switch (objects) {
      case SubclassOfType subclass -> subclass.instance();
      case UnionType union -> {
        List<Type> instances = new ArrayList<>(union.members().size());
        for (Type member : union.members()) {
          if (!(member instanceof SubclassOfType subclass)) {
            yield null;
          }
          instances.add(subclass.instance());
        }
        yield Unions.of(instances);
      }
      default -> null;
    };
  }

  /** The class objects whose instances are of that type; distributes over unions. */
  public static Type of(Type instance) {
    return switch (instance) {
      case UnionType union -> {
        List<Type> members = new ArrayList<>(union.members().size());
        for (Type member : union.members()) {
          members.add(of(member));
        }
        yield Unions.of(members);
      }
      case NeverType never -> never;
      case LiteralType literal -> new SubclassOfType(literal.fallback());
      case LiteralStringType _ -> new SubclassOfType(new NominalType(WellKnown.STR));
      case TypeGuardType _ -> new SubclassOfType(new NominalType(WellKnown.BOOL));
      case SubclassOfType _, ClassLiteralType _ ->
          new SubclassOfType(new NominalType(WellKnown.TYPE));
      case CallableType _, PropertyType _, ModuleType _ -> new SubclassOfType(DynamicType.UNKNOWN);
      default -> new SubclassOfType(instance);
    };
  }
}
