package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.Reexports;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.ModuleType;
import org.jspecify.annotations.Nullable;

/**
 * Names with a leading underscore where they do not belong: those of a class are for it and its
 * subclasses, those of a module for the module.
 */
public final class PrivateUses {
  private final Program program;

  public PrivateUses(Program program) {
    this.program = program;
  }

  /** An attribute as the class of its object defines it. */
  void attribute(Region region, Expr.Attribute attribute, @Nullable Member member) {
    if (member == null || !isPrivate(attribute.name) || region.module().isStub()) {
      return;
    }
    ClassModel owner = program.classModel(member.owner());
    if (owner.namedTupleFields() == null && !isWithin(region, member.owner())) {
      region.report(
          Rules.PRIVATE_USAGE,
          attribute,
          "`" + attribute.name + "` is private to `" + member.owner().name() + "`");
    }
  }

  /** A name of another module, read through the module. */
  void attribute(Region region, Expr.Attribute attribute, ModuleType module) {
    if (isPrivate(attribute.name) && !module.name().equals(region.module().name())) {
      report(region, attribute, attribute.name, module.name());
    }
  }

  /** A name that is imported from another module. */
  public void imported(Region region, Alias alias, String module) {
    if (isPrivate(alias.name.name) && !module.equals(region.module().name())) {
      report(region, alias, alias.name.name, module);
    }
  }

  private static void report(Region region, Node at, String name, String module) {
    if (!region.module().isStub()) {
      region.report(
          Rules.PRIVATE_USAGE, at, "`" + name + "` is private to the module `" + module + "`");
    }
  }

  /** The names of the enum module, as `_value_`, are reserved and not private. */
  private static boolean isPrivate(String name) {
    return Reexports.isPrivateName(name) && !name.endsWith("_");
  }

  /** Whether code stands in a class, or in a subclass of it. */
  private boolean isWithin(Region region, ClassId owner) {
    for (Scope scope = region.scope(); scope != null; scope = scope.parent()) {
      if (scope.node() instanceof Stmt.ClassDef cls
          && program.classModel(program.classes().idOf(region.module(), cls)).inherits(owner)) {
        return true;
      }
    }
    return false;
  }
}
