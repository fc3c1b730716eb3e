package dev.taipan.server.protocol;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DiagnosticCapabilities;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hours of editing in little time: types, asks, cancels, opens and closes without a pause, and
 * looks whether every question has an answer and memory stays what it was.
 *
 * <p>{@code -Dtaipan.soakSeconds=600 -Dtaipan.soakWorkspace=DIRECTORY} for a long one; nothing is
 * written to the directory.
 */
class SoakTest {
  private static final int SECONDS = Integer.getInteger("taipan.soakSeconds", 5);
  private static final int OPEN = 6;
  private static final int IN_FLIGHT = 20;

  private final Random random = new Random(7);
  private final Deque<CompletableFuture<?>> asked = new ArrayDeque<>();
  private int answers;

  @TempDir Path temporary;

  private record Opened(String uri, List<String> lines) {}

  @Test
  void keepsAnsweringInTheSameMemory() throws Exception {
    String workspace = System.getProperty("taipan.soakWorkspace");
    Path root = workspace == null ? sample() : Path.of(workspace);
    List<Path> files = files(root);
    List<Opened> open = new ArrayList<>();
    List<Long> used = new ArrayList<>();
    int edits = 0;
    try (TestClient client = new TestClient()) {
      client.start(
          root,
          can -> {
            TextDocumentClientCapabilities text = new TextDocumentClientCapabilities();
            text.setDiagnostic(new DiagnosticCapabilities());
            can.setTextDocument(text);
          });
      long start = System.nanoTime();
      long end = start + TimeUnit.SECONDS.toNanos(SECONDS);
      long nextLook = start;
      while (System.nanoTime() < end) {
        if (open.size() < OPEN || random.nextInt(200) == 0) {
          replaceOne(client, files, open);
        }
        edit(client, open.get(random.nextInt(open.size())), edits++);
        if (System.nanoTime() >= nextLook) {
          nextLook += TimeUnit.SECONDS.toNanos(Math.max(1, SECONDS / 10));
          used.add(used());
        }
      }
      while (!asked.isEmpty()) {
        await(asked.remove());
      }
      for (Opened document : open) {
        close(client, document);
      }
    }
    used.add(used());
    System.out.println(edits + " edits, " + answers + " answers, MB in use: " + used);
    long early = used.subList(0, used.size() / 2 + 1).stream().mapToLong(m -> m).max().orElse(0);
    long late = used.getLast();
    assertTrue(late <= early * 5 / 4 + 32, "memory grew: " + used);
  }

  private void replaceOne(TestClient client, List<Path> files, List<Opened> open)
      throws IOException {
    if (open.size() >= OPEN) {
      close(client, open.remove(0));
    }
    Path file = files.get(random.nextInt(files.size()));
    String uri = TestClient.uri(file);
    if (open.stream().noneMatch(document -> document.uri.equals(uri))) {
      String text = Files.readString(file);
      client.open(uri, text);
      open.add(new Opened(uri, new ArrayList<>(List.of(text.split("\n", -1)))));
    } else if (open.isEmpty()) {
      throw new IllegalStateException("nothing to open");
    }
  }

  private static void close(TestClient client, Opened document) {
    client
        .server()
        .getTextDocumentService()
        .didClose(new DidCloseTextDocumentParams(new TextDocumentIdentifier(document.uri)));
  }

  /** Types a line into a document, or takes it out again, and asks what an editor asks then. */
  private void edit(TestClient client, Opened document, int version) {
    List<String> lines = document.lines;
    int line = random.nextInt(lines.size());
    String text = lines.get(line);
    if (text.endsWith("  # typed")) {
      lines.remove(line);
      client.change(document.uri, version + 2, line, 0, line + 1, 0, "");
    } else {
      String indent = text.substring(0, text.length() - text.stripLeading().length());
      String typed = indent + "value_" + random.nextInt(50) + " = len([1, 2])  # typed";
      lines.add(line, typed);
      client.change(document.uri, version + 2, line, 0, line, 0, typed + "\n");
    }
    TextDocumentIdentifier id = new TextDocumentIdentifier(document.uri);
    Position position = new Position(line, 8);
    var documents = client.server().getTextDocumentService();
    asked.add(documents.diagnostic(new DocumentDiagnosticParams(id)));
    switch (random.nextInt(6)) {
      case 0, 1 -> asked.add(documents.hover(new HoverParams(id, position)));
      case 2 -> asked.add(documents.completion(new CompletionParams(id, position)));
      case 3 -> documents.hover(new HoverParams(id, position)).cancel(true);
      default -> {}
    }
    while (asked.size() > IN_FLIGHT) {
      await(asked.remove());
    }
  }

  /** An answer may be that the question is outdated, but there is one. */
  private void await(CompletableFuture<?> answer) {
    assertTrue(
        answer.handle((_, _) -> true).completeOnTimeout(false, 120, TimeUnit.SECONDS).join(),
        "a lost answer");
    answers++;
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.toString().endsWith(".py")).sorted().toList();
    }
  }

  private Path sample() throws IOException {
    for (int i = 0; i < 12; i++) {
      StringBuilder text = new StringBuilder();
      text.append("from module").append((i + 1) % 12).append(" import *\n\n");
      for (int k = 0; k < 20; k++) {
        text.append("def f").append(i).append('_').append(k).append("(a: int) -> int:\n");
        text.append("    b = a + ").append(k).append("\n    return b\n\n");
      }
      Files.writeString(temporary.resolve("module" + i + ".py"), text);
    }
    return temporary;
  }
}
