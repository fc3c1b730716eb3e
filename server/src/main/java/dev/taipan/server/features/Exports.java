package dev.taipan.server.features;

import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that a module means others to import. Looks at the text alone. */
final class Exports extends TreeWalker {
  /** What a name stands for, as far as the text shows it. */
  enum Kind {
    FUNCTION,
    CLASS,
    VARIABLE,
    MODULE
  }

  private final ModuleFile file;
  private final Map<String, Kind> own = new LinkedHashMap<>();
  private final Map<String, Kind> reexported = new LinkedHashMap<>();
  private final Set<String> listed = new LinkedHashSet<>();

  /** Imported names that only {@code __all__} can make public. */
  private final List<String> unmarked = new ArrayList<>();

  private boolean hasList;

  private Exports(ModuleFile file) {
    this.file = file;
  }

  /** The public names of a module with what they stand for, in the order of the text. */
  static Map<String, Kind> of(Module tree, ModuleFile file) {
    Exports exports = new Exports(file);
    exports.visitAll(tree.body);
    return exports.result();
  }

  private Map<String, Kind> result() {
    Map<String, Kind> result = new LinkedHashMap<>();
    own.forEach((name, kind) -> addPublic(name, kind, result));
    reexported.forEach(
        (name, kind) -> {
          if (file.isStub() || file.isPackage() || listed.contains(name)) {
            addPublic(name, kind, result);
          }
        });
    for (String name : unmarked) {
      if (listed.contains(name)) {
        addPublic(name, kindOf(name), result);
      }
    }
    for (String name : listed) {
      addPublic(name, kindOf(name), result); // from a star import or a `__getattr__`
    }
    return result;
  }

  private void addPublic(String name, Kind kind, Map<String, Kind> result) {
    boolean isPublic = hasList && !listed.isEmpty() ? listed.contains(name) : !name.startsWith("_");
    if (isPublic && !name.isEmpty()) {
      result.putIfAbsent(name, kind);
    }
  }

  @Override
  protected void visit(Node node) {
    switch (node) {
      case Stmt.FunctionDef function -> own.put(function.name.name, Kind.FUNCTION);
      case Stmt.ClassDef cls -> own.put(cls.name.name, Kind.CLASS);
      case Stmt.TypeAliasStmt alias -> own.put(alias.name.name, Kind.CLASS);
      case Stmt.Assign assign -> {
        for (Expr target : assign.targets) {
          assigned(target, assign.value);
        }
      }
      case Stmt.AnnAssign assign -> assigned(assign.target, assign.value);
      case Stmt.AugAssign assign -> {
        if (isList(assign.target)) {
          list(assign.value);
        }
      }
      case Stmt.ImportFrom imports -> imported(imports);
      case Stmt.If _, Stmt.Try _, Stmt.With _ -> visitChildren(node);
      default -> {}
    }
  }

  private static boolean isList(Expr target) {
    return target instanceof Expr.Name name && name.name.equals("__all__");
  }

  private void assigned(Expr target, @Nullable Expr value) {
    if (isList(target)) {
      hasList = true;
      list(value);
    } else if (target instanceof Expr.Name name) {
      own.putIfAbsent(name.name, Kind.VARIABLE);
    }
  }

  private void list(@Nullable Expr value) {
    List<Expr> elements =
        switch (value) {
          case Expr.ListExpr list -> list.elements;
          case Expr.Tuple tuple -> tuple.elements;
          case null, default -> List.of();
        };
    for (Expr element : elements) {
      if (element instanceof Expr.Str name) {
        listed.add(name.value);
      }
    }
  }

  /** What an imported name is likely to stand for, by its first letter. */
  private static Kind kindOf(String name) {
    return !name.isEmpty() && Character.isUpperCase(name.charAt(0)) ? Kind.CLASS : Kind.FUNCTION;
  }

  /**
   * Names from elsewhere: in stubs those that are given again, in packages those of their parts.
   */
  private void imported(Stmt.ImportFrom imports) {
    boolean isOwn = imports.level > 0 || imports.module.startsWith(file.name().first() + ".");
    for (Alias alias : imports.names) {
      String name = alias.asName == null ? alias.name.name : alias.asName.name;
      boolean isGiven =
          alias.asName != null && alias.asName.name.equals(alias.name.name)
              || !file.isStub() && isOwn;
      if (!name.equals("*") && isGiven) {
        reexported.putIfAbsent(name, kindOf(name));
      } else if (!name.equals("*")) {
        unmarked.add(name);
      }
    }
  }
}
