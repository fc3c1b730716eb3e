package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.library.TotalOrdering;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that classes have by what they are: the generated methods of dataclasses, named
 * tuples, TypedDicts and enums, and what decorators add.
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
  @Nullable Member member(SourceClassModel cls, String name) {
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
    return member;
  }

  /** See {@link TotalOrdering#unfounded}. */
  @Nullable Expr unfoundedOrdering(SourceClassModel cls) {
    return totalOrdering.unfounded(cls);
  }

  /** The names that features add to those of the body. */
  List<String> names(SourceClassModel cls) {
    return List.of();
  }
}
