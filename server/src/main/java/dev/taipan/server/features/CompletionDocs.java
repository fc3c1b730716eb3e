package dev.taipan.server.features;

import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.types.ClassId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is shown of a completion item when it is looked at. */
public final class CompletionDocs {
  private CompletionDocs() {}

  /** The declaration and docstring of what an item names; empty if it is gone. */
  public static Optional<Hovers.Shown> of(Snapshot snapshot, Completion.Origin origin) {
    return snapshot.ask(
        program -> {
          ModuleTypes module = module(snapshot, program, origin.module());
          if (module == null) {
            return Optional.empty();
          }
          DefinitionFinder finder = new DefinitionFinder(program);
          List<DefinitionFinder.Found> found;
          if (origin.name().isEmpty()) {
            found = List.of(new DefinitionFinder.Found(module, null));
          } else if (origin.owner().isEmpty()) {
            found = finder.moduleMember(module, origin.name());
          } else {
            found = finder.ownMember(new ClassId(origin.module(), origin.owner()), origin.name());
          }
          return found.isEmpty()
              ? Optional.empty()
              : Optional.of(Hovers.shown(program, snapshot, module, origin.name(), found));
        });
  }

  /** A module by the name that types know, or that imports do. */
  private static @Nullable ModuleTypes module(Snapshot snapshot, Program program, String name) {
    ModuleTypes known = program.module(name);
    if (known != null) {
      return known;
    }
    return ModuleName.parse(name)
        .flatMap(snapshot.resolver()::resolve)
        .map(resolved -> resolved instanceof ModuleFile file ? program.module(file) : null)
        .orElse(null);
  }
}
