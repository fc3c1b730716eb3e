package dev.taipan.checker.inference;

import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;

/** Turns {@code class} statements into types and models. */
final class ClassDefinitions {
  private final Program program;

  ClassDefinitions(Program program) {
    this.program = program;
  }

  /** Evaluates decorators, bases and keywords; stores what the name is bound to. */
  void evaluate(Region region, Stmt.ClassDef cls) {}

  /** The model behind an id; a class that is not there (any more) is an empty one. */
  ClassModel model(ClassId id) {
    throw new UnsupportedOperationException();
  }
}
