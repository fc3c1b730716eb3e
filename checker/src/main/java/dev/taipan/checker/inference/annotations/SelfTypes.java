package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.definitions.FunctionFlags;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.Type;
import org.jspecify.annotations.Nullable;

/** The meaning of {@code Self}. */
final class SelfTypes {
  private final Program program;

  SelfTypes(Program program) {
    this.program = program;
  }

  /** What {@code Self} stands for at a place. */
  Type self(Region region, Expr at) {
    ClassId cls = enclosingClass(region.module(), region.scope());
    if (cls == null) {
      return program
          .typeExpressions()
          .invalid(region, at, "`Self` is only allowed inside of a class");
    }
    region.defer(later -> check(later, at, cls, region.node()));
    return cls.selfVariable();
  }

  /** Reports a {@code Self} that stands where no instance of the class is meant. */
  private void check(Region region, Expr at, ClassId cls, Node annotation) {
    ModuleTypes module = region.module();
    Node owner =
        annotation instanceof Expr expression ? module.structure().ownerOf(expression) : null;
    if (isStatic(module, owner) || isStatic(module, enclosingMethod(region.scope()))) {
      program.typeExpressions().invalid(region, at, "`Self` is not allowed in a static method");
    } else if (program.classes().isMetaclass(program.classModel(cls))) {
      program.typeExpressions().invalid(region, at, "`Self` is not allowed in a metaclass");
    }
  }

  private boolean isStatic(ModuleTypes module, @Nullable Node owner) {
    return owner instanceof Stmt.FunctionDef function
        && program.functions().flags(module, function).has(FunctionFlags.Flag.STATIC);
  }

  /** The method of the innermost class whose body a scope is in; null outside of methods. */
  private static Stmt.@Nullable FunctionDef enclosingMethod(Scope scope) {
    Stmt.FunctionDef method = null;
    for (Scope at = scope; at != null && at.kind() != Scope.Kind.CLASS; at = at.parent()) {
      if (at.kind() == Scope.Kind.FUNCTION && at.node() instanceof Stmt.FunctionDef function) {
        method = function;
      }
    }
    return method;
  }

  /** The innermost class around a scope; null outside of classes. */
  private static @Nullable ClassId enclosingClass(ModuleTypes module, Scope scope) {
    for (Scope at = scope; at != null; at = at.parent()) {
      if (at.kind() == Scope.Kind.CLASS && at.node() instanceof Stmt.ClassDef cls) {
        String place = module.placeOf(cls);
        return place == null ? null : new ClassId(module.name(), place);
      }
    }
    return null;
  }
}
