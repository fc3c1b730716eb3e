import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks or fixes the format of all Java sources with google-java-format.
 *
 * <p>Arguments: {@code check} or {@code fix}, a file for remembering what was found well formatted,
 * then folders. Exit code 1 when {@code check} finds a file to format.
 */
final class Format {
  public static void main(String[] args) throws IOException {
    boolean fix = args[0].equals("fix");
    Path memory = Path.of(args[1]);
    Set<String> known =
        Files.exists(memory) ? new HashSet<>(Files.readAllLines(memory)) : new HashSet<>();
    List<Path> files = new ArrayList<>();
    for (int i = 2; i < args.length; i++) {
      try (Stream<Path> all = Files.walk(Path.of(args[i]))) {
        all.filter(
                file -> file.toString().endsWith(".java") && !file.toString().contains("/target/"))
            .forEach(files::add);
      }
    }

    List<String> good = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    files.parallelStream()
        .forEach(
            file -> {
              try {
                String text = Files.readString(file);
                if (!known.contains(fingerprint(text))) {
                  String formatted = format(text);
                  if (!formatted.equals(text)) {
                    synchronized (bad) {
                      bad.add(file.toString());
                    }
                    if (!fix) {
                      return;
                    }
                    Files.writeString(file, formatted);
                    text = formatted;
                  }
                }
                synchronized (good) {
                  good.add(fingerprint(text));
                }
              } catch (IOException | FormatterException e) {
                synchronized (bad) {
                  bad.add(file + ": " + e.getMessage());
                }
              }
            });

    good.sort(null);
    Files.createDirectories(memory.toAbsolutePath().getParent());
    Files.write(memory, good);
    bad.sort(null);
    for (String line : bad) {
      System.out.println((fix ? "formatted " : "not formatted: ") + line);
    }
    if (!fix && !bad.isEmpty()) {
      System.out.println("format them with: mvn -q -N validate -Dformat");
      System.exit(1);
    }
  }

  private static String format(String text) throws FormatterException {
    String imports = ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.GOOGLE);
    return new Formatter().formatSource(RemoveUnusedImports.removeUnusedImports(imports));
  }

  private static String fingerprint(String text) {
    return text.length() + ":" + text.hashCode();
  }
}
