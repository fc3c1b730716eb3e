package dev.taipan.server.protocol;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The stream to the client; when the client reads no more, the server ends. */
final class ClientOutput extends FilterOutputStream {
  private final Lifecycle lifecycle;

  ClientOutput(OutputStream out, Lifecycle lifecycle) {
    super(out);
    this.lifecycle = lifecycle;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      lifecycle.exit();
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      lifecycle.exit();
      throw e;
    }
  }
}
