package dev.taipan.checker.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whether the catalogue of rules, their pages and the list of them agree. */
final class RulePagesTest {
  @Test
  void everyRuleHasItsPageAndEveryPageItsRule() throws IOException {
    TreeSet<String> pages = new TreeSet<>();
    for (Path page : SpecPages.below(SpecPages.rules())) {
      pages.add(RulePage.ruleName(page));
    }
    assertEquals(new TreeSet<>(Rules.names()), pages);
  }

  @Test
  void aPageIsCalledAsItsRule() throws IOException {
    for (Rule rule : Rules.all()) {
      String text = Files.readString(SpecPages.rules().resolve(rule.name() + ".md"));
      assertTrue(text.startsWith("# " + rule.name() + "\n\n"), rule.name());
    }
  }

  @Test
  void examplesSpeakOfTheirRule() throws IOException {
    for (Path path : SpecPages.below(SpecPages.rules())) {
      String rule = RulePage.ruleName(path);
      for (SpecPage.SpecCase test : SpecPage.read(path).cases()) {
        boolean right = test.name().endsWith("Right");
        boolean asserted = assertedRules(test).contains(rule);
        assertTrue(asserted != right, rule + ": " + test.name());
      }
    }
  }

  @Test
  void theListOfRulesIsUpToDate() throws IOException {
    assertEquals(
        RulesDocument.text(),
        Files.readString(RulesDocument.path()),
        "run " + RulesDocument.class.getName() + " to write it again");
  }

  private static List<String> assertedRules(SpecPage.SpecCase test) {
    List<String> rules = new ArrayList<>();
    for (SpecPage.SpecFile file : test.files().values()) {
      for (String line : file.text().toString().split("\n")) {
        for (Assertion assertion : Assertion.in(line)) {
          assertion.rule().ifPresent(rules::add);
        }
      }
    }
    return rules;
  }
}
