package dev.taipan.server.features;

import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.inference.annotations.QuotedAnnotations;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands at an offset: the node that a feature is about, and the nodes around it. */
final class Cursor {
  private final ModuleTypes module;
  private final List<Node> path;

  /** The part of a module's name that the offset is on, in an import. */
  private final ImportedName.@Nullable Part part;

  /** The name that is listed in the string that the offset is in. */
  private final Optional<ListedName> listed;

  private Cursor(ModuleTypes module, List<Node> path, int offset) {
    this.module = module;
    this.path = path;
    this.listed = ListedName.at(module.source(), path);
    this.part =
        ImportedName.of(module, path).stream()
            .filter(one -> one.start() <= offset && offset <= one.end())
            .findFirst()
            .orElse(null);
  }

  /**
   * The name, attribute, import or parameter at an offset, if the offset is on its name; else the
   * innermost node. A type in quotes counts as if it had none.
   */
  static Cursor at(ModuleTypes module, int offset) {
    List<Node> path = new ArrayList<>(NodePath.to(module.parsed().module(), offset));
    Expr quoted = QuotedAnnotations.at(path);
    if (quoted != null) {
      path.addAll(NodePath.within(quoted, offset));
    }
    return new Cursor(module, path, offset);
  }

  Node node() {
    return path.getLast();
  }

  List<Node> path() {
    return path;
  }

  /** The name that the offset is on; empty on keywords, operators and white space. */
  Optional<Name> name(int offset) {
    if (part != null) {
      return Optional.of(new Name(part.name(), part.start(), part.end()));
    }
    if (listed.isPresent()) {
      Span span = listed.get().span();
      return Optional.of(new Name(listed.get().name(), span.start(), span.end()));
    }
    Node node = node();
    return switch (node) {
      case Expr.Name name when !name.name.isEmpty() ->
          Optional.of(new Name(name.name, name.start, name.end));
      case Expr.Attribute attribute
          when offset >= attribute.nameStart && !attribute.name.isEmpty() ->
          Optional.of(
              new Name(
                  attribute.name,
                  attribute.nameStart,
                  attribute.nameStart + attribute.name.length()));
      case Stmt.ImportFrom imports
          when offset >= imports.moduleStart && offset <= imports.moduleEnd ->
          Optional.of(new Name(imports.module, imports.moduleStart, imports.moduleEnd));
      default -> Optional.empty();
    };
  }

  /** A name in the text. */
  record Name(String text, int start, int end) {}

  /** What is defined where for what is at the cursor; imports are followed to what they import. */
  List<DefinitionFinder.Found> definitions(Program program) {
    DefinitionFinder finder = new DefinitionFinder(program);
    if (part != null) {
      List<DefinitionFinder.Found> modules = finder.module(module, part.level(), part.dotted());
      if (!modules.isEmpty()) {
        return modules;
      }
    }
    if (listed.isPresent()) {
      return listed.get().definitions(program, module);
    }
    List<DefinitionFinder.Found> item = item(program);
    if (!item.isEmpty()) {
      return item;
    }
    List<Node> at = path;
    Node node = node();
    if (node instanceof Alias || node instanceof Parameter) {
      at = path.subList(0, path.size() - 1);
    }
    return finder.find(module, at);
  }

  /** The item of a TypedDict of which the string at the cursor is the key. */
  private List<DefinitionFinder.Found> item(Program program) {
    if (!(node() instanceof Expr.Str key) || path.size() < 3) {
      return List.of();
    }
    List<Node> owner = new ArrayList<>(path.subList(0, path.size() - 1));
    switch (owner.getLast()) {
      case Expr.Subscript subscript when subscript.value != key -> owner.add(subscript.value);
      case Expr.Dict dict when dict.keys.contains(key) -> {}
      default -> {
        return List.of();
      }
    }
    Queries queries = new Queries(program);
    Type type = queries.typeOf(module, owner).orElse(null);
    if (type instanceof NominalType nominal
        && program.classModel(nominal.cls()).typedDict() != null) {
      for (ClassId ancestor : queries.ancestors(nominal.cls())) {
        List<DefinitionFinder.Found> found =
            new DefinitionFinder(program).ownMember(ancestor, key.value);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return List.of();
  }

  /**
   * What is defined elsewhere and shown for what is at the cursor: its definitions, or for a
   * keyword without a parameter of its own, the parameter that takes it.
   */
  List<DefinitionFinder.Found> shown(Program program) {
    List<DefinitionFinder.Found> definitions = definitions(program);
    return definitions.isEmpty()
        ? new DefinitionFinder(program).otherKeywords(module, path)
        : definitions;
  }

  /** Whether the name is one that an import gives here, with {@code as}, to what it imports. */
  boolean isOwnAlias(Program program) {
    if (part != null || listed.isPresent() || !(node() instanceof Expr.Name name)) {
      return false;
    }
    List<DefinitionFinder.Found> here = new DefinitionFinder(program).findUnfollowed(module, path);
    for (DefinitionFinder.Found found : here) {
      Alias alias =
          found.module() != module || found.definition() == null
              ? null
              : switch (found.definition().kind()) {
                case DefinitionKind.Import imports -> imports.alias();
                case DefinitionKind.ImportFrom imports -> imports.alias();
                default -> null;
              };
      boolean isOwn =
          alias != null
              && alias.asName != null
              && alias.asName.name.equals(name.name)
              && alias.name != name;
      if (!isOwn) {
        return false;
      }
    }
    return !here.isEmpty();
  }

  Optional<Type> type(Program program) {
    return node().id < 0 || listed.isPresent()
        ? definedType(program)
        : new Queries(program).typeOf(module, path);
  }

  /** The type of what a name in a string is defined as. */
  private Optional<Type> definedType(Program program) {
    for (DefinitionFinder.Found found : definitions(program)) {
      if (found.definition() != null) {
        return Optional.of(new Queries(program).typeOf(found.module(), found.definition()));
      }
    }
    return Optional.empty();
  }
}
