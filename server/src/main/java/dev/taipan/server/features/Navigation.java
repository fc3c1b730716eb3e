package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where things are defined, declared, and where their types are. */
public final class Navigation {
  /**
   * A place to go to.
   *
   * @param whole the definition with its body
   * @param name its name, within {@code whole}
   */
  public record Place(Path file, SourceText text, Span whole, Span name) {}

  /**
   * Where to go.
   *
   * @param origin the name that was asked for
   */
  public record Answer(Span origin, List<Place> places) {}

  private Navigation() {}

  /** What a name refers to, in source code where there is some. */
  public static Optional<Answer> definition(Snapshot snapshot, ModuleTypes module, int offset) {
    return find(snapshot, module, offset, true);
  }

  /** What a name refers to, in stubs where they are what counts. */
  public static Optional<Answer> declaration(Snapshot snapshot, ModuleTypes module, int offset) {
    return find(snapshot, module, offset, false);
  }

  private static Optional<Answer> find(
      Snapshot snapshot, ModuleTypes module, int offset, boolean source) {
    return snapshot.ask(
        program -> {
          Cursor cursor = Cursor.at(module, offset);
          List<DefinitionFinder.Found> shown = cursor.shown(program);
          Optional<Span> origin =
              cursor.name(offset).map(name -> new Span(name.start(), name.end()));
          if (origin.isEmpty() && !shown.isEmpty() && cursor.node() instanceof Expr.Str key) {
            origin = Optional.of(new Span(key.start, key.end)); // of a TypedDict
          }
          Set<Place> places = new LinkedHashSet<>();
          for (DefinitionFinder.Found found : shown) {
            places.add(placeOf(snapshot, found, source));
          }
          return origin.map(span -> new Answer(span, List.copyOf(places)));
        });
  }

  /** The classes of the type of an expression. */
  public static Optional<Answer> typeDefinition(Snapshot snapshot, ModuleTypes module, int offset) {
    return snapshot.ask(
        program -> {
          Cursor cursor = Cursor.at(module, offset);
          Optional<Type> type = typeAt(program, cursor);
          if (type.isEmpty()) {
            return Optional.empty();
          }
          Queries queries = new Queries(program);
          DefinitionFinder finder = new DefinitionFinder(program);
          List<Place> places = new ArrayList<>();
          for (ClassId cls : queries.classesOf(type.get())) {
            for (DefinitionFinder.Found found : finder.definitionOf(cls)) {
              places.add(placeOf(snapshot, found, true));
            }
          }
          Node node = cursor.node();
          Span origin =
              cursor
                  .name(offset)
                  .map(name -> new Span(name.start(), name.end()))
                  .orElse(new Span(node.start, node.end));
          return Optional.of(new Answer(origin, places));
        });
  }

  private static Optional<Type> typeAt(Program program, Cursor cursor) {
    Optional<Type> type = cursor.type(program);
    if (type.isPresent()) {
      return type;
    }
    List<DefinitionFinder.Found> found = cursor.definitions(program);
    return found.isEmpty() || found.getFirst().definition() == null
        ? Optional.empty()
        : Optional.of(
            new Queries(program).typeOf(found.getFirst().module(), found.getFirst().definition()));
  }

  static Place placeOf(Snapshot snapshot, DefinitionFinder.Found found, boolean source) {
    DefinitionFinder.Found target =
        source && found.module().isStub()
            ? Sources.behindStub(snapshot, found).orElse(found)
            : found;
    if (target.definition() == null) {
      Span start = new Span(0, 0);
      return new Place(target.module().file().file(), target.module().source(), start, start);
    }
    Node name = target.nameNode();
    Node whole = target.definition().target();
    return new Place(
        target.module().file().file(),
        target.module().source(),
        new Span(Math.min(whole.start, name.start), Math.max(whole.end, name.end)),
        nameSpan(name));
  }

  /** The name itself, of an attribute what follows the dot. */
  static Span nameSpan(Node name) {
    return name instanceof Expr.Attribute attribute
        ? new Span(attribute.nameStart, attribute.nameStart + attribute.name.length())
        : new Span(name.start, name.end);
  }
}
