package dev.taipan.server.features;

import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.modules.ResolvedModule;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Modules and what can be imported from them, in import statements. */
final class ModuleSuggestions {
  private final Typing typing;
  private final Suggestions found;

  ModuleSuggestions(Typing typing, Suggestions found) {
    this.typing = typing;
    this.found = found;
  }

  /**
   * Adds items if the place is in an import; whether it is.
   *
   * @param index knows which modules the project imports, which come first
   */
  boolean add(NameIndex index) {
    String line = typing.line();
    if (line.matches("(import|from)\\s.*\\sas\\s+")) {
      return true; // a name that is being made up
    }
    if (line.startsWith("import ")) {
      addModules(line, index);
      return true;
    }
    int imports = line.startsWith("from ") ? line.indexOf(" import") : -1;
    if (imports > 0) {
      addImportable(line.substring(5, imports).strip(), typing.path().getLast());
      return true;
    }
    if (line.startsWith("from ")) {
      addModules(line, index);
      return true;
    }
    for (Node node : typing.path()) {
      if (node instanceof Stmt.ImportFrom statement && typing.offset() > statement.moduleEnd) {
        addImportable(".".repeat(statement.level) + statement.module, statement);
        return true;
      }
    }
    return false;
  }

  private void addModules(String line, NameIndex index) {
    String dotted = line.substring(Math.max(line.lastIndexOf(' '), line.lastIndexOf(',')) + 1);
    int dots = 0;
    while (dots < dotted.length() && dotted.charAt(dots) == '.') {
      dots++;
    }
    int last = dotted.lastIndexOf('.');
    if (dots > 0) {
      String tail = last < dots ? "" : dotted.substring(dots, last);
      typing
          .snapshot()
          .resolver()
          .resolveRelative(typing.module().file(), dots, tail)
          .ifPresent(parent -> addSubmodules(parent, 0));
    } else if (last > 0) {
      ModuleName.parse(dotted.substring(0, last))
          .flatMap(name -> typing.snapshot().resolver().resolve(name, typing.module().file()))
          .ifPresent(parent -> addSubmodules(parent, 0));
    } else {
      Set<String> imported = new HashSet<>();
      for (String name : index.imported(typing.snapshot())) {
        int dot = name.indexOf('.');
        imported.add(dot < 0 ? name : name.substring(0, dot));
      }
      for (String name : typing.snapshot().resolver().topLevelNames()) {
        addModule(name, imported.contains(name) ? 0 : 1);
      }
    }
  }

  private void addModule(String name, int rank) {
    int shown = Suggestions.rankOf(name, rank, typing.prefix());
    found.add(Completion.Item.of(name, Completion.Kind.MODULE, shown));
  }

  void addSubmodules(ResolvedModule parent, int rank) {
    for (String name : typing.snapshot().resolver().submoduleNames(parent)) {
      addModule(name, rank);
    }
  }

  private void addImportable(String dotted, Node statement) {
    int dots = 0;
    while (dots < dotted.length() && dotted.charAt(dots) == '.') {
      dots++;
    }
    Optional<ResolvedModule> source =
        dots > 0
            ? typing
                .snapshot()
                .resolver()
                .resolveRelative(typing.module().file(), dots, dotted.substring(dots))
            : ModuleName.parse(dotted)
                .flatMap(
                    name -> typing.snapshot().resolver().resolve(name, typing.module().file()));
    if (source.isEmpty()) {
      return;
    }
    Set<String> there = new HashSet<>();
    if (statement instanceof Stmt.ImportFrom imports) {
      for (Alias alias : imports.names) {
        boolean isTyped = alias.name.start <= typing.offset() && typing.offset() <= alias.name.end;
        if (!isTyped) {
          there.add(alias.name.name);
        }
      }
    }
    Suggestions all = new Suggestions();
    if (source.get() instanceof ModuleFile file) {
      ModuleTypes target = typing.program().module(file);
      if (target != null) {
        new NameSuggestions(typing, all).addScope(target.bound().moduleScope(), 0, target);
      }
    }
    new ModuleSuggestions(typing, all).addSubmodules(source.get(), 2);
    for (Completion.Item item : all.items()) {
      if (!there.contains(item.label())) {
        found.add(item);
      }
    }
  }
}
