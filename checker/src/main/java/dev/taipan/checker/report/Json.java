package dev.taipan.checker.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;

/** What the formats in JSON share. */
final class Json {
  private Json() {}

  /** A writer of indented JSON that leaves {@code out} open. */
  static JsonWriter writer(Appendable out) {
    JsonWriter json = new JsonWriter(new AppendableWriter(out));
    json.setIndent("  ");
    json.setHtmlSafe(false);
    return json;
  }

  private static final class AppendableWriter extends Writer {
    private final Appendable out;

    AppendableWriter(Appendable out) {
      this.out = out;
    }

    @Override
    public void write(char[] chars, int start, int length) throws IOException {
      out.append(new String(chars, start, length));
    }

    @Override
    public void write(String text) throws IOException {
      out.append(text);
    }

    @Override
    public void write(int c) throws IOException {
      out.append((char) c);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
