package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.diagnostics.Spelling;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Repairs of diagnostics that need more than the diagnostic: other files, or somebody's choice. */
final class Repairs {
  private static final int MAX_IMPORTS = 8;

  private final Program program;
  private final Snapshot snapshot;
  private final ModuleTypes module;
  private final NameIndex index;

  Repairs(Program program, Snapshot snapshot, ModuleTypes module, NameIndex index) {
    this.program = program;
    this.snapshot = snapshot;
    this.module = module;
    this.index = index;
  }

  /** The repairs of a diagnostic, the likeliest first. */
  List<Fix> of(Diagnostic diagnostic) {
    Rule rule = diagnostic.rule();
    List<Node> path = NodePath.to(module.parsed().module(), diagnostic.span().start());
    if (rule == Rules.UNRESOLVED_REFERENCE) {
      return unresolved(diagnostic.span());
    }
    if (rule == Rules.MISSING_ARGUMENT) {
      return missingArguments(diagnostic.span(), path).map(List::of).orElseGet(List::of);
    }
    if (rule == Rules.UNUSED_COROUTINE) {
      return await(diagnostic.span(), path);
    }
    if (rule == Rules.MISSING_OVERRIDE_DECORATOR) {
      return override(path);
    }
    return List.of();
  }

  /** Imports of an undefined name, and the name in scope that may be meant. */
  private List<Fix> unresolved(Span span) {
    String name = module.source().text().substring(span.start(), span.end());
    List<NameIndex.Export> exports = new ArrayList<>();
    for (NameIndex.UserFile file : index.knownFiles(snapshot, module.file().file())) {
      file.exports().stream().filter(one -> one.name().equals(name)).forEach(exports::add);
    }
    for (NameIndex.Export export : index.libraryNames(snapshot)) {
      if (export.name().equals(name)) {
        exports.add(export);
      }
    }
    exports.sort(index.ranking(snapshot).order());
    List<Fix> fixes = new ArrayList<>();
    ImportEdits imports = new ImportEdits(program, module);
    for (NameIndex.Export export : exports) {
      if (fixes.size() < MAX_IMPORTS) {
        fixes.add(
            new Fix(
                "Add `" + export.wanted().statement() + "`",
                imports.edits(Set.of(export.wanted()))));
      }
    }
    Typing typing = Typing.at(program, snapshot, module, span.start());
    Suggestions inScope = new Suggestions();
    new NameSuggestions(typing, inScope).add(false);
    List<String> names = new ArrayList<>();
    for (Completion.Item item : inScope.items()) {
      if (item.kind() != Completion.Kind.KEYWORD && !item.label().equals(name)) {
        names.add(item.label());
      }
    }
    Spelling.nearest(name, names)
        .ifPresent(
            near ->
                fixes.add(new Fix("Change to `" + near + "`", List.of(new Fix.Edit(span, near)))));
    return fixes;
  }

  /** Gives the arguments that a call lacks by keyword, each {@code ...} to be filled in. */
  private Optional<Fix> missingArguments(Span span, List<Node> path) {
    for (int i = path.size() - 1; i > 0; i--) {
      if (path.get(i) instanceof Expr.Call call
          && call.start <= span.start()
          && span.end() <= call.end) {
        List<Node> callee = new ArrayList<>(path.subList(0, i + 1));
        callee.add(call.callee);
        Optional<Type> type = new Queries(program).typeOf(module, callee);
        List<Signature> signatures =
            type.map(new DefinitionFinder(program)::signaturesOf).orElseGet(List::of);
        if (signatures.size() != 1 || module.source().text().charAt(call.end - 1) != ')') {
          return Optional.empty();
        }
        List<String> missing = missing(call, signatures.getFirst());
        if (missing.isEmpty() || !takesMore(call, missing.getFirst())) {
          return Optional.empty();
        }
        int at = call.arguments.isEmpty() ? call.end - 1 : call.arguments.getLast().end;
        String text = (call.arguments.isEmpty() ? "" : ", ") + String.join(", ", missing);
        String title = missing.size() == 1 ? "Add missing argument" : "Add missing arguments";
        return Optional.of(new Fix(title, List.of(new Fix.Edit(new Span(at, at), text))));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether an argument can be added behind the others: one without a name not behind one with a
   * name, none behind a generator that has no parentheses of its own.
   */
  private static boolean takesMore(Expr.Call call, String argument) {
    if (call.arguments.isEmpty()) {
      return true;
    }
    Argument last = call.arguments.getLast();
    return last.end < call.end && (argument.endsWith("=...") || last.kind != Argument.Kind.KEYWORD);
  }

  private static List<String> missing(Expr.Call call, Signature signature) {
    int positional = 0;
    Set<String> named = new HashSet<>();
    for (Argument argument : call.arguments) {
      switch (argument.kind) {
        case POSITIONAL -> positional++;
        case KEYWORD -> {
          if (argument.name != null) {
            named.add(argument.name.name);
          }
        }
        case STAR, DOUBLE_STAR -> {
          return List.of(); // who knows what is in it
        }
      }
    }
    List<String> missing = new ArrayList<>();
    int index = 0;
    for (ParameterType parameter : signature.parameters().parameters()) {
      boolean isFilled =
          switch (parameter.kind()) {
            case POSITIONAL_ONLY -> index < positional;
            case POSITIONAL_OR_KEYWORD -> index < positional || named.contains(parameter.name());
            case KEYWORD_ONLY -> named.contains(parameter.name());
            case VAR_POSITIONAL, VAR_KEYWORD -> true;
          };
      if (!isFilled && parameter.isRequired()) {
        missing.add(
            parameter.kind() == ParameterKind.POSITIONAL_ONLY ? "..." : parameter.name() + "=...");
      }
      index++;
    }
    return missing;
  }

  private static List<Fix> await(Span span, List<Node> path) {
    for (int i = path.size() - 1; i > 0; i--) {
      if (path.get(i) instanceof Stmt.FunctionDef function) {
        return function.async
            ? List.of(
                new Fix(
                    "Add `await`",
                    List.of(new Fix.Edit(new Span(span.start(), span.start()), "await "))))
            : List.of();
      }
    }
    return List.of();
  }

  private List<Fix> override(List<Node> path) {
    for (int i = path.size() - 1; i > 0; i--) {
      if (path.get(i) instanceof Stmt.FunctionDef function) {
        String indent = module.source().indentation(module.source().lineOf(function.start));
        boolean isInTyping = program.target().version().isAtLeast(3, 12);
        ImportEdits.Wanted wanted =
            new ImportEdits.Wanted(isInTyping ? "typing" : "typing_extensions", "override");
        List<Fix.Edit> edits = new ArrayList<>();
        edits.add(new Fix.Edit(new Span(function.start, function.start), "@override\n" + indent));
        edits.addAll(new ImportEdits(program, module).edits(Set.of(wanted)));
        return List.of(new Fix("Add `@override`", edits));
      }
    }
    return List.of();
  }
}
