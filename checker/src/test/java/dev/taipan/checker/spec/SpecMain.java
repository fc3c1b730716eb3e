package dev.taipan.checker.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs pages from the command line: {@code SpecMain [-v] [PATH]... [--update-pending]}. Paths are
 * pages or directories; without any all pages of the checkout run. Prints what differs and how many
 * tests pass. {@code -v} shows the differences of pending tests too, {@code --update-pending}
 * rewrites their list.
 */
public final class SpecMain {
  private SpecMain() {}

  public static void main(String[] args) throws IOException {
    List<Path> pages = new ArrayList<>();
    boolean update = false;
    boolean verbose = false;
    for (String arg : args) {
      switch (arg) {
        case "--update-pending" -> update = true;
        case "-v" -> verbose = true;
        default -> {
          Path path = Path.of(arg).toAbsolutePath().normalize();
          pages.addAll(Files.isDirectory(path) ? SpecPages.below(path) : List.of(path));
        }
      }
    }
    if (pages.isEmpty()) {
      pages.addAll(SpecPages.below(SpecPages.types()));
      pages.addAll(SpecPages.below(SpecPages.rules()));
    }
    System.exit(run(pages, update, verbose) ? 0 : 1);
  }

  private static boolean run(List<Path> pages, boolean update, boolean verbose) throws IOException {
    SpecRunner runner = new SpecRunner();
    Set<String> pending = new TreeSet<>(PendingSpecs.read());
    int passed = 0;
    int failed = 0;
    int expected = 0;
    for (Path path : pages) {
      SpecPage page = RulePage.isRulePage(path) ? RulePage.read(path) : SpecPage.read(path);
      for (SpecPage.SpecCase test : page.cases()) {
        String name = PendingSpecs.name(page, test);
        List<String> problems = runner.run(page, test);
        boolean wasPending = update ? false : pending.contains(name);
        if (update) {
          pending.remove(name);
        }
        if (problems.isEmpty()) {
          passed++;
          if (wasPending) {
            System.out.println("passes now: " + name);
          }
          continue;
        }
        if (update) {
          pending.add(name);
        }
        if (wasPending) {
          expected++;
        } else {
          failed++;
        }
        if (!wasPending || verbose) {
          System.out.println("FAIL " + test.name());
          for (String problem : problems) {
            System.out.println("  " + problem);
          }
        }
      }
    }
    System.out.println(passed + " passed, " + failed + " failed, " + expected + " pending");
    if (update) {
      PendingSpecs.write(pending);
    }
    return failed == 0;
  }
}
