package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file tree in which directories of installed packages hold only those that somebody declared to
 * need, and what these need in turn: what an environment made for the declaration would hold.
 *
 * <p>What belongs to no distribution that tells its files stays, and so do stubs.
 */
public final class DeclaredPackages implements ForwardingFileTree {
  private static final String INFO = ".dist-info";

  private final FileTree files;
  private final Set<Path> directories;
  private final Set<String> declared = new HashSet<>();
  private final Map<Path, Set<String>> hidden = new ConcurrentHashMap<>();

  /**
   * @param directories the directories of installed packages
   * @param declared the names of distributions
   */
  public DeclaredPackages(
      FileTree files, Collection<Path> directories, Collection<String> declared) {
    this.files = files;
    this.directories = Set.copyOf(directories);
    declared.forEach(name -> this.declared.add(normalized(name)));
  }

  @Override
  public FileTree under() {
    return files;
  }

  /** What installers read of a distribution. */
  private record Distribution(Set<String> needs, Set<String> entries) {}

  @Override
  public String @Nullable [] list(Path directory) {
    String[] names = files.list(directory);
    if (names == null || !directories.contains(directory)) {
      return names;
    }
    Set<String> without = hidden.computeIfAbsent(directory, _ -> undeclared(directory, names));
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      if (!without.contains(name)) {
        kept.add(name);
      }
    }
    return kept.toArray(new String[0]);
  }

  /** The entries of a directory that belong to distributions nobody declared. */
  private Set<String> undeclared(Path directory, String[] names) {
    Map<String, Distribution> distributions = new HashMap<>();
    for (String name : names) {
      int dash = name.indexOf('-');
      if (name.endsWith(INFO) && dash > 0) {
        Path info = directory.resolve(name);
        distributions.put(
            normalized(name.substring(0, dash)),
            new Distribution(
                needs(files.read(info.resolve("METADATA"))),
                entries(files.read(info.resolve("RECORD")))));
      }
    }
    Set<String> reached = new HashSet<>(declared);
    Deque<String> next = new ArrayDeque<>(declared);
    while (!next.isEmpty()) {
      Distribution one = distributions.get(next.poll());
      for (String need : one == null ? Set.<String>of() : one.needs) {
        if (reached.add(need)) {
          next.add(need);
        }
      }
    }
    Set<String> shown = new HashSet<>();
    Set<String> without = new HashSet<>();
    distributions.forEach(
        (name, one) -> (reached.contains(name) ? shown : without).addAll(one.entries));
    without.removeAll(shown);
    return without;
  }

  /** What a distribution needs, whatever the conditions. */
  private static Set<String> needs(@Nullable String metadata) {
    Set<String> names = new HashSet<>();
    for (String line : metadata == null ? new String[0] : metadata.split("\n")) {
      if (line.isBlank()) {
        break; // the description follows
      }
      if (line.startsWith("Requires-Dist:")) {
        names.add(normalized(line.substring(14).strip().split("[^A-Za-z0-9._-]", 2)[0]));
      }
    }
    return names;
  }

  /** The names beside the distribution's own directory that it installed. */
  private static Set<String> entries(@Nullable String record) {
    Set<String> names = new HashSet<>();
    for (String line : record == null ? new String[0] : record.split("\n")) {
      int end = line.indexOf(',');
      int slash = line.indexOf('/');
      String name = line.substring(0, slash >= 0 ? slash : Math.max(end, 0));
      boolean isCode = slash >= 0 || name.endsWith(".py") || name.endsWith(".so");
      if (isCode && !name.startsWith(".") && !name.endsWith(INFO) && !name.endsWith("-stubs")) {
        names.add(name);
      }
    }
    return names;
  }

  /** A name of a distribution as indexes compare it. */
  private static String normalized(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }
}
