import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Brings the pinned typeshed into the build and writes its index; see README.md for the format.
 *
 * <p>Arguments: this module's folder, the folder to write. Does nothing when the folder is up to
 * date.
 */
final class PackTypeshed {
  private static final String FORMAT = "taipan-typeshed-index 1";
  private static final int NO_END = 99;

  private final Path module;
  private final Path target;

  private PackTypeshed(Path module, Path target) {
    this.module = module;
    this.target = target;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    new PackTypeshed(Path.of(args[0]).toAbsolutePath(), Path.of(args[1]).toAbsolutePath()).run();
  }

  private void run() throws IOException, InterruptedException {
    Path lock = module.resolve("package-lock.json");
    Path stamp = target.resolve("stamp.txt");
    String wanted = Files.readString(lock) + Files.readString(module.resolve("PackTypeshed.java"));
    String fingerprint = Integer.toHexString(wanted.hashCode()) + "-" + wanted.length();
    if (Files.exists(stamp) && Files.readString(stamp).equals(fingerprint)) {
      return;
    }
    if (!isInstalled(lock)) {
      install();
    }
    deleteTree(target);
    copyTree(module.resolve("node_modules/pyright/dist/typeshed-fallback"), target);
    writeIndex();
    Files.writeString(stamp, fingerprint);
  }

  /** Whether {@code node_modules} holds exactly what the lock file asks for. */
  private boolean isInstalled(Path lock) throws IOException {
    Path installed = module.resolve("node_modules/.package-lock.json");
    return Files.exists(installed)
        && Files.exists(module.resolve("node_modules/pyright/dist/typeshed-fallback/commit.txt"))
        && integrity(Files.readString(installed)).equals(integrity(Files.readString(lock)));
  }

  private static String integrity(String lock) {
    int entry = lock.indexOf("\"node_modules/pyright\"");
    int key = lock.indexOf("\"integrity\"", entry);
    if (entry < 0 || key < 0) {
      throw new IllegalStateException("the lock file has no checksum for pyright");
    }
    return lock.substring(key, lock.indexOf('\n', key));
  }

  private void install() throws IOException, InterruptedException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    Process npm;
    try {
      npm =
          new ProcessBuilder(
                  windows ? "npm.cmd" : "npm",
                  "ci",
                  "--ignore-scripts",
                  "--omit=optional",
                  "--no-audit",
                  "--no-fund",
                  "--loglevel=error")
              .directory(module.toFile())
              .inheritIO()
              .start();
    } catch (IOException e) {
      throw new IOException("the build needs npm to fetch typeshed: " + e.getMessage(), e);
    }
    int code = npm.waitFor();
    if (code != 0) {
      throw new IOException("npm ci failed with exit code " + code);
    }
  }

  private void writeIndex() throws IOException {
    List<String> stdlib = new ArrayList<>();
    Path stdlibFolder = target.resolve("stdlib");
    Map<String, int[]> versions = readVersions(stdlibFolder.resolve("VERSIONS"));
    for (Map.Entry<String, Character> e : modulesUnder(stdlibFolder).entrySet()) {
      int[] range = rangeOf(e.getKey(), versions);
      stdlib.add(e.getKey() + " " + e.getValue() + " " + range[0] + " " + range[1]);
    }

    List<String> stubs = new ArrayList<>();
    List<String> distributions = new ArrayList<>();
    List<Path> folders;
    try (Stream<Path> list = Files.list(target.resolve("stubs"))) {
      folders = list.sorted().toList();
    }
    for (Path folder : folders) {
      String distribution = folder.getFileName().toString();
      String metadata = Files.readString(folder.resolve("METADATA.toml"));
      boolean partial =
          metadata.lines().anyMatch(l -> l.replace(" ", "").equals("partial-stub=true"));
      distributions.add(distribution + (partial ? " partial " : " full ") + versionIn(metadata));
      for (Map.Entry<String, Character> e : modulesUnder(folder).entrySet()) {
        boolean namespace = e.getValue() == 'n';
        String line = e.getKey() + " " + e.getValue() + " " + (namespace ? "-" : distribution);
        if (!namespace || !stubs.contains(line)) {
          stubs.add(line);
        }
      }
    }

    String first = section(stdlib);
    String second = section(stubs);
    String third = section(distributions);
    StringBuilder text = new StringBuilder(FORMAT).append('\n');
    text.append("commit ")
        .append(Files.readString(target.resolve("commit.txt")).strip())
        .append('\n');
    text.append("stdlib ").append(stdlib.size()).append(' ').append(first.length()).append('\n');
    text.append("stubs ").append(stubs.size()).append(' ').append(second.length()).append('\n');
    text.append("distributions ").append(distributions.size()).append(' ');
    text.append(third.length()).append('\n');
    int header = text.length() + "end-of-header 000000\n".length();
    text.append(String.format("end-of-header %06d\n", header));
    text.append(first).append(second).append(third);
    Files.write(target.resolve("index.txt"), text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static String section(List<String> lines) {
    Collections.sort(lines);
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  /** Module names below a folder with their kinds, as the index has them. */
  private static Map<String, Character> modulesUnder(Path root) throws IOException {
    Map<String, Character> modules = new TreeMap<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
            String name = folder.getFileName().toString();
            return name.startsWith("@") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
            String path = root.relativize(file).toString().replace('\\', '/');
            if (path.endsWith("/__init__.pyi")) {
              String name = path.substring(0, path.length() - "/__init__.pyi".length());
              modules.put(name.replace('/', '.'), 'p');
            } else if (path.endsWith(".pyi")) {
              String name = path.substring(0, path.length() - ".pyi".length());
              modules.put(name.replace('/', '.'), 'm');
            }
            return FileVisitResult.CONTINUE;
          }
        });
    for (String name : List.copyOf(modules.keySet())) {
      for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
        modules.putIfAbsent(name.substring(0, dot), 'n');
      }
    }
    return modules;
  }

  private static String versionIn(String metadata) {
    for (String line : metadata.lines().toList()) {
      if (line.startsWith("version")) {
        int open = line.indexOf('"');
        return line.substring(open + 1, line.indexOf('"', open + 1)).replace(" ", "");
      }
    }
    throw new IllegalStateException("METADATA.toml without a version");
  }

  private static Map<String, int[]> readVersions(Path file) throws IOException {
    Map<String, int[]> versions = new TreeMap<>();
    for (String raw : Files.readAllLines(file)) {
      int comment = raw.indexOf('#');
      String line = (comment < 0 ? raw : raw.substring(0, comment)).strip();
      if (!line.isEmpty()) {
        int colon = line.indexOf(':');
        String range = line.substring(colon + 1).strip();
        int dash = range.indexOf('-');
        String until = range.substring(dash + 1).strip();
        versions.put(
            line.substring(0, colon).strip(),
            new int[] {
              minor(range.substring(0, dash).strip()), until.isEmpty() ? NO_END : minor(until)
            });
      }
    }
    return versions;
  }

  private static int minor(String version) {
    if (!version.startsWith("3.")) {
      throw new IllegalStateException("not a version of Python 3: " + version);
    }
    return Integer.parseInt(version.substring(2));
  }

  /** The range of the module itself or of its closest listed parent. */
  private static int[] rangeOf(String name, Map<String, int[]> versions) {
    for (String at = name; ; at = at.substring(0, at.lastIndexOf('.'))) {
      int[] range = versions.get(at);
      if (range != null) {
        return range;
      }
      if (at.indexOf('.') < 0) {
        throw new IllegalStateException("VERSIONS does not list " + name);
      }
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
            Path copy = to.resolve(from.relativize(file));
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
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
