package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of {@code typing} and {@code typing_extensions} that mean something which their
 * declarations in the stubs cannot say.
 */
public final class SpecialForms {
  private static final Set<String> FORMS =
      Set.of(
          "Any",
          "Union",
          "Optional",
          "Generic",
          "Protocol",
          "Callable",
          "NoReturn",
          "Never",
          "ClassVar",
          "Final",
          "Literal",
          "LiteralString",
          "TypedDict",
          "Self",
          "Unpack",
          "Required",
          "NotRequired",
          "ReadOnly",
          "Annotated",
          "Concatenate",
          "TypeAlias",
          "TypeGuard",
          "TypeIs",
          "TypeForm");

  private static final Map<String, ClassId> ALIASES =
      Map.ofEntries(
          Map.entry("List", WellKnown.LIST),
          Map.entry("Dict", WellKnown.DICT),
          Map.entry("Set", WellKnown.SET),
          Map.entry("FrozenSet", WellKnown.FROZENSET),
          Map.entry("Tuple", WellKnown.TUPLE),
          Map.entry("Type", WellKnown.TYPE),
          Map.entry("DefaultDict", new ClassId("collections", "defaultdict")),
          Map.entry("Counter", new ClassId("collections", "Counter")),
          Map.entry("Deque", new ClassId("collections", "deque")),
          Map.entry("ChainMap", new ClassId("collections", "ChainMap")),
          Map.entry("OrderedDict", new ClassId("collections", "OrderedDict")));

  /**
   * The name under which a module had something before it got another name, which stubs may not
   * know yet; null for all other names.
   */
  public static @Nullable String formerName(ModuleName module, String name) {
    return name.equals("sentinel") && module.toString().equals("typing_extensions")
        ? "Sentinel"
        : null;
  }

  /** What a class statement of {@code typing} means instead of a class; null for any other. */
  public static @Nullable Type classForm(ClassId cls) {
    return cls.is("typing", "Any") ? new SpecialFormType("Any") : null;
  }

  /** The value of a module's name that is a special form; null for an ordinary name. */
  public @Nullable Type lookup(String module, Symbol symbol) {
    if (!module.equals("typing") && !module.equals("typing_extensions")
        || symbol.scope().kind() != Scope.Kind.MODULE) {
      return null;
    }
    String name = symbol.name();
    if (FORMS.contains(name)) {
      return new SpecialFormType(name);
    }
    ClassId alias = ALIASES.get(name);
    return alias == null ? null : new ClassLiteralType(alias);
  }
}
