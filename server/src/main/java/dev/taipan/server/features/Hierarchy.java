package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Who is above, below, before and after: implementations, types and calls. */
public final class Hierarchy {
  /**
   * A class, function or module.
   *
   * @param detail the module, and the class of a method
   * @param whole the definition with its body
   * @param name its name, within {@code whole}
   */
  public record Item(
      String title,
      Outline.Kind kind,
      String detail,
      Path file,
      SourceText text,
      Span whole,
      Span name) {}

  /**
   * Calls between two items.
   *
   * @param other who calls, or what is called
   * @param sites where, in the file of the caller
   */
  public record CallGroup(Item other, List<Span> sites) {}

  private final Program program;
  private final Snapshot snapshot;
  private final ModuleTypes module;
  private final BooleanSupplier outdated;
  private final Queries queries;
  private final DefinitionFinder finder;

  private Hierarchy(
      Program program, Snapshot snapshot, ModuleTypes module, BooleanSupplier outdated) {
    this.program = program;
    this.snapshot = snapshot;
    this.module = module;
    this.outdated = outdated;
    this.queries = new Queries(program);
    this.finder = new DefinitionFinder(program);
  }

  // Implementations.

  /** The subclasses of a class, the overrides of a method or attribute. */
  public static Optional<Navigation.Answer> implementations(
      Snapshot snapshot, ModuleTypes module, int offset, BooleanSupplier outdated) {
    return snapshot.ask(
        program -> new Hierarchy(program, snapshot, module, outdated).implementations(offset));
  }

  private Optional<Navigation.Answer> implementations(int offset) {
    Cursor cursor = Cursor.at(module, offset);
    return cursor
        .name(offset)
        .map(
            name -> {
              Set<Navigation.Place> places = new LinkedHashSet<>();
              for (DefinitionFinder.Found found : cursor.definitions(program)) {
                for (DefinitionFinder.Found one : implementations(found)) {
                  places.add(Navigation.placeOf(snapshot, one, true));
                }
              }
              return new Navigation.Answer(new Span(name.start(), name.end()), List.copyOf(places));
            });
  }

  /**
   * The implementations of what a definition makes; the definition itself if there are no others.
   */
  private List<DefinitionFinder.Found> implementations(DefinitionFinder.Found found) {
    Subclasses subclasses = new Subclasses(program, snapshot, outdated);
    List<DefinitionFinder.Found> result = new ArrayList<>();
    ClassId cls = classOf(found);
    if (cls != null) {
      result.addAll(subclasses.below(cls).values());
    }
    RelatedMembers overrides = new RelatedMembers(program, snapshot, outdated);
    RelatedMembers.memberOf(found).ifPresent(member -> result.addAll(overrides.below(member)));
    boolean isAbstract =
        found.definition() != null
            && Roles.isDecorated(found.definition().target(), "abstractmethod");
    if (result.isEmpty() || cls == null && !isAbstract) {
      result.addFirst(found);
    }
    return result;
  }

  private @Nullable ClassId classOf(DefinitionFinder.Found found) {
    String place =
        found.definition() != null && found.definition().kind() instanceof DefinitionKind.Class cls
            ? found.module().placeOf(cls.node())
            : null;
    return place == null ? null : new ClassId(found.module().name(), place);
  }

  // Types.

  /** The classes that a type hierarchy can start from at an offset. */
  public static List<Item> types(Snapshot snapshot, ModuleTypes module, int offset) {
    return snapshot.ask(
        program -> {
          Hierarchy hierarchy = new Hierarchy(program, snapshot, module, () -> false);
          List<Item> items = new ArrayList<>();
          for (ClassId cls : hierarchy.classesAt(offset)) {
            hierarchy.item(cls).ifPresent(items::add);
          }
          return items;
        });
  }

  /** The class that is named at an offset, or the classes of the object that is. */
  private Set<ClassId> classesAt(int offset) {
    Cursor cursor = Cursor.at(module, offset);
    Set<ClassId> classes = new LinkedHashSet<>();
    if (cursor.name(offset).isEmpty()) {
      return classes;
    }
    for (DefinitionFinder.Found found : cursor.definitions(program)) {
      ClassId cls = classOf(found);
      if (cls != null) {
        classes.add(cls);
      }
    }
    if (classes.isEmpty()) {
      cursor.type(program).ifPresent(type -> classes.addAll(queries.classesOf(type)));
    }
    return classes;
  }

  private Optional<Item> item(ClassId cls) {
    List<DefinitionFinder.Found> found = finder.definitionOf(cls);
    return found.isEmpty() ? Optional.empty() : item(found.getFirst());
  }

  /** The bases of the class whose name is at an offset. */
  public static List<Item> supertypes(Snapshot snapshot, ModuleTypes module, int offset) {
    return snapshot.ask(
        program -> {
          Hierarchy hierarchy = new Hierarchy(program, snapshot, module, () -> false);
          List<Item> items = new ArrayList<>();
          for (ClassId cls : hierarchy.classesAt(offset)) {
            for (Type base : program.classModel(cls).bases()) {
              ClassId id =
                  switch (base) {
                    case NominalType nominal -> nominal.cls();
                    case TupleType _ -> WellKnown.TUPLE;
                    default -> null;
                  };
              if (id != null) {
                hierarchy.item(id).ifPresent(items::add);
              }
            }
          }
          return items;
        });
  }

  /** The classes that have the class whose name is at an offset as a base. */
  public static List<Item> subtypes(
      Snapshot snapshot, ModuleTypes module, int offset, BooleanSupplier outdated) {
    return snapshot.ask(
        program -> {
          Hierarchy hierarchy = new Hierarchy(program, snapshot, module, outdated);
          List<Item> items = new ArrayList<>();
          for (ClassId cls : hierarchy.classesAt(offset)) {
            for (DefinitionFinder.Found found :
                new Subclasses(program, snapshot, outdated).directlyBelow(cls).values()) {
              hierarchy.item(found).ifPresent(items::add);
            }
          }
          return items;
        });
  }

  // Calls.

  /** The functions and classes that a call hierarchy can start from at an offset. */
  public static List<Item> callables(Snapshot snapshot, ModuleTypes module, int offset) {
    return snapshot.ask(
        program -> {
          Hierarchy hierarchy = new Hierarchy(program, snapshot, module, () -> false);
          Cursor cursor = Cursor.at(module, offset);
          List<Item> items = new ArrayList<>();
          if (cursor.name(offset).isPresent()) {
            for (DefinitionFinder.Found found : cursor.definitions(program)) {
              boolean isCallable =
                  found.definition() != null
                      && (found.definition().kind() instanceof DefinitionKind.Function
                          || found.definition().kind() instanceof DefinitionKind.Class);
              if (isCallable && items.isEmpty()) {
                hierarchy.item(source(snapshot, found)).ifPresent(items::add);
              }
            }
          }
          return items;
        });
  }

  private static DefinitionFinder.Found source(Snapshot snapshot, DefinitionFinder.Found found) {
    return found.module().isStub() ? Sources.behindStub(snapshot, found).orElse(found) : found;
  }

  /** Who calls what is named at an offset. */
  public static List<CallGroup> incoming(
      Snapshot snapshot, ModuleTypes module, int offset, BooleanSupplier outdated) {
    List<References.Use> uses = References.everywhere(snapshot, module, offset, outdated);
    return snapshot.ask(
        program -> {
          Map<Item, List<Span>> groups = new LinkedHashMap<>();
          for (References.Use use : uses) {
            ModuleTypes where = snapshot.module(use.file()).orElse(null);
            if (where == null || use.isDefinition()) {
              continue;
            }
            Hierarchy hierarchy = new Hierarchy(program, snapshot, where, outdated);
            List<Node> path = NodePath.to(where.parsed().module(), use.span().start());
            if (isCalled(path, use.span())) {
              groups
                  .computeIfAbsent(hierarchy.caller(path), _ -> new ArrayList<>())
                  .add(use.span());
            }
          }
          List<CallGroup> result = new ArrayList<>();
          groups.forEach((item, sites) -> result.add(new CallGroup(item, sites)));
          return result;
        });
  }

  /** Whether the name at the end of a path is called, or used as a decorator. */
  private static boolean isCalled(List<Node> path, Span name) {
    for (int i = path.size() - 1; i >= 0; i--) {
      switch (path.get(i)) {
        case Expr.Call call when call.callee.end == name.end() -> {
          return true;
        }
        case Decorator _ -> {
          return true;
        }
        case Stmt _ -> {
          return false;
        }
        default -> {}
      }
    }
    return false;
  }

  /** The function around the end of a path; the module if there is none. */
  private Item caller(List<Node> path) {
    for (int i = path.size() - 1; i >= 0; i--) {
      if (path.get(i) instanceof Stmt.FunctionDef function) {
        Definition definition = module.bound().definitionOf(function);
        if (definition != null) {
          Optional<Item> item = item(new DefinitionFinder.Found(module, definition));
          if (item.isPresent()) {
            return item.get();
          }
        }
      }
    }
    return new Item(
        module.file().name().last(),
        Outline.Kind.MODULE,
        module.file().name().toString(),
        module.file().file(),
        module.source(),
        new Span(0, module.source().length()),
        new Span(0, 0));
  }

  /** What the function or class whose name is at an offset calls. */
  public static List<CallGroup> outgoing(
      Snapshot snapshot, ModuleTypes module, int offset, BooleanSupplier outdated) {
    return snapshot.ask(
        program ->
            program.until(
                outdated,
                () -> new Hierarchy(program, snapshot, module, outdated).outgoing(offset)));
  }

  private List<CallGroup> outgoing(int offset) {
    List<Node> path = NodePath.to(module.parsed().module(), offset);
    Map<Item, List<Span>> groups = new LinkedHashMap<>();
    for (int i = path.size() - 1; i >= 0; i--) {
      if (path.get(i) instanceof Stmt.FunctionDef || path.get(i) instanceof Stmt.ClassDef) {
        new OutgoingCalls(new ArrayList<>(path.subList(0, i)), groups).visit(path.get(i));
        break;
      }
    }
    List<CallGroup> result = new ArrayList<>();
    groups.forEach((item, sites) -> result.add(new CallGroup(item, sites)));
    return result;
  }

  /** Collects the calls below a node. */
  private final class OutgoingCalls extends TreeWalker {
    private final List<Node> path;
    private final Map<Item, List<Span>> groups;

    OutgoingCalls(List<Node> path, Map<Item, List<Span>> groups) {
      this.path = path;
      this.groups = groups;
    }

    @Override
    protected void visit(Node node) {
      path.add(node);
      if (node instanceof Expr.Call call) {
        List<Node> callee = new ArrayList<>(path);
        callee.add(call.callee);
        for (DefinitionFinder.Found found : finder.find(module, callee)) {
          Definition definition = found.definition();
          if (definition != null
              && (definition.kind() instanceof DefinitionKind.Function
                  || definition.kind() instanceof DefinitionKind.Class)) {
            item(source(snapshot, found))
                .ifPresent(
                    item ->
                        groups
                            .computeIfAbsent(item, _ -> new ArrayList<>())
                            .add(Navigation.nameSpan(call.callee)));
            break;
          }
        }
      }
      visitChildren(node);
      path.removeLast();
    }
  }

  private Optional<Item> item(DefinitionFinder.Found found) {
    Definition definition = found.definition();
    if (definition == null) {
      return Optional.empty();
    }
    Navigation.Place place = Navigation.placeOf(snapshot, found, false);
    String title = place.text().text().substring(place.name().start(), place.name().end());
    boolean isMember =
        definition.scope().kind() == Scope.Kind.CLASS
            && definition.scope().node() instanceof Stmt.ClassDef;
    Outline.Kind kind =
        definition.kind() instanceof DefinitionKind.Class
            ? Outline.Kind.CLASS
            : isMember ? Outline.Kind.METHOD : Outline.Kind.FUNCTION;
    String detail = found.module().file().name().toString();
    if (isMember && definition.scope().node() instanceof Stmt.ClassDef cls) {
      detail += "." + cls.name.name;
    }
    return Optional.of(
        new Item(title, kind, detail, place.file(), place.text(), place.whole(), place.name()));
  }
}
