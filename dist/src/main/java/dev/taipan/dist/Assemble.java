package dev.taipan.dist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Puts the distribution together and trains its AOT caches.
 *
 * <p>Arguments: this module's folder, the folder with all jars, typeshed, the folder to write. What
 * has not changed is left alone, with its time stamps, and a cache that is newer than all jars is
 * kept.
 */
final class Assemble {
  private final Path module;
  private final Path jars;
  private final Path typeshed;
  private final Path target;

  private Assemble(Path module, Path jars, Path typeshed, Path target) {
    this.module = module;
    this.jars = jars;
    this.typeshed = typeshed;
    this.target = target;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Path[] paths =
        Arrays.stream(args).map(a -> Path.of(a).toAbsolutePath().normalize()).toArray(Path[]::new);
    new Assemble(paths[0], paths[1], paths[2], paths[3]).run();
  }

  private void run() throws IOException, InterruptedException {
    Files.createDirectories(target.resolve("lib"));
    // Whatever stops this from here on, the launcher will not run what is half there.
    Files.deleteIfExists(target.resolve("complete"));
    boolean changed = copyJars();
    if (!sameText(typeshed.resolve("stamp.txt"), target.resolve("typeshed/stamp.txt"))) {
      deleteTree(target.resolve("typeshed"));
      copyTree(typeshed, target.resolve("typeshed"));
    }
    copyIfChanged(Files.readAllBytes(module.resolveSibling("taipan")), target.resolve("taipan"));
    target.resolve("taipan").toFile().setExecutable(true, false);
    String javaHome = System.getProperty("java.home") + "\n";
    boolean otherJava =
        copyIfChanged(javaHome.getBytes(StandardCharsets.UTF_8), target.resolve("java-home"));
    train("check", this::trainCheck, changed || otherJava);
    train("server", this::trainServer, changed || otherJava);
    Files.writeString(target.resolve("complete"), "");
  }

  /**
   * Copies the project's jars to the top and the libraries to {@code lib}; whether anything
   * changed.
   */
  private boolean copyJars() throws IOException {
    boolean changed = false;
    Set<Path> wanted = new HashSet<>();
    List<URL> urls = new ArrayList<>();
    for (Path jar : list(jars)) {
      urls.add(jar.toUri().toURL());
    }
    StartUpCode startUpCode = new StartUpCode(new URLClassLoader(urls.toArray(URL[]::new)));
    for (Path jar : list(jars)) {
      String name = jar.getFileName().toString();
      // Guava brings these three for its annotations and an empty placeholder; nothing loads a
      // class of theirs.
      if (name.startsWith("listenablefuture")
          || name.startsWith("j2objc")
          || name.startsWith("error_prone")) {
        continue;
      }
      Path copy = target.resolve(name.startsWith("taipan-") ? name : "lib/" + name);
      wanted.add(copy);
      changed |= copyIfChanged(prepared(jar, startUpCode), copy);
    }
    for (Path old : list(target.resolve("lib"))) {
      if (!wanted.contains(old)) {
        Files.delete(old);
        changed = true;
      }
    }
    return changed;
  }

  /**
   * The jar's bytes, without signature files, because classes of signed jars are not put into an
   * AOT cache; our own classes made ready for a fast start.
   */
  private static byte[] prepared(Path jar, StartUpCode startUpCode) throws IOException {
    boolean own = jar.getFileName().toString().startsWith("taipan-");
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (!own && zip.stream().noneMatch(Assemble::isSignature)) {
        return Files.readAllBytes(jar);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream out = new ZipOutputStream(bytes)) {
        for (ZipEntry entry : Collections.list(zip.entries())) {
          if (!isSignature(entry)) {
            ZipEntry copy = new ZipEntry(entry.getName());
            copy.setTime(entry.getTime());
            out.putNextEntry(copy);
            try (InputStream in = zip.getInputStream(entry)) {
              byte[] content = in.readAllBytes();
              boolean isClass = own && entry.getName().endsWith(".class");
              out.write(isClass ? startUpCode.rewrite(content) : content);
            }
            out.closeEntry();
          }
        }
      }
      return bytes.toByteArray();
    }
  }

  private static boolean isSignature(ZipEntry entry) {
    String name = entry.getName();
    return name.startsWith("META-INF/")
        && (name.endsWith(".SF")
            || name.endsWith(".RSA")
            || name.endsWith(".DSA")
            || name.endsWith(".EC"));
  }

  /** One training run of a process that was started with the options to record. */
  private interface Training {
    void run(List<String> java, Path log) throws IOException, InterruptedException;
  }

  /**
   * Makes the cache of a command, with Java's options for it; a failure is told and costs start-up
   * time only.
   *
   * @param isOutdated whether a cache that is there does not fit any more
   */
  private void train(String name, Training training, boolean isOutdated)
      throws IOException, InterruptedException {
    Path options = target.resolve(name + ".options");
    byte[] wanted = Files.readAllBytes(module.resolve("options").resolve(name + ".options"));
    boolean otherOptions = copyIfChanged(wanted, options);
    Path cache = target.resolve(name + ".aot");
    if (Files.exists(cache) && !isOutdated && !otherOptions) {
      return;
    }
    Files.deleteIfExists(cache);
    List<String> java = new ArrayList<>();
    java.add(System.getProperty("java.home") + "/bin/java");
    java.add("-XX:AOTCacheOutput=" + cache);
    java.add("-Xlog:disable");
    java.add("-Xlog:all=error:stderr");
    java.add("@" + options);
    java.add("-Dtaipan.typeshed=" + target.resolve("typeshed"));
    java.add("-cp");
    List<Path> all = new ArrayList<>();
    for (Path folder : List.of(target, target.resolve("lib"))) {
      for (Path file : list(folder)) {
        if (file.toString().endsWith(".jar")) {
          all.add(file);
        }
      }
    }
    java.add(String.join(":", all.stream().map(Path::toString).toList()));
    Path log = target.resolveSibling(name + ".aot.log");
    training.run(java, log);
    if (!Files.exists(cache)) {
      System.err.println("warning: no AOT cache was made, see " + log);
    }
  }

  private void trainCheck(List<String> java, Path log) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(java);
    command.addAll(
        List.of(
            "dev.taipan.checker.cli.Main",
            "check",
            "--exit-zero",
            "--python-version",
            "3.14",
            "-j",
            "2"));
    command.add(module.resolve("training").toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    waitFor(process);
  }

  /** A session as an editor has it: open a file, ask, edit, ask again, leave. */
  private void trainServer(List<String> java, Path log) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(java);
    command.add("dev.taipan.server.Main");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    try (TrainingSession session = new TrainingSession(process)) {
      Path training = module.resolve("training");
      session.request(
          "initialize",
          """
          {"processId":null,"rootUri":"%1$s","workspaceFolders":[{"uri":"%1$s","name":"training"}],\
          "capabilities":{"textDocument":{"diagnostic":{},"hover":{"contentFormat":["markdown"]},"definition":{}},\
          "workspace":{"workspaceFolders":true}}}\
          """
              .formatted(training.toUri()));
      session.notify("initialized", "{}");
      for (Path file : pythonFiles(training)) {
        String document = "\"textDocument\":{\"uri\":\"" + file.toUri() + "\"}";
        String text = Files.readString(file);
        session.notify(
            "textDocument/didOpen",
            "{\"textDocument\":{\"uri\":\"%s\",\"languageId\":\"python\",\"version\":1,\"text\":%s}}"
                .formatted(file.toUri(), TrainingSession.quote(text)));
        session.request("textDocument/diagnostic", "{" + document + "}");
        int lines = (int) text.lines().count();
        for (int line = 0; line < lines; line += 4) {
          String position = "\"position\":{\"line\":" + line + ",\"character\":6}";
          session.request("textDocument/hover", "{" + document + "," + position + "}");
          session.request("textDocument/definition", "{" + document + "," + position + "}");
        }
        session.notify(
            "textDocument/didChange",
            """
            {"textDocument":{"uri":"%s","version":2},"contentChanges":[{"range":{"start":{"line":%d,"character":0},\
            "end":{"line":%d,"character":0}},"text":"\\nedited: int = \\"\\"\\n"}]}\
            """
                .formatted(file.toUri(), lines, lines));
        session.request("textDocument/diagnostic", "{" + document + "}");
        session.notify("textDocument/didClose", "{" + document + "}");
      }
      session.request("shutdown", "null");
      session.notify("exit", "null");
      process.getOutputStream().close();
      waitFor(process);
    } catch (IOException e) {
      process.destroy();
      System.err.println(
          "warning: the training session with the server broke off: " + e.getMessage());
    }
  }

  private static List<Path> pythonFiles(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".py")).sorted().toList();
    }
  }

  private static void waitFor(Process process) throws InterruptedException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Whether the file had to be written. */
  private static boolean copyIfChanged(byte[] bytes, Path to) throws IOException {
    if (Files.exists(to) && Arrays.equals(Files.readAllBytes(to), bytes)) {
      return false;
    }
    Files.write(to, bytes);
    return true;
  }

  private static boolean sameText(Path a, Path b) throws IOException {
    return Files.exists(a) && Files.exists(b) && Files.readString(a).equals(Files.readString(b));
  }

  /** The files in a folder, sorted. */
  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void deleteTree(Path root) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
