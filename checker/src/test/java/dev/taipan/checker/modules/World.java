package dev.taipan.checker.modules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A project, an environment and a small typeshed in a temporary directory: {@code project/}, {@code
 * site/} for installed packages, {@code lib/} for the interpreter's library, {@code typeshed/}.
 */
final class World {
  private final Path root;
  private final List<Path> extra = new ArrayList<>();
  private final List<Path> sites = new ArrayList<>();
  private PythonVersion version = new PythonVersion(3, 12);

  World(Path temporary) {
    root = temporary.toAbsolutePath().normalize();
    file(
        "typeshed/stdlib/VERSIONS",
        """
        # comment
        _typeshed: 3.0-  # another
        asyncio: 3.4-
        asyncio.taskgroups: 3.11-
        builtins: 3.0-
        distutils: 3.0-3.11
        json: 3.0-
        os: 3.0-
        tomllib: 3.11-
        typing: 3.5-
        """);
    for (String stub :
        List.of(
            "_typeshed/__init__",
            "asyncio/__init__",
            "asyncio/events",
            "asyncio/taskgroups",
            "builtins",
            "distutils/__init__",
            "distutils/core",
            "json/__init__",
            "json/decoder",
            "os/__init__",
            "os/path",
            "tomllib",
            "typing")) {
      file("typeshed/stdlib/" + stub + ".pyi");
    }
    file("typeshed/stubs/PyYAML/yaml/__init__.pyi");
    file("typeshed/stubs/PyYAML/yaml/nodes.pyi");
    file("typeshed/stubs/protobuf/google/protobuf/__init__.pyi");
    file("typeshed/stubs/protobuf/google/protobuf/message.pyi");
    file("typeshed/stubs/ndb/google/cloud/ndb/__init__.pyi");
    file("typeshed/stubs/six/six.pyi");
    directory("project");
    directory("site");
    sites.add(path("site"));
  }

  /** An empty file. */
  World file(String relative) {
    return file(relative, "");
  }

  World file(String relative, String text) {
    try {
      Path path = path(relative);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  World files(String... relative) {
    for (String each : relative) {
      file(each);
    }
    return this;
  }

  World directory(String relative) {
    try {
      Files.createDirectories(path(relative));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  World delete(String relative) {
    try (var below = Files.walk(path(relative))) {
      for (Path each : below.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(each);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path(String relative) {
    return root.resolve(relative).normalize();
  }

  World extra(String relative) {
    extra.add(path(relative));
    return this;
  }

  /** A second directory of installed packages. */
  World site(String relative) {
    directory(relative);
    sites.add(path(relative));
    return this;
  }

  World version(int minor) {
    version = new PythonVersion(3, minor);
    return this;
  }

  Typeshed typeshed() {
    try {
      return Typeshed.open(path("typeshed"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SearchPaths paths() {
    List<Path> library = Files.isDirectory(path("lib")) ? List.of(path("lib")) : List.of();
    Environment environment =
        new Environment(root, Environment.Kind.VIRTUAL, Optional.of(version), sites, library);
    return SearchPaths.forProject(
        path("project"), extra, typeshed(), Optional.of(environment), version, new DiskFileTree());
  }

  ModuleResolver resolver() {
    return new ModuleResolver(paths(), new DiskFileTree());
  }

  /** What {@code import name} finds: {@code ORIGIN path}, relative to the world. */
  String found(String name) {
    return show(resolver().resolve(ModuleName.of(name)));
  }

  /** What {@code import name} in a file finds. */
  String found(String name, String importer) {
    ModuleResolver resolver = resolver();
    return show(resolver.resolve(ModuleName.of(name), resolver.moduleOf(path(importer))));
  }

  /** What a relative import in a file finds. */
  String relative(String importer, int level, String tail) {
    ModuleResolver resolver = resolver();
    return show(resolver.resolveRelative(resolver.moduleOf(path(importer)), level, tail));
  }

  String show(Optional<? extends ResolvedModule> found) {
    return found.isEmpty() ? "nothing" : show(found.get());
  }

  String show(ResolvedModule module) {
    return switch (module) {
      case ModuleFile file -> file.origin() + " " + show(file.file());
      case OpaqueModule opaque ->
          opaque.origin() + " binary " + opaque.file().map(this::show).orElse("built-in");
      case NamespacePackage namespace -> {
        StringBuilder text = new StringBuilder("namespace");
        for (Path directory : namespace.directories()) {
          text.append(' ').append(show(directory));
        }
        yield text.toString();
      }
    };
  }

  String show(Path path) {
    return path.startsWith(root)
        ? root.relativize(path).toString().replace('\\', '/')
        : path.toString();
  }
}
