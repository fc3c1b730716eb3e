package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.NameLookup;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports uses of what its author marked as deprecated: classes and functions where they are
 * referred to, overloads and what an operator runs where they are called. What a {@code from}
 * import names is reported there, and not again where the imported name is used.
 */
public final class Deprecations {
  private final Program program;

  public Deprecations(Program program) {
    this.program = program;
  }

  /**
   * Reports a use of something deprecated.
   *
   * @param what its name as it is shown
   * @param message what its author says of it; may be empty
   */
  public void report(Region region, Node at, String what, String message) {
    region.report(
        Diagnostic.of(
                Rules.DEPRECATED,
                region.module().path(),
                new Span(at.start, at.end),
                "`" + what + "` is deprecated" + (message.isEmpty() ? "" : ": " + message))
            .withTag(Diagnostic.Tag.DEPRECATED));
  }

  /** A name that means {@code type} was read. */
  public void onName(Region region, Expr.Name name, Type type) {
    if (mayBeDeprecated(type) && name.name.equals(nameOf(type))) {
      region.defer(
          later -> {
            if (!isImported(later, name)) {
              reportWhole(later, name, name.name, type);
            }
          });
    }
  }

  /** An attribute that means {@code type} was read. */
  public void onAttribute(Region region, Expr.Attribute attribute, Type type) {
    boolean possible =
        type instanceof UnionType union
            ? union.members().stream().anyMatch(this::mayBeDeprecated)
            : mayBeDeprecated(type);
    if (possible) {
      region.defer(later -> reportAny(later, attribute, attribute.name, type));
    }
  }

  private void reportAny(Region region, Node at, String what, Type type) {
    Type whole = type instanceof UnionType union ? deprecatedOf(union) : type;
    if (whole != null) {
      reportWhole(region, at, what, whole);
    }
  }

  /** The first member of a union that is deprecated as a whole; null if none is. */
  private @Nullable Type deprecatedOf(UnionType union) {
    for (Type member : union.members()) {
      if (mayBeDeprecated(member) && messageOf(member) != null) {
        return member;
      }
    }
    return null;
  }

  /** The interpreter called a special method of an object for a statement. */
  public void onSpecial(Region region, Expr at, Type object, String method) {
    if (!(object instanceof NominalType)) {
      return;
    }
    Access access = program.members().specialMethod(object, method).orElse(null);
    if (access != null && mayBeDeprecated(access.type())) {
      region.defer(later -> reportWhole(later, at, method, access.type()));
    }
  }

  /** A {@code from} import bound a name to {@code type}. */
  public void onImport(Region region, Alias alias, Type type) {
    if (mayBeDeprecated(type) && alias.name.name.equals(nameOf(type))) {
      region.defer(later -> reportWhole(later, alias, alias.name.name, type));
    }
  }

  /** A setter or deleter ran because an attribute was assigned or deleted. */
  public void onDescriptor(Region region, Expr.Attribute attribute, @Nullable Type method) {
    if (method instanceof CallableType callable && !callable.isOverloaded()) {
      FunctionId origin = callable.signatures().get(0).origin();
      String message = origin == null ? null : program.deprecation(origin);
      if (message != null) {
        report(region, attribute, attribute.name, message);
      }
    }
  }

  /**
   * Whether a deprecated callee is reported where {@code node}, a call or a decorator, refers to
   * it.
   */
  public boolean isReportedByReference(Expr node, Type callee) {
    Expr reference = node instanceof Expr.Call call ? call.callee : node;
    if (reference instanceof Expr.Attribute && callee instanceof UnionType union) {
      return deprecatedOf(union) != null;
    }
    return (reference instanceof Expr.Name || reference instanceof Expr.Attribute)
        && mayBeDeprecated(callee)
        && messageOf(callee) != null;
  }

  private void reportWhole(Region region, Node at, String what, Type type) {
    String message = messageOf(type);
    if (message != null) {
      report(region, at, what, message);
    }
  }

  /** The message on a class or function as a whole; null for others and for single overloads. */
  private @Nullable String messageOf(Type type) {
    return switch (type) {
      case ClassLiteralType cls -> program.classModel(cls.cls()).deprecated();
      case CallableType callable when callable.function() != null ->
          program.functions().isOverload(callable.function())
              ? null
              : program.deprecation(callable.function());
      default -> null;
    };
  }

  /** Whether a call stands among the decorators; all else costs too much for each name. */
  private boolean mayBeDeprecated(Type type) {
    Node definition =
        switch (type) {
          case ClassLiteralType cls -> program.nodeOf(cls.cls().module(), cls.cls().place());
          case CallableType callable when callable.function() != null ->
              program.nodeOf(callable.function().module(), callable.function().place());
          default -> null;
        };
    return switch (definition) {
      case Stmt.FunctionDef function -> hasCall(function.decorators);
      case Stmt.ClassDef cls -> hasCall(cls.decorators);
      case null, default -> false;
    };
  }

  private static boolean hasCall(List<Decorator> decorators) {
    for (int i = 0; i < decorators.size(); i++) {
      if (decorators.get(i).expression instanceof Expr.Call) {
        return true;
      }
    }
    return false;
  }

  /** What a message calls a callee. */
  public static String display(Type callee) {
    String name = nameOf(callee);
    return name == null ? Display.of(callee) : name;
  }

  private static @Nullable String nameOf(Type type) {
    return switch (type) {
      case ClassLiteralType cls -> cls.cls().name();
      case CallableType callable when callable.function() != null -> callable.function().name();
      default -> null;
    };
  }

  /** Whether the name stands for what a {@code from} import, reported already, brought. */
  private static boolean isImported(Region region, Expr.Name name) {
    NameLookup.Found found = NameLookup.lookupWritten(region.scope(), name.name);
    if (found == null) {
      return false;
    }
    for (Definition definition : found.symbol().definitions()) {
      if (definition.kind() instanceof DefinitionKind.ImportFrom) {
        return true;
      }
    }
    return false;
  }
}
