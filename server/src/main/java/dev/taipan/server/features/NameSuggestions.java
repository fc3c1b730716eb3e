package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Reexports;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ImplicitNames;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Node;
import java.util.List;
import java.util.Locale;

/** Names in scope, the nearest first, then builtins; with the keywords that may stand there. */
final class NameSuggestions {
  /** A text with placeholders that starts a statement. */
  private record Snippet(String label, String text, String detail) {}

  private static final List<Snippet> SNIPPETS =
      List.of(
          new Snippet("def", "def ${1:name}(${2}) -> ${3:None}:\n    ${0:pass}", "function"),
          new Snippet("class", "class ${1:Name}:\n    ${0:pass}", "class"),
          new Snippet(
              "dataclass",
              "@dataclass\nclass ${1:Name}:\n    ${2:field}: ${3:str}\n    $0",
              "class of data"),
          new Snippet("for", "for ${1:item} in ${2:items}:\n    ${0:pass}", "loop"),
          new Snippet(
              "try",
              "try:\n    ${1:pass}\nexcept ${2:Exception} as ${3:e}:\n    ${0:raise}",
              "handle exceptions"),
          new Snippet("with", "with ${1:context} as ${2:name}:\n    ${0:pass}", "context"),
          new Snippet(
              "match", "match ${1:subject}:\n    case ${2:pattern}:\n        ${0:pass}", "cases"),
          new Snippet("ifmain", "if __name__ == \"__main__\":\n    ${0:main()}", "script"));

  private final Typing typing;
  private final Suggestions found;
  private final Roles roles;

  NameSuggestions(Typing typing, Suggestions found) {
    this.typing = typing;
    this.found = found;
    this.roles = new Roles(typing.program());
  }

  /** Adds what can start or go on an expression here. */
  void add(boolean snippets) {
    addNames();
    new KeywordSuggestions(typing, found).add();
    if (snippets && typing.isAtStatement()) {
      addSnippets();
    }
  }

  /** Adds the names that can be read here. */
  void addNames() {
    int rank = 1;
    Scope innermost = typing.scope();
    for (Scope scope = innermost; scope != null; scope = scope.parent()) {
      if (scope.kind() != Scope.Kind.CLASS || scope == innermost) {
        addScope(scope, rank, typing.module());
      }
      rank = Math.min(rank + 1, 5);
    }
    for (String name : ImplicitNames.OF_MODULES) {
      found.add(
          Completion.Item.of(
              name, Completion.Kind.VARIABLE, Suggestions.rankOf(name, rank, typing.prefix())));
    }
    ModuleTypes builtins = typing.program().module("builtins");
    if (builtins != null) {
      addScope(builtins.bound().moduleScope(), 7, builtins);
    }
  }

  private void addSnippets() {
    SourceText source = typing.module().source();
    String indent = source.indentation(source.lineOf(typing.offset()));
    for (Snippet snippet : SNIPPETS) {
      found.addBeside(
          Completion.Item.of(snippet.label(), Completion.Kind.SNIPPET, 9)
              .withDetail(snippet.detail())
              .asSnippet(snippet.text().replace("\n", "\n" + indent)));
    }
  }

  /** Adds the names of a scope of a module. */
  void addScope(Scope scope, int rank, ModuleTypes owner) {
    for (Symbol symbol : scope.symbols()) {
      addSymbol(symbol, rank, owner);
    }
    if (scope.kind() == Scope.Kind.MODULE) {
      typing
          .finder()
          .starNames(owner)
          .forEach(
              (name, from) -> {
                Symbol symbol = from.bound().moduleScope().symbol(name);
                if (symbol != null) {
                  addSymbol(symbol, rank, from);
                }
              });
    }
  }

  private void addSymbol(Symbol symbol, int rank, ModuleTypes owner) {
    boolean isForeign = owner != typing.module();
    if (symbol.definitions().isEmpty()
        || symbol.name().isEmpty()
        || isBeingTyped(symbol, owner)
        || found.has(symbol.name())) {
      return;
    }
    Definition definition = symbol.definitions().getFirst();
    if (isForeign
        && (owner.isStub()
                && (!typing.program().imports().isVisible(owner, symbol)
                    || isOnlyInStub(symbol.name(), owner))
            || isOfTheFuture(definition)
            || !typing.finder().isDefined(owner, symbol))) {
      return;
    }
    DefinitionFinder.Found here = new DefinitionFinder.Found(owner, definition);
    Roles.Described described = roles.of(isForeign ? here : meant(here), null);
    int away = isForeign && isPlainImport(definition, owner) ? 4 : 0;
    Completion.Item item =
        Completion.Item.of(
                symbol.name(),
                kind(described.role(), definition, symbol.name(), isForeign),
                Suggestions.rankOf(
                    symbol.name(), rank + away + boost(symbol.name()), typing.prefix()))
            .withDeprecation(described.marks().contains(Roles.Mark.DEPRECATED));
    found.add(
        definition.scope().kind() == Scope.Kind.MODULE
            ? item.withOrigin(new Completion.Origin(owner.name(), "", symbol.name()))
            : item);
  }

  /** What an import of this module brings; anything else is what it is. */
  private DefinitionFinder.Found meant(DefinitionFinder.Found here) {
    Definition definition = here.definition();
    if (definition != null
        && definition.kind() instanceof DefinitionKind.ImportFrom
        && definition.scope().kind() == Scope.Kind.MODULE) {
      for (DefinitionFinder.Found one :
          typing.finder().moduleMember(here.module(), definition.place())) {
        return one.definition() == null ? here : one;
      }
    }
    return here;
  }

  /** Whether a module that is no package has a name only because it needs it itself. */
  private static boolean isPlainImport(Definition definition, ModuleTypes owner) {
    return !owner.isStub()
        && !owner.file().isPackage()
        && (definition.kind() instanceof DefinitionKind.ImportFrom
            || definition.kind() instanceof DefinitionKind.Import);
  }

  /** Whether an import tells the compiler something and nobody else. */
  private static boolean isOfTheFuture(Definition definition) {
    return definition.kind() instanceof DefinitionKind.ImportFrom imported
        && imported.statement().module.equals("__future__");
  }

  /** Names that a stub needs for itself. */
  private static boolean isOnlyInStub(String name, ModuleTypes owner) {
    return Reexports.isPrivateName(name)
        || owner.name().equals("builtins") && (name.equals("function") || name.equals("ellipsis"));
  }

  /** Exceptions come first where one is raised or caught. */
  private int boost(String name) {
    boolean isException = name.endsWith("Error") || name.endsWith("Exception");
    String line = typing.line();
    boolean isWanted = line.equals("raise ") || line.startsWith("except ");
    return isWanted && isException ? -7 : 0;
  }

  /** Whether the caret's own unfinished name is all that defines a symbol. */
  private boolean isBeingTyped(Symbol symbol, ModuleTypes owner) {
    if (owner != typing.module() || symbol.definitions().size() != 1) {
      return false;
    }
    Node target = symbol.definitions().getFirst().target();
    return target.start == typing.replaced().start() && target.end == typing.replaced().end();
  }

  private static Completion.Kind kind(
      Roles.Role role, Definition definition, String name, boolean isForeign) {
    if (isForeign && definition.kind() instanceof DefinitionKind.ImportFrom) {
      // What is imported is not looked at, for speed; names tell mostly.
      return Character.isUpperCase(name.charAt(0))
          ? name.equals(name.toUpperCase(Locale.ROOT)) && name.length() > 1
              ? Completion.Kind.CONSTANT
              : Completion.Kind.CLASS
          : Completion.Kind.FUNCTION;
    }
    return kind(role, name);
  }

  static Completion.Kind kind(Roles.Role role, String name) {
    return switch (role) {
      case NAMESPACE -> Completion.Kind.MODULE;
      case CLASS, TYPE_ALIAS -> Completion.Kind.CLASS;
      case ENUM -> Completion.Kind.ENUM;
      case PROTOCOL -> Completion.Kind.PROTOCOL;
      case TYPE_PARAMETER -> Completion.Kind.TYPE_PARAMETER;
      case PARAMETER, SELF, CLS -> Completion.Kind.PARAMETER;
      case VARIABLE ->
          name.length() > 1 && name.equals(name.toUpperCase(Locale.ROOT))
              ? Completion.Kind.CONSTANT
              : Completion.Kind.VARIABLE;
      case PROPERTY -> Completion.Kind.PROPERTY;
      case FIELD -> Completion.Kind.FIELD;
      case ENUM_MEMBER -> Completion.Kind.ENUM_MEMBER;
      case FUNCTION -> Completion.Kind.FUNCTION;
      case METHOD -> Completion.Kind.METHOD;
    };
  }
}
