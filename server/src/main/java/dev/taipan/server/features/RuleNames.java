package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import java.util.List;

/** The names of rules, within the brackets of a comment that ignores them. */
final class RuleNames {
  private final Typing typing;
  private final Suggestions found;

  RuleNames(Typing typing, Suggestions found) {
    this.typing = typing;
    this.found = found;
  }

  void add() {
    String text = typing.text();
    int line = typing.module().source().lineOf(typing.offset());
    String before = text.substring(typing.module().source().lineStart(line), typing.offset());
    int open = before.lastIndexOf("# taipan: ignore[");
    if (open < 0 || before.indexOf(']', open) >= 0) {
      return;
    }
    // The dashes of a rule's name end what counts as a name elsewhere.
    int start = Math.max(before.lastIndexOf('['), before.lastIndexOf(',')) + 1;
    while (start < before.length() && before.charAt(start) == ' ') {
      start++;
    }
    int from = typing.offset() - (before.length() - start);
    for (Rule rule : Rules.all()) {
      Completion.Item item =
          Completion.Item.of(rule.name(), Completion.Kind.VALUE, 0).withDetail(rule.summary());
      boolean isPlain = from == typing.replaced().start();
      found.add(
          isPlain
              ? item
              : item.withText(
                      lastPart(rule.name(), text.substring(from, typing.replaced().start())))
                  .withEdits(
                      missing(rule.name(), text.substring(from, typing.replaced().start()), from)));
    }
  }

  /** What is left to insert of a name of which the first parts are typed. */
  private static String lastPart(String name, String typed) {
    return name.startsWith(typed) ? name.substring(typed.length()) : name;
  }

  private static List<Fix.Edit> missing(String name, String typed, int from) {
    return name.startsWith(typed)
        ? List.of()
        : List.of(new Fix.Edit(new Span(from, from + typed.length()), ""));
  }
}
