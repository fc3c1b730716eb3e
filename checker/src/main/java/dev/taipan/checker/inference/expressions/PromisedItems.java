package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import java.util.ArrayList;
import java.util.List;

/**
 * What a display holds of which a class above its own is expected: a {@code Sequence[float]}
 * promises those who read it floats, but the list that is assigned to it may hold only ints.
 */
final class PromisedItems {
  private final Program program;

  PromisedItems(Program program) {
    this.program = program;
  }

  /**
   * The display with what its items are, where such an object is what is expected, too; else as
   * given.
   *
   * @param made the display, with what is expected of the items
   * @param index which argument of it the items are for
   * @param types the types of the items, each expected to be what {@code made} says
   */
  NominalType narrow(
      Region region,
      NominalType made,
      int index,
      Type expected,
      List<? extends Expr> items,
      List<Type> types) {
    if (types.isEmpty()
        || made.arguments().get(index) instanceof DynamicType
        || expected instanceof NominalType nominal && nominal.cls().equals(made.cls())) {
      return made;
    }
    List<Type> widened = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      widened.add(program.writtenLiterals().widen(region, items.get(i), types.get(i)));
    }
    NominalType narrowed = with(made, index, Widening.items(widened));
    if (program.typeSystem().isAssignable(narrowed, expected)) {
      return narrowed;
    }
    NominalType literal = with(made, index, Unions.of(types));
    return program.typeSystem().isAssignable(literal, expected) ? literal : made;
  }

  private static NominalType with(NominalType made, int index, Type items) {
    List<Type> arguments = new ArrayList<>(made.arguments());
    arguments.set(index, items);
    return new NominalType(made.cls(), arguments);
  }
}
