package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.types.Type;
import org.jspecify.annotations.Nullable;

/** The names of {@code typing} and its like that the type system gives a meaning. */
final class SpecialForms {
  private final Program program;

  SpecialForms(Program program) {
    this.program = program;
  }

  /** The value of a module's name that is a special form; null for an ordinary name. */
  @Nullable Type lookup(String module, Symbol symbol) {
    return null;
  }
}
