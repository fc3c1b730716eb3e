package dev.taipan.checker.types;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Inference ends because it knows how deep types nest, whatever they are made of. */
final class NestingOfTypesTest {
  @Test
  void everyFormCountsWhatLiesInIt() {
    Type type = new NominalType(WellKnown.INT);
    for (int depth = 1; depth < 50; depth++) {
      assertEquals(depth, type.nesting());
      Type part = new NominalType(WellKnown.LIST, List.of(type));
      type =
          switch (depth % 3) {
            case 0 -> new IntersectionType(List.of(part), List.of(WellKnown.NONE));
            case 1 -> Unions.of(part, WellKnown.NONE);
            default -> part;
          };
    }
  }
}
