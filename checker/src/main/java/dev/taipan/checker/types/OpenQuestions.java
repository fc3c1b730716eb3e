package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The implementations of protocols that a thread is looking into, each for the sake of the one
 * before.
 *
 * <p>Within one {@link Relation} its {@link Assumptions} see to it that a pair is looked into once.
 * What they cannot see is cut here, and then holds: a question that comes back to itself through
 * the binding of a method, which asks in a relation of its own; more than a few such relations
 * inside one another, or questions with variables to solve, which are asked anew each time; and
 * pairs of the same two classes inside one another that do not get smaller, as members whose types
 * grow with every step would lead to them without an end.
 */
final class OpenQuestions {
  /** Questions about the same classes, and questions that remember nothing, nest that deep. */
  private static final int MAX_NESTED = 4;

  private final Set<Assumptions.Pair> pairs = new HashSet<>();
  private final List<Question> questions = new ArrayList<>();

  /**
   * A question that has no answer yet.
   *
   * @param relation who asks
   * @param costly whether it and its relation remember nothing of each other
   */
  private record Question(Relation relation, Type source, NominalType target, boolean costly) {}

  /** Whether the source implements the protocol, which {@code body} looks into. */
  boolean ask(Relation relation, Type source, NominalType target, BooleanSupplier body) {
    Relation outer = questions.isEmpty() ? null : questions.getLast().relation();
    boolean costly = relation != outer || relation.constraints != null;
    if (isTooDeep(source, target, costly)) {
      return true;
    }
    Assumptions.Pair pair = new Assumptions.Pair(source, target, Relation.Kind.ASSIGNABLE, false);
    if (!pairs.add(pair)) {
      return true;
    }
    questions.add(new Question(relation, source, target, costly));
    try {
      return body.getAsBoolean();
    } finally {
      questions.removeLast();
      pairs.remove(pair);
    }
  }

  private boolean isTooDeep(Type source, NominalType target, boolean costly) {
    int costs = 0;
    int alike = 0;
    for (Question question : questions) {
      if (question.costly()) {
        costs++;
      }
      if (question.target().cls().equals(target.cls())
          && isAlike(question.source(), source)
          && !isSmaller(source, target, question)) {
        alike++;
      }
    }
    return alike >= MAX_NESTED || costly && costs >= MAX_NESTED;
  }

  /** Whether both types nest less deep than those of an earlier question, which has an end. */
  private static boolean isSmaller(Type source, NominalType target, Question earlier) {
    return source.nesting() < earlier.source().nesting()
        && target.nesting() < earlier.target().nesting();
  }

  private static boolean isAlike(Type first, Type second) {
    return first instanceof NominalType a && second instanceof NominalType b
        ? a.cls().equals(b.cls())
        : first.getClass() == second.getClass();
  }
}
