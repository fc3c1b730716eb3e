package dev.taipan.checker.inference;

import dev.taipan.checker.types.DataclassModel;
import dev.taipan.checker.types.Member;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dataclasses, and classes that a {@code dataclass_transform} makes like them. */
final class DataclassClasses {
  private final Program program;

  DataclassClasses(Program program) {
    this.program = program;
  }

  /** The dataclass behaviour of a class. */
  Optional<DataclassModel> model(SourceClassModel cls) {
    return Optional.empty();
  }

  /** An attribute that comes with such a class; null for any other. */
  @Nullable Member member(SourceClassModel cls, String name) {
    return null;
  }
}
