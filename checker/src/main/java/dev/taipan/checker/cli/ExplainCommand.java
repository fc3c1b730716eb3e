package dev.taipan.checker.cli;

import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** {@code taipan explain}: the page of a rule, or the list of rules. */
final class ExplainCommand {
  private final Appendable out;

  ExplainCommand(Appendable out) {
    this.out = out;
  }

  void list() throws IOException {
    List<Rule> rules = Rules.all();
    int width = 0;
    for (Rule rule : rules) {
      width = Math.max(width, rule.name().length());
    }
    for (Rule rule : rules) {
      String level = rule.defaultLevel().label();
      out.append(rule.name())
          .append(" ".repeat(width - rule.name().length() + 2))
          .append(level)
          .append(" ".repeat(8 - level.length()))
          .append(rule.summary())
          .append("\n");
    }
  }

  void explain(String name) throws IOException, UsageException {
    Optional<Rule> rule = Rules.named(name);
    if (rule.isEmpty()) {
      throw new UsageException(
          "unknown rule `" + name + "`" + Spelling.suggestion(name, Rules.names()));
    }
    out.append(page(rule.get()));
    out.append("\nDefault level: ").append(rule.get().defaultLevel().label()).append("\n");
  }

  private static String page(Rule rule) throws IOException {
    try (InputStream in =
        ExplainCommand.class.getResourceAsStream("/rules/" + rule.name() + ".md")) {
      return in == null
          ? "# " + rule.name() + "\n\n" + rule.summary() + "\n"
          : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
