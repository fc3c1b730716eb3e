package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.DataclassModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code __slots__} of classes. */
final class Slots {
  private Slots() {}

  /**
   * The names that a class lists, or that {@code @dataclass(slots=True)} lists for it; null where
   * instances have a dictionary, or where nobody knows.
   */
  static @Nullable List<String> of(Program program, SourceClassModel cls) {
    Symbol symbol = cls.scope().symbol("__slots__");
    if (symbol != null && symbol.isBound()) {
      List<Definition> definitions = symbol.definitions();
      return definitions.size() == 1
              && !program.flow().isNeverReached(cls.module(), definitions.get(0).reachability())
          ? literal(cls, definitions.get(0))
          : null;
    }
    DataclassModel dataclass = cls.dataclass();
    if (dataclass == null || !dataclass.slots()) {
      return null;
    }
    if (hasOtherSpecifiers(cls, dataclass)) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (DataclassModel.Field field : dataclass.fields()) {
      if (field.owner().equals(cls.id())) {
        names.add(field.name());
      }
    }
    return names;
  }

  /**
   * Whether the class declares variables as calls of what may describe fields without being known
   * for it, such as a function around a field specifier.
   */
  private static boolean hasOtherSpecifiers(SourceClassModel cls, DataclassModel dataclass) {
    Set<String> fields = new HashSet<>();
    dataclass.fields().forEach(field -> fields.add(field.name()));
    for (Symbol symbol : cls.scope().symbols()) {
      for (Definition definition : symbol.definitions()) {
        if (definition.kind() instanceof DefinitionKind.AnnAssign assign
            && assign.statement().value instanceof Expr.Call
            && !fields.contains(symbol.name())) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable List<String> literal(SourceClassModel cls, Definition definition) {
    List<? extends @Nullable Expr> elements = elements(definition);
    if (elements == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (@Nullable Expr element : elements) {
      if (!(element instanceof Expr.Str text) || text.value.equals("__dict__")) {
        return null;
      }
      names.add(PrivateNames.mangle(cls.scope(), text.value));
    }
    if (cls.module().isStub()) {
      // What else a stub declares is a property that it does not care to spell out.
      for (Symbol symbol : cls.scope().symbols()) {
        if (symbol.isDeclared()) {
          names.add(symbol.name());
        }
      }
    }
    return names;
  }

  /** The elements of a display of slots; null where {@code __slots__} is bound to another value. */
  static @Nullable List<? extends @Nullable Expr> elements(Definition definition) {
    Expr value =
        switch (definition.kind()) {
          case DefinitionKind.Assign assign when assign.direct() -> assign.value();
          case DefinitionKind.AnnAssign assign -> assign.statement().value;
          default -> null;
        };
    return switch (value) {
      case Expr.Tuple tuple -> tuple.elements;
      case Expr.ListExpr list -> list.elements;
      case Expr.SetExpr set -> set.elements;
      case Expr.Dict documented -> documented.keys;
      case Expr.Str one -> List.of(one);
      case null, default -> null;
    };
  }

  /** Whether the instances have places for attributes of their own, by {@code __slots__}. */
  static boolean hasAny(SourceClassModel cls) {
    DataclassModel dataclass = cls.dataclass();
    if (dataclass != null && dataclass.slots()) {
      for (DataclassModel.Field field : dataclass.fields()) {
        if (field.owner().equals(cls.id())) {
          return true;
        }
      }
      return false;
    }
    return !cls.slotNames().isEmpty();
  }

  /** The attributes that {@code __slots__} lists, as far as it does so literally. */
  static List<String> written(SourceClassModel cls) {
    Symbol slots = cls.scope().symbol("__slots__");
    if (slots == null) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    for (Definition definition : slots.definitions()) {
      List<? extends @Nullable Expr> names = elements(definition);
      if (names == null) {
        continue;
      }
      for (@Nullable Expr name : names) {
        if (name instanceof Expr.Str text
            && !text.value.equals("__dict__")
            && !text.value.equals("__weakref__")) {
          found.add(PrivateNames.mangle(cls.scope(), text.value));
        }
      }
    }
    return List.copyOf(found);
  }
}
