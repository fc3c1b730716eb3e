package dev.taipan.server.workspace;

import dev.taipan.checker.project.Snapshot;
import java.nio.file.Path;
import java.util.List;

/**
 * One root with its configuration and environment.
 *
 * @param root the workspace folder, or the directory of a file that lies in none
 * @param problems why the configuration cannot be used, a line each
 */
public record Project(Path root, Snapshot snapshot, List<String> problems) {
  /** Whether it is a single-file script, which lies in another project as well. */
  public boolean isScript() {
    return !root.equals(snapshot.configuration().root()) && root.toString().endsWith(".py");
  }

  Project with(Snapshot snapshot) {
    return new Project(root, snapshot, problems);
  }
}
