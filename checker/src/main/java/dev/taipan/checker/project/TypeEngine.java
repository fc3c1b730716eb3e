package dev.taipan.checker.project;

import dev.taipan.checker.checks.DeclarationRules;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.inference.ModuleCheck;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.TargetPython;
import dev.taipan.checker.modules.FileTree;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.modules.ModuleResolver;
import dev.taipan.checker.modules.ResolvedModule;
import dev.taipan.checker.source.DecodedSource;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.syntax.Parser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The engine that infers types. */
public final class TypeEngine implements Engine {
  @Override
  public ModuleChecker open(
      Configuration configuration, Target target, FileTree files, SourceReader sources) {
    ModuleResolver resolver = new ModuleResolver(target.paths(), files);
    Program program =
        new Program(
            resolver,
            sources,
            new TargetPython(target.version(), target.platform()),
            configuration::reports);
    loadFoundations(program);
    return new Checker(program, target, sources);
  }

  /**
   * Loads the modules that every check consults, before all threads miss them at the same time; the
   * largest beside the others, because most of a short run is this.
   */
  private static void loadFoundations(Program program) {
    Thread others =
        new Thread(
            () -> {
              load(program, "typing_extensions");
              load(program, "typing");
            },
            "foundations");
    others.setDaemon(true);
    others.start();
    load(program, "builtins");
    try {
      others.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void load(Program program, String name) {
    ResolvedModule found = program.resolver().resolve(ModuleName.of(name)).orElse(null);
    if (found instanceof ModuleFile file) {
      program.module(file);
    }
  }

  private record Checker(Program program, Target target, SourceReader sources)
      implements ModuleChecker {
    @Override
    public FileFindings check(Path path) throws IOException {
      ModuleFile file = program.resolver().moduleOf(path);
      ModuleTypes module = program.module(file);
      if (module == null) {
        DecodedSource source = sources.read(path); // fails again, and says why
        return new FileFindings(
            source, Parser.parse(source.text()), List.<Diagnostic>of(), List.of());
      }
      ModuleCheck.Result result = program.check(module, new DeclarationRules(program, module));
      FileFindings findings =
          new FileFindings(
              module.decoded(), module.parsed(), result.diagnostics(), result.unreachable());
      return ScriptImports.explained(path, findings, target);
    }
  }
}
