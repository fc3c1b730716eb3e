package dev.taipan.checker.syntax;

import java.util.List;
import org.antlr.v4.runtime.TokenStream;

/** The actions that build imports. */
abstract class ImportBuilder extends CommentBuilder {
  ImportBuilder(TokenStream input) {
    super(input);
  }

  /** A dotted name is one node; {@code first} is the index of its first token. */
  final void endDottedName(int first) {
    int p = position();
    if (p <= first + 1) {
      r = nameNode();
    } else {
      StringBuilder dotted = new StringBuilder();
      for (int i = first; i < p; i++) {
        if (type[i] == PythonGrammar.DOT) {
          dotted.append('.');
        } else {
          dotted.append(
              type[i] == PythonGrammar.NAME
                  ? _input.names.get(_input.tokens.symbol[i])
                  : tokenText(i));
        }
      }
      r = new Expr.Name(id(), tokenStart[first], lastEnd(), dotted.toString());
    }
    rs = r.start;
  }

  final void endAlias() {
    Expr.Name asName = popNullable();
    Expr.Name name = pop();
    push(new Alias(id(), name.start, lastEnd(), name, asName), name.start);
  }

  final void starAlias() {
    Expr.Name star = new Expr.Name(id(), lastStart(), lastEnd(), "*");
    push(new Alias(id(), star.start, star.end, star, null), star.start);
  }

  final void endImport(int mark) {
    List<Alias> names = popList(mark);
    boolean lazy = popInt() != 0;
    int start = popInt();
    requireLazy(lazy, start);
    push(new Stmt.Import(id(), start, lastEnd(), names, lazy), start);
  }

  private void requireLazy(boolean lazy, int start) {
    if (lazy) {
      problems.require(15, start, start + "lazy".length(), "a lazy import");
    }
  }

  /** Before the dots and the name of a module: where they start, and how many dots there are. */
  final void startModule() {
    startNext();
    pushInt(0);
  }

  final void addLevel(int dots) {
    addToInt(dots);
  }

  final void endModuleName() {
    int level = topInt();
    pushInt(lastEnd());
    Expr.Name name = popNullable();
    if (name == null) {
      if (level == 0) {
        errorHere("expected the name of a module");
      }
      push("", lastEnd());
    } else {
      release(name);
      push(name.name, name.start);
    }
  }

  final void checkTrailingComma() {
    if (type[position() - 1] == PythonGrammar.COMMA) {
      problems.error(
          lastStart(), lastEnd(), "trailing comma not allowed without surrounding parentheses");
    }
  }

  final void endImportFrom(int mark) {
    List<Alias> names = popList(mark);
    if (names.isEmpty()) {
      errorHere("expected one or more names after 'import'");
    }
    String moduleName = pop();
    int moduleEnd = popInt();
    int level = popInt();
    int moduleStart = popInt();
    boolean lazy = popInt() != 0;
    int start = popInt();
    requireLazy(lazy, start);
    push(
        new Stmt.ImportFrom(
            id(),
            start,
            lastEnd(),
            moduleName,
            level,
            names,
            lazy,
            moduleStart,
            Math.max(moduleStart, moduleEnd)),
        start);
  }
}
