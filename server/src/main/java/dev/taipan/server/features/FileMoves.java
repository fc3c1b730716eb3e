package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.modules.ModuleName;
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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The edits of imports, and of what uses them, that keep code right when files are moved. */
public final class FileMoves {
  /** Edits of one file, under its name before the move. */
  public record Changed(Path file, SourceText text, List<Fix.Edit> edits) {}

  private final Snapshot snapshot;
  private final Map<String, String> names = new LinkedHashMap<>();

  private FileMoves(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * The edits of all of the user's files.
   *
   * @param moved files and directories with where they will be
   */
  public static List<Changed> edits(
      Snapshot snapshot, Map<Path, Path> moved, BooleanSupplier outdated) {
    FileMoves moves = new FileMoves(snapshot);
    moved.forEach(moves::add);
    return moves.names.isEmpty() ? List.of() : moves.edits(outdated);
  }

  /** Notes how a module or package is called before and after. */
  private void add(Path from, Path to) {
    boolean isFile = String.valueOf(from.getFileName()).matches(".*\\.pyi?");
    if (isFile != String.valueOf(to.getFileName()).matches(".*\\.pyi?")) {
      return;
    }
    String before = nameOf(from, isFile);
    String after = nameOf(to, isFile);
    boolean isName = ModuleName.parse(before).isPresent() && ModuleName.parse(after).isPresent();
    if (isName && !before.equals(after)) {
      names.put(before, after);
    }
  }

  private String nameOf(Path path, boolean isFile) {
    Path probe = isFile ? path : path.resolve("__init__.py");
    return snapshot.resolver().moduleOf(probe).name().toString();
  }

  private List<Changed> edits(BooleanSupplier outdated) {
    Set<Path> files = new LinkedHashSet<>(snapshot.buffers().files());
    files.addAll(snapshot.findFiles());
    List<Changed> changed = new ArrayList<>();
    for (Path file : files) {
      if (outdated.getAsBoolean()) {
        throw new CancellationException();
      }
      Optional<ModuleTypes> module = mayMention(file) ? snapshot.module(file) : Optional.empty();
      if (module.isPresent()) {
        List<Fix.Edit> edits =
            snapshot.ask(
                program -> {
                  Walker walker = new Walker(program, module.get());
                  walker.run();
                  return walker.edits;
                });
        if (!edits.isEmpty()) {
          changed.add(new Changed(file, module.get().source(), edits));
        }
      }
    }
    return changed;
  }

  /** Whether a file has the last part of a name that changes, or is moved itself. */
  private boolean mayMention(Path file) {
    try {
      String text = snapshot.buffers().read(file).text().text();
      for (String name : names.keySet()) {
        if (text.contains(name.substring(name.lastIndexOf('.') + 1))) {
          return true;
        }
      }
    } catch (IOException e) {
      return false;
    }
    return renamed(snapshot.resolver().moduleOf(file).name().toString()).isPresent();
  }

  /** What a module is called after the move; empty if that does not change. */
  private Optional<String> renamed(String module) {
    for (Map.Entry<String, String> entry : names.entrySet()) {
      if (module.equals(entry.getKey())) {
        return Optional.of(entry.getValue());
      }
      if (module.startsWith(entry.getKey() + ".")) {
        return Optional.of(entry.getValue() + module.substring(entry.getKey().length()));
      }
    }
    return Optional.empty();
  }

  /** Looks through one file. */
  private final class Walker extends TreeWalker {
    private final ModuleTypes module;
    private final DefinitionFinder finder;
    private final List<Node> path = new ArrayList<>();
    private final List<Fix.Edit> edits = new ArrayList<>();

    /** Imports whose name in this file changes, with the new name. */
    private final Map<Node, String> local = new LinkedHashMap<>();

    /** Modules that are imported by their whole name, with the new name. */
    private final Map<String, String> dotted = new LinkedHashMap<>();

    Walker(Program program, ModuleTypes module) {
      this.module = module;
      this.finder = new DefinitionFinder(program);
    }

    void run() {
      new TreeWalker() {
        @Override
        protected void visit(Node node) {
          switch (node) {
            case Stmt.Import imports -> imports.names.forEach(Walker.this::plain);
            case Stmt.ImportFrom imports -> from(imports);
            case Expr _ -> {}
            default -> visitChildren(node);
          }
        }

        void start() {
          visitAll(module.parsed().module().body);
        }
      }.start();
      if (!local.isEmpty() || !dotted.isEmpty()) {
        path.add(module.parsed().module());
        visitAll(module.parsed().module().body);
      }
    }

    private void plain(Alias alias) {
      renamed(alias.name.name)
          .ifPresent(
              after -> {
                edits.add(new Fix.Edit(new Span(alias.name.start, alias.name.end), after));
                if (alias.asName == null) {
                  dotted.put(alias.name.name, after);
                }
              });
    }

    private void from(Stmt.ImportFrom imports) {
      String source = source(imports);
      Optional<String> after = renamed(source);
      boolean isMoved = renamed(module.file().name().toString()).isPresent();
      if (after.isPresent()) {
        replaceSource(imports, after.get());
        return;
      }
      if (isMoved && imports.level > 0) {
        replaceSource(imports, source);
      }
      for (Alias alias : imports.names) {
        String child = source.isEmpty() ? alias.name.name : source + "." + alias.name.name;
        Optional<String> moved = renamed(child);
        if (moved.isPresent()) {
          member(imports, alias, source, moved.get());
        }
      }
    }

    private String source(Stmt.ImportFrom imports) {
      return imports.level == 0
          ? imports.module
          : module
              .file()
              .name()
              .relative(module.file().isPackage(), imports.level, imports.module)
              .map(ModuleName::toString)
              .orElse("");
    }

    /** Writes another source, relative to the file if it was so and neither package moved. */
    private void replaceSource(Stmt.ImportFrom imports, String after) {
      String own = module.file().name().toString();
      Optional<String> ownAfter = renamed(own);
      String text = after;
      if (imports.level > 0) {
        String here = parent(ownAfter.orElse(own), module.file().isPackage(), imports.level);
        if (here != null && (after.equals(here) || after.startsWith(here + "."))) {
          text =
              ".".repeat(imports.level)
                  + (after.equals(here) ? "" : after.substring(here.length() + 1));
        }
      }
      String before = module.source().text().substring(imports.moduleStart, imports.moduleEnd);
      if (!before.equals(text)) {
        edits.add(new Fix.Edit(new Span(imports.moduleStart, imports.moduleEnd), text));
      }
    }

    /** The package that dots stand for; null if there are too many. */
    private static @Nullable String parent(String name, boolean isPackage, int level) {
      String at = name;
      for (int i = isPackage ? 1 : 0; i < level; i++) {
        int dot = at.lastIndexOf('.');
        if (dot < 0) {
          return null;
        }
        at = at.substring(0, dot);
      }
      return at;
    }

    /** A module that is imported from its package. */
    private void member(Stmt.ImportFrom imports, Alias alias, String source, String after) {
      int dot = after.lastIndexOf('.');
      String parent = dot < 0 ? "" : after.substring(0, dot);
      String last = after.substring(dot + 1);
      Span name = new Span(alias.name.start, alias.name.end);
      if (parent.equals(source)) {
        edits.add(new Fix.Edit(name, last));
      } else if (imports.names.size() == 1 && !parent.isEmpty()) {
        edits.add(new Fix.Edit(new Span(imports.moduleStart, imports.moduleEnd), parent));
        edits.add(new Fix.Edit(name, last));
      } else {
        moveOut(imports, alias, parent, last);
      }
      if (alias.asName == null && !last.equals(alias.name.name)) {
        local.put(alias, last);
      }
    }

    /** Takes one name out of a statement into one of its own behind it. */
    private void moveOut(Stmt.ImportFrom imports, Alias alias, String parent, String last) {
      String as = alias.asName == null ? "" : " as " + alias.asName.name;
      String statement =
          parent.isEmpty() ? "import " + last + as : "from " + parent + " import " + last + as;
      if (imports.names.size() == 1) {
        edits.add(new Fix.Edit(new Span(imports.start, imports.end), statement));
        return;
      }
      int index = imports.names.indexOf(alias);
      Span gone =
          index + 1 < imports.names.size()
              ? new Span(alias.start, imports.names.get(index + 1).start)
              : new Span(imports.names.get(index - 1).end, alias.end);
      edits.add(new Fix.Edit(gone, ""));
      int line = module.source().lineOf(imports.start);
      String indent =
          module.source().text().substring(module.source().lineStart(line), imports.start);
      edits.add(new Fix.Edit(new Span(imports.end, imports.end), "\n" + indent + statement));
    }

    @Override
    protected void visit(Node node) {
      path.add(node);
      switch (node) {
        case Stmt.Import _, Stmt.ImportFrom _ -> {}
        case Expr.Name name -> {
          for (Map.Entry<Node, String> entry : local.entrySet()) {
            if (entry.getKey() instanceof Alias alias
                && alias.name.name.equals(name.name)
                && refersTo(alias)) {
              edits.add(new Fix.Edit(new Span(name.start, name.end), entry.getValue()));
            }
          }
          wholeName(name, name.name);
        }
        case Expr.Attribute attribute -> {
          String whole = dottedName(attribute);
          if (whole == null || !wholeName(attribute, whole)) {
            visitChildren(node);
          }
        }
        default -> visitChildren(node);
      }
      path.removeLast();
    }

    /** Whether the name at the end of the path means what an import binds. */
    private boolean refersTo(Alias alias) {
      for (DefinitionFinder.Found found : finder.findUnfollowed(module, path)) {
        Definition definition = found.definition();
        if (definition != null && definition.target() == alias) {
          return true;
        }
      }
      return false;
    }

    /** Replaces a chain of names that is a moved module; whether it is. */
    private boolean wholeName(Expr node, String name) {
      String after = dotted.get(name);
      if (after == null) {
        return false;
      }
      edits.add(new Fix.Edit(new Span(node.start, node.end), after));
      return true;
    }

    private static @Nullable String dottedName(Expr node) {
      return switch (node) {
        case Expr.Name name -> name.name;
        case Expr.Attribute attribute -> {
          String base = dottedName(attribute.value);
          yield base == null ? null : base + "." + attribute.name;
        }
        default -> null;
      };
    }
  }
}
