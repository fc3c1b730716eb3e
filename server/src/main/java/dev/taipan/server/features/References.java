package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.annotations.QuotedAnnotations;
import dev.taipan.checker.modules.Origin;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Where a name is used: references, highlights, and the edits that rename it. */
public final class References {
  /**
   * One use.
   *
   * @param isWrite whether the name gets its meaning or a value here
   */
  public record Use(Path file, SourceText text, Span span, boolean isWrite, boolean isDefinition) {}

  /** What can be renamed: the name, and why it cannot be if it cannot. */
  public record Renaming(Span span, String name, Optional<String> refusal) {}

  private final Program program;
  private final Snapshot snapshot;
  private final ModuleTypes module;

  private References(Program program, Snapshot snapshot, ModuleTypes module) {
    this.program = program;
    this.snapshot = snapshot;
    this.module = module;
  }

  /** The uses within the file itself. */
  public static List<Use> inFile(Snapshot snapshot, ModuleTypes module, int offset) {
    return snapshot.ask(
        program -> {
          References references = new References(program, snapshot, module);
          Cursor cursor = Cursor.at(module, offset);
          return references.uses(
              cursor.name(offset), cursor.definitions(program), List.of(module), () -> false);
        });
  }

  /**
   * The uses in all of the user's files; of an attribute those too of what it overrides and of what
   * overrides it.
   *
   * @param outdated whether nobody waits for the answer any more
   */
  public static List<Use> everywhere(
      Snapshot snapshot, ModuleTypes module, int offset, BooleanSupplier outdated) {
    return snapshot.ask(
        program -> {
          Cursor cursor = Cursor.at(module, offset);
          List<DefinitionFinder.Found> found = new ArrayList<>(cursor.definitions(program));
          RelatedMembers overrides = new RelatedMembers(program, snapshot, outdated);
          for (DefinitionFinder.Found one : List.copyOf(found)) {
            RelatedMembers.memberOf(one)
                .ifPresent(member -> found.addAll(overrides.around(member)));
          }
          return new References(program, snapshot, module)
              .everywhere(cursor.name(offset), found, outdated);
        });
  }

  /**
   * The uses that have to be renamed with what is named at an offset, in all of the user's files.
   *
   * @param outdated whether nobody waits for the answer any more
   */
  public static List<Use> renamed(
      Snapshot snapshot, ModuleTypes module, int offset, BooleanSupplier outdated) {
    return snapshot.ask(
        program -> {
          Cursor cursor = Cursor.at(module, offset);
          References references = new References(program, snapshot, module);
          if (cursor.isOwnAlias(program)) {
            Optional<Cursor.Name> name = cursor.name(offset);
            List<ModuleTypes> seeing = new ArrayList<>(references.candidates(name));
            seeing.removeIf(one -> one != module && !references.isImportedBy(one));
            return references.uses(name, cursor.definitions(program), seeing, outdated);
          }
          List<DefinitionFinder.Found> found = family(program, snapshot, cursor, outdated);
          return withRepetitions(
              snapshot, references.everywhere(cursor.name(offset), found, outdated));
        });
  }

  /** Uses, with the strings that have to repeat the name that is defined. */
  private static List<Use> withRepetitions(Snapshot snapshot, List<Use> uses) {
    List<Use> all = new ArrayList<>(uses);
    for (Use use : uses) {
      Optional<ModuleTypes> module =
          use.isDefinition() ? snapshot.module(use.file()) : Optional.empty();
      if (module.isPresent()) {
        for (Span span : Links.linked(module.get(), use.span().start())) {
          if (!span.equals(use.span())) {
            all.add(new Use(use.file(), use.text(), span, false, false));
          }
        }
      }
    }
    return all;
  }

  /** What is named, and all that overrides it or is overridden. */
  private static List<DefinitionFinder.Found> family(
      Program program, Snapshot snapshot, Cursor cursor, BooleanSupplier outdated) {
    Set<DefinitionFinder.Found> found = new LinkedHashSet<>(cursor.definitions(program));
    RelatedMembers overrides = new RelatedMembers(program, snapshot, outdated);
    for (DefinitionFinder.Found one : List.copyOf(found)) {
      RelatedMembers.memberOf(one).ifPresent(member -> found.addAll(overrides.family(member)));
    }
    return List.copyOf(found);
  }

  private List<Use> everywhere(
      Optional<Cursor.Name> name, List<DefinitionFinder.Found> found, BooleanSupplier outdated) {
    return uses(name, found, candidates(name), outdated);
  }

  /** Whether and what can be renamed at an offset; empty where there is no name. */
  public static Optional<Renaming> renaming(
      Snapshot snapshot, ModuleTypes module, int offset, BooleanSupplier outdated) {
    return snapshot.ask(
        program -> {
          Cursor cursor = Cursor.at(module, offset);
          return cursor
              .name(offset)
              .map(
                  name ->
                      new Renaming(
                          new Span(name.start(), name.end()),
                          name.text(),
                          cursor.isOwnAlias(program)
                              ? Optional.empty()
                              : refusal(family(program, snapshot, cursor, outdated), name.text())));
        });
  }

  private static Optional<String> refusal(List<DefinitionFinder.Found> found, String name) {
    if (found.isEmpty()) {
      return Optional.of("`" + name + "` refers to nothing that is known");
    }
    for (DefinitionFinder.Found one : found) {
      Origin origin = one.module().file().origin();
      if (!origin.isUserCode()) {
        return Optional.of(
            "`"
                + name
                + "` is defined in "
                + one.module().file().file()
                + ", outside of this code");
      }
      if (one.definition() == null) {
        return Optional.of("a module is renamed by renaming its file");
      }
    }
    return Optional.empty();
  }

  /** The user's modules whose text has the name, the asking one first. */
  private List<ModuleTypes> candidates(Optional<Cursor.Name> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    String name = wanted.get().text();
    Set<Path> files = new LinkedHashSet<>();
    files.add(module.file().file());
    snapshot.buffers().files().stream().sorted().forEach(files::add);
    files.addAll(snapshot.findFiles());
    List<ModuleTypes> found = new ArrayList<>();
    for (Path file : files) {
      try {
        if (snapshot.buffers().read(file).text().text().contains(name)) {
          snapshot.module(file).ifPresent(found::add);
        }
      } catch (IOException e) {
        // A file that cannot be read uses nothing.
      }
    }
    return found;
  }

  /** Whether another module imports this one, or something of it. */
  private boolean isImportedBy(ModuleTypes other) {
    boolean[] found = {false};
    DefinitionFinder finder = new DefinitionFinder(program);
    Set<Object> self = Set.of(module.file().file());
    new TreeWalker() {
      @Override
      protected void visit(Node node) {
        switch (node) {
          case Stmt.Import imports -> {
            for (Alias alias : imports.names) {
              look(0, alias.name.name);
            }
          }
          case Stmt.ImportFrom from -> {
            look(from.level, from.module);
            for (Alias alias : from.names) {
              String dot = from.module.isEmpty() ? "" : ".";
              look(from.level, from.module + dot + alias.name.name);
            }
          }
          case Expr _ -> {} // no statement is inside
          default -> visitChildren(node);
        }
      }

      private void look(int level, String dotted) {
        found[0] |=
            identities(finder.module(other, level, dotted)).stream().anyMatch(self::contains);
      }
    }.visit(other.parsed().module());
    return found[0];
  }

  private List<Use> uses(
      Optional<Cursor.Name> name,
      List<DefinitionFinder.Found> found,
      List<ModuleTypes> modules,
      BooleanSupplier outdated) {
    Set<Object> wanted = identities(found);
    if (name.isEmpty() || wanted.isEmpty()) {
      return List.of();
    }
    List<Use> uses = new ArrayList<>();
    for (ModuleTypes candidate : modules) {
      if (outdated.getAsBoolean()) {
        throw new CancellationException();
      }
      new Search(candidate, name.get().text(), wanted, uses).run();
    }
    return uses;
  }

  /** What stays the same over all definitions of one thing. */
  private static Set<Object> identities(List<DefinitionFinder.Found> found) {
    Set<Object> identities = new HashSet<>();
    for (DefinitionFinder.Found one : found) {
      Definition definition = one.definition();
      if (definition == null) {
        identities.add(one.module().file().file());
      } else if (definition.symbol() != null) {
        identities.add(definition.symbol());
      } else {
        identities.add(definition);
      }
    }
    return identities;
  }

  /** Looks at every name of one module that is spelled alike. */
  private final class Search extends TreeWalker {
    private final ModuleTypes where;
    private final String name;
    private final Set<Object> wanted;
    private final List<Use> uses;
    private final List<Node> path = new ArrayList<>();
    private final DefinitionFinder finder = new DefinitionFinder(program);

    Search(ModuleTypes where, String name, Set<Object> wanted, List<Use> uses) {
      this.where = where;
      this.name = name;
      this.wanted = wanted;
      this.uses = uses;
    }

    void run() {
      path.add(where.parsed().module());
      visitChildren(where.parsed().module());
    }

    @Override
    protected void visit(Node node) {
      path.add(node);
      switch (node) {
        case Expr.Name plain when plain.name.equals(name) -> look(plain);
        case Expr.Name dotted when dotted.name.indexOf('.') >= 0 -> lookAtParts();
        case Stmt.ImportFrom _ -> lookAtParts();
        case Expr.Attribute attribute when attribute.name.equals(name) -> look(attribute);
        case Expr.Str text when text.value.contains(name) -> {
          Expr quoted = QuotedAnnotations.at(path);
          if (quoted != null) {
            visit(quoted);
          }
          ListedName.at(where.source(), path).ifPresent(this::look);
        }
        default -> {}
      }
      visitChildren(node);
      path.removeLast();
    }

    /** The parts of the name of a module in an import. */
    private void lookAtParts() {
      for (ImportedName.Part part : ImportedName.of(where, path)) {
        if (part.name().equals(name)
            && identities(finder.module(where, part.level(), part.dotted())).stream()
                .anyMatch(wanted::contains)) {
          Span span = new Span(part.start(), part.end());
          uses.add(new Use(where.file().file(), where.source(), span, false, false));
        }
      }
    }

    private void look(ListedName listed) {
      if (listed.name().equals(name)
          && identities(listed.definitions(program, where)).stream().anyMatch(wanted::contains)) {
        uses.add(new Use(where.file().file(), where.source(), listed.span(), false, false));
      }
    }

    private void look(Expr node) {
      for (Object identity : identities(finder.find(where, path))) {
        if (wanted.contains(identity)) {
          Node parent = path.get(path.size() - 2);
          Definition own = node.id < 0 ? null : where.bound().definitionOf(node);
          if (own == null && node.id >= 0 && !(node instanceof Expr.Attribute)) {
            own = where.bound().definitionOf(parent);
          }
          boolean writes = own != null && (own.isBinding() || own.isDeclaration());
          boolean defines = writes && !(parent instanceof Alias);
          uses.add(
              new Use(
                  where.file().file(), where.source(), Navigation.nameSpan(node), writes, defines));
          return;
        }
      }
    }
  }
}
