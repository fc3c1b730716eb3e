package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The lines above classes and functions that say how often they are used and implemented. */
public final class Lenses {
  /** What a lens counts. */
  public enum Kind {
    REFERENCES,
    IMPLEMENTATIONS
  }

  /** A lens that is not counted yet, at the name of a class or function. */
  public record Lens(Span name, Kind kind) {}

  private Lenses() {}

  /** The lenses of a file. */
  public static List<Lens> of(ModuleTypes module) {
    List<Lens> lenses = new ArrayList<>();
    new TreeWalker() {
      private boolean inClass;

      @Override
      protected void visit(Node node) {
        switch (node) {
          case Stmt.FunctionDef function -> {
            add(function.name.start, function.name.end, Kind.REFERENCES);
            if (inClass) {
              add(function.name.start, function.name.end, Kind.IMPLEMENTATIONS);
            }
          }
          case Stmt.ClassDef cls -> {
            add(cls.name.start, cls.name.end, Kind.REFERENCES);
            add(cls.name.start, cls.name.end, Kind.IMPLEMENTATIONS);
            boolean before = inClass;
            inClass = true;
            visitAll(cls.body);
            inClass = before;
          }
          case Stmt.If _, Stmt.Try _ -> visitChildren(node);
          default -> {}
        }
      }

      private void add(int start, int end, Kind kind) {
        if (start < end) {
          lenses.add(new Lens(new Span(start, end), kind));
        }
      }

      void run() {
        visitAll(module.parsed().module().body);
      }
    }.run();
    return lenses;
  }

  /** Where the thing is used that has its name at an offset. */
  public static List<References.Use> references(
      Snapshot snapshot, ModuleTypes module, int offset, BooleanSupplier outdated) {
    List<References.Use> uses = new ArrayList<>();
    for (References.Use use : References.everywhere(snapshot, module, offset, outdated)) {
      if (!use.isDefinition()) {
        uses.add(use);
      }
    }
    return uses;
  }

  /** Where the thing is implemented that has its name at an offset. */
  public static List<Navigation.Place> implementations(
      Snapshot snapshot, ModuleTypes module, int offset, BooleanSupplier outdated) {
    Optional<Navigation.Answer> answer =
        Hierarchy.implementations(snapshot, module, offset, outdated);
    List<Navigation.Place> places = new ArrayList<>();
    if (answer.isPresent()) {
      for (Navigation.Place place : answer.get().places()) {
        boolean isItself =
            place.file().equals(module.file().file()) && place.name().equals(answer.get().origin());
        if (!isItself) {
          places.add(place);
        }
      }
    }
    return places;
  }
}
