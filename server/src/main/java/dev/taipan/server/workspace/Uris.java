package dev.taipan.server.workspace;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Translates between the URIs of editors and paths.
 *
 * <p>A document that is no file (an untitled buffer, a cell, a file of another machine) gets a path
 * below {@link #VIRTUAL}, where no file is.
 */
public final class Uris {
  /** Where documents that are no files lie. */
  public static final Path VIRTUAL = Path.of("/.taipan-virtual");

  private Uris() {}

  /** The absolute, normalized path of a document, whatever its URI. */
  public static Path toPath(String uri) {
    Optional<Path> file = file(uri);
    if (file.isPresent()) {
      return file.get();
    }
    String name = URLEncoder.encode(uri, StandardCharsets.UTF_8);
    return VIRTUAL.resolve(name.endsWith(".pyi") || name.endsWith(".py") ? name : name + ".py");
  }

  /** The path of a {@code file} URI; empty for others. */
  public static Optional<Path> file(String uri) {
    if (!uri.startsWith("file:")) {
      return Optional.empty();
    }
    try {
      URI parsed = new URI(uri.replace(" ", "%20"));
      String path = parsed.getPath();
      if (path == null || path.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(Path.of(URI.create("file://" + parsed.getRawPath())).normalize());
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The URI of a file. */
  public static String of(Path file) {
    String uri = file.toUri().toString();
    // The JDK asks the disk and marks directories by a slash at the end.
    return uri.endsWith("/") && file.getNameCount() > 0 ? uri.substring(0, uri.length() - 1) : uri;
  }
}
