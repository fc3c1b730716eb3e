package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallArgument;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Iteration;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code **} finds in a value: anything with {@code keys} and {@code __getitem__}. */
public final class Mappings {
  private final Program program;

  public Mappings(Program program) {
    this.program = program;
  }

  /** The keys and values of a mapping. */
  record Items(Type keys, Type values) {}

  /** The items of a value; null if it is no mapping. */
  @Nullable Items of(Type value) {
    List<Type> keys = new ArrayList<>();
    List<Type> values = new ArrayList<>();
    boolean partlyUnknown = value instanceof UnionType union && union.isPartlyUnknown();
    for (Type member : Unions.members(value)) {
      Items items = ofMember(member);
      if (items == null && partlyUnknown) {
        continue;
      }
      if (items == null) {
        return null;
      }
      keys.add(items.keys());
      values.add(items.values());
    }
    return new Items(Unions.of(keys), Unions.of(values));
  }

  /** The items that an expression behind {@code **} gives; reports one that is no mapping. */
  Items unpacked(Region region, Expr expression, Type value) {
    Items items = of(value);
    if (items != null) {
      return items;
    }
    region.report(
        Rules.INVALID_ARGUMENT_TYPE,
        expression,
        "`**` needs a mapping, got `" + Display.of(value) + "`");
    return new Items(DynamicType.UNKNOWN, DynamicType.UNKNOWN);
  }

  /** The type of the values of a mapping, for tools; empty for what is none. */
  public Optional<Type> valuesOf(Type value) {
    return Optional.ofNullable(of(value)).map(Items::values);
  }

  private @Nullable Items ofMember(Type member) {
    if (member instanceof DynamicType dynamic) {
      return new Items(dynamic, dynamic);
    }
    if (program.members().mro().superTypeOf(member, WellKnown.MAPPING)
            instanceof NominalType mapping
        && mapping.arguments().size() == 2) {
      return new Items(mapping.arguments().get(0), mapping.arguments().get(1));
    }
    Optional<Access> keysMethod = program.members().read(member, "keys");
    Optional<Access> getter = program.members().specialMethod(member, "__getitem__");
    if (keysMethod.isEmpty() || getter.isEmpty()) {
      return null;
    }
    Iteration.Result keys =
        program
            .iteration()
            .iterate(program.calls().call(keysMethod.get().type(), List.of()).type());
    CallOutcome item =
        program.calls().call(getter.get().type(), List.of(CallArgument.positional(keys.element())));
    return keys.isValid() && item.isValid() ? new Items(keys.element(), item.type()) : null;
  }
}
