package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.Reexports;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.Origin;
import dev.taipan.checker.modules.ResolvedModule;
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
 * Names where they do not belong: those with a leading underscore are for the class and its
 * subclasses or for the module, and what an installed package with types only imports is for the
 * package.
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
    if (isWanted(region) && !module.name().equals(region.module().name())) {
      check(region, attribute, attribute.name, program.resolved(module.name()));
    }
  }

  /** A name that is imported from another module. */
  public void imported(Region region, Alias alias, ResolvedModule module) {
    if (isWanted(region) && !module.name().toString().equals(region.module().name())) {
      check(region, alias, alias.name.name, module);
    }
  }

  private boolean isWanted(Region region) {
    return program.reports(Rules.PRIVATE_USAGE) && !region.module().isStub();
  }

  private void check(Region region, Node at, String name, @Nullable ResolvedModule module) {
    ModuleTypes types = module instanceof ModuleFile file ? program.module(file) : null;
    if (module == null || types != null && program.imports().isListed(types, name)) {
      return;
    }
    boolean onlyImported =
        types != null && module instanceof ModuleFile file && isOnlyImported(file, types, name);
    if (isPrivate(name) || onlyImported) {
      region.report(
          Rules.PRIVATE_USAGE,
          at,
          "`"
              + name
              + "` is private to the module `"
              + module.name()
              + (onlyImported ? "`, which only imports it" : "`"));
    }
  }

  /** Whether an installed package with types imports a name for itself. */
  private boolean isOnlyImported(ModuleFile file, ModuleTypes types, String name) {
    if (file.origin() != Origin.THIRD_PARTY || !file.isTyped()) {
      return false;
    }
    Symbol symbol = types.bound().moduleScope().symbol(name);
    return symbol != null && symbol.isBound() && !program.imports().isShown(types, symbol);
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
