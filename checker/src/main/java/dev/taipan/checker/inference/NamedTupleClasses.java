package dev.taipan.checker.inference;

import dev.taipan.checker.types.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classes that inherit from {@code NamedTuple}. */
final class NamedTupleClasses {
  private final Program program;

  NamedTupleClasses(Program program) {
    this.program = program;
  }

  /** The names of the fields in order, inherited ones included. */
  List<String> fields(SourceClassModel cls) {
    return List.of();
  }

  /** An attribute that comes with such a class; null for any other. */
  @Nullable Member member(SourceClassModel cls, String name) {
    return null;
  }
}
