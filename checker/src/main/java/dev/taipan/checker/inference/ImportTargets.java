package dev.taipan.checker.inference;

import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.modules.ModuleResolver;
import dev.taipan.checker.modules.ResolvedModule;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds the files that the import statements of a module lead to, wherever in it they stand. */
final class ImportTargets extends TreeWalker {
  private static final class FoundKey extends MemoKey {
    FoundKey() {
      super(0);
    }
  }

  /**
   * What the imports of a module lead to.
   *
   * @param files the modules, their packages, and submodules
   * @param missing the dotted names of {@code import a.b.c} that lead nowhere, though {@code a} is
   *     there
   * @param loaded the dotted names that {@code import a.b.c} loads
   */
  record Found(Set<Path> files, Set<String> missing, Set<String> loaded) {
    private static final Found NOTHING = new Found(Set.of(), Set.of(), Set.of());
  }

  private final ModuleFile importer;
  private final ModuleResolver resolver;
  private final Set<Path> files = new HashSet<>();
  private final Set<String> missing = new HashSet<>();
  private final Set<String> loaded = new HashSet<>();

  private ImportTargets(ModuleFile importer, ModuleResolver resolver) {
    this.importer = importer;
    this.resolver = resolver;
  }

  /** What {@code module} imports from. */
  static Found of(Program program, ModuleTypes module) {
    return program.memo(
        module, new FoundKey(), Found.NOTHING, () -> find(module, program.resolver()));
  }

  /** What {@code module} imports from, found anew. */
  static Found find(ModuleTypes module, ModuleResolver resolver) {
    ImportTargets targets = new ImportTargets(module.file(), resolver);
    targets.visitChildren(module.parsed().module());
    return new Found(
        Set.copyOf(targets.files), Set.copyOf(targets.missing), Set.copyOf(targets.loaded));
  }

  @Override
  protected void visit(Node node) {
    switch (node) {
      case Stmt.Import imports -> {
        for (Alias alias : imports.names) {
          addDotted(alias.name.name, loaded);
        }
      }
      case Stmt.ImportFrom imports -> addFrom(imports);
      case Expr ignored -> {} // no statement is inside
      default -> visitChildren(node);
    }
  }

  /**
   * @param there takes the names of the modules that are there
   */
  private void addDotted(String dotted, Set<String> there) {
    Optional<ModuleName> name = ModuleName.parse(dotted);
    while (name.isPresent()) {
      Optional<ResolvedModule> found = resolver.resolve(name.get(), importer);
      found.ifPresent(this::add);
      (found.isEmpty() ? missing : there).add(name.get().toString());
      name = name.get().parent();
    }
  }

  private void addFrom(Stmt.ImportFrom imports) {
    Optional<ResolvedModule> source;
    if (imports.level > 0) {
      source = resolver.resolveRelative(importer, imports.level, imports.module);
      String tail = imports.module;
      while (!tail.isEmpty()) {
        tail = tail.substring(0, Math.max(0, tail.lastIndexOf('.')));
        resolver.resolveRelative(importer, imports.level, tail).ifPresent(this::add);
      }
    } else {
      addDotted(imports.module, new HashSet<>());
      source = ModuleName.parse(imports.module).flatMap(n -> resolver.resolve(n, importer));
    }
    if (source.isPresent()) {
      add(source.get());
      for (Alias alias : imports.names) {
        if (ModuleName.parse(alias.name.name).isPresent()) {
          resolver.submodule(source.get(), alias.name.name).ifPresent(this::add);
        }
      }
    }
  }

  private void add(ResolvedModule module) {
    if (module instanceof ModuleFile file) {
      files.add(file.file());
    }
  }
}
