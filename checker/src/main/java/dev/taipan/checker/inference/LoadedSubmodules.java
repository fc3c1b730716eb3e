package dev.taipan.checker.inference;

import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ResolvedModule;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * Which submodules of an installed package are there when code asks for them as attributes: those
 * that somebody has imported. Python loads no submodule by itself.
 */
public final class LoadedSubmodules {
  private record TargetsKey() {}

  /** More modules of a package are not searched; it is then taken to load everything. */
  private static final int MAX_MODULES = 100;

  private final Program program;

  public LoadedSubmodules(Program program) {
    this.program = program;
  }

  /**
   * Whether {@code submodule} of {@code parent} is loaded for code in {@code reader}, as far as can
   * be told: by an import in the reader itself, or by the package as it is loaded. The user's own
   * packages are not judged: some other module of the program may import the rest.
   */
  public boolean mayBeLoaded(ModuleTypes reader, ModuleFile parent, ResolvedModule submodule) {
    if (parent.origin().isUserCode()
        || reader.isStub()
        || !(submodule instanceof ModuleFile wanted)) {
      return true;
    }
    Path file = wanted.file();
    return imports(reader).contains(file) || loads(parent, file);
  }

  /** Whether importing a package imports a file too. A stub says only what its module imports. */
  private boolean loads(ModuleFile parent, Path file) {
    String dotted = parent.name().toString();
    int dot = dotted.indexOf('.');
    String top = (dot < 0 ? dotted : dotted.substring(0, dot)) + ".";
    ArrayDeque<ModuleFile> open = new ArrayDeque<>();
    Set<Path> seen = new HashSet<>();
    open.add(parent);
    while (!open.isEmpty()) {
      ModuleTypes module = program.module(open.remove());
      if (module == null || seen.size() > MAX_MODULES) {
        return true;
      }
      Set<Path> imported = imports(module);
      if (imported.contains(file)) {
        return true;
      }
      if (module.isStub()) {
        continue;
      }
      for (Path path : imported) {
        if (seen.add(path) && program.resolver().moduleOf(path).name().toString().startsWith(top)) {
          open.add(program.resolver().moduleOf(path));
        }
      }
    }
    return false;
  }

  private Set<Path> imports(ModuleTypes module) {
    Cell<Set<Path>> cell = module.cell(new TargetsKey());
    return program.memo(cell, Set.of(), () -> ImportTargets.of(module, program.resolver()));
  }
}
