package dev.taipan.checker.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The laws that the specification gives for the relations, on types made at random. */
class RelationLawsTest {
  private static final int ROUNDS = 4_000;

  private final TestWorld world = new TestWorld();
  private final TypeSystem types = new TypeSystem(world);

  private static Supplier<String> text(Type... all) {
    return () -> {
      List<String> names = new ArrayList<>();
      for (Type type : all) {
        names.add(Display.of(type));
      }
      return String.join("   ", names);
    };
  }

  @Test
  void everyTypeIsBelowItself() {
    RandomTypes random = new RandomTypes(world, 1);
    for (int i = 0; i < ROUNDS; i++) {
      Type type = random.type(3, true);
      assertTrue(types.isAssignable(type, type), text(type));
      assertTrue(types.isSubtype(type, type), text(type));
      assertTrue(types.isEquivalent(type, type), text(type));
    }
  }

  @Test
  void subtypingIsTransitive() {
    RandomTypes random = new RandomTypes(world, 2);
    int chains = 0;
    for (int i = 0; i < ROUNDS * 20; i++) {
      Type a = random.type(2, false);
      Type b = random.type(2, false);
      if (!types.isSubtype(a, b)) {
        continue;
      }
      for (int j = 0; j < 5; j++) {
        Type c = random.type(2, false);
        if (types.isSubtype(b, c)) {
          chains++;
          assertTrue(types.isSubtype(a, c), text(a, b, c));
        }
      }
    }
    assertTrue(chains > 1_000, "enough chains");
  }

  @Test
  void assignabilityIsSubtypingOnStaticTypes() {
    RandomTypes random = new RandomTypes(world, 3);
    for (int i = 0; i < ROUNDS * 5; i++) {
      Type a = random.type(2, false);
      Type b = random.type(2, false);
      assertEquals(types.isSubtype(a, b), types.isAssignable(a, b), text(a, b));
      assertEquals(types.isSubtype(a, b), types.isCovered(a, b), text(a, b));
    }
  }

  @Test
  void subtypingImpliesAssignability() {
    RandomTypes random = new RandomTypes(world, 4);
    for (int i = 0; i < ROUNDS * 5; i++) {
      Type a = random.type(2, true);
      Type b = random.type(2, true);
      if (types.isSubtype(a, b)) {
        assertTrue(types.isAssignable(a, b), text(a, b));
        assertTrue(types.isCovered(a, b), text(a, b));
      }
    }
  }

  @Test
  void gradualTypesAreBoundedByTheirMaterializations() {
    RandomTypes random = new RandomTypes(world, 5);
    for (int i = 0; i < ROUNDS; i++) {
      Type gradual = random.type(3, true);
      Type material = new Materialization(random).apply(gradual);
      assertTrue(types.isAssignable(material, gradual), text(material, gradual));
      assertTrue(types.isAssignable(gradual, material), text(gradual, material));
    }
  }

  @Test
  void aMaterializationThatIsBelowMakesATypeAssignable() {
    RandomTypes random = new RandomTypes(world, 6);
    for (int i = 0; i < ROUNDS * 3; i++) {
      Type a = random.type(2, true);
      Type b = random.type(2, true);
      Type materialA = new Materialization(random).apply(a);
      Type materialB = new Materialization(random).apply(b);
      if (types.isSubtype(materialA, materialB)) {
        assertTrue(types.isAssignable(a, b), text(a, b, materialA, materialB));
      }
    }
  }

  @Test
  void topAndBottom() {
    RandomTypes random = new RandomTypes(world, 7);
    for (int i = 0; i < ROUNDS; i++) {
      Type type = random.type(3, true);
      assertTrue(types.isSubtype(type, world.object), text(type));
      assertTrue(types.isSubtype(NeverType.NEVER, type), text(type));
      assertTrue(types.isAssignable(DynamicType.ANY, type), text(type));
      assertTrue(types.isAssignable(type, DynamicType.ANY), text(type));
    }
  }

  @Test
  void unionsAreLeastUpperBounds() {
    RandomTypes random = new RandomTypes(world, 8);
    for (int i = 0; i < ROUNDS; i++) {
      Type a = random.type(2, true);
      Type b = random.type(2, true);
      Type union = Unions.of(a, b);
      assertTrue(types.isSubtype(a, union), text(a, b, union));
      assertTrue(types.isSubtype(b, union), text(a, b, union));
      Type c = random.type(2, true);
      assertEquals(
          types.isSubtype(a, c) && types.isSubtype(b, c),
          types.isSubtype(union, c),
          text(a, b, c, union));
    }
  }

  @Test
  void unionsAreCommutativeAssociativeAndIdempotent() {
    RandomTypes random = new RandomTypes(world, 9);
    for (int i = 0; i < ROUNDS; i++) {
      List<Type> members = random.types(4, 2, true);
      Type union = Unions.of(members);
      assertEquals(union, Unions.of(random.shuffled(members)), text(union));
      assertEquals(
          union,
          Unions.of(
              Unions.of(members.get(0), members.get(1)), Unions.of(members.get(2), members.get(3))),
          text(union));
      assertEquals(union, Unions.of(union, union));
      assertSame(union, Unions.of(union, NeverType.NEVER));
      assertEquals(world.object, Unions.of(union, world.object));
    }
  }

  @Test
  void intersectionsAreLowerBounds() {
    RandomTypes random = new RandomTypes(world, 10);
    for (int i = 0; i < ROUNDS * 2; i++) {
      Type a = random.type(2, false);
      Type b = random.type(2, false);
      Type meet = types.intersect(a, b);
      assertTrue(types.isSubtype(meet, a), text(a, b, meet));
      assertTrue(types.isSubtype(meet, b), text(a, b, meet));
      Type c = random.type(2, false);
      if (types.isSubtype(c, a) && types.isSubtype(c, b)) {
        assertTrue(types.isSubtype(c, meet), text(c, a, b, meet));
      }
    }
  }

  @Test
  void disjointTypesHaveNoCommonSubtype() {
    RandomTypes random = new RandomTypes(world, 11);
    for (int i = 0; i < ROUNDS * 5; i++) {
      Type a = random.type(2, false);
      Type b = random.type(2, false);
      assertEquals(types.isDisjoint(a, b), types.isDisjoint(b, a), text(a, b));
      Type c = random.type(1, false);
      if (types.isDisjoint(a, b) && types.isSubtype(c, a) && types.isSubtype(c, b)) {
        assertEquals(NeverType.NEVER, c, text(a, b, c));
      }
    }
  }

  @Test
  void whatIsExcludedAndWhatIsLeftMakeUpTheType() {
    RandomTypes random = new RandomTypes(world, 12);
    for (int i = 0; i < ROUNDS * 2; i++) {
      Type a = random.type(2, false);
      Type b = random.type(2, false);
      Type rest = types.exclude(a, b);
      assertTrue(types.isSubtype(rest, a), text(a, b, rest));
      assertTrue(types.isSubtype(a, Unions.of(rest, b)), text(a, b, rest));
    }
  }

  @Test
  void explanationsBelongToRefusals() {
    RandomTypes random = new RandomTypes(world, 13);
    for (int i = 0; i < ROUNDS; i++) {
      Type a = random.type(2, true);
      Type b = random.type(2, true);
      List<String> reasons = types.explain(a, b);
      if (types.isAssignable(a, b)) {
        assertTrue(reasons.isEmpty(), text(a, b));
      }
    }
  }

  @Test
  void solutionsSatisfyTheirConstraints() {
    RandomTypes random = new RandomTypes(world, 14);
    TypeVarType t = world.variable("T");
    TypeVarType u = world.variable("U");
    List<TypeVarType> variables = List.of(t, u);
    int solved = 0;
    for (int i = 0; i < ROUNDS * 4; i++) {
      Type source = random.type(3, true);
      Type pattern = pattern(random, t, u, 2);
      Constraints constraints = new Constraints(variables);
      if (types.isAssignable(source, pattern, constraints)) {
        solved++;
        Type result = types.solve(constraints).apply(pattern);
        assertTrue(types.isAssignable(source, result), text(source, pattern, result));
      } else {
        assertTrue(constraints.isEmpty(), text(source, pattern));
      }
    }
    assertTrue(solved > ROUNDS / 2, "enough solutions: " + solved);
  }

  private Type pattern(RandomTypes random, TypeVarType t, TypeVarType u, int depth) {
    if (depth == 0) {
      return Display.of(random.type(0, false)).length() % 2 == 0 ? t : u;
    }
    return switch (Math.floorMod(random.type(1, false).hashCode(), 6)) {
      case 0 -> world.list(pattern(random, t, u, depth - 1));
      case 1 -> world.sequence(pattern(random, t, u, depth - 1));
      case 2 ->
          TupleType.of(List.of(pattern(random, t, u, depth - 1), pattern(random, t, u, depth - 1)));
      case 3 -> Unions.of(pattern(random, t, u, depth - 1), world.none);
      case 4 ->
          TestWorld.callable(pattern(random, t, u, depth - 1), pattern(random, t, u, depth - 1));
      default -> Unions.of(t, world.list(pattern(random, t, u, depth - 1)));
    };
  }

  /** Puts static types where gradual ones are. */
  private static final class Materialization {
    private final RandomTypes random;

    Materialization(RandomTypes random) {
      this.random = random;
    }

    private List<Type> all(List<Type> types) {
      List<Type> result = new ArrayList<>();
      for (Type type : types) {
        result.add(apply(type));
      }
      return result;
    }

    Type apply(Type type) {
      return switch (type) {
        case DynamicType _ -> random.type(1, false);
        case NominalType nominal -> new NominalType(nominal.cls(), all(nominal.arguments()));
        case TupleType tuple ->
            new TupleType(
                all(tuple.prefix()),
                tuple.variadic() == null ? null : apply(tuple.variadic()),
                all(tuple.suffix()));
        case UnionType union -> Unions.of(all(union.members()));
        case CallableType callable -> {
          Signature signature = callable.signatures().getFirst();
          List<ParameterType> parameters = new ArrayList<>();
          for (ParameterType parameter : signature.parameters().parameters()) {
            parameters.add(parameter.withType(apply(parameter.type())));
          }
          Type returns = ((Signature.Returns.Declared) signature.returns()).type();
          yield CallableType.of(Signature.of(ParameterList.of(parameters), apply(returns)));
        }
        default -> type;
      };
    }
  }

  @Test
  void aUnionIsEquivalentToItselfUnderEverySpelling() {
    RandomTypes random = new RandomTypes(world, 23);
    for (int i = 0; i < ROUNDS; i++) {
      List<Type> members = random.types(4, 2, true);
      Type whole = Unions.of(members);
      List<Type> nested =
          List.of(
              Unions.of(members.get(3), members.get(1)),
              members.get(0),
              Unions.of(members.get(2), members.get(3)));
      Type respelled = Unions.of(nested);
      assertTrue(types.isEquivalent(whole, respelled), text(whole, respelled));
      Type tuple = TupleType.of(List.of(whole));
      assertTrue(types.isEquivalent(tuple, TupleType.of(List.of(respelled))), text(tuple));
    }
  }
}
