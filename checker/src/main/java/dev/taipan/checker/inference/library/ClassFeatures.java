package dev.taipan.checker.inference.library;

import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that classes have by what they are: the generated methods of dataclasses, named
 * tuples, TypedDicts and enums, what decorators add, and what defining equality takes away.
 */
public final class ClassFeatures {
  private final Program program;
  private final TotalOrdering totalOrdering;

  public ClassFeatures(Program program) {
    this.program = program;
    this.totalOrdering = new TotalOrdering(program);
  }

  /**
   * The attribute that a feature gives the class, in place of what its body says; null for none.
   */
  public @Nullable Member member(SourceClassModel cls, String name) {
    Member member = program.enums().member(cls, name);
    if (member == null) {
      member = program.namedTuples().member(cls, name);
    }
    if (member == null) {
      member = program.typedDictClasses().member(cls, name);
    }
    if (member == null) {
      member = program.dataclasses().member(cls, name);
    }
    if (member == null) {
      member = totalOrdering.member(cls, name);
    }
    return member == null && name.equals("__hash__") && losesHash(cls)
        ? new Member(name, cls.id(), WellKnown.NONE, false, Member.Place.CLASS, false, true, null)
        : member;
  }

  /** Whether a class may have an attribute of that name which no statement of it names. */
  public static boolean mayAdd(SourceClassModel cls, String name) {
    return name.startsWith("_")
        || TypedDictMethods.NAMES.contains(name) && cls.header().isTypedDict();
  }

  /** Whether the class gets a method of that name without writing it. */
  public boolean isGenerated(SourceClassModel cls, String name) {
    Symbol own = cls.scope().symbol(name);
    return (own == null || !own.isBound())
        && (member(cls, name) != null || program.dataclasses().isShownOrCompared(cls, name));
  }

  /**
   * Whether Python takes the hash away: from classes that say which objects are equal, but not what
   * hash those have in common. Stubs say so themselves, decorators may give a hash again, and a
   * slot is an attribute of the class.
   */
  private boolean losesHash(SourceClassModel cls) {
    Symbol equality = cls.scope().symbol("__eq__");
    Symbol hash = cls.scope().symbol("__hash__");
    return equality != null
        && equality.isBound()
        && hash == null
        && !cls.module().isStub()
        && !cls.isProtocol()
        && cls.namedTupleFields() == null
        && (cls.definition().decorators.isEmpty() || cls.dataclass() != null)
        && !hasSlot(cls, "__hash__")
        && program.imports().isDefined(cls.module(), equality);
  }

  private boolean hasSlot(SourceClassModel cls, String name) {
    List<String> slots = cls.slots();
    return slots != null && slots.contains(name);
  }

  /** See {@link TotalOrdering#unfounded}. */
  public @Nullable Expr unfoundedOrdering(SourceClassModel cls) {
    return totalOrdering.unfounded(cls);
  }
}
