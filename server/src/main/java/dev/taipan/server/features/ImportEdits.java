package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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

  private final ImportOrder order;

  ImportEdits(Program program, ModuleTypes where) {
    this.where = where;
    this.order = new ImportOrder(program, where);
    this.source = where.source();
  }

  /** The edits that import all of what is wanted; what is imported already costs none. */
  List<Fix.Edit> edits(Set<Wanted> wanted) {
    List<Fix.Edit> edits = new ArrayList<>();
    Map<ImportOrder.Key, String> statements = new TreeMap<>();
    Map<Stmt.ImportFrom, Set<String>> extended = new LinkedHashMap<>();
    Map<String, Set<String>> fresh = new LinkedHashMap<>();
    for (Wanted one : wanted) {
      if (isImported(one)) {
        continue;
      }
      Optional<Stmt.ImportFrom> known =
          one.name().isEmpty() ? Optional.empty() : statementFor(one.module());
      if (known.isPresent()) {
        extended
            .computeIfAbsent(known.get(), _ -> new TreeSet<>(ImportOrder.BY_LOOK))
            .add(one.name());
      } else if (one.name().isEmpty()) {
        statements.put(order.of(one), one.statement());
      } else {
        fresh
            .computeIfAbsent(one.module(), _ -> new TreeSet<>(ImportOrder.BY_LOOK))
            .add(one.name());
      }
    }
    fresh.forEach(
        (module, names) ->
            statements.put(
                order.of(new Wanted(module, names.iterator().next())),
                "from " + module + " import " + String.join(", ", names)));
    extended.forEach((statement, names) -> extend(statement, names, edits));
    if (!statements.isEmpty()) {
      insert(statements, edits);
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

  /** Puts names among those of a statement, as the others stand. */
  private void extend(Stmt.ImportFrom statement, Set<String> names, List<Fix.Edit> edits) {
    Map<Integer, List<String>> places = new TreeMap<>();
    for (String name : names) {
      int place = ImportOrder.placeOf(name, statement.names);
      places.computeIfAbsent(place, _ -> new ArrayList<>()).add(name);
    }
    places.forEach((place, added) -> edits.add(extend(statement, place, added)));
  }

  private Fix.Edit extend(Stmt.ImportFrom statement, int place, List<String> added) {
    boolean isLast = place == statement.names.size();
    Alias beside = statement.names.get(isLast ? place - 1 : place);
    int above = statement.names.indexOf(beside) - 1;
    int before = above < 0 ? statement.start : statement.names.get(above).start;
    boolean isColumn = source.lineOf(before) < source.lineOf(beside.start);
    String separator = isColumn ? ",\n" + source.indentation(source.lineOf(beside.start)) : ", ";
    String names = String.join(separator, added);
    if (!isLast) {
      return new Fix.Edit(new Span(beside.start, beside.start), names + separator);
    }
    boolean hasComma = source.text().startsWith(",", beside.end);
    return new Fix.Edit(
        new Span(beside.end, beside.end), separator + names + (hasComma || !isColumn ? "" : ","));
  }

  /** Puts statements among the imports that the file starts with, or before all other code. */
  private void insert(Map<ImportOrder.Key, String> statements, List<Fix.Edit> edits) {
    List<Stmt> imports = new ArrayList<>();
    Optional<Stmt> docstring = Optional.empty();
    for (Stmt statement : where.parsed().module().body) {
      if (statement instanceof Stmt.Import || statement instanceof Stmt.ImportFrom) {
        imports.add(statement);
      } else if (imports.isEmpty()
          && docstring.isEmpty()
          && statement instanceof Stmt.ExprStmt expression
          && expression.value instanceof Expr.Str) {
        docstring = Optional.of(statement);
      } else {
        break;
      }
    }
    if (!imports.isEmpty()) {
      insert(statements, imports, edits);
      return;
    }
    String lines = String.join("\n", statements.values()) + "\n";
    if (docstring.isPresent()) {
      edits.add(behind(docstring.get(), "\n" + lines));
      return;
    }
    int at = afterComments();
    boolean isEmpty = source.text().substring(at).isBlank();
    edits.add(new Fix.Edit(new Span(at, at), isEmpty ? lines : lines + "\n"));
  }

  /** Puts statements beside imports, those of a new group together. */
  private void insert(
      Map<ImportOrder.Key, String> statements, List<Stmt> imports, List<Fix.Edit> edits) {
    Set<Integer> groups = new HashSet<>();
    imports.forEach(statement -> groups.add(order.of(statement).group()));
    Map<Integer, ImportOrder.Key> firsts = new TreeMap<>();
    Map<Integer, String> fresh = new TreeMap<>();
    statements.forEach(
        (key, text) -> {
          if (groups.contains(key.group())) {
            edits.add(insert(key, text + "\n", imports));
          } else {
            firsts.putIfAbsent(key.group(), key);
            fresh.merge(key.group(), text + "\n", String::concat);
          }
        });
    fresh.forEach(
        (group, lines) ->
            edits.add(insert(Objects.requireNonNull(firsts.get(group)), lines, imports)));
  }

  /** Puts lines behind the last import that comes before it by custom, in its group if it has. */
  private Fix.Edit insert(ImportOrder.Key key, String lines, List<Stmt> imports) {
    Stmt above = null;
    Stmt firstOfGroup = null;
    Stmt lowerGroup = null;
    for (Stmt statement : imports) {
      ImportOrder.Key other = order.of(statement);
      if (other.group() == key.group()) {
        firstOfGroup = firstOfGroup == null ? statement : firstOfGroup;
        above = other.compareTo(key) <= 0 ? statement : above;
      } else if (other.group() < key.group()) {
        lowerGroup = statement;
      }
    }
    if (above != null) {
      return behind(above, lines);
    }
    if (firstOfGroup != null) {
      return before(firstOfGroup, lines);
    }
    boolean hasGaps = hasGaps(imports);
    return lowerGroup == null
        ? before(imports.getFirst(), hasGaps ? lines + "\n" : lines)
        : behind(lowerGroup, hasGaps ? "\n" + lines : lines);
  }

  /** Whether groups of imports have lines between them; they should where there is one only. */
  private boolean hasGaps(List<Stmt> imports) {
    boolean hasGroups = false;
    for (int i = 1; i < imports.size(); i++) {
      Stmt above = imports.get(i - 1);
      if (order.of(above).group() != order.of(imports.get(i)).group()) {
        hasGroups = true;
        if (lastLineOf(above) + 1 < source.lineOf(imports.get(i).start)) {
          return true;
        }
      }
    }
    return !hasGroups;
  }

  private int lastLineOf(Stmt statement) {
    return source.lineOf(Math.max(statement.start, statement.end - 1));
  }

  private Fix.Edit before(Stmt statement, String lines) {
    int at = source.lineStart(source.lineOf(statement.start));
    return new Fix.Edit(new Span(at, at), lines);
  }

  private Fix.Edit behind(Stmt statement, String lines) {
    int line = lastLineOf(statement);
    if (line + 1 >= source.lineCount()) {
      int end = source.text().length();
      return new Fix.Edit(new Span(end, end), "\n" + lines);
    }
    int at = source.lineStart(line + 1);
    return new Fix.Edit(new Span(at, at), lines);
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
