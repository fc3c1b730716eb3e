package dev.taipan.checker.inference;

import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import org.jspecify.annotations.Nullable;

/** Turns {@code def} statements into types. */
final class FunctionDefinitions {
  private final Program program;

  FunctionDefinitions(Program program) {
    this.program = program;
  }

  /** Evaluates decorators, parameters and annotations; stores what the name is bound to. */
  void evaluate(Region region, Stmt.FunctionDef function) {}

  /** What a parameter holds inside the body. */
  Type parameterType(ModuleTypes module, Stmt.FunctionDef function, Parameter parameter) {
    return DynamicType.UNKNOWN;
  }

  /** The return annotation as written (not wrapped for async functions); null without one. */
  @Nullable Type declaredReturn(ModuleTypes module, Stmt.FunctionDef function) {
    return null;
  }

  /** Whether the function is marked abstract, or has no body to speak of in a protocol. */
  boolean isAbstract(ModuleTypes module, Stmt.FunctionDef function) {
    return false;
  }

  /** Whether a signature was made from an {@code async def} that is no generator. */
  boolean isAsync(Signature signature) {
    return false;
  }

  /** The message of {@code @deprecated} on a function; null without one. */
  @Nullable String deprecation(FunctionId function) {
    return null;
  }

  /** The {@code Self} of a class. */
  Type selfType(ModuleTypes module, ClassId cls) {
    return DynamicType.UNKNOWN;
  }
}
