package dev.taipan.checker.inference;

import dev.taipan.checker.modules.ImportFailure;
import dev.taipan.checker.modules.PythonVersion;
import java.nio.file.Path;
import java.util.List;

/** What the diagnostic of an import that finds nothing says below its message. */
final class ImportNotes {
  /** How many directories are named; a project may have dozens of search paths. */
  private static final int MAX_DIRECTORIES = 5;

  private ImportNotes() {}

  static List<String> of(ImportFailure failure) {
    return switch (failure) {
      case ImportFailure.NotFound(var missing, var searched) ->
          searched.isEmpty()
              ? List.of()
              : List.of("looked for `" + missing + "` in " + directories(searched));
      case ImportFailure.NotInVersion(var missing, var first, var last) ->
          List.of("`" + missing + "` is in the standard library " + versions(first, last));
      case ImportFailure.NotInStubs(var missing, var stubs) ->
          List.of("the package has `" + missing + "`, but its stubs in " + stubs + " do not");
      case ImportFailure.BeyondTopLevel(var level) ->
          List.of("there are fewer than " + level + " packages around this module");
    };
  }

  private static String directories(List<Path> searched) {
    StringBuilder text = new StringBuilder();
    int shown = Math.min(searched.size(), MAX_DIRECTORIES);
    for (int i = 0; i < shown; i++) {
      text.append(i == 0 ? "" : ", ").append(searched.get(i));
    }
    if (searched.size() > shown) {
      text.append(" and ").append(searched.size() - shown).append(" more");
    }
    return text.toString();
  }

  private static String versions(PythonVersion first, PythonVersion last) {
    if (last.equals(PythonVersion.NEWEST)) {
      return "from Python " + first + " on";
    }
    return first.minor() == 0
        ? "up to Python " + last
        : "of Python " + first + " to " + last + " only";
  }
}
