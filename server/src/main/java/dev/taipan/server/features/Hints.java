package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.Literals;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What editors show between the characters: types that nobody wrote, names of parameters. */
public final class Hints {
  /** What a hint says. */
  public enum Kind {
    TYPE,
    PARAMETER
  }

  /** Which hints are wished. */
  public record Wishes(boolean variableTypes, boolean returnTypes, boolean argumentNames) {
    /** All of them. */
    public static final Wishes ALL = new Wishes(true, true, true);
  }

  /**
   * A hint.
   *
   * @param offset where it is shown
   * @param tooltip the whole type where the label shortens it, or empty
   * @param edits what writes the hint into the text; empty if nothing valid can be written
   */
  public record Hint(int offset, String label, Kind kind, String tooltip, List<Fix.Edit> edits) {}

  private static final int MAX_LABEL = 60;

  private Hints() {}

  /** The hints within a range, in the order of the text. */
  public static List<Hint> in(
      Snapshot snapshot, ModuleTypes module, Span range, Wishes wishes, BooleanSupplier outdated) {
    return snapshot.ask(
        program ->
            program.until(
                outdated,
                () -> {
                  Walker walker = new Walker(program, module, range, wishes);
                  walker.run();
                  walker.hints.sort(Comparator.comparingInt(Hint::offset));
                  return List.copyOf(walker.hints);
                }));
  }

  private static final class Walker extends TreeWalker {
    private final Program program;
    private final ModuleTypes module;
    private final Span range;
    private final Wishes wishes;
    private final Queries queries;
    private final DefinitionFinder finder;
    private final InferredTypes inferred;
    private final ImportEdits imports;
    private final List<Node> path = new ArrayList<>();
    private final List<Hint> hints = new ArrayList<>();

    Walker(Program program, ModuleTypes module, Span range, Wishes wishes) {
      this.program = program;
      this.module = module;
      this.range = range;
      this.wishes = wishes;
      this.queries = new Queries(program);
      this.finder = new DefinitionFinder(program);
      this.inferred = new InferredTypes(program, module);
      this.imports = new ImportEdits(program, module);
    }

    void run() {
      path.add(module.parsed().module());
      visitChildren(module.parsed().module());
    }

    @Override
    protected void visit(Node node) {
      if (node.end < range.start() || node.start > range.end()) {
        return;
      }
      path.add(node);
      switch (node) {
        case Stmt.Assign assign when wishes.variableTypes() -> {
          for (Expr target : assign.targets) {
            assigned(target, assign);
          }
        }
        case Stmt.For loop when wishes.variableTypes() -> bound(loop.target);
        case Stmt.FunctionDef function when wishes.returnTypes() -> returned(function);
        case Expr.Call call when wishes.argumentNames() -> arguments(call);
        default -> {}
      }
      visitChildren(node);
      path.removeLast();
    }

    /** A target of an assignment whose value does not show its type. */
    private void assigned(Expr target, Stmt.Assign assign) {
      if (target instanceof Expr.Tuple || target instanceof Expr.ListExpr) {
        bound(target);
        return;
      }
      if (isPlain(assign.value)) {
        return;
      }
      Definition definition = definitionOf(target);
      if (definition == null) {
        return;
      }
      Optional<Type> type = inferred.ofVariable(definition);
      if (type.isEmpty() || isConstructor(assign.value, type.get())) {
        return;
      }
      Optional<Type> inserted =
          assign.targets.size() == 1 && isFirst(definition)
              ? type.map(one -> inferred.declarable(definition, Literals.widen(one)))
              : Optional.empty();
      add(target.end, ": ", type.get(), inserted);
    }

    /** Targets that get a part of a value. */
    private void bound(Expr target) {
      switch (target) {
        case Expr.Tuple tuple -> tuple.elements.forEach(this::bound);
        case Expr.ListExpr list -> list.elements.forEach(this::bound);
        case Expr.Starred starred -> bound(starred.value);
        case Expr.Name name -> {
          Definition definition = definitionOf(name);
          if (definition != null && !name.name.startsWith("_")) {
            inferred
                .ofVariable(definition)
                .ifPresent(type -> add(name.end, ": ", type, Optional.empty()));
          }
        }
        default -> {}
      }
    }

    private @Nullable Definition definitionOf(Expr target) {
      return target instanceof Expr.Name || target instanceof Expr.Attribute
          ? module.bound().definitionOf(target)
          : null;
    }

    private static boolean isFirst(Definition definition) {
      Symbol symbol = definition.symbol();
      return symbol != null && symbol.definitions().getFirst() == definition;
    }

    /** Whether everybody sees the type of a value. */
    private static boolean isPlain(Expr value) {
      return switch (value) {
        case Expr.Constant _, Expr.Str _, Expr.FString _, Expr.Lambda _ -> true;
        case Expr.Unary unary -> isPlain(unary.operand);
        default -> false;
      };
    }

    /** Whether a value is a call that names the class that it makes an object of. */
    private boolean isConstructor(Expr value, Type type) {
      return value instanceof Expr.Call call
          && Roles.lastName(call.callee).equals(Display.of(type, program));
    }

    private void returned(Stmt.FunctionDef function) {
      Definition definition = module.bound().definitionOf(function);
      if (function.returns != null || definition == null) {
        return;
      }
      Optional<Type> type = inferred.ofReturn(function, definition);
      int at = Parentheses.afterParameters(module.source().text(), function);
      if (type.isPresent() && at > 0) {
        add(at, " -> ", type.get(), type);
      }
    }

    /**
     * Adds the hint that says a type.
     *
     * @param inserted the annotation to write when the user takes it; empty if there is none
     */
    private void add(int offset, String prefix, Type type, Optional<Type> inserted) {
      if (offset < range.start() || offset > range.end()) {
        return;
      }
      String text = Display.of(type, program);
      boolean isLong = text.length() > MAX_LABEL;
      String shown = isLong ? text.substring(0, MAX_LABEL - 1) + "…" : text;
      List<Fix.Edit> edits =
          inserted
              .map(annotation -> inferred.annotation(offset, prefix, annotation, imports))
              .orElseGet(List::of);
      hints.add(new Hint(offset, prefix + shown, Kind.TYPE, isLong ? text : "", edits));
    }

    /** The names of parameters that plain values are given to. */
    private void arguments(Expr.Call call) {
      boolean isAny = false;
      for (Argument argument : call.arguments) {
        isAny |= argument.kind == Argument.Kind.POSITIONAL && needsName(argument.value);
      }
      if (!isAny) {
        return;
      }
      List<Node> callee = new ArrayList<>(path);
      callee.add(call.callee);
      Optional<Type> type = queries.typeOf(module, callee);
      if (type.isEmpty()) {
        return;
      }
      List<Signature> signatures = finder.signaturesOf(type.get());
      for (int i = 0; i < call.arguments.size(); i++) {
        Argument argument = call.arguments.get(i);
        if (argument.kind != Argument.Kind.POSITIONAL) {
          return;
        }
        String name = needsName(argument.value) ? nameAt(signatures, i) : null;
        if (name != null && argument.start >= range.start() && argument.start <= range.end()) {
          Fix.Edit edit = new Fix.Edit(new Span(argument.start, argument.start), name + "=");
          boolean isOnly = i == lastPositional(call);
          hints.add(
              new Hint(
                  argument.start,
                  name + "=",
                  Kind.PARAMETER,
                  "",
                  isOnly ? List.of(edit) : List.of()));
        }
      }
    }

    /** The index of the last positional argument: only there a keyword may be put in. */
    private static int lastPositional(Expr.Call call) {
      int last = -1;
      for (int i = 0; i < call.arguments.size(); i++) {
        if (call.arguments.get(i).kind == Argument.Kind.POSITIONAL) {
          last = i;
        }
      }
      return last;
    }

    /** Whether a value says nothing about what it is for. */
    private static boolean needsName(Expr value) {
      return switch (value) {
        case Expr.Constant _, Expr.Str _, Expr.FString _ -> true;
        case Expr.Unary unary -> needsName(unary.operand);
        case Expr.ListExpr _, Expr.SetExpr _, Expr.Dict _, Expr.Tuple _, Expr.Lambda _ -> true;
        default -> false;
      };
    }

    /** The name of a parameter, if all ways of calling call it so; null if it needs no name. */
    private static @Nullable String nameAt(List<Signature> signatures, int index) {
      String name = null;
      for (Signature signature : signatures) {
        List<ParameterType> parameters = signature.parameters().parameters();
        if (index >= parameters.size()
            || parameters.get(index).kind() != ParameterKind.POSITIONAL_OR_KEYWORD) {
          return null;
        }
        for (int i = 0; i < index; i++) {
          if (parameters.get(i).kind() == ParameterKind.VAR_POSITIONAL) {
            return null;
          }
        }
        String here = parameters.get(index).name();
        if (here.startsWith("_") || here.length() < 2 || name != null && !name.equals(here)) {
          return null;
        }
        name = here;
      }
      return name;
    }
  }
}
