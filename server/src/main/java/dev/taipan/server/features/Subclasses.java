package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Finds the classes of the user's files that inherit from a class. */
final class Subclasses {
  private final Program program;
  private final Snapshot snapshot;
  private final BooleanSupplier outdated;
  private final Queries queries;

  Subclasses(Program program, Snapshot snapshot, BooleanSupplier outdated) {
    this.program = program;
    this.snapshot = snapshot;
    this.outdated = outdated;
    this.queries = new Queries(program);
  }

  /** All classes below one, itself left out, in the order in which they are found. */
  Map<ClassId, DefinitionFinder.Found> below(ClassId cls) {
    Map<ClassId, DefinitionFinder.Found> found = new LinkedHashMap<>();
    Set<String> looked = new HashSet<>();
    Set<String> names = Set.of(cls.name());
    Set<Path> files = files(cls);
    while (!names.isEmpty()) {
      looked.addAll(names);
      Set<String> next = new LinkedHashSet<>();
      for (ModuleTypes module : mentioning(names, files)) {
        for (Definition definition : module.bound().definitions()) {
          String place =
              definition.kind() instanceof DefinitionKind.Class node
                  ? module.placeOf(node.node())
                  : null;
          if (place == null) {
            continue;
          }
          ClassId id = new ClassId(module.name(), place);
          if (!id.equals(cls) && !found.containsKey(id) && queries.ancestors(id).contains(cls)) {
            found.put(id, new DefinitionFinder.Found(module, definition));
            if (!looked.contains(id.name())) {
              next.add(id.name());
            }
          }
        }
      }
      names = next;
    }
    return found;
  }

  /** The classes that name a class among their bases. */
  Map<ClassId, DefinitionFinder.Found> directlyBelow(ClassId cls) {
    Map<ClassId, DefinitionFinder.Found> found = new LinkedHashMap<>();
    below(cls)
        .forEach(
            (id, where) -> {
              for (Type base : program.classModel(id).bases()) {
                if (base instanceof NominalType nominal && nominal.cls().equals(cls)) {
                  found.put(id, where);
                }
              }
            });
    return found;
  }

  /** The user's files and the file of the class, which may be a library's. */
  private Set<Path> files(ClassId cls) {
    Set<Path> files = new LinkedHashSet<>();
    ModuleTypes own = program.module(cls.module());
    if (own != null) {
      files.add(own.file().file());
    }
    files.addAll(snapshot.buffers().files());
    files.addAll(snapshot.findFiles());
    return files;
  }

  private List<ModuleTypes> mentioning(Set<String> names, Set<Path> files) {
    List<ModuleTypes> modules = new ArrayList<>();
    for (Path file : files) {
      if (outdated.getAsBoolean()) {
        throw new CancellationException();
      }
      try {
        String text = snapshot.buffers().read(file).text().text();
        for (String name : names) {
          if (text.contains(name)) {
            snapshot.module(file).ifPresent(modules::add);
            break;
          }
        }
      } catch (IOException e) {
        // A file that cannot be read has no classes.
      }
    }
    return modules;
  }
}
