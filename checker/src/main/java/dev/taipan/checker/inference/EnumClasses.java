package dev.taipan.checker.inference;

import dev.taipan.checker.types.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Enum classes: which names are members, and what types they have. */
final class EnumClasses {
  private final Program program;

  EnumClasses(Program program) {
    this.program = program;
  }

  /** The names of the members of an enum class, in order, aliases left out. */
  List<String> members(SourceClassModel cls) {
    return List.of();
  }

  /** An attribute that comes with such a class; null for any other. */
  @Nullable Member member(SourceClassModel cls, String name) {
    return null;
  }
}
