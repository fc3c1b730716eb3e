package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.LiveBindings;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ResolvedModule;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reports names of modules and classes that these have on some paths through their code only: an
 * {@code if} without {@code else} defines them, or a {@code try} that may fail.
 */
public final class PossiblyMissing {
  private final Program program;

  public PossiblyMissing(Program program) {
    this.program = program;
  }

  /** Looks at {@code from source import name}. */
  void imported(Region region, Node at, ResolvedModule source, String name) {
    ModuleTypes module = source instanceof ModuleFile file ? program.module(file) : null;
    if (module != null
        && module != region.module()
        && program.resolver().submodule(source, name).isEmpty()) {
      Symbol symbol = module.bound().moduleScope().symbol(name);
      if (symbol != null && mayBeMissing(symbol)) {
        check(region, Rules.POSSIBLY_MISSING_IMPORT, at, module, symbol);
      }
    }
  }

  /** Looks at an attribute of a module. */
  public void read(Region region, Node at, ModuleType object, String name) {
    ModuleTypes module = program.module(object.name());
    if (module != null && module != region.module()) {
      Symbol symbol = module.bound().moduleScope().symbol(name);
      if (symbol != null && mayBeMissing(symbol)) {
        check(region, Rules.POSSIBLY_MISSING_ATTRIBUTE, at, module, symbol);
      }
    }
  }

  /** Looks at an attribute that a class defines. */
  public void read(Region region, Node at, @Nullable Member member) {
    if (member == null
        || !(program.classModel(member.owner()) instanceof SourceClassModel cls)
        || cls.scope().isAssignedInMethods(member.name())) {
      return;
    }
    Symbol symbol = cls.scope().symbol(member.name());
    if (symbol != null && mayBeMissing(symbol) && !isInherited(cls, member.name())) {
      check(region, Rules.POSSIBLY_MISSING_ATTRIBUTE, at, cls.module(), symbol);
    }
  }

  private boolean isInherited(SourceClassModel cls, String name) {
    for (Type entry : cls.mro()) {
      ClassId id = Mro.classOf(entry);
      if (id != null && !id.equals(cls.id()) && program.classModel(id).member(name).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the statements of its scope leave a symbol without a value on some path, taken or not:
   * so few do that it is asked first.
   */
  private static boolean mayBeMissing(Symbol symbol) {
    if (symbol.hasNonlocalRebinding() || isDeclaredAlone(symbol)) {
      return false;
    }
    LiveBindings end = symbol.scope().endBindings(symbol);
    return end.size() >= 2 && end.definition(0) == LiveBindings.UNBOUND;
  }

  private void check(Region region, Rule rule, Node at, ModuleTypes module, Symbol symbol) {
    LiveBindings end = symbol.scope().endBindings(symbol);
    region.defer(
        later -> {
          if (isPartlyBound(module, end)) {
            later.report(rule, at, "`" + symbol.name() + "` is defined on some paths only");
          }
        });
  }

  /** Whether a declaration without a value says that the name is there. */
  private static boolean isDeclaredAlone(Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if (definition.isDeclaration() && !definition.isBinding()) {
        return true;
      }
    }
    return false;
  }

  private boolean isPartlyBound(ModuleTypes module, LiveBindings end) {
    boolean unbound = false;
    boolean bound = false;
    for (int i = 0; i < end.size(); i++) {
      if (program.flow().isNeverReached(module, end.reachability(i))) {
        continue;
      }
      boolean missing =
          end.definition(i) == LiveBindings.UNBOUND
              || end.definition(i) >= 0
                  && module.bound().definition(end.definition(i)).kind()
                      instanceof DefinitionKind.Delete;
      unbound |= missing;
      bound |= !missing;
    }
    return bound && unbound;
  }
}
