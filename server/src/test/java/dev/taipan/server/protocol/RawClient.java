package dev.taipan.server.protocol;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A client that can send what no library would: any bytes. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final PipedServer connection;
  private final BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
  private final List<JsonObject> unclaimed = new ArrayList<>();

  RawClient() throws IOException {
    connection = PipedServer.start();
    PipedServer.daemon(this::listen, "client").start();
  }

  private void listen() {
    InputStream in = connection.output();
    try {
      while (true) {
        int length = -1;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
          if (line.startsWith("Content-Length:")) {
            length = Integer.parseInt(line.substring(15).strip());
          }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        received.add(JsonParser.parseString(body).getAsJsonObject());
      }
    } catch (IOException | RuntimeException e) {
      // The server ended.
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("end");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  OutputStream pipe() {
    return connection.input();
  }

  /** Sends bytes as they are. */
  void bytes(String text) throws IOException {
    connection.input().write(text.getBytes(StandardCharsets.UTF_8));
    connection.input().flush();
  }

  /** Sends a body with its length. */
  void body(String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    connection
        .input()
        .write(("Content-Length: " + bytes.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    connection.input().write(bytes);
    connection.input().flush();
  }

  /** Sends a request; {@code params} is JSON. */
  void request(int id, String method, String params) throws IOException {
    body(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
            .formatted(id, method, params));
  }

  /** Sends a notification; {@code params} is JSON. */
  void notification(String method, String params) throws IOException {
    body("{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":%s}".formatted(method, params));
  }

  /** Begins a session on a folder. */
  void start(Path root) throws IOException {
    request(
        0,
        "initialize",
        """
        {"processId":null,"rootUri":"%s","capabilities":{"textDocument":{"diagnostic":{}}}}"""
            .formatted(TestClient.uri(root)));
    answer(0);
    notification("initialized", "{}");
  }

  /** The answer to a request. */
  JsonObject answer(int id) {
    return await(
        message ->
            !message.has("method")
                && message.has("id")
                && !message.get("id").isJsonNull()
                && message.get("id").getAsString().equals(String.valueOf(id)),
        "answer to " + id);
  }

  /** The next request or notification with a method. */
  JsonObject message(String method) {
    return await(
        message -> message.has("method") && message.get("method").getAsString().equals(method),
        method);
  }

  private JsonObject await(Predicate<JsonObject> isWanted, String what) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      for (JsonObject message : unclaimed) {
        if (isWanted.test(message)) {
          unclaimed.remove(message);
          return message;
        }
      }
      try {
        JsonObject next = received.poll(100, TimeUnit.MILLISECONDS);
        if (next != null) {
          unclaimed.add(next);
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("no " + what + " in " + unclaimed);
  }

  /** The code of the error that answers a request; 0 if there is none. */
  int error(int id) {
    JsonObject answer = answer(id);
    return answer.has("error") ? answer.getAsJsonObject("error").get("code").getAsInt() : 0;
  }

  /** Whether the server still does its work. */
  boolean answers() throws IOException {
    int id = 1_000_000;
    request(id, "textDocument/diagnostic", "{\"textDocument\":{\"uri\":\"untitled:alive\"}}");
    notification(
        "textDocument/didOpen",
        """
        {"textDocument":{"uri":"untitled:alive","languageId":"python","version":1,"text":"nope"}}""");
    answer(id);
    request(
        id + 1,
        "textDocument/hover",
        "{\"textDocument\":{\"uri\":\"untitled:alive\"},\"position\":{\"line\":0,\"character\":0}}");
    return answer(id + 1).has("result");
  }

  /** Waits for the end of the server. */
  int exitCode() {
    try {
      return connection.exitCode().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  boolean isOver() {
    return connection.exitCode().isDone();
  }

  @Override
  public void close() throws IOException {
    if (!connection.exitCode().isDone()) {
      connection.input().close();
      exitCode();
    }
  }
}
