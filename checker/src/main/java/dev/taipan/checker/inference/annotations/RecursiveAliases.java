package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.Cell;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the aliases that mention themselves, by the names in their values alone, so that the answer
 * is the same wherever a cycle of aliases is entered.
 */
public final class RecursiveAliases {
  private static final class Key extends MemoKey {
    Key(int definition) {
      super(definition);
    }
  }

  private final TypeNames names;

  public RecursiveAliases(TypeNames names) {
    this.names = names;
  }

  /** Whether the value of an alias mentions the alias, maybe through other aliases. */
  boolean isRecursive(ModuleTypes module, Definition alias) {
    Expr value = names.aliasValue(module, alias);
    if (value == null || !mayLookAhead(module, alias, value)) {
      return false;
    }
    Cell<Boolean> cell = module.cell(new Key(alias.index()));
    Boolean known = cell.published();
    return known != null ? known : cell.publish(reaches(module, alias));
  }

  /** Whether the value could mention a name that is defined no sooner than the alias itself. */
  private static boolean mayLookAhead(ModuleTypes module, Definition alias, Expr value) {
    return module.isStub()
        || alias.kind() instanceof DefinitionKind.TypeAlias
        || mentionsString(value);
  }

  private static boolean mentionsString(Expr expression) {
    return switch (expression) {
      case Expr.Str text -> !text.bytes;
      case Expr.Subscript subscript ->
          mentionsString(subscript.value) || mentionsString(subscript.index);
      case Expr.Binary binary -> mentionsString(binary.left) || mentionsString(binary.right);
      case Expr.Tuple tuple -> anyMentionsString(tuple.elements);
      case Expr.ListExpr list -> anyMentionsString(list.elements);
      case Expr.Starred starred -> mentionsString(starred.value);
      case Expr.Call call -> {
        for (Argument argument : call.arguments) {
          if (mentionsString(argument.value)) {
            yield true;
          }
        }
        yield false;
      }
      default -> false;
    };
  }

  private static boolean anyMentionsString(List<Expr> expressions) {
    for (Expr expression : expressions) {
      if (mentionsString(expression)) {
        return true;
      }
    }
    return false;
  }

  private boolean reaches(ModuleTypes module, Definition start) {
    Set<Definition> seen = new HashSet<>();
    List<Definition> open = new ArrayList<>();
    open.add(start);
    while (!open.isEmpty()) {
      Definition from = open.removeLast();
      List<Definition> mentioned = new ArrayList<>();
      Expr value = names.aliasValue(module, from);
      if (value != null) {
        boolean ahead = module.isStub() || from.kind() instanceof DefinitionKind.TypeAlias;
        Scope scope = scopeOf(module, from);
        collect(module, value, from, scope, ahead, mentioned);
      }
      for (Definition target : mentioned) {
        if (target == start) {
          return true;
        }
        if (seen.add(target)) {
          open.add(target);
        }
      }
    }
    return false;
  }

  private static Scope scopeOf(ModuleTypes module, Definition alias) {
    if (alias.kind() instanceof DefinitionKind.TypeAlias statement) {
      Scope parameters = module.bound().typeParamScopeOf(statement.node());
      if (parameters != null) {
        return parameters;
      }
    }
    return alias.scope();
  }

  /**
   * The aliases that an expression mentions.
   *
   * @param ahead whether names may refer to what is defined later
   */
  private void collect(
      ModuleTypes module,
      Expr expression,
      Definition from,
      Scope scope,
      boolean ahead,
      List<Definition> into) {
    switch (expression) {
      case Expr.Name name -> {
        Definition target = names.aliasDefinition(module, scope, name.name);
        if (target != null && (ahead || target.index() < from.index())) {
          into.add(target);
        }
      }
      case Expr.Str text -> {
        Expr parsed = text.bytes ? null : QuotedTypes.parseQuietly(text);
        if (parsed != null) {
          collect(module, parsed, from, scope, true, into);
        }
      }
      case Expr.Subscript subscript -> {
        if (!isNamed(subscript.value, "Literal")) {
          collect(module, subscript.value, from, scope, ahead, into);
          collect(module, subscript.index, from, scope, ahead, into);
        }
      }
      case Expr.Binary binary -> {
        collect(module, binary.left, from, scope, ahead, into);
        collect(module, binary.right, from, scope, ahead, into);
      }
      case Expr.Tuple tuple -> {
        for (Expr element : tuple.elements) {
          collect(module, element, from, scope, ahead, into);
        }
      }
      case Expr.ListExpr list -> {
        for (Expr element : list.elements) {
          collect(module, element, from, scope, ahead, into);
        }
      }
      case Expr.Starred starred -> collect(module, starred.value, from, scope, ahead, into);
      case Expr.Call call -> {
        if (isNamed(call.callee, "TypeAliasType") && call.arguments.size() > 1) {
          collect(module, call.arguments.get(1).value, from, scope, ahead, into);
        }
      }
      default -> {}
    }
  }

  private static boolean isNamed(Expr expression, String name) {
    return switch (expression) {
      case Expr.Name simple -> simple.name.equals(name);
      case Expr.Attribute attribute -> attribute.name.equals(name);
      default -> false;
    };
  }
}
