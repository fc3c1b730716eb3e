package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.annotations.QuotedAnnotations;
import dev.taipan.checker.project.Snapshot;
import java.util.List;
import java.util.Optional;

/** What can be typed at a place: members, names in scope, modules, arguments, keys, keywords. */
public final class Completion {
  /** What an item is. */
  public enum Kind {
    KEYWORD_ARGUMENT,
    PARAMETER,
    VARIABLE,
    CONSTANT,
    FUNCTION,
    METHOD,
    CLASS,
    PROTOCOL,
    ENUM,
    ENUM_MEMBER,
    TYPE_PARAMETER,
    FIELD,
    PROPERTY,
    MODULE,
    VALUE,
    KEYWORD,
    SNIPPET
  }

  /**
   * What an item names, so that its documentation can be looked up later.
   *
   * @param module the name under which types know a module
   * @param owner the place of a class in it, or empty
   * @param name the name in the class or module; empty for the module itself
   */
  public record Origin(String module, String owner, String name) {}

  /**
   * One item.
   *
   * @param text what is put in the place of the unfinished name
   * @param rank how far away it comes from: lower is likelier
   * @param order its place among those of the same rank, before their labels count
   * @param detail where it comes from, if that is not plain, or empty
   * @param isSnippet whether the text has placeholders
   * @param edits further edits that the item needs: imports
   */
  public record Item(
      String label,
      String text,
      Kind kind,
      int rank,
      int order,
      String detail,
      boolean isSnippet,
      boolean isDeprecated,
      Optional<Origin> origin,
      List<Fix.Edit> edits) {
    /** An item that inserts its label. */
    static Item of(String label, Kind kind, int rank) {
      return new Item(label, label, kind, rank, 0, "", false, false, Optional.empty(), List.of());
    }

    Item withText(String other) {
      return new Item(
          label, other, kind, rank, order, detail, isSnippet, isDeprecated, origin, edits);
    }

    Item withDetail(String other) {
      return new Item(
          label, text, kind, rank, order, other, isSnippet, isDeprecated, origin, edits);
    }

    Item asSnippet(String snippet) {
      return new Item(label, snippet, kind, rank, order, detail, true, isDeprecated, origin, edits);
    }

    Item withRank(int other) {
      return new Item(
          label, text, kind, other, order, detail, isSnippet, isDeprecated, origin, edits);
    }

    Item withOrder(int other) {
      return new Item(
          label, text, kind, rank, other, detail, isSnippet, isDeprecated, origin, edits);
    }

    Item withDeprecation(boolean deprecated) {
      return new Item(label, text, kind, rank, order, detail, isSnippet, deprecated, origin, edits);
    }

    Item withOrigin(Origin from) {
      return new Item(
          label,
          text,
          kind,
          rank,
          order,
          detail,
          isSnippet,
          isDeprecated,
          Optional.of(from),
          edits);
    }

    Item withEdits(List<Fix.Edit> more) {
      return new Item(
          label,
          text,
          kind,
          rank,
          order,
          detail,
          isSnippet,
          isDeprecated,
          origin,
          List.copyOf(more));
    }
  }

  /**
   * The items.
   *
   * @param replaced the unfinished name around the offset
   * @param isComplete whether typing on can only leave items out
   */
  public record Items(Span replaced, boolean isComplete, List<Item> items) {}

  private Completion() {}

  /** What can be typed at an offset, from the names that are in reach. */
  public static Items at(Snapshot snapshot, ModuleTypes module, int offset) {
    return at(snapshot, module, offset, new NameIndex(), false);
  }

  /**
   * What can be typed at an offset.
   *
   * @param index the names that can be imported
   * @param snippets whether the client can insert texts with placeholders
   */
  public static Items at(
      Snapshot snapshot, ModuleTypes module, int offset, NameIndex index, boolean snippets) {
    return snapshot.ask(
        program -> {
          Typing typing = Typing.at(program, snapshot, module, offset);
          Suggestions found = new Suggestions();
          boolean isComplete = dispatch(typing, found, index, snippets);
          return new Items(typing.replaced(), isComplete, found.items());
        });
  }

  /** Asks who knows something at this kind of place; whether they said all. */
  private static boolean dispatch(
      Typing typing, Suggestions found, NameIndex index, boolean snippets) {
    if (typing.isComment()) {
      new RuleNames(typing, found).add();
      return true;
    }
    if (typing.string().isPresent() && QuotedAnnotations.isType(typing.path())) {
      return addInQuotedType(typing, found, index);
    }
    if (typing.string().isPresent()) {
      new ValueSuggestions(typing, found).addInString(typing.string().get());
      return true;
    }
    if (typing.isNumber()) {
      return true;
    }
    if (!typing.isAfterDot() && new KeywordSuggestions(typing, found).addAfterOperand()) {
      return true;
    }
    if (new ModuleSuggestions(typing, found).add(index)) {
      return true;
    }
    if (typing.isAfterDot()) {
      new MemberSuggestions(typing, found).add();
      return true;
    }
    if (new OverrideSuggestions(typing, found).add()
        || new ParameterSuggestions(typing, found).add()
        || typing.isNewName()) {
      return true;
    }
    ValueSuggestions values = new ValueSuggestions(typing, found);
    values.addArguments();
    values.addExpected();
    new ClassArgumentSuggestions(typing, found).add();
    new ClassPatternSuggestions(typing, found).add();
    new NameSuggestions(typing, found).add(snippets);
    return !new ImportSuggestions(typing, found, index).add();
  }

  private static boolean addInQuotedType(Typing typing, Suggestions found, NameIndex index) {
    if (typing.isAfterDot()) {
      new MemberSuggestions(typing, found).addOfWritten();
      return true;
    }
    new NameSuggestions(typing, found).addNames();
    return !new ImportSuggestions(typing, found, index).add();
  }
}
