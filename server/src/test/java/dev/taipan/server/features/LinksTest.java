package dev.taipan.server.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {
  @TempDir Path root;

  @Test
  void linksImportsToFilesAndCommentsToRules() throws IOException {
    World world =
        new World(root)
            .with("p/__init__.py", "")
            .with("p/q.py", "from . import q\n")
            .with(
                "m.py",
                "import p.q\nfrom p import q\nimport nope\nx  # taipan: ignore[unresolved-reference, not-a-rule]\n");
    List<Links.Link> links = Links.of(world.snapshot(), world.module("m.py"));
    assertEquals(3, links.size());
    assertEquals(new Links.Target.ToFile(root.resolve("p/q.py")), links.get(0).target());
    assertEquals(new Links.Target.ToFile(root.resolve("p/__init__.py")), links.get(1).target());
    Links.Target.ToRule rule = assertInstanceOf(Links.Target.ToRule.class, links.get(2).target());
    assertEquals("unresolved-reference", rule.rule().name());
    assertEquals(1, Links.of(world.snapshot(), world.module("p/q.py")).size());
  }

  @Test
  void linksNamesWithTheStringsThatRepeatThem() throws IOException {
    World world =
        new World(root).with("m.py", "from typing import TypeVar\nT<|>em = TypeVar('Tem')\n");
    assertEquals(
        List.of("Tem", "Tem"),
        Links.linked(world.module("m.py"), world.mark("m.py")).stream()
            .map(span -> world.module("m.py").source().text().substring(span.start(), span.end()))
            .toList());
    world.with("m.py", "x<|> = int('x')\n");
    assertEquals(List.of(), Links.linked(world.module("m.py"), world.mark("m.py")));
  }

  @Test
  void findsSymbolsByPartsOfTheirNames() throws IOException {
    World world =
        new World(root)
            .with("a.py", "class HttpServer:\n    def handle_request(self): ...\n")
            .with("p/b.py", "def http_get(): ...\nHTTP = 1\n");
    NameIndex index = new NameIndex();
    assertEquals(List.of("a.HttpServer"), search(index, world, "HSer"));
    assertEquals(List.of("a.HttpServer.handle_request"), search(index, world, "hreq"));
    assertEquals(List.of("p.b.HTTP", "p.b.http_get", "a.HttpServer"), search(index, world, "http"));
    assertEquals(List.of("p.b.http_get"), search(index, world, "b.http_g"));
    world.with("a.py", "def other(): ...\n");
    assertEquals(List.of("a.other"), search(index, world, "other"));
    assertEquals(List.of(), search(index, world, "HttpServer"));
  }

  private static List<String> search(NameIndex index, World world, String query) {
    return WorkspaceSymbols.search(index, world.snapshot(), query, () -> false).stream()
        .map(found -> found.container() + "." + found.title())
        .toList();
  }
}
