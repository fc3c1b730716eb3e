package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Methods of the bases, after {@code def} in the body of a class. */
final class OverrideSuggestions {
  private final Typing typing;
  private final Suggestions found;

  OverrideSuggestions(Typing typing, Suggestions found) {
    this.typing = typing;
    this.found = found;
  }

  /** Adds items if a method is being named; whether one is. */
  boolean add() {
    if (!typing.line().matches("(async\\s+)?def\\s+")) {
      return false;
    }
    Stmt.ClassDef cls = classAround();
    String place = cls == null ? null : typing.module().placeOf(cls);
    if (cls == null || place == null) {
      return true;
    }
    ClassId id = new ClassId(typing.module().name(), place);
    Set<String> defined = new HashSet<>();
    for (Stmt statement : cls.body) {
      if (statement instanceof Stmt.FunctionDef function && !contains(function.name)) {
        defined.add(function.name.name);
      }
    }
    MethodText methods =
        new MethodText(
            typing.program(),
            new AnnotationSite(typing.program(), typing.module(), typing.offset()));
    Queries queries = typing.queries();
    int distance = 0;
    for (ClassId ancestor : queries.ancestors(id)) {
      if (!ancestor.equals(id)) {
        ClassModel model = typing.program().classModel(ancestor);
        for (String name : model.memberNames()) {
          if (defined.add(name)) {
            add(methods, ancestor, name, Math.min(distance, 6));
          }
        }
      }
      distance++;
    }
    return true;
  }

  private boolean contains(Node node) {
    return node.start <= typing.offset() && typing.offset() <= node.end;
  }

  /** The class in whose body the method stands; null if it stands in none. */
  private Stmt.@org.jspecify.annotations.Nullable ClassDef classAround() {
    List<Node> path = typing.path();
    for (int i = path.size() - 1; i >= 0; i--) {
      switch (path.get(i)) {
        case Stmt.ClassDef cls -> {
          return cls;
        }
        case Stmt.FunctionDef function
            when !function.name.name.isEmpty() && function.name.end < typing.replaced().start() -> {
          return null;
        }
        default -> {}
      }
    }
    return null;
  }

  private void add(MethodText methods, ClassId owner, String name, int rank) {
    Optional<MethodText.Override> override = methods.of(owner, name);
    if (override.isEmpty()) {
      return;
    }
    SourceText source = typing.module().source();
    int line = source.lineOf(typing.offset());
    String indent = source.indentation(line);
    int def = source.lineStart(line) + indent.length();
    List<Fix.Edit> edits = new ArrayList<>();
    StringBuilder before = new StringBuilder();
    for (String decorator : override.get().decorators()) {
      before.append(decorator).append('\n').append(indent);
    }
    if (override.get().isAsync() && !typing.line().startsWith("async")) {
      before.append("async ");
    }
    if (!before.isEmpty()) {
      edits.add(new Fix.Edit(new Span(def, def), before.toString()));
    }
    edits.addAll(
        new ImportEdits(typing.program(), typing.module()).edits(override.get().imports()));
    String text =
        override.get().header() + "\n" + Indentation.deeper(indent) + override.get().body();
    found.add(
        Completion.Item.of(
                name, Completion.Kind.METHOD, Suggestions.rankOf(name, rank, typing.prefix()))
            .withText(text)
            .withDetail(owner.name())
            .withOrigin(new Completion.Origin(owner.module(), owner.place(), name))
            .withEdits(edits));
  }
}
