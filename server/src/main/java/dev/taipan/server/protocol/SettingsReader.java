package dev.taipan.server.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.taipan.server.workspace.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the editor's settings; what is missing or of a wrong type keeps its default. */
final class SettingsReader {
  private SettingsReader() {}

  /**
   * The settings that a section {@code taipan} makes.
   *
   * @param section a JSON object, or an object that holds the section under {@code taipan}
   */
  static Settings read(@Nullable Object section, Settings defaults) {
    if (!(section instanceof JsonObject object)) {
      return defaults;
    }
    if (object.get("taipan") instanceof JsonObject nested) {
      return read(nested, defaults);
    }
    Optional<Path> python = path(member(object, "python", "environment"));
    return new Settings(
        python.or(defaults::python),
        "workspace".equals(string(member(object, "diagnostics", "mode")))
            || defaults.wholeWorkspace(),
        flag(member(object, "inlayHints", "variableTypes"), defaults.variableTypeHints()),
        flag(member(object, "inlayHints", "returnTypes"), defaults.returnTypeHints()),
        flag(member(object, "inlayHints", "argumentNames"), defaults.argumentNameHints()),
        flag(member(object, "codeLens", "references"), defaults.codeLens()));
  }

  private static @Nullable JsonElement member(JsonObject object, String outer, String inner) {
    return object.get(outer) instanceof JsonObject nested
        ? nested.get(inner)
        : object.get(outer + "." + inner);
  }

  private static boolean flag(@Nullable JsonElement element, boolean otherwise) {
    return element != null && element.isJsonPrimitive() && element.getAsJsonPrimitive().isBoolean()
        ? element.getAsBoolean()
        : otherwise;
  }

  private static String string(@Nullable JsonElement element) {
    return element != null && element.isJsonPrimitive() ? element.getAsString() : "";
  }

  private static Optional<Path> path(@Nullable JsonElement element) {
    String text = string(element);
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
