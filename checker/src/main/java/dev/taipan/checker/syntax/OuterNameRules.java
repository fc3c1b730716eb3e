package dev.taipan.checker.syntax;

import dev.taipan.checker.syntax.ScopeNames.Deed;
import org.jspecify.annotations.Nullable;

/**
 * What Python rejects in `global` and `nonlocal`: names that are in use already, or bound nowhere.
 */
final class OuterNameRules {
  private final Problems problems;

  OuterNameRules(Problems problems) {
    this.problems = problems;
  }

  void checkGlobal(Stmt.Global global, ScopeFrame frame) {
    ScopeNames names = frame.names();
    for (Expr.Name name : global.names) {
      if (!checkEarlier(name, names, "global") && names.has(name.name, Deed.NONLOCAL, name.start)) {
        problems.error(name, "name '" + name.name + "' is nonlocal and global");
      }
      frame.declare(name.name);
    }
  }

  void checkNonlocal(Stmt.Nonlocal nonlocal, ScopeFrame frame) {
    if (frame.kind == ScopeFrame.Kind.MODULE) {
      problems.error(nonlocal, "nonlocal declaration not allowed at module level");
      return;
    }
    ScopeNames names = frame.names();
    for (Expr.Name name : nonlocal.names) {
      if (!checkEarlier(name, names, "nonlocal")) {
        checkMeant(name, names, frame);
      }
      frame.declare(name.name);
    }
  }

  /** Whether a name that is declared nonlocal is one of a function around. */
  private void checkMeant(Expr.Name name, ScopeNames names, ScopeFrame frame) {
    if (names.has(name.name, Deed.GLOBAL, name.start)) {
      problems.error(name, "name '" + name.name + "' is nonlocal and global");
    } else if (!isBoundAround(name.name, frame.parent)) {
      problems.error(name, "no binding for nonlocal '" + name.name + "' found");
    }
  }

  /** An annotation of a name that the scope has declared to be another's. */
  void checkAnnotation(Stmt.AnnAssign assign, ScopeFrame frame) {
    if (assign.form == Stmt.AnnAssign.Form.NAME
        && frame.kind != ScopeFrame.Kind.MODULE
        && assign.target instanceof Expr.Name name
        && frame.declares(name.name)) {
      problems.error(assign, "annotated name '" + name.name + "' can't be global or nonlocal");
    }
  }

  /** Reports a declaration of a name that was in use before; says whether it did. */
  private boolean checkEarlier(Expr.Name name, ScopeNames names, String declaration) {
    if (names.has(name.name, Deed.PARAMETER, name.start)) {
      problems.error(name, "name '" + name.name + "' is parameter and " + declaration);
    } else if (names.has(name.name, Deed.USED, name.start)) {
      problems.error(
          name, "name '" + name.name + "' is used prior to " + declaration + " declaration");
    } else if (names.has(name.name, Deed.ANNOTATED, name.start)) {
      problems.error(name, "annotated name '" + name.name + "' can't be " + declaration);
    } else if (names.has(name.name, Deed.BOUND, name.start)) {
      problems.error(
          name, "name '" + name.name + "' is assigned to before " + declaration + " declaration");
    } else {
      return false;
    }
    return true;
  }

  private static boolean isBoundAround(String name, @Nullable ScopeFrame frame) {
    for (ScopeFrame at = frame; at != null; at = at.parent) {
      switch (at.kind) {
        case MODULE, COMPREHENSION -> {}
        case CLASS -> {
          if (name.equals("__class__")) {
            return true;
          }
        }
        case FUNCTION, LAMBDA -> {
          ScopeNames names = at.names();
          if (names.has(name, Deed.GLOBAL)) {
            return false;
          }
          if (names.has(name, Deed.PARAMETER)
              || names.has(name, Deed.IMPORTED)
              || (names.has(name, Deed.BOUND) && !names.has(name, Deed.NONLOCAL))) {
            return true;
          }
          if (names.has(name, Deed.TYPE_PARAMETER)) {
            return false;
          }
        }
      }
    }
    return false;
  }
}
