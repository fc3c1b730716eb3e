package dev.taipan.checker.inference;

import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ResolvedModule;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * Which submodules of a package are there when code asks for them as attributes: those that
 * somebody has imported. Python loads no submodule by itself.
 */
public final class LoadedSubmodules {
  /** More modules of a package are not searched; it is then taken to load everything. */
  private static final int MAX_MODULES = 100;

  private final Program program;

  public LoadedSubmodules(Program program) {
    this.program = program;
  }

  /**
   * Whether {@code submodule} of {@code parent} is loaded for code in {@code reader}, as far as can
   * be told: by an import in the reader itself, or by what it imports of the same package. Code in
   * the package itself is not judged: it runs when others have loaded more of it.
   */
  public boolean mayBeLoaded(ModuleTypes reader, ModuleFile parent, ResolvedModule submodule) {
    String top = topOf(parent);
    if (reader.isStub() || topOf(reader.file()).equals(top)) {
      return true;
    }
    return !(submodule instanceof ModuleFile wanted) || loads(reader, parent, top, wanted.file());
  }

  /** Whether a package loads a submodule itself, by what it imports or what that does. */
  boolean isLoadedBy(ModuleTypes parent, ModuleFile submodule) {
    return loads(parent, parent.file(), topOf(parent.file()), submodule.file());
  }

  private static String topOf(ModuleFile module) {
    String dotted = module.name().toString();
    int dot = dotted.indexOf('.');
    return (dot < 0 ? dotted : dotted.substring(0, dot)) + ".";
  }

  /** Whether importing what a module imports loads a file. A stub says only what it imports. */
  private boolean loads(ModuleTypes reader, ModuleFile parent, String top, Path file) {
    ArrayDeque<ModuleFile> open = new ArrayDeque<>();
    Set<Path> seen = new HashSet<>();
    open.add(parent);
    ModuleTypes module = reader;
    while (module != null && seen.size() <= MAX_MODULES) {
      Set<Path> imported = ImportTargets.of(program, module).files();
      if (imported.contains(file)) {
        return true;
      }
      if (!module.isStub()) {
        for (Path path : imported) {
          ModuleFile next = program.resolver().moduleOf(path);
          if ((next.name() + ".").startsWith(top) && seen.add(path)) {
            open.add(next);
          }
        }
      }
      if (open.isEmpty()) {
        return false;
      }
      module = program.module(open.remove());
    }
    return true;
  }
}
