package dev.taipan.checker.modules;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads, without running them, the import finders that build tools write into site-packages for
 * editable installs.
 *
 * <table>
 *   <caption>What is understood</caption>
 *   <tr><th>tool</th><th>file</th><th>text</th></tr>
 *   <tr><td>setuptools</td><td>{@code __editable___NAME_VERSION_finder.py}</td>
 *       <td>{@code MAPPING = {'pkg': '/src/pkg'}}, {@code NAMESPACES = {'ns': ['/src/ns']}}</td></tr>
 *   <tr><td>editables (hatchling, pdm)</td><td>{@code _editable_impl_NAME.py}</td>
 *       <td>{@code F.map_module('pkg', '/src/pkg/__init__.py')}</td></tr>
 *   <tr><td>scikit-build-core</td><td>{@code _NAME_editable.py}</td>
 *       <td>{@code install({'pkg': '/src/pkg/__init__.py'}, {'pkg._core': 'pkg/_core.so'}, ...)}</td></tr>
 * </table>
 */
final class EditableFinder {
  private final Path site;
  private final Map<String, List<Path>> targets = new LinkedHashMap<>();

  private EditableFinder(Path site) {
    this.site = site;
  }

  /** Whether a module of site-packages may, by its name, be such a finder. */
  static boolean isFinder(String module) {
    return module.startsWith("_") && module.contains("editable");
  }

  /**
   * What a finder maps.
   *
   * @param text the finder's source
   * @param site the directory that has it, for relative paths
   * @return full module names to the places of each, mostly one; a place is a package's directory
   *     or a module's file, whose suffix may be missing
   */
  static Map<String, List<Path>> targets(String text, Path site) {
    EditableFinder finder = new EditableFinder(site);
    finder.addAll(assigned(text, "MAPPING"));
    finder.addAll(assigned(text, "NAMESPACES"));
    finder.addCalls(text);
    return finder.targets;
  }

  /** The literal in {@code name = ...} or {@code name: type = ...} at the start of a line. */
  private static @Nullable Object assigned(String text, String name) {
    int at = text.startsWith(name) ? 0 : text.indexOf("\n" + name) + 1;
    if (at == 0 && !text.startsWith(name)) {
      return null;
    }
    int equals = text.indexOf('=', at);
    return equals < 0 ? null : new PythonLiteral(text, equals + 1).value();
  }

  private void addCalls(String text) {
    int at = 0;
    while ((at = text.indexOf(".map_module(", at)) >= 0) {
      PythonLiteral arguments = new PythonLiteral(text, at + ".map_module(".length());
      Object name = arguments.value();
      if (name instanceof String module && arguments.skip(',')) {
        add(module, arguments.value());
      }
      at++;
    }
    int install = text.indexOf("\ninstall(");
    if (install >= 0) {
      PythonLiteral arguments = new PythonLiteral(text, install + "\ninstall(".length());
      addAll(arguments.value());
      if (arguments.skip(',')) {
        addAll(arguments.value());
      }
    }
  }

  private void addAll(@Nullable Object mapping) {
    if (mapping instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (entry.getKey() instanceof String module) {
          if (entry.getValue() instanceof List<?> list) {
            for (Object path : list) {
              add(module, path);
            }
          } else {
            add(module, entry.getValue());
          }
        }
      }
    }
  }

  private void add(String module, @Nullable Object path) {
    if (path instanceof String text && !text.isEmpty() && ModuleName.parse(module).isPresent()) {
      try {
        Path place = site.resolve(text).normalize();
        boolean isInit = String.valueOf(place.getFileName()).startsWith("__init__.");
        Path parent = place.getParent();
        targets
            .computeIfAbsent(module, key -> new ArrayList<>())
            .add(isInit && parent != null ? parent : place);
      } catch (InvalidPathException e) {
        // A path of another operating system leads nowhere here.
      }
    }
  }
}
