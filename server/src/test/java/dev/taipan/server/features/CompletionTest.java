package dev.taipan.server.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  @TempDir Path root;

  private List<String> labels(String text) throws IOException {
    World world = new World(root).with("p/__init__.py", "").with("p/q.py", "def f(): ...\n");
    world.with("m.py", text);
    return Completion.at(world.snapshot(), world.module("m.py"), world.mark("m.py"))
        .items()
        .stream()
        .sorted(Comparator.comparingInt(Completion.Item::rank))
        .map(Completion.Item::label)
        .toList();
  }

  private void assertOffers(String text, String... expected) throws IOException {
    List<String> found = labels(text);
    assertTrue(found.containsAll(List.of(expected)), () -> text + " offers " + found);
  }

  @Test
  void offersMembers() throws IOException {
    String classes =
        "class A:\n    def f(self): ...\nclass B(A):\n    def g(self):\n        self.x = 1\n";
    assertOffers(classes + "B().<|>\n", "f", "g", "x", "__class__");
    assertOffers(classes + "b = B()\nb.<|>\nprint(b)\n", "f", "g", "x");
    assertOffers(classes + "b = B()\nb.f<|>", "f", "g");
    assertEquals("g", labels(classes + "B().<|>\n").getFirst());
    assertOffers("'a'.<|>", "upper", "split");
    assertOffers("import os\nos.<|>", "getcwd", "path");
    assertOffers("def f(x: int | str):\n    x.<|>\n", "upper", "bit_length");
  }

  @Test
  void offersNamesKeywordsAndArguments() throws IOException {
    assertOffers(
        "value = 1\ndef f(arg):\n    local = 2\n    <|>\n",
        "value",
        "f",
        "arg",
        "local",
        "len",
        "return");
    List<String> names = labels("def f(arg): ...\n<|>\n");
    assertFalse(names.contains("arg"));
    assertEquals("first=", labels("def f(first, second): ...\nf(<|>)\n").getFirst());
    assertFalse(labels("def f(first, second): ...\nf(first=1, <|>)\n").contains("first="));
  }

  @Test
  void offersModulesAndWhatTheyHave() throws IOException {
    assertOffers("import <|>\n", "os", "p");
    assertOffers("import p.<|>\n", "q");
    assertOffers("from p.q import <|>\n", "f");
    assertOffers("from p import <|>\n", "q");
    assertOffers("from .p import <|>\n", "q");
  }

  @Test
  void staysSilentInStringsCommentsAndNumbers() throws IOException {
    assertEquals(List.of(), labels("x = 'a<|>b'\n"));
    assertEquals(List.of(), labels("x = 1 # a<|>\n"));
    assertEquals(List.of(), labels("x = 1<|>\n"));
  }
}
