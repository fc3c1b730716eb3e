package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.NameLookup;
import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SubscriptResult;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists, sets and dictionaries of which nobody wrote what they are to hold and whose first items
 * say little: they are of several types, or only keep the places of later ones, as in {@code slots
 * = [None] * 3}, or a function that does not say what it returns has put them in. So anything may
 * be put into them.
 */
public final class LooseDisplays {
  private final Program program;

  public LooseDisplays(Program program) {
    this.program = program;
  }

  /** The type of such an object to put things into; null for any other expression. */
  @Nullable Type of(Region region, Expr object) {
    if (object instanceof Expr.Subscript subscript) {
      Type outer = of(region, subscript.value);
      Type index = region.stored(subscript.index);
      if (outer == null || index == null) {
        return null;
      }
      SubscriptResult item = program.subscriptOperations().get(outer, index);
      return item.isValid() ? item.type() : null;
    }
    Type type = region.stored(object);
    if (type instanceof NominalType filled && program.filledDisplays().isFilled(region, object)) {
      return FilledDisplays.opened(filled);
    }
    if (type instanceof NominalType given && isContainer(given) && isReturned(region, object)) {
      return FilledDisplays.opened(given);
    }
    Type loose = type == null ? null : loosened(type);
    return loose == null || loose.equals(type) || !isDisplayed(region, object) ? null : loose;
  }

  /**
   * The method that a call names, on the object to put things into; null if it is not on such one.
   */
  @Nullable Type method(Region region, Expr node) {
    if (!(node instanceof Expr.Call call) || !(call.callee instanceof Expr.Attribute method)) {
      return null;
    }
    Type object = of(region, method.value);
    return object == null
        ? null
        : program
            .members()
            .read(object, PrivateNames.mangle(region.scope(), method.name))
            .map(Access::type)
            .orElse(null);
  }

  /** A type with nothing known of the items that say little; null for what is no container. */
  private static @Nullable Type loosened(Type type) {
    List<Type> members = Unions.members(type);
    if (members.isEmpty()
        || !(members.getFirst() instanceof NominalType first)
        || !isContainer(first)) {
      return null;
    }
    List<Type> arguments = new ArrayList<>(first.arguments());
    for (Type member : members) {
      if (!(member instanceof NominalType nominal) || !nominal.cls().equals(first.cls())) {
        return null;
      }
      for (int i = 0; i < arguments.size(); i++) {
        Type argument = nominal.arguments().get(i);
        Type inner = loosened(argument);
        arguments.set(
            i,
            argument instanceof UnionType
                    || argument.equals(WellKnown.NONE)
                    || !argument.equals(first.arguments().get(i))
                ? DynamicType.UNKNOWN
                : inner == null ? arguments.get(i) : inner);
      }
    }
    return new NominalType(first.cls(), arguments);
  }

  private static boolean isContainer(NominalType type) {
    return type.cls().equals(WellKnown.LIST)
        || type.cls().equals(WellKnown.DICT)
        || type.cls().equals(WellKnown.SET);
  }

  /** Whether an undeclared variable holds what a function returned that does not say what. */
  private boolean isReturned(Region region, Expr object) {
    NameLookup.Found found =
        object instanceof Expr.Name name
            ? NameLookup.lookupWritten(region.scope(), name.name)
            : null;
    if (found == null || found.symbol().isDeclared()) {
      return false;
    }
    for (Definition definition : found.symbol().definitions()) {
      if (definition.kind() instanceof DefinitionKind.Assign assign
          && assign.direct()
          && assign.value() instanceof Expr.Call call
          && program
                  .definitions()
                  .region(region.module(), definition.region(), definition.scope())
                  .type(call.callee.id)
              instanceof CallableType function
          && !function.declaresReturns()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a variable or attribute is undeclared and assigned a display somewhere. */
  private boolean isDisplayed(Region region, Expr object) {
    return switch (object) {
      case Expr.Name name -> {
        NameLookup.Found found = NameLookup.lookupWritten(region.scope(), name.name);
        yield found != null && isDisplayed(found.symbol());
      }
      case Expr.Attribute attribute -> {
        Type base = region.stored(attribute.value);
        Optional<Access> access =
            base == null
                ? Optional.empty()
                : program.members().read(base, PrivateNames.mangle(region.scope(), attribute.name));
        Member member = access.map(Access::member).orElse(null);
        yield member != null
            && !member.declared()
            && program.classModel(member.owner()) instanceof SourceClassModel cls
            && (isDisplayed(cls.scope().symbol(member.name()))
                || amongDisplays(
                    cls.scope().instanceAttributes().getOrDefault(member.name(), List.of())));
      }
      default -> false;
    };
  }

  private static boolean isDisplayed(@Nullable Symbol symbol) {
    return symbol != null && !symbol.isDeclared() && amongDisplays(symbol.definitions());
  }

  private static boolean amongDisplays(List<Definition> definitions) {
    for (Definition definition : definitions) {
      if (definition.kind() instanceof DefinitionKind.Assign assign
          && assign.direct()
          && isDisplay(assign.value())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDisplay(Expr value) {
    return switch (value) {
      case Expr.ListExpr _, Expr.SetExpr _, Expr.Dict _ -> true;
      case Expr.ListComp _, Expr.SetComp _, Expr.DictComp _ -> true;
      case Expr.Binary binary -> isDisplay(binary.left) || isDisplay(binary.right);
      case Expr.Call call ->
          call.callee instanceof Expr.Name name
              && name.name.equals("dict")
              && call.arguments.stream().allMatch(each -> each.kind == Argument.Kind.KEYWORD);
      default -> false;
    };
  }
}
