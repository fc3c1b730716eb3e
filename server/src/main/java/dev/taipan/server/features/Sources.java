package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.project.Snapshot;
import java.util.Optional;

/** The source code that a stub describes. */
final class Sources {
  private Sources() {}

  /** What a stub's definition is in the source; empty if there is no source or no such thing. */
  static Optional<DefinitionFinder.Found> behindStub(
      Snapshot snapshot, DefinitionFinder.Found found) {
    ModuleTypes stub = found.module();
    Optional<ModuleTypes> source =
        snapshot
            .resolver()
            .runtimeFile(stub.file())
            .filter(file -> !file.equals(stub.file().file()))
            .flatMap(snapshot::module);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    Definition definition = found.definition();
    if (definition == null) {
      return Optional.of(new DefinitionFinder.Found(source.get(), null));
    }
    String place = stub.placeOf(definition.target());
    if (place == null) {
      return Optional.empty();
    }
    int suffix = place.indexOf('#');
    String plain = suffix < 0 ? place : place.substring(0, suffix);
    for (Definition candidate : source.get().bound().definitions()) {
      if (plain.equals(source.get().placeOf(candidate.target()))) {
        return Optional.of(new DefinitionFinder.Found(source.get(), candidate));
      }
    }
    return Optional.empty();
  }
}
