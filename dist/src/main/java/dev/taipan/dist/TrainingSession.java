package dev.taipan.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A client of a server that is trained: speaks the protocol's base layer, one request at a time.
 */
final class TrainingSession implements AutoCloseable {
  private final OutputStream out;
  private final InputStream in;
  private int lastId;

  TrainingSession(Process process) {
    this.out = process.getOutputStream();
    this.in = process.getInputStream();
  }

  void notify(String method, String params) throws IOException {
    send("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + "}");
  }

  /**
   * Sends and reads on until the response is there; requests of the server are answered with null.
   */
  void request(String method, String params) throws IOException {
    int id = ++lastId;
    send(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"method\":\""
            + method
            + "\",\"params\":"
            + params
            + "}");
    for (String message = receive(); ; message = receive()) {
      int at = message.indexOf("\"id\":");
      if (at < 0) {
        continue;
      }
      int end = at + 5;
      while (message.charAt(end) != ',' && message.charAt(end) != '}') {
        end++;
      }
      String received = message.substring(at + 5, end);
      if (message.contains("\"method\":")) {
        send("{\"jsonrpc\":\"2.0\",\"id\":" + received + ",\"result\":null}");
      } else if (received.replace("\"", "").equals(Integer.toString(id))) {
        return;
      }
    }
  }

  private void send(String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    out.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }

  private String receive() throws IOException {
    int length = -1;
    for (String line = headerLine(); !line.isEmpty(); line = headerLine()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private String headerLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed its output");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** A text as a JSON string. */
  static String quote(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        default -> {
          if (c < ' ') {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }
}
