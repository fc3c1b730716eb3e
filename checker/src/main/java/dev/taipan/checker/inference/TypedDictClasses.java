package dev.taipan.checker.inference;

import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.TypedDictShape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Classes that inherit from {@code TypedDict}. */
final class TypedDictClasses {
  private final Program program;

  TypedDictClasses(Program program) {
    this.program = program;
  }

  /** The items, inherited ones included. */
  TypedDictShape shape(SourceClassModel cls) {
    return new TypedDictShape(Map.of(), null, false);
  }

  /** An attribute that comes with such a class; null for any other. */
  @Nullable Member member(SourceClassModel cls, String name) {
    return null;
  }
}
