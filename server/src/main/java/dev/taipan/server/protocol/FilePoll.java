package dev.taipan.server.protocol;

import dev.taipan.server.workspace.Project;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for changed files now and then, for clients that do not watch files. */
final class FilePoll {
  private static final int PERIOD_MILLIS = 2000;

  private final TaipanServer server;
  private final Map<Path, Map<Path, Long>> known = new HashMap<>();
  private volatile @Nullable Thread thread;

  FilePoll(TaipanServer server) {
    this.server = server;
  }

  void start() {
    Thread poll = new Thread(this::run, "files");
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

  private void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        Set<Path> changed = new HashSet<>();
        for (Project project : List.copyOf(server.requests().workspace().projects())) {
          changed.addAll(changes(project));
        }
        if (!changed.isEmpty()) {
          server.getWorkspaceService().filesChanged(changed);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The user's files that came, went or were written since the last look. */
  private Set<Path> changes(Project project) {
    Map<Path, Long> now = new HashMap<>();
    for (Path file : project.snapshot().findFiles()) {
      now.put(file, stamp(file));
    }
    for (String name : List.of("taipan.toml", "pyproject.toml")) {
      Path file = project.root().resolve(name);
      now.put(file, stamp(file));
    }
    Map<Path, Long> before = known.put(project.root(), now);
    Set<Path> changed = new HashSet<>();
    if (before != null) {
      now.forEach(
          (file, stamp) -> {
            if (!stamp.equals(before.get(file))) {
              changed.add(file);
            }
          });
      before.keySet().stream().filter(file -> !now.containsKey(file)).forEach(changed::add);
    }
    return changed;
  }

  private static long stamp(Path file) {
    java.io.File real = file.toFile();
    return real.lastModified() * 31 + real.length();
  }
}
