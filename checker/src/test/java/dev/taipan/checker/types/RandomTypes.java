package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes types at random, for laws that hold for all of them. */
final class RandomTypes {
  private final TestWorld world;
  private final Random random;

  RandomTypes(TestWorld world, long seed) {
    this.world = world;
    this.random = new Random(seed);
  }

  Type type(int depth, boolean gradual) {
    int choice = random.nextInt(depth <= 0 ? 9 : 17);
    return switch (choice) {
      case 0 -> gradual ? DynamicType.ANY : world.object;
      case 1 -> world.integer;
      case 2 -> world.string;
      case 3 -> random.nextBoolean() ? world.none : world.bool;
      case 4 -> TestWorld.literal(random.nextInt(3));
      case 5 -> new NominalType(random.nextBoolean() ? world.base : world.derived);
      case 6 ->
          switch (random.nextInt(6)) {
            case 0 -> NeverType.NEVER;
            case 1 -> world.floating;
            case 2 -> new NominalType(world.color);
            case 3 -> world.color("RED");
            default -> new NominalType(world.other);
          };
      case 7 -> TestWorld.literal("a" + random.nextInt(2));
      case 8 -> random.nextBoolean() ? LiteralStringType.LITERAL_STRING : world.bytes;
      case 9, 10 -> Unions.of(types(2 + random.nextInt(2), depth - 1, gradual));
      case 11 -> world.list(type(depth - 1, gradual));
      case 12 -> world.sequence(type(depth - 1, gradual));
      case 13 -> TupleType.of(types(random.nextInt(3), depth - 1, gradual));
      case 14 ->
          random.nextBoolean()
              ? TupleType.homogeneous(type(depth - 1, gradual))
              : new TupleType(
                  types(random.nextInt(2), depth - 1, gradual),
                  type(depth - 1, gradual),
                  types(random.nextInt(2), depth - 1, gradual));
      case 15 ->
          TestWorld.callable(
              type(depth - 1, gradual),
              types(random.nextInt(3), depth - 1, gradual).toArray(new Type[0]));
      default -> world.mapping(world.string, type(depth - 1, gradual));
    };
  }

  List<Type> types(int count, int depth, boolean gradual) {
    List<Type> result = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      result.add(type(depth, gradual));
    }
    return result;
  }

  int index(int size) {
    return random.nextInt(size);
  }

  /** True once in {@code times}. */
  boolean chance(int times) {
    return random.nextInt(times) == 0;
  }

  <T> List<T> shuffled(List<T> list) {
    List<T> result = new ArrayList<>(list);
    Collections.shuffle(result, random);
    return result;
  }
}
