package dev.taipan.checker.inference.edits;

import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Modules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.ParsedModule;
import dev.taipan.checker.syntax.Stmt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far edits of texts reach: from the names behind which something changed, along the functions
 * and classes that mention them, to all modules whose inferred types may be others now.
 *
 * <p>A function whose body mentions a changed name passes the change on only if it looks different
 * from outside than before ({@link Visible}). What others look like is asked of a state in which
 * all modules that the change was found to reach are inferred anew; when it reaches more, the
 * search starts again from there.
 */
public final class Spread {
  /** After as many rounds every mention passes a change on. */
  private static final int MAX_ROUNDS = 4;

  /**
   * Where edits reach.
   *
   * @param modules the state after the edits
   * @param names what changed behind names; what mentions none of them is as it was
   */
  public record Result(Modules modules, ChangedNames names) {}

  private final Modules before;
  private final SourceReader sources;
  private final Visible visible;
  private final Map<Path, ModuleTypes> fresh = new HashMap<>();
  private final List<ModuleTypes> edited = new ArrayList<>();
  private final Map<ParsedModule, ModuleShape> shapes = new IdentityHashMap<>();

  private Spread(Program program, Modules before, SourceReader sources) {
    this.before = before;
    this.sources = sources;
    this.visible = new Visible(program);
  }

  /**
   * Works out edits of modules that are loaded.
   *
   * @param sources reads the new texts
   * @param apart modules that are to be inferred anew whatever their names
   * @return null if the edits are not of a kind that can be followed
   */
  public static @Nullable Result of(
      Program program, Modules before, SourceReader sources, Set<Path> edited, Set<Path> apart) {
    Spread spread = new Spread(program, before, sources);
    for (Path file : edited) {
      ModuleTypes old = before.loaded(file);
      ModuleTypes now =
          old == null || old.file().origin().isTypeshed()
              ? null
              : before.with(sources, Map.of(), Set.of(file)).module(old.file());
      if (now == null) {
        return null;
      }
      spread.edited.add(now);
      spread.fresh.put(file, now);
    }
    for (Path file : apart) {
      spread.renew(Objects.requireNonNull(before.loaded(file)));
    }
    return spread.run(edited);
  }

  private void renew(ModuleTypes module) {
    fresh.put(module.file().file(), module.withoutMemo());
  }

  private @Nullable Result run(Set<Path> files) {
    List<ModuleTypes> reachable = null;
    for (int round = 0; ; round++) {
      Modules next = before.with(sources, fresh, Set.of());
      ChangedNames names = ChangedNames.NONE;
      for (ModuleTypes module : edited) {
        ModuleTypes old = Objects.requireNonNull(before.loaded(module.file().file()));
        names = names.and(new EditedNames(visible, before, next, old, module).find());
      }
      if (names.isAll()) {
        return null;
      }
      int reached = fresh.size();
      if (!names.isEmpty()) {
        reachable = reachable == null ? before.importers(files) : reachable;
        names = spread(next, reachable, names, round < MAX_ROUNDS);
      }
      if (fresh.size() == reached) {
        return new Result(next, names);
      }
      fresh.replaceAll((file, module) -> module.withoutMemo());
      edited.replaceAll(module -> Objects.requireNonNull(fresh.get(module.file().file())));
    }
  }

  /** All names that the change reaches in one state; modules that it reaches become fresh. */
  private ChangedNames spread(
      Modules next, List<ModuleTypes> reachable, ChangedNames start, boolean compares) {
    ChangedNames names = start;
    ChangedNames last;
    do {
      last = names;
      for (ModuleTypes old : reachable) {
        ModuleTypes now = Objects.requireNonNull(next.module(old.file()));
        // A star import passes on names that it does not mention.
        boolean passes = !now.bound().starImports().isEmpty();
        if (passes || mentions(now, names)) {
          if (!fresh.containsKey(old.file().file())) {
            renew(old);
          }
          names = through(next, old, now, names, compares);
        }
      }
    } while (names != last);
    return names;
  }

  private boolean mentions(ModuleTypes module, ChangedNames names) {
    // The words of a text that was just edited are known only by reading it.
    boolean isEdited = edited.contains(module);
    return (isEdited || names.mayBeIn(module.words())) && names.areIn(module.source().text());
  }

  /** The names with those behind which a module passes the change on. */
  private ChangedNames through(
      Modules next, ModuleTypes old, ModuleTypes now, ChangedNames names, boolean compares) {
    ChangedNames result = names;
    for (ModuleShape.Statement statement : shapeOf(now).statements()) {
      if (statement.mentions(result)) {
        result = throughFrame(now, statement, result);
      }
      for (ModuleShape.Body body : statement.bodies()) {
        ChangedNames.Change change = body.changeBy(result);
        if (change != ChangedNames.Change.NONE) {
          Visible.At to = new Visible.At(next, now, body);
          Visible.At from = compares ? earlier(old, now, body) : null;
          result = result.and(visible.consequence(from, to, change));
        }
      }
    }
    return result;
  }

  private ModuleShape shapeOf(ModuleTypes module) {
    return shapes.computeIfAbsent(module.parsed(), _ -> ModuleShape.of(module));
  }

  /** A body as it was; null if it was not there. */
  private Visible.@Nullable At earlier(ModuleTypes old, ModuleTypes now, ModuleShape.Body body) {
    String place = now.placeOf(body.function());
    for (ModuleShape.Statement statement : shapeOf(old).statements()) {
      for (ModuleShape.Body candidate : statement.bodies()) {
        if (candidate.name().equals(body.name())
            && Objects.equals(old.placeOf(candidate.function()), place)) {
          return new Visible.At(before, old, candidate);
        }
      }
    }
    return null;
  }

  private ChangedNames throughFrame(
      ModuleTypes module, ModuleShape.Statement statement, ChangedNames names) {
    return switch (statement.node()) {
      case Stmt.FunctionDef function -> throughHeader(module, function, names);
      case Stmt.ClassDef cls -> throughClass(module, cls, names);
      case Stmt.Import imports -> throughImport(imports.names, names);
      case Stmt.ImportFrom imports -> throughImport(imports.names, names);
      default -> {
        Stmt node = statement.node();
        boolean directs = EditedNames.Bound.directsFlow(node);
        int end = directs ? module.source().length() : node.end;
        yield directs && EditedNames.Bound.hasStarImport(module, node.start, end)
            ? ChangedNames.ALL
            : names.with(Set.of(), EditedNames.Bound.in(module, node.start, end));
      }
    };
  }

  private static ChangedNames throughHeader(
      ModuleTypes module, Stmt.FunctionDef function, ChangedNames names) {
    int end = function.body.isEmpty() ? function.end : function.body.getFirst().start;
    return switch (names.in(module.source().text(), function.start, end)) {
      case NONE -> names;
      case TYPE -> names.with(Set.of(function.name.name), Set.of());
      case CONTENT -> names.with(Set.of(), Set.of(function.name.name));
    };
  }

  private static ChangedNames throughClass(
      ModuleTypes module, Stmt.ClassDef cls, ChangedNames names) {
    String text = module.source().text();
    int headerEnd = cls.body.isEmpty() ? cls.end : cls.body.getFirst().start;
    boolean changed = names.in(text, cls.start, headerEnd) != ChangedNames.Change.NONE;
    ChangedNames result = names;
    for (Stmt member : cls.body) {
      switch (member) {
        case Stmt.FunctionDef function -> {
          ChangedNames after = throughHeader(module, function, result);
          // A method mentions its own name, which is no change of the class.
          int end = function.body.isEmpty() ? function.end : function.body.getFirst().start;
          changed |=
              names.in(text, function.start, function.name.start) != ChangedNames.Change.NONE
                  || function.name.name.startsWith("__")
                      && names.in(text, function.name.end, end) != ChangedNames.Change.NONE;
          result = after;
        }
        case Stmt.ExprStmt docs when docs.value instanceof Expr.Str -> {}
        case Stmt.ClassDef inner -> result = throughClass(module, inner, result);
        default -> {
          if (names.in(text, member.start, member.end) != ChangedNames.Change.NONE) {
            changed = true;
            result = result.with(Set.of(), EditedNames.Bound.in(module, member.start, member.end));
          }
        }
      }
    }
    return changed ? result.with(Set.of(), Set.of(cls.name.name)) : result;
  }

  private static ChangedNames throughImport(List<Alias> aliases, ChangedNames names) {
    ChangedNames result = names;
    for (Alias alias : aliases) {
      if (alias.asName != null) {
        String dotted = alias.name.name;
        result =
            switch (names.in(dotted, 0, dotted.length())) {
              case NONE -> result;
              case TYPE -> result.with(Set.of(alias.asName.name), Set.of());
              case CONTENT -> result.with(Set.of(), Set.of(alias.asName.name));
            };
      }
    }
    return result;
  }
}
