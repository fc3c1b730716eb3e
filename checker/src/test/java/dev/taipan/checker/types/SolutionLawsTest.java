package dev.taipan.checker.types;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the solver finds satisfies what it was asked: every relation that was collected holds when
 * the variables are replaced, and every variable is what its declaration allows. On relations made
 * at random, several of them on the same variables, with the variables on either side.
 */
class SolutionLawsTest {
  private static final int ROUNDS = 12_000;

  private final TestWorld world = new TestWorld();
  private final TypeSystem types = new TypeSystem(world);
  private final TypeVarType t = world.variable("T");
  private final TypeVarType u = world.variable("U");
  private final TypeVarType bounded = world.bounded("B", world.sequence(world.object));
  private final TypeVarType number = world.bounded("N", world.integer);
  private final TypeVarType constrained = world.constrained("C", world.string, world.bytes);
  private final TypeVarType nested =
      world.constrained("D", world.integer, world.list(world.integer));
  private final List<TypeVarType> variables = List.of(t, u, bounded, number, constrained, nested);

  private record Relation(Type source, Type target) {
    @Override
    public String toString() {
      return Display.of(source) + " to " + Display.of(target);
    }
  }

  @Test
  void onePlainVariableAtATime() {
    assertTrue(check(1, List.of(t, u), 1, false) > ROUNDS / 10, "enough solutions");
  }

  @Test
  void severalRelationsOnPlainVariables() {
    assertTrue(check(2, List.of(t, u), 3, true) > ROUNDS / 20, "enough solutions");
  }

  @Test
  void boundsAndConstraints() {
    assertTrue(check(3, variables, 1, false) > ROUNDS / 20, "enough solutions");
  }

  @Test
  void severalRelationsOnBoundsAndConstraints() {
    assertTrue(check(4, variables, 3, true) > ROUNDS / 50, "enough solutions");
  }

  @Test
  void literalsThatAreKept() {
    RandomTypes random = new RandomTypes(world, 5);
    for (int i = 0; i < ROUNDS; i++) {
      Constraints constraints = new Constraints(variables);
      for (TypeVarType variable : variables) {
        constraints.retainLiterals(variable);
      }
      solve(random, variables, constraints, 2, true);
    }
  }

  /** The number of solutions that were found and checked. */
  private int check(long seed, List<TypeVarType> among, int relations, boolean bothSides) {
    RandomTypes random = new RandomTypes(world, seed);
    int solved = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Constraints constraints = new Constraints(among);
      if (solve(random, among, constraints, 1 + i % relations, bothSides)) {
        solved++;
      }
    }
    return solved;
  }

  private boolean solve(
      RandomTypes random,
      List<TypeVarType> among,
      Constraints constraints,
      int number,
      boolean bothSides) {
    List<Relation> held = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      // Of two open sides each has its own variables, so that no variable stands for itself.
      boolean open = bothSides && i == 0 && random.chance(3);
      int half = open ? among.size() / 2 : 0;
      Type type =
          open ? pattern(random, among.subList(0, half), 1) : random.type(2, random.chance(2));
      Type pattern = pattern(random, among.subList(half, among.size()), 2);
      Relation relation =
          bothSides && random.chance(3) ? new Relation(pattern, type) : new Relation(type, pattern);
      String before = constraints.toString();
      if (types.isAssignable(relation.source(), relation.target(), constraints)) {
        held.add(relation);
      } else {
        assertTrue(before.equals(constraints.toString()), "a failed relation leaves nothing");
      }
    }
    Substitution solution = types.solve(constraints);
    if (isEndless(solution, among)) {
      return false;
    }
    for (Relation relation : held) {
      assertTrue(
          types.isAssignable(solution.apply(relation.source()), solution.apply(relation.target())),
          () -> held + "\n" + constraints + solution.apply(TupleType.of(List.copyOf(among))));
    }
    for (TypeVarType variable : among) {
      Type value = solution.apply(variable);
      assertTrue(
          isAllowed(world.typeVarModel(variable), value),
          () -> variable.name() + " = " + Display.of(value) + " of " + held);
    }
    return !held.isEmpty();
  }

  /** Whether some variable would have to be part of itself, for which no type does. */
  private static boolean isEndless(Substitution solution, List<TypeVarType> among) {
    for (TypeVarType variable : among) {
      if (FreeVariables.mentions(solution.apply(variable), among::contains)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAllowed(TypeVarModel model, Type value) {
    if (value instanceof DynamicType) {
      return true;
    }
    for (Type constraint : model.constraints()) {
      if (types.isEquivalent(constraint, value)) {
        return true;
      }
    }
    return model.constraints().isEmpty()
        && (model.bound() == null || types.isAssignable(value, model.bound()));
  }

  private Type pattern(RandomTypes random, List<TypeVarType> among, int depth) {
    if (depth == 0 || random.chance(4)) {
      return among.get(random.index(among.size()));
    }
    return switch (random.index(8)) {
      case 0 -> world.list(pattern(random, among, depth - 1));
      case 1 -> world.sequence(pattern(random, among, depth - 1));
      case 2 -> world.iterable(pattern(random, among, depth - 1));
      case 3 ->
          TupleType.of(
              List.of(pattern(random, among, depth - 1), pattern(random, among, depth - 1)));
      case 4 -> TupleType.homogeneous(pattern(random, among, depth - 1));
      case 5 -> Unions.of(pattern(random, among, depth - 1), random.type(1, false));
      case 6 ->
          TestWorld.callable(pattern(random, among, depth - 1), pattern(random, among, depth - 1));
      default -> world.dict(pattern(random, among, depth - 1), pattern(random, among, depth - 1));
    };
  }
}
