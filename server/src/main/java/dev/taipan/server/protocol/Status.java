package dev.taipan.server.protocol;

import dev.taipan.server.workspace.Project;
import dev.taipan.server.workspace.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code taipan/status} answers. */
final class Status {
  private Status() {}

  static Map<String, Object> of(Workspace workspace) {
    List<Map<String, Object>> projects = new ArrayList<>();
    for (Project project : workspace.projects()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("root", project.root().toString());
      one.put("version", project.snapshot().target().version().toString());
      one.put(
          "environment",
          project
              .snapshot()
              .target()
              .paths()
              .environment()
              .map(environment -> environment.prefix().toString())
              .orElse(""));
      one.put("modules", project.snapshot().loadedModules());
      one.put("checkedFiles", project.snapshot().checkedFiles());
      one.put("unitsInferred", project.snapshot().checkedPieces());
      one.put("unitsKept", project.snapshot().keptPieces());
      projects.add(one);
    }
    Runtime runtime = Runtime.getRuntime();
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("projects", projects);
    status.put("documents", workspace.documents().size());
    status.put("heapUsedMb", (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    status.put("heapLimitMb", runtime.maxMemory() >> 20);
    return status;
  }
}
