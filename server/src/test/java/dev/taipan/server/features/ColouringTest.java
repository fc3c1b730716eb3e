package dev.taipan.server.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.taipan.checker.diagnostics.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColouringTest {
  @TempDir Path root;

  /** The tokens of a text: {@code name:kind[.modifier...]}. */
  private List<String> tokens(String text) throws IOException {
    World world = new World(root).with("m.py", text);
    List<String> found = new ArrayList<>();
    for (Colouring.Token token :
        Colouring.of(
            world.snapshot(), world.module("m.py"), new Span(0, text.length()), () -> false)) {
      String modifiers =
          token.modifiers().stream().map(m -> "." + m.legend()).collect(Collectors.joining());
      found.add(
          text.substring(token.span().start(), token.span().end())
              + ":"
              + token.kind().legend()
              + modifiers);
    }
    return found;
  }

  private void assertTokens(String text, String... expected) throws IOException {
    assertEquals(List.of(expected), tokens(text), text);
  }

  @Test
  void tellsWhatNamesMean() throws IOException {
    assertTokens(
        "def f(arg: int) -> str:\n    return g(arg, key=1)\n",
        "f:function.definition",
        "arg:parameter.definition",
        "int:class.defaultLibrary",
        "str:class.defaultLibrary",
        "arg:parameter",
        "key:parameter");
    assertTokens(
        "import os.path\nfrom os import path as p\np\n",
        "os:namespace",
        "path:namespace",
        "os:namespace",
        "path:namespace.defaultLibrary",
        "p:namespace.defaultLibrary",
        "p:namespace.defaultLibrary");
  }

  @Test
  void tellsMembersApart() throws IOException {
    List<String> tokens =
        tokens(
            """
            from enum import Enum
            from typing import Protocol, TypeVar
            T = TypeVar("T")
            class E(Enum):
                A = 1
            class P(Protocol):
                x: int
                @property
                def y(self) -> int: ...
                @staticmethod
                async def z() -> None: ...
            def f(p: P) -> E:
                p.x, p.y, p.z()
                return E.A
            """);
    for (String expected :
        List.of(
            "T:typeParameter.definition",
            "E:enum.definition",
            "A:enumMember.definition.readonly",
            "P:interface.definition",
            "x:property.definition",
            "property:decorator.defaultLibrary",
            "y:property.definition",
            "self:selfParameter.definition",
            "z:method.definition.static.async",
            "P:interface",
            "x:property",
            "y:property",
            "z:method.static.async",
            "A:enumMember.readonly")) {
      assertTrue(tokens.contains(expected), () -> expected + " in " + tokens);
    }
  }

  @Test
  void marksSoftKeywordsAndDeprecatedThings() throws IOException {
    List<String> tokens =
        tokens(
            """
            from warnings import deprecated
            type A = int
            @deprecated("no")
            def old() -> None: ...
            match A:
                case int(real=r):
                    old()
            """);
    for (String expected :
        List.of(
            "type:keyword",
            "A:type.definition",
            "match:keyword",
            "case:keyword",
            "real:property",
            "r:variable.definition",
            "old:function.definition.deprecated",
            "old:function.deprecated")) {
      assertTrue(tokens.contains(expected), () -> expected + " in " + tokens);
    }
  }

  @Test
  void keepsToTheRange() throws IOException {
    World world = new World(root).with("m.py", "a = 1\nb = 2\nc = 3\n");
    List<Colouring.Token> found =
        Colouring.of(world.snapshot(), world.module("m.py"), new Span(6, 10), () -> false);
    assertEquals(1, found.size());
    assertEquals(new Span(6, 7), found.getFirst().span());
  }
}
