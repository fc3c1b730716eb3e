package dev.taipan.checker.inference.library;

import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The comparisons that {@code @functools.total_ordering} adds to a class: those that are missing,
 * with the parameters of the one that is there.
 */
final class TotalOrdering {
  private static final List<String> COMPARISONS = List.of("__lt__", "__le__", "__gt__", "__ge__");

  private final Program program;

  TotalOrdering(Program program) {
    this.program = program;
  }

  /** The comparison of a name that the decorator adds to a class; null for none. */
  @Nullable Member member(SourceClassModel cls, String name) {
    if (!COMPARISONS.contains(name) || cls.marks().totalOrdering() == null) {
      return null;
    }
    if (defined(cls, name) != null) {
      return null;
    }
    for (String other : COMPARISONS) {
      Type type = defined(cls, other);
      if (type != null) {
        return new Member(name, cls.id(), type, true, Member.Place.CLASS, false, true, null);
      }
    }
    return null;
  }

  /**
   * The decorator, where it has nothing to start from because the class and its bases define no
   * comparison; null otherwise.
   */
  @Nullable Expr unfounded(SourceClassModel cls) {
    Expr decorator = cls.marks().totalOrdering();
    if (decorator == null || cls.hasUnknownBase()) {
      return null;
    }
    for (String name : COMPARISONS) {
      if (defined(cls, name) != null) {
        return null;
      }
    }
    return decorator;
  }

  /** The type of a comparison that the class or one of its bases defines; null if none does. */
  private @Nullable Type defined(SourceClassModel cls, String name) {
    Symbol own = cls.scope().symbol(name);
    if (own != null) {
      return program.definitions().symbolType(cls.module(), own);
    }
    List<Type> mro = cls.mro();
    for (int i = 1; i < mro.size(); i++) {
      ClassId id = Mro.classOf(mro.get(i));
      if (id != null && !id.equals(WellKnown.OBJECT)) {
        Optional<Member> member = program.classModel(id).member(name);
        if (member.isPresent()) {
          return member.get().type();
        }
      }
    }
    return null;
  }
}
