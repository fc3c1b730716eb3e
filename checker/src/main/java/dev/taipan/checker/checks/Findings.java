package dev.taipan.checker.checks;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.definitions.Declared;
import dev.taipan.checker.syntax.Node;
import java.util.ArrayList;
import java.util.List;

/** What rules look at and where they put what they find: one module of a program. */
final class Findings {
  private final Program program;
  private final ModuleTypes module;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  Findings(Program program, ModuleTypes module) {
    this.program = program;
    this.module = module;
  }

  Program program() {
    return program;
  }

  ModuleTypes module() {
    return module;
  }

  Declared declared() {
    return program.declared();
  }

  void report(Rule rule, Node at, String message) {
    report(Diagnostic.of(rule, module.path(), new Span(at.start, at.end), message));
  }

  void report(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  List<Diagnostic> all() {
    return List.copyOf(diagnostics);
  }
}
