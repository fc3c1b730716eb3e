package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Literals;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes of correct code: annotations from inference, missing methods, missing cases. */
final class Rewrites {
  private final Program program;
  private final ModuleTypes module;
  private final SourceText source;
  private final Queries queries;
  private final InferredTypes inferred;
  private final ImportEdits imports;

  Rewrites(Program program, ModuleTypes module) {
    this.program = program;
    this.module = module;
    this.source = module.source();
    this.queries = new Queries(program);
    this.inferred = new InferredTypes(program, module);
    this.imports = new ImportEdits(program, module);
  }

  /** What can be rewritten at an offset. */
  List<Fix> at(int offset) {
    List<Fix> fixes = new ArrayList<>();
    List<Node> path = NodePath.to(module.parsed().module(), offset);
    for (int i = path.size() - 1; i > 0; i--) {
      switch (path.get(i)) {
        case Stmt.FunctionDef function when isInHeader(offset, function.body, function) ->
            annotateFunction(function).ifPresent(fixes::add);
        case Stmt.ClassDef cls when isInHeader(offset, cls.body, cls) ->
            implement(cls).ifPresent(fixes::add);
        case Stmt.Assign assign -> annotateVariable(assign).ifPresent(fixes::add);
        case Stmt.Match match when isOnLineOf(offset, match) || isOnCase(offset, match) ->
            addCases(match, path.subList(0, i + 1)).ifPresent(fixes::add);
        default -> {}
      }
    }
    return fixes;
  }

  private static boolean isInHeader(int offset, List<Stmt> body, Node node) {
    return offset >= node.start && (body.isEmpty() || offset < body.getFirst().start);
  }

  private boolean isOnLineOf(int offset, Node node) {
    return source.lineOf(offset) == source.lineOf(node.start);
  }

  private boolean isOnCase(int offset, Stmt.Match match) {
    for (MatchCase one : match.cases) {
      if (isOnLineOf(offset, one)) {
        return true;
      }
    }
    return false;
  }

  // Annotations.

  /** Annotates parameters by their defaults, and the return type. */
  private Optional<Fix> annotateFunction(Stmt.FunctionDef function) {
    Definition definition = module.bound().definitionOf(function);
    if (definition == null) {
      return Optional.empty();
    }
    List<Fix.Edit> edits = new ArrayList<>();
    Set<ImportEdits.Wanted> wanted = new LinkedHashSet<>();
    for (Parameter parameter : function.parameters.all) {
      if (parameter.annotation == null && parameter.defaultValue != null) {
        List<Node> path = NodePath.to(module.parsed().module(), parameter.defaultValue.start);
        Optional<Type> type = queries.typeOf(module, path);
        if (type.isPresent() && !type.get().equals(WellKnown.NONE)) {
          Type widened = Literals.widen(type.get());
          TypeText.at(program, siteAt(parameter.name.end), widened)
              .ifPresent(
                  written -> {
                    wanted.addAll(written.imports());
                    edits.add(
                        new Fix.Edit(
                            new Span(parameter.name.end, parameter.defaultValue.start),
                            ": " + written.text() + " = "));
                  });
        }
      }
    }
    int at = Parentheses.afterParameters(source.text(), function);
    if (function.returns == null && at > 0) {
      inferred
          .ofReturn(function, definition)
          .flatMap(type -> TypeText.at(program, siteAt(at), type))
          .ifPresent(
              written -> {
                wanted.addAll(written.imports());
                edits.add(new Fix.Edit(new Span(at, at), " -> " + written.text()));
              });
    }
    if (edits.isEmpty()) {
      return Optional.empty();
    }
    edits.addAll(imports.edits(wanted));
    return Optional.of(new Fix("Annotate `" + function.name.name + "` as inferred", edits));
  }

  private AnnotationSite siteAt(int offset) {
    return new AnnotationSite(program, module, offset);
  }

  private Optional<Fix> annotateVariable(Stmt.Assign assign) {
    if (assign.targets.size() != 1 || !(assign.targets.getFirst() instanceof Expr.Name name)) {
      return Optional.empty();
    }
    Definition definition = module.bound().definitionOf(name);
    if (definition == null
        || definition.symbol() == null
        || definition.symbol().definitions().getFirst() != definition) {
      return Optional.empty();
    }
    return inferred
        .ofVariable(definition)
        .map(type -> inferred.declarable(definition, Literals.widen(type)))
        .map(type -> inferred.annotation(name.end, ": ", type, imports))
        .filter(edits -> !edits.isEmpty())
        .map(edits -> new Fix("Annotate `" + name.name + "` as inferred", edits));
  }

  // Abstract members.

  private Optional<Fix> implement(Stmt.ClassDef cls) {
    String place = module.placeOf(cls);
    if (place == null || cls.arguments.isEmpty() || cls.body.isEmpty()) {
      return Optional.empty();
    }
    ClassId id = new ClassId(module.name(), place);
    ClassModel model = program.classModel(id);
    List<MethodText.Override> missing = new ArrayList<>();
    MethodText methods = new MethodText(program, siteAt(cls.body.getFirst().start));
    for (String name : model.abstractMembers()) {
      if (model.member(name).isPresent()) {
        continue; // declared abstract by the class itself
      }
      for (ClassId ancestor : queries.ancestors(id)) {
        Optional<MethodText.Override> method =
            program.classModel(ancestor).member(name).isPresent()
                ? methods.of(ancestor, name)
                : Optional.empty();
        if (method.isPresent()) {
          missing.add(method.get());
          break;
        }
      }
    }
    if (missing.isEmpty() || model.isProtocol()) {
      return Optional.empty();
    }
    return Optional.of(insert(cls, missing));
  }

  private Fix insert(Stmt.ClassDef cls, List<MethodText.Override> methods) {
    Stmt last = cls.body.getLast();
    int headerLine = source.lineOf(cls.name.start);
    int bodyLine = source.lineOf(cls.body.getFirst().start);
    boolean isOnOneLine = bodyLine == headerLine;
    String indent =
        isOnOneLine
            ? Indentation.deeper(source.indentation(headerLine))
            : source.indentation(bodyLine);
    StringBuilder text = new StringBuilder();
    Set<ImportEdits.Wanted> wanted = new LinkedHashSet<>();
    for (MethodText.Override method : methods) {
      text.append(text.isEmpty() ? "" : "\n");
      for (String decorator : method.decorators()) {
        text.append(indent).append(decorator).append('\n');
      }
      text.append(indent).append(method.isAsync() ? "async def " : "def ");
      text.append(method.header()).append('\n');
      text.append(Indentation.deeper(indent)).append(method.body()).append('\n');
      wanted.addAll(method.imports());
    }
    String block = text.substring(0, text.length() - 1);
    boolean isStub =
        cls.body.size() == 1
            && (last instanceof Stmt.Pass
                || last instanceof Stmt.ExprStmt expression
                    && expression.value instanceof Expr.Constant);
    List<Fix.Edit> edits = new ArrayList<>();
    if (isStub) {
      int from = isOnOneLine ? last.start : source.lineStart(source.lineOf(last.start));
      int start = from;
      while (isOnOneLine && source.text().charAt(start - 1) == ' ') {
        start--;
      }
      edits.add(new Fix.Edit(new Span(start, last.end), (isOnOneLine ? "\n" : "") + block));
    } else {
      int end = source.lineEnd(source.lineOf(Math.max(last.start, last.end - 1)));
      edits.add(new Fix.Edit(new Span(end, end), "\n\n" + block));
    }
    edits.addAll(imports.edits(wanted));
    return new Fix("Implement abstract members", edits);
  }

  // Cases.

  private Optional<Fix> addCases(Stmt.Match match, List<Node> path) {
    MissingCases missing = new MissingCases(program, module);
    List<String> patterns = missing.of(match, path);
    if (patterns.isEmpty() || match.cases.isEmpty()) {
      return Optional.empty();
    }
    String indent = source.indentation(source.lineOf(match.cases.getLast().start));
    StringBuilder text = new StringBuilder();
    for (String pattern : patterns) {
      text.append('\n').append(indent).append("case ").append(pattern).append(":\n");
      text.append(Indentation.deeper(indent)).append("raise NotImplementedError");
    }
    MatchCase last = match.cases.getLast();
    int end = source.lineEnd(source.lineOf(Math.max(last.start, last.end - 1)));
    List<Fix.Edit> edits = new ArrayList<>();
    edits.add(new Fix.Edit(new Span(end, end), text.toString()));
    edits.addAll(imports.edits(missing.imports()));
    return Optional.of(new Fix("Add missing cases", edits));
  }
}
