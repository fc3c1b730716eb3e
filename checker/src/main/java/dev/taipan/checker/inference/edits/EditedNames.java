package dev.taipan.checker.inference.edits;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Modules;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The names behind which the edit of one module's text changed something. */
final class EditedNames {
  private final Visible visible;
  private final Modules before;
  private final Modules after;
  private final ModuleTypes old;
  private final ModuleTypes edited;
  private final Set<String> types = new HashSet<>();
  private final Set<String> contents = new HashSet<>();
  private ChangedNames ofBodies = ChangedNames.NONE;

  /**
   * @param before the state of the modules in which the module was {@code old}
   * @param after a state in which it is {@code edited}
   */
  EditedNames(Visible visible, Modules before, Modules after, ModuleTypes old, ModuleTypes edited) {
    this.visible = visible;
    this.before = before;
    this.after = after;
    this.old = old;
    this.edited = edited;
  }

  ChangedNames find() {
    ModuleShape from = ModuleShape.of(old);
    ModuleShape to = ModuleShape.of(edited);
    ShapeChange change = new ShapeChange(from, to);
    Set<ModuleShape.Statement> replaced = new HashSet<>();
    for (int i = 0; i < to.statements().size(); i++) {
      ModuleShape.Statement now = to.statements().get(i);
      int predecessor = change.predecessor(i);
      if (predecessor < 0) {
        addStatement(edited, now);
        continue;
      }
      ModuleShape.Statement was = from.statements().get(predecessor);
      if (change.origin(i) < 0) {
        replaced.add(was);
        if (change.isMoved(i)) {
          addStatement(edited, now);
        } else {
          addDifference(was, now);
        }
      }
      addBodies(change, i, was, now);
    }
    for (ModuleShape.Statement gone : change.gone()) {
      if (!replaced.contains(gone)) {
        addStatement(old, gone);
      }
    }
    addSubmodules(before, after);
    addSubmodules(after, before);
    if (contents.contains("__getattr__")
        || types.contains("__getattr__")
        || contents.contains("__all__")) {
      return ChangedNames.ALL;
    }
    return ofBodies.with(types, contents);
  }

  /**
   * Adds the names of the submodules that the module loads in one state and not in the other: they
   * are attributes of their packages then.
   */
  private void addSubmodules(Modules state, Modules other) {
    Path edit = edited.file().file();
    Set<Path> known = other.importsOf(edit);
    Deque<Path> open = new ArrayDeque<>();
    for (Path target : state.importsOf(edit)) {
      if (!known.contains(target)) {
        open.add(target);
      }
    }
    Set<Path> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Path path = open.remove();
      ModuleFile module = state.resolver().moduleOf(path);
      if (seen.add(path) && module.origin().isUserCode()) {
        String dotted = module.name().toString();
        contents.add(dotted.substring(dotted.lastIndexOf('.') + 1));
        open.addAll(state.importsOf(path));
      }
    }
  }

  /** Adds what a statement binds that came or went. */
  private void addStatement(ModuleTypes module, ModuleShape.Statement statement) {
    if (statement.node() instanceof Stmt.FunctionDef function) {
      types.add(function.name.name);
      addGlobals(statement);
      return;
    }
    int start = statement.node().start;
    boolean directs = Bound.directsFlow(statement.node());
    // What follows may be reached no more, or see other types.
    int end = directs ? module.source().length() : statement.node().end;
    contents.addAll(Bound.in(module, start, end));
    if (Bound.hasStarImport(module, start, end)) {
      contents.add("__all__");
    }
    if (directs) {
      contents.addAll(Bound.words(statement));
    }
    addGlobals(statement);
  }

  private void addGlobals(ModuleShape.Statement statement) {
    for (ModuleShape.Body body : statement.bodies()) {
      Visible.addGlobals(body.function(), contents);
    }
  }

  /** Adds what differs between a function or a class and what it was. */
  private void addDifference(ModuleShape.Statement was, ModuleShape.Statement now) {
    if (was.node() instanceof Stmt.ClassDef from && now.node() instanceof Stmt.ClassDef to) {
      addDifference(from, to);
    } else if (now.node() instanceof Stmt.FunctionDef function) {
      types.add(function.name.name);
    }
  }

  private void addDifference(Stmt.ClassDef from, Stmt.ClassDef to) {
    Set<String> differing = new HashSet<>();
    boolean onlyPlainMethods = header(old, from).equals(header(edited, to));
    List<Stmt> before = from.body;
    List<Stmt> now = to.body;
    int count = Math.max(before.size(), now.size());
    onlyPlainMethods &= before.size() == now.size();
    for (int i = 0; i < count; i++) {
      Stmt a = i < before.size() ? before.get(i) : null;
      Stmt b = i < now.size() ? now.get(i) : null;
      if (a != null && b != null && frame(old, a).equals(frame(edited, b))) {
        continue;
      }
      onlyPlainMethods &=
          a instanceof Stmt.FunctionDef x
              && b instanceof Stmt.FunctionDef y
              && x.name.name.equals(y.name.name)
              && !x.name.name.startsWith("__")
              && decorators(old, x).equals(decorators(edited, y));
      if (a != null) {
        differing.addAll(Bound.in(old, a.start, a.end));
      }
      if (b != null) {
        differing.addAll(Bound.in(edited, b.start, b.end));
      }
    }
    contents.addAll(differing);
    if (!onlyPlainMethods) {
      contents.add(to.name.name);
    }
  }

  private static String header(ModuleTypes module, Stmt.ClassDef cls) {
    int end = cls.body.isEmpty() ? cls.end : cls.body.getFirst().start;
    return module.source().text().substring(cls.start, end);
  }

  /** A member without its body; other statements whole. */
  private static String frame(ModuleTypes module, Stmt member) {
    int end =
        member instanceof Stmt.FunctionDef function && !function.body.isEmpty()
            ? function.body.getFirst().start
            : member.end;
    return module.source().text().substring(member.start, Math.max(member.start, end));
  }

  private static String decorators(ModuleTypes module, Stmt.FunctionDef function) {
    return module.source().text().substring(function.start, function.name.start);
  }

  private void addBodies(
      ShapeChange change, int index, ModuleShape.Statement was, ModuleShape.Statement now) {
    boolean[] stays = new boolean[was.bodies().size()];
    for (int k = 0; k < now.bodies().size(); k++) {
      int origin = change.bodyOrigin(index, k);
      ModuleShape.Body body = now.bodies().get(k);
      if (origin < 0) {
        addGivenBy(body);
        continue;
      }
      stays[origin] = true;
      ModuleShape.Body earlier = was.bodies().get(origin);
      if (!earlier.equalsText(body)) {
        ofBodies =
            ofBodies.and(
                visible.difference(
                    new Visible.At(before, old, earlier), new Visible.At(after, edited, body)));
      }
    }
    for (int k = 0; k < stays.length; k++) {
      if (!stays[k]) {
        addGivenBy(was.bodies().get(k));
      }
    }
  }

  /** Adds what a body binds elsewhere that came or went. */
  private void addGivenBy(ModuleShape.Body body) {
    contents.addAll(Visible.givenNames(body));
    Visible.addGlobals(body.function(), contents);
  }

  /** What statements bind in the scopes of modules and classes. */
  static final class Bound {
    private Bound() {}

    /** The names that are bound between two offsets, those of functions' own scopes left out. */
    static Set<String> in(ModuleTypes module, int from, int to) {
      Set<String> names = new HashSet<>();
      for (int i = 0; i < module.bound().definitionCount(); i++) {
        Definition definition = module.bound().definition(i);
        Scope.Kind kind = definition.scope().kind();
        if ((kind == Scope.Kind.MODULE || kind == Scope.Kind.CLASS)
            && definition.target().start >= from
            && definition.target().end <= to
            && definition.symbol() != null) {
          names.add(Objects.requireNonNull(definition.symbol()).name());
        }
      }
      return names;
    }

    /** Whether a star import stands between two offsets: it may bind any name. */
    static boolean hasStarImport(ModuleTypes module, int from, int to) {
      return module.bound().starImports().stream()
          .anyMatch(star -> star.start >= from && star.end <= to);
    }

    /** Whether a statement can keep control from what follows it, or tell types of it. */
    static boolean directsFlow(Stmt statement) {
      return switch (statement) {
        case Stmt.FunctionDef _,
            Stmt.ClassDef _,
            Stmt.AnnAssign _,
            Stmt.TypeAliasStmt _,
            Stmt.Import _,
            Stmt.ImportFrom _,
            Stmt.Pass _ ->
            false;
        // An item that is put into a container tells what the container holds.
        case Stmt.Assign assign ->
            assign.targets.stream().anyMatch(Expr.Subscript.class::isInstance);
        case Stmt.ExprStmt expression -> !(expression.value instanceof Expr.Str);
        default -> true;
      };
    }

    /** The words of a frame. */
    static List<String> words(ModuleShape.Statement statement) {
      List<String> words = new ArrayList<>();
      for (ModuleShape.Part part : statement.frame()) {
        for (String word : part.text().split("[^\\p{L}\\p{N}_]+")) {
          if (!word.isEmpty()) {
            words.add(word);
          }
        }
      }
      return words;
    }
  }
}
