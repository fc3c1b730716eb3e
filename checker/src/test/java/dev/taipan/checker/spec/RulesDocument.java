package dev.taipan.checker.spec;

import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code docs/rules.md}, the list of all rules. */
public final class RulesDocument {
  private RulesDocument() {}

  public static void main(String[] args) throws IOException {
    Files.writeString(path(), text());
  }

  static Path path() {
    return SpecPages.checkout().resolve("docs/rules.md");
  }

  static String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Rules

        What Taipan finds. `taipan explain RULE` shows the page of a rule, with an example that is wrong and one that
        is right; both are run as tests. The default level of a rule can be changed: see
        [configuration](configuration.md#rules).

        | Rule | Default | Finds |
        |---|---|---|
        """);
    for (Rule rule : Rules.all()) {
      text.append("| [")
          .append(rule.name())
          .append("](../checker/src/main/resources/rules/")
          .append(rule.name())
          .append(".md) | ")
          .append(rule.defaultLevel().label())
          .append(" | ")
          .append(rule.summary().replace("|", "\\|"))
          .append(" |\n");
    }
    return text.toString();
  }
}
