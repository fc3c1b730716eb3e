package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys that the code itself writes into a plain dictionary: in its display, or one by one. */
final class WrittenKeys {
  private final DefinitionFinder finder;
  private final Set<String> keys = new LinkedHashSet<>();

  WrittenKeys(DefinitionFinder finder) {
    this.finder = finder;
  }

  /**
   * The string keys that are written somewhere into what a name or attribute refers to, in the
   * order of the text.
   *
   * @param path the nodes from the module to the name or attribute
   */
  Set<String> of(Typing typing, List<Node> path) {
    Set<Definition> wanted = new LinkedHashSet<>();
    for (DefinitionFinder.Found found : finder.find(typing.module(), path)) {
      Definition definition = found.definition();
      Optional<Expr> value = definition == null ? Optional.empty() : valueOf(definition);
      if (value.isPresent()) {
        addDisplay(value.get());
        wanted.add(definition);
      }
    }
    if (!wanted.isEmpty() && path.getLast() instanceof Expr place) {
      addStores(typing, place, wanted);
    }
    return keys;
  }

  private static Optional<Expr> valueOf(Definition definition) {
    return switch (definition.kind()) {
      case DefinitionKind.Assign assign when assign.direct() -> Optional.of(assign.value());
      case DefinitionKind.AnnAssign assign -> Optional.ofNullable(assign.statement().value);
      default -> Optional.empty();
    };
  }

  private void addDisplay(Expr value) {
    switch (value) {
      case Expr.Dict display -> {
        for (Expr key : display.keys) {
          if (key != null) {
            addKey(key);
          }
        }
      }
      case Expr.Call call
          when call.callee instanceof Expr.Name name && name.name.equals("dict") -> {
        for (Argument argument : call.arguments) {
          if (argument.name != null) {
            keys.add(argument.name.name);
          } else {
            addDisplay(argument.value);
          }
        }
      }
      default -> {}
    }
  }

  private void addKey(Expr key) {
    if (key instanceof Expr.Str text && !text.bytes) {
      keys.add(text.value);
    }
  }

  /** Adds the keys of {@code place["key"] = value}. */
  private void addStores(Typing typing, Expr place, Set<Definition> wanted) {
    new TreeWalker() {
      private final List<Node> around = new ArrayList<>();

      @Override
      protected void visit(Node node) {
        around.add(node);
        if (node instanceof Stmt.Assign assign) {
          for (Expr target : assign.targets) {
            if (target instanceof Expr.Subscript store
                && isSpelledAlike(store.value, place)
                && isWanted(target, store.value)) {
              addKey(store.index);
            }
          }
        }
        visitChildren(node);
        around.removeLast();
      }

      private boolean isWanted(Expr target, Expr value) {
        List<Node> path = new ArrayList<>(around);
        path.add(target);
        path.add(value);
        return finder.find(typing.module(), path).stream()
            .anyMatch(found -> wanted.contains(found.definition()));
      }
    }.visit(typing.module().parsed().module());
  }

  private static boolean isSpelledAlike(Expr one, Expr other) {
    return switch (one) {
      case Expr.Name name -> other instanceof Expr.Name same && name.name.equals(same.name);
      case Expr.Attribute attribute ->
          other instanceof Expr.Attribute same && attribute.name.equals(same.name);
      default -> false;
    };
  }
}
