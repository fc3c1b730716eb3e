package dev.taipan.checker.spec;

import dev.taipan.checker.diagnostics.Level;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page of a rule: a spec in which the rule is on. */
final class RulePage {
  private RulePage() {}

  static boolean isRulePage(Path path) {
    return path.startsWith(SpecPages.rules());
  }

  /** Reads a page; a rule that is off by default reports warnings in it. */
  static SpecPage read(Path path) throws IOException {
    SpecPage page = SpecPage.read(path);
    Optional<Rule> rule = Rules.named(ruleName(path));
    if (rule.isEmpty() || rule.get().defaultLevel() != Level.IGNORE) {
      return page;
    }
    List<SpecPage.SpecCase> cases = new ArrayList<>();
    for (SpecPage.SpecCase test : page.cases()) {
      String configuration = "rules." + rule.get().name() + " = \"warn\"\n" + test.configuration();
      cases.add(new SpecPage.SpecCase(test.name(), test.line(), configuration, test.files()));
    }
    return new SpecPage(page.path(), cases);
  }

  static String ruleName(Path path) {
    String name = path.getFileName().toString();
    return name.substring(0, name.length() - ".md".length());
  }
}
