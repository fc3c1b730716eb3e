package dev.taipan.checker.inference.edits;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.syntax.ExceptHandler;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.util.ArrayList;
import java.util.List;

/**
 * A module cut into the pieces that are checked apart: the statements of its top level, and in each
 * the bodies of functions that no other function encloses.
 *
 * <p>What is left of a statement without these bodies is its frame: the texts before, between and
 * after them. Blank lines and comments behind a body belong to nothing.
 */
public final class ModuleShape {
  /**
   * A function that no other function encloses.
   *
   * @param name the function's name after those of the classes around it, with dots between
   * @param scope the scope that its statement stands in
   * @param header what stands before the body, decorators included
   */
  public record Body(
      Stmt.FunctionDef function,
      String name,
      Scope scope,
      int start,
      int end,
      String header,
      String text) {
    /** Whether both say the same under the same header. */
    public boolean equalsText(Body other) {
      return text.equals(other.text) && header.equals(other.header);
    }

    /** The strongest change of a name that the function mentions, or that a class around it has. */
    ChangedNames.Change changeBy(ChangedNames names) {
      ChangedNames.Change found = names.in(text, 0, text.length());
      ChangedNames.Change above = names.in(name, 0, name.lastIndexOf('.') + 1);
      found = above.compareTo(found) > 0 ? above : found;
      ChangedNames.Change before = names.in(header, 0, header.length());
      return before.compareTo(found) > 0 ? before : found;
    }

    /** Whether the body gives attributes to its object. */
    public boolean givesAttributes() {
      return !Visible.givenNames(this).isEmpty();
    }

    /** Whether the body gives its object an attribute of one of the names. */
    public boolean givesOneOf(ChangedNames names) {
      if (names.isEmpty()) {
        return false;
      }
      for (String name : Visible.givenNames(this)) {
        if (names.of(name) != ChangedNames.Change.NONE) {
          return true;
        }
      }
      return false;
    }

    /** Whether the function mentions one of the names, or a class around it has it. */
    public boolean mentions(ChangedNames names) {
      return changeBy(names) != ChangedNames.Change.NONE;
    }
  }

  /** A part of a frame: where it is and what it says. */
  public record Part(int start, int end, String text) {}

  /** A statement of the top level; there is one part more than there are bodies. */
  public record Statement(Stmt node, List<Part> frame, List<Body> bodies) {
    /** Whether the frame mentions one of the names. */
    public boolean mentions(ChangedNames names) {
      for (Part part : frame) {
        if (names.areIn(part.text)) {
          return true;
        }
      }
      return false;
    }

    /** What the frame says, with marks for the bodies in it. */
    String frameText() {
      if (frame.size() == 1) {
        return frame.getFirst().text;
      }
      StringBuilder all = new StringBuilder();
      for (Part part : frame) {
        all.append(part.text).append('\f');
      }
      return all.toString();
    }

    /** Whether both say the same, bodies aside. */
    boolean hasFrameOf(Statement other) {
      if (frame.size() != other.frame.size()) {
        return false;
      }
      for (int i = 0; i < frame.size(); i++) {
        if (!frame.get(i).text.equals(other.frame.get(i).text)) {
          return false;
        }
      }
      return true;
    }
  }

  private final List<Statement> statements;

  private ModuleShape(List<Statement> statements) {
    this.statements = statements;
  }

  /** Cuts a module. */
  public static ModuleShape of(ModuleTypes module) {
    List<Statement> statements = new ArrayList<>();
    for (Stmt statement : module.parsed().module().body) {
      Cutter cutter = new Cutter(module, statement);
      cutter.visit(statement);
      statements.add(cutter.finish());
    }
    return new ModuleShape(List.copyOf(statements));
  }

  public List<Statement> statements() {
    return statements;
  }

  private static final class Cutter extends TreeWalker {
    private final ModuleTypes module;
    private final String text;
    private final Stmt statement;
    private final List<Part> frame = new ArrayList<>();
    private final List<Body> bodies = new ArrayList<>();
    private Scope scope;
    private String prefix = "";
    private int at;

    Cutter(ModuleTypes module, Stmt statement) {
      this.module = module;
      this.text = module.source().text();
      this.statement = statement;
      this.scope = module.bound().moduleScope();
      this.at = statement.start;
    }

    @Override
    protected void visit(Node node) {
      switch (node) {
        case Stmt.FunctionDef function -> cut(function);
        case Stmt.ClassDef cls -> {
          Scope outer = scope;
          Scope inner = module.bound().scopeOf(cls);
          String around = prefix;
          scope = inner == null ? outer : inner;
          prefix = around + cls.name.name + ".";
          visitAll(cls.body);
          scope = outer;
          prefix = around;
        }
        case Stmt _ -> visitChildren(node);
        case ExceptHandler handler -> visitAll(handler.body);
        case MatchCase matchCase -> visitAll(matchCase.body);
        default -> {}
      }
    }

    private void cut(Stmt.FunctionDef function) {
      if (function.body.isEmpty()) {
        return;
      }
      int start = function.body.getFirst().start;
      int end = function.body.getLast().end;
      if (start < at || end < start) {
        return; // broken text
      }
      frame.add(part(at, start));
      String header = text.substring(function.start, start);
      String name = prefix + function.name.name;
      bodies.add(new Body(function, name, scope, start, end, header, text.substring(start, end)));
      at = end;
    }

    private Part part(int from, int to) {
      int start = bodies.isEmpty() ? from : afterTrivia(from, to);
      return new Part(start, to, text.substring(start, to));
    }

    /** The start of the first line after {@code from} that is not blank nor a comment. */
    private int afterTrivia(int from, int to) {
      int lineStart = from;
      int i = from;
      while (i < to) {
        char c = text.charAt(i);
        if (c == '\n' || c == '\r') {
          i++;
          lineStart = i;
        } else if (c == ' ' || c == '\t' || c == '\f') {
          i++;
        } else if (c == '#') {
          while (i < to && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
          }
        } else {
          return lineStart;
        }
      }
      return to;
    }

    Statement finish() {
      frame.add(part(at, Math.max(at, statement.end)));
      return new Statement(statement, List.copyOf(frame), List.copyOf(bodies));
    }
  }
}
