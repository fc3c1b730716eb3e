package dev.taipan.server;

import dev.taipan.server.protocol.Connection;
import dev.taipan.server.workspace.ProjectLoader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The entry point of the language server, which speaks on standard input and output. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    for (String arg : args) {
      if (!arg.equals("--stdio")) {
        System.err.println("taipan server: unknown argument `" + arg + "`; it speaks on stdio");
        System.exit(2);
      }
    }
    String typeshed = System.getProperty("taipan.typeshed");
    if (typeshed == null || !Files.isDirectory(Path.of(typeshed, "stdlib"))) {
      System.err.println("taipan server: typeshed is not where it should be; reinstall");
      System.exit(2);
      return;
    }
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err); // nothing else may write between the messages
    PrintStream errors = System.err;
    ProjectLoader loader =
        new ProjectLoader(Path.of(typeshed).toAbsolutePath().normalize(), System.getenv());
    int code;
    try {
      code = Connection.serve(in, out, loader);
    } catch (RuntimeException e) {
      errors.println("taipan server: " + e);
      code = 101;
    }
    Runtime.getRuntime().halt(code);
  }
}
