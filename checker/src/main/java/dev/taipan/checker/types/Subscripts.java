package dev.taipan.checker.types;

import org.jspecify.annotations.Nullable;

public final class Subscripts {
  public Subscripts(World w, Members m) {}

  public SubscriptResult get(Type b, Type i) {
    return new SubscriptResult(DynamicType.UNKNOWN);
  }

  public SubscriptResult set(Type b, Type i, Type v) {
    return new SubscriptResult(DynamicType.UNKNOWN);
  }

  public SubscriptResult delete(Type b, Type i) {
    return new SubscriptResult(DynamicType.UNKNOWN);
  }

  public @Nullable Type expectedValue(Type b, Type i) {
    return null;
  }
}
