package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import org.jspecify.annotations.Nullable;

/** The types of the functions and classes that statements declare, for the rules on them. */
public final class Declared {
  private final Program program;

  Declared(Program program) {
    this.program = program;
  }

  /** The model of the class that a statement defines. */
  public ClassModel classOf(ModuleTypes module, Stmt.ClassDef definition) {
    return program.classModel(program.classes().idOf(module, definition));
  }

  /** The statement that defines a class, with its module; null for a class without one. */
  public @Nullable Source sourceOf(ClassId cls) {
    return program.classModel(cls) instanceof SourceClassModel model
        ? new Source(model.module(), model.definition(), model.scope())
        : null;
  }

  /** Where a class is written. */
  public record Source(ModuleTypes module, Stmt.ClassDef definition, Scope body) {}

  public FunctionFlags flags(ModuleTypes module, Stmt.FunctionDef function) {
    return program.functions().flags(module, function);
  }

  /** The signature that a function's own annotations make, decorators aside. */
  public Signature signature(ModuleTypes module, Stmt.FunctionDef function) {
    return program.functions().signature(module, function);
  }

  public FunctionId idOf(ModuleTypes module, Stmt.FunctionDef function) {
    return program.functions().idOf(module, function);
  }

  /** The return annotation, not wrapped for async functions; null without one. */
  public @Nullable Type declaredReturn(ModuleTypes module, Stmt.FunctionDef function) {
    return program.functions().declaredReturn(module, function);
  }

  /** What {@code return} must give in a function; null where nothing is declared. */
  public @Nullable Type declaredResult(ModuleTypes module, Stmt.FunctionDef function, Scope body) {
    Type declared = declaredReturn(module, function);
    if (declared == null || !body.isGenerator()) {
      return declared;
    }
    GeneratorEvaluator.Parts parts = program.generators().parts(declared, function.async);
    return parts == null ? null : parts.returned();
  }

  /** Whether control can fall off the end of a scope. */
  public boolean endsOpen(ModuleTypes module, Scope body) {
    return !program.flow().isNeverReached(module, body.endReachability());
  }

  /** Whether a statement can be reached. */
  public boolean isReachable(ModuleTypes module, int condition) {
    return !program.flow().isNeverReached(module, condition);
  }

  /** What a function or class statement binds its name to. */
  public Type bound(ModuleTypes module, Stmt statement, Scope enclosing) {
    Type type = program.definitions().region(module, statement, enclosing).type(statement.id);
    return type == null ? WellKnown.TOP : type;
  }

  /** Whether a body consists of a docstring, {@code ...} or {@code pass} only. */
  public static boolean hasEmptyBody(Stmt.FunctionDef function) {
    return FunctionDefinitions.hasEmptyBody(function);
  }
}
