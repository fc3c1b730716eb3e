package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.BoundModule;
import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.LiveBindings;
import dev.taipan.checker.binding.NameLookup;
import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.AssignedCall;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Variables that nobody declared and that hold a display of items of several types: {@code options
 * = {"size": 1, "name": "x"}}. What they were meant to hold is not written anywhere, so they fit
 * wherever the display itself would. So do variables that start as empty displays and are filled.
 * Under a literal key they give what the display has there, and so do attributes.
 */
public final class MixedDisplays {
  private final Program program;

  public MixedDisplays(Program program) {
    this.program = program;
  }

  /**
   * The type that the display behind a variable has where {@code wanted} is expected of it; null if
   * the expression is no such variable or the display does not fit.
   */
  public @Nullable Type as(Region region, Expr value, Type wanted) {
    Type stored = value instanceof Expr.Name && value.id >= 0 ? region.stored(value) : null;
    if (!(value instanceof Expr.Name name) || stored == null) {
      return null;
    }
    if (stored instanceof NominalType type && program.filledDisplays().isFilled(region, name)) {
      return Unions.members(wanted).stream()
          .filter(each -> program.filledDisplays().fits(type, each))
          .findFirst()
          .orElse(null);
    }
    if (!isMixed(stored)) {
      return null;
    }
    List<Type> types = new ArrayList<>();
    for (Definition definition : definitionsOf(region, name)) {
      Type type = as(region, definition, wanted);
      if (type == null) {
        return null;
      }
      types.add(type);
    }
    return types.isEmpty() ? null : Unions.of(types);
  }

  /** What a definition gives a variable where {@code wanted} is expected of it. */
  private @Nullable Type as(Region region, Definition definition, Type wanted) {
    if (definition.kind() instanceof DefinitionKind.Assign assign
        && assign.direct()
        && isDisplay(assign.value())
        && (definition.symbol() == null || !definition.symbol().isDeclared())) {
      Type again =
          region.silently(
              () -> region.inScope(definition.scope(), () -> region.infer(assign.value(), wanted)));
      return program.typeSystem().isAssignable(again, wanted) ? again : null;
    }
    Type given = program.definitions().bindingType(region.module(), definition);
    return program.typeSystem().isAssignable(given, wanted) ? given : null;
  }

  /**
   * What a dictionary display holds under the key that a subscript of its variable or attribute
   * names; null where that is not known. Where other code may have put something else there
   * meanwhile, the type is partly unknown.
   */
  @Nullable Type item(Region region, Expr.Subscript subscript) {
    Place place = placeOf(region, subscript);
    if (place == null) {
      return null;
    }
    Definition definition = place.definition();
    Type stored =
        program
            .definitions()
            .region(place.module(), definition.region(), definition.scope())
            .type(place.value().id);
    if (stored == null) {
      return null;
    }
    Type type = Widening.widen(stored);
    return place.shared() || region.scope() != definition.scope()
        ? Unions.of(type, DynamicType.UNKNOWN)
        : type;
  }

  /**
   * An item in a display that is assigned to a variable or attribute.
   *
   * @param module where that stands
   * @param shared whether any code may put other things there, as into an attribute
   */
  private record Place(ModuleTypes module, Definition definition, Expr value, boolean shared) {
    Place at(Expr item) {
      return new Place(module, definition, item, shared);
    }
  }

  private @Nullable Place placeOf(Region region, Expr.Subscript subscript) {
    Place display = displayOf(region, subscript.value);
    if (display == null || !(subscript.index instanceof Expr.Str wanted)) {
      return null;
    }
    Expr item = itemOf(display.value(), wanted);
    return item == null ? null : display.at(item);
  }

  /** What a display, or a call of {@code dict} with keywords, has under a key; null if unclear. */
  private static @Nullable Expr itemOf(Expr display, Expr.Str wanted) {
    if (display instanceof Expr.Call call) {
      boolean keywords =
          call.callee instanceof Expr.Name callee
              && callee.name.equals("dict")
              && call.arguments.stream().allMatch(each -> each.kind == Argument.Kind.KEYWORD);
      return keywords && !wanted.bytes ? AssignedCall.keyword(call.arguments, wanted.value) : null;
    }
    if (!(display instanceof Expr.Dict dict)) {
      return null;
    }
    Expr found = null;
    for (int i = 0; i < dict.keys.size(); i++) {
      switch (dict.keys.get(i)) {
        case null -> found = null; // what is unpacked may have the key too
        case Expr.Str key when key.bytes == wanted.bytes && key.value.equals(wanted.value) ->
            found = dict.values.get(i);
        case Expr.Str _ -> {}
        default -> {
          return null;
        }
      }
    }
    return found;
  }

  private @Nullable Place displayOf(Region region, Expr object) {
    if (object instanceof Expr.Subscript outer) {
      return placeOf(region, outer);
    }
    if (object instanceof Expr.Attribute attribute) {
      return displayOf(region, attribute);
    }
    if (!(object instanceof Expr.Name name) || name.id < 0) {
      return null;
    }
    Definition definition = definitionOf(region, name);
    return definition != null
            && definition.kind() instanceof DefinitionKind.Assign assign
            && assign.direct()
            && (definition.symbol() == null || !definition.symbol().isDeclared())
        ? new Place(region.module(), definition, assign.value(), false)
        : null;
  }

  /** What the only assignment of an undeclared attribute gives it. */
  private @Nullable Place displayOf(Region region, Expr.Attribute attribute) {
    Type object = region.stored(attribute.value);
    Member member =
        object == null
            ? null
            : program
                .members()
                .read(object, PrivateNames.mangle(region.scope(), attribute.name))
                .map(Access::member)
                .orElse(null);
    if (member == null
        || member.declared()
        || !(program.classModel(member.owner()) instanceof SourceClassModel cls)) {
      return null;
    }
    List<Definition> definitions = new ArrayList<>();
    Symbol inBody = cls.scope().symbol(member.name());
    if (inBody != null) {
      definitions.addAll(inBody.definitions());
    }
    definitions.addAll(cls.scope().instanceAttributes().getOrDefault(member.name(), List.of()));
    return definitions.size() == 1
            && definitions.getFirst().kind() instanceof DefinitionKind.Assign assign
            && assign.direct()
        ? new Place(cls.module(), definitions.getFirst(), assign.value(), true)
        : null;
  }

  private static boolean isMixed(Type type) {
    for (Type member : Unions.members(type)) {
      for (Type argument :
          member instanceof NominalType made ? made.arguments() : List.<Type>of()) {
        if (argument instanceof UnionType || argument instanceof NominalType && isMixed(argument)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isDisplay(Expr value) {
    return value instanceof Expr.Dict
        || value instanceof Expr.ListExpr
        || value instanceof Expr.SetExpr;
  }

  /** The only definition that a use of a name sees; null if there are several. */
  private static @Nullable Definition definitionOf(Region region, Expr.Name name) {
    List<Definition> definitions = definitionsOf(region, name);
    return definitions.size() == 1 ? definitions.getFirst() : null;
  }

  /** The definitions that a use of a name sees; none if it may see others. */
  private static List<Definition> definitionsOf(Region region, Expr.Name name) {
    BoundModule bound = region.module().bound();
    LiveBindings live = bound.bindingsAt(name);
    if (live == null) {
      NameLookup.Found found = NameLookup.lookupWritten(region.scope(), name.name);
      Symbol symbol = found == null ? null : found.symbol();
      return symbol != null && symbol.definitions().size() == 1
          ? List.of(symbol.definitions().getFirst())
          : List.of();
    }
    List<Definition> definitions = new ArrayList<>(live.size());
    for (int i = 0; i < live.size(); i++) {
      if (live.definition(i) < 0) {
        return List.of();
      }
      definitions.add(bound.definitions().get(live.definition(i)));
    }
    return definitions;
  }
}
