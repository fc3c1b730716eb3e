package dev.taipan.server.protocol;

import dev.taipan.server.workspace.Project;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for changed files now and then: always whether packages were installed or what was read of
 * them was written, which lie where clients do not look, and the user's files for clients that do
 * not watch them.
 */
final class FilePoll {
  private static final int PERIOD_MILLIS = 2000;

  /** A look may take this part of the time. */
  private static final int MAX_SHARE = 20;

  /** What makes a project another one. */
  private static final List<String> SETTINGS =
      List.of(
          "taipan.toml", "pyproject.toml", ".venv/pyvenv.cfg", "venv/pyvenv.cfg", "env/pyvenv.cfg");

  private final TaipanServer server;

  /** The directories of installed packages by the roots of projects, with their times. */
  private final Map<Path, Map<Path, Long>> environments = new ConcurrentHashMap<>();

  /** The user's files by the roots of projects, with what tells whether they were written. */
  private final Map<Path, Map<Path, Long>> files = new HashMap<>();

  /** The files of libraries that were read, and their directories, by the roots of projects. */
  private final Map<Path, Map<Path, Long>> libraries = new HashMap<>();

  /** When the look before this one began; what was written since may have been read before. */
  private long lastLook = System.currentTimeMillis();

  private volatile @Nullable Thread thread;

  FilePoll(TaipanServer server) {
    this.server = server;
  }

  /** Begins to look; {@code clientWatches} what is in the workspace's folders. */
  void start(boolean clientWatches) {
    Thread poll = new Thread(() -> run(clientWatches), "files");
    poll.setDaemon(true);
    poll.setPriority(Thread.MIN_PRIORITY);
    thread = poll;
    poll.start();
  }

  void stop() {
    Thread poll = thread;
    if (poll != null) {
      poll.interrupt();
    }
  }

  private void run(boolean clientWatches) {
    try {
      while (true) {
        long start = System.nanoTime();
        long look = System.currentTimeMillis();
        Set<Path> changed = new HashSet<>();
        for (Project project : List.copyOf(server.requests().workspace().projects())) {
          try {
            changed.addAll(changes(project, clientWatches));
          } catch (RuntimeException e) {
            server.log().defect("the look for changed files", e);
          }
        }
        lastLook = look;
        if (!changed.isEmpty()) {
          server.getWorkspaceService().filesChanged(changed);
        }
        long taken = (System.nanoTime() - start) / 1_000_000;
        Thread.sleep(Math.max(PERIOD_MILLIS, taken * MAX_SHARE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Remembers what a project was opened with. */
  void opened(Project project) {
    environments.put(project.root(), environment(project));
  }

  private static Map<Path, Long> environment(Project project) {
    Map<Path, Long> stamps = new HashMap<>();
    project
        .snapshot()
        .target()
        .paths()
        .environment()
        .ifPresent(
            environment -> {
              for (Path packages : environment.sitePackages()) {
                stamps.put(packages, packages.toFile().lastModified());
              }
            });
    return stamps;
  }

  /** What came, went or was written since the last look. */
  private Set<Path> changes(Project project, boolean clientWatches) {
    Set<Path> changed = new HashSet<>();
    Map<Path, Long> environment = environment(project);
    addChanges(environments.put(project.root(), environment), environment, changed);
    changed.addAll(libraryChanges(project));
    if (!clientWatches) {
      Map<Path, Long> now = new HashMap<>();
      for (Path file : project.snapshot().findFiles()) {
        now.put(file, stamp(file));
      }
      for (String name : SETTINGS) {
        Path file = project.root().resolve(name);
        now.put(file, stamp(file));
      }
      addChanges(files.put(project.root(), now), now, changed);
    }
    return changed;
  }

  /** What was written of the libraries that were read. */
  private Set<Path> libraryChanges(Project project) {
    Set<Path> read = new HashSet<>(project.snapshot().libraryFiles());
    for (Path file : List.copyOf(read)) {
      Path directory = file.getParent();
      if (directory != null) {
        read.add(directory);
      }
    }
    Map<Path, Long> before = libraries.getOrDefault(project.root(), Map.of());
    Map<Path, Long> now = new HashMap<>();
    Set<Path> changed = new HashSet<>();
    for (Path file : read) {
      Long stamp = stamp(file);
      now.put(file, stamp);
      Long earlier = before.get(file);
      if (earlier == null ? isRecent(file) : !earlier.equals(stamp)) {
        changed.add(file);
      }
    }
    libraries.put(project.root(), now);
    return changed;
  }

  /** Whether a file was written since the last look. */
  private boolean isRecent(Path file) {
    return file.toFile().lastModified() >= lastLook;
  }

  private void addChanges(
      @Nullable Map<Path, Long> before, Map<Path, Long> now, Set<Path> changed) {
    if (before == null) {
      now.keySet().stream().filter(this::isRecent).forEach(changed::add);
      return;
    }
    now.forEach(
        (file, stamp) -> {
          if (!stamp.equals(before.get(file))) {
            changed.add(file);
          }
        });
    for (Path file : before.keySet()) {
      if (!now.containsKey(file)) {
        changed.add(file);
      }
    }
  }

  private static long stamp(Path file) {
    File real = file.toFile();
    return real.lastModified() * 31 + real.length();
  }
}
