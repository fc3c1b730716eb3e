package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The edits that bring names into a file by importing them. */
final class ImportEdits {
  /**
   * Something to import.
   *
   * @param module the dotted name of a module
   * @param name what is imported from it; empty for the module itself
   */
  record Wanted(String module, String name) {
    /** The statement. */
    String statement() {
      return name.isEmpty() ? "import " + module : "from " + module + " import " + name;
    }
  }

  private final ModuleTypes where;
  private final SourceText source;

  ImportEdits(ModuleTypes where) {
    this.where = where;
    this.source = where.source();
  }

  /** The edits that import all of what is wanted; what is imported already costs none. */
  List<Fix.Edit> edits(Set<Wanted> wanted) {
    List<Fix.Edit> edits = new ArrayList<>();
    Set<String> statements = new LinkedHashSet<>();
    Map<Stmt.ImportFrom, List<String>> extended = new LinkedHashMap<>();
    Map<String, List<String>> fresh = new LinkedHashMap<>();
    for (Wanted one : wanted) {
      if (isImported(one)) {
        continue;
      }
      Optional<Stmt.ImportFrom> known =
          one.name().isEmpty() ? Optional.empty() : statementFor(one.module());
      if (known.isPresent()) {
        extended.computeIfAbsent(known.get(), _ -> new ArrayList<>()).add(one.name());
      } else if (one.name().isEmpty()) {
        statements.add(one.statement());
      } else {
        fresh.computeIfAbsent(one.module(), _ -> new ArrayList<>()).add(one.name());
      }
    }
    fresh.forEach(
        (module, names) ->
            statements.add("from " + module + " import " + String.join(", ", names)));
    extended.forEach((statement, names) -> edits.add(extend(statement, names)));
    if (!statements.isEmpty()) {
      edits.add(insert(statements));
    }
    return edits;
  }

  /** Whether a statement at the top level imports this already, under its own name. */
  boolean isImported(Wanted wanted) {
    for (Stmt statement : where.parsed().module().body) {
      if (statement instanceof Stmt.Import imports && wanted.name().isEmpty()) {
        for (Alias alias : imports.names) {
          if (alias.asName == null && alias.name.name.equals(wanted.module())) {
            return true;
          }
        }
      }
      if (statement instanceof Stmt.ImportFrom imports && source(imports).equals(wanted.module())) {
        for (Alias alias : imports.names) {
          if (alias.name.name.equals(wanted.name())
              && (alias.asName == null || alias.asName.name.equals(wanted.name()))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The absolute name of the module that a statement imports from; empty if it has none. */
  private String source(Stmt.ImportFrom imports) {
    if (imports.level == 0) {
      return imports.module;
    }
    return where
        .file()
        .name()
        .relative(where.file().isPackage(), imports.level, imports.module)
        .map(ModuleName::toString)
        .orElse("");
  }

  private Optional<Stmt.ImportFrom> statementFor(String module) {
    for (Stmt statement : where.parsed().module().body) {
      if (statement instanceof Stmt.ImportFrom imports
          && source(imports).equals(module)
          && !imports.names.isEmpty()
          && !imports.names.getLast().name.name.isEmpty()
          && !imports.names.getFirst().name.name.equals("*")) {
        return Optional.of(imports);
      }
    }
    return Optional.empty();
  }

  /** Puts names behind the last one of a statement, as the others stand. */
  private Fix.Edit extend(Stmt.ImportFrom statement, List<String> names) {
    String text = source.text();
    Alias last = statement.names.getLast();
    int lastLine = source.lineOf(last.start);
    int before =
        statement.names.size() > 1
            ? source.lineOf(statement.names.get(statement.names.size() - 2).start)
            : source.lineOf(statement.start);
    boolean isColumn = lastLine > before;
    String separator =
        isColumn ? ",\n" + " ".repeat(last.start - source.lineStart(lastLine)) : ", ";
    StringBuilder added = new StringBuilder();
    for (String name : names) {
      added.append(separator).append(name);
    }
    int end = last.end;
    Span at = new Span(end, end);
    boolean hasComma = end < text.length() && text.charAt(end) == ',';
    return new Fix.Edit(at, added + (hasComma || !isColumn ? "" : ","));
  }

  /** Puts statements behind the imports that the file starts with. */
  private Fix.Edit insert(Set<String> statements) {
    List<Stmt> body = where.parsed().module().body;
    Stmt after = null;
    boolean onlyDocstring = true;
    for (Stmt statement : body) {
      boolean isDocstring =
          after == null
              && statement instanceof Stmt.ExprStmt expression
              && expression.value instanceof Expr.Str;
      boolean isImport = statement instanceof Stmt.Import || statement instanceof Stmt.ImportFrom;
      if (!isDocstring && !isImport) {
        break;
      }
      onlyDocstring &= isDocstring;
      after = statement;
    }
    String lines = String.join("\n", statements) + "\n";
    if (after == null) {
      int at = afterComments();
      boolean isEmpty = source.text().substring(at).isBlank();
      return new Fix.Edit(new Span(at, at), isEmpty ? lines : lines + "\n");
    }
    int line = source.lineOf(Math.max(after.start, after.end - 1));
    String gap = onlyDocstring ? "\n" : "";
    if (line + 1 >= source.lineCount()) {
      int end = source.text().length();
      return new Fix.Edit(new Span(end, end), "\n" + gap + lines);
    }
    int at = source.lineStart(line + 1);
    return new Fix.Edit(new Span(at, at), gap + lines);
  }

  /** The offset behind the comments at the start of a file: the shebang, the license. */
  private int afterComments() {
    int line = 0;
    while (line + 1 < source.lineCount() && source.lineText(line).startsWith("#")) {
      line++;
    }
    return source.lineStart(line);
  }
}
