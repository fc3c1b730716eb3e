package dev.taipan.checker.modules;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the environments that uv makes for single-file scripts: directories of its cache whose
 * names end with a digest of the script's path.
 */
public final class UvScripts {
  private static final String BUCKET = "environments-v";

  private final FileTree files;
  private final Map<String, String> variables;

  UvScripts(FileTree files, Map<String, String> variables) {
    this.files = files;
    this.variables = variables;
  }

  /** The root of the environment of a script, absolute; null if uv has made none. */
  @Nullable Path environmentOf(Path script) {
    Path cache = cache();
    String[] buckets = cache == null ? null : files.list(cache);
    if (cache == null || buckets == null) {
      return null;
    }
    List<String> digests = List.of(digest(script), digest(files.real(script)));
    List<Path> found = new ArrayList<>();
    for (String bucket : buckets) {
      String[] names = bucket.startsWith(BUCKET) ? files.list(cache.resolve(bucket)) : null;
      for (String name : names == null ? new String[0] : names) {
        if (digests.contains(name.substring(name.lastIndexOf('-') + 1))
            && files.isFile(cache.resolve(bucket).resolve(name).resolve("pyvenv.cfg"))) {
          found.add(cache.resolve(bucket).resolve(name));
        }
      }
    }
    // The latest layout of the cache is that of the latest uv.
    return found.stream().max(Path::compareTo).orElse(null);
  }

  private @Nullable Path cache() {
    try {
      String named = variables.getOrDefault("UV_CACHE_DIR", "");
      if (!named.isBlank()) {
        return Path.of(named).toAbsolutePath().normalize();
      }
      String local = variables.getOrDefault("LOCALAPPDATA", "");
      if (!local.isBlank()) {
        return Path.of(local, "uv", "cache");
      }
      String caches = variables.getOrDefault("XDG_CACHE_HOME", "");
      if (!caches.isBlank() && Path.of(caches).isAbsolute()) {
        return Path.of(caches, "uv");
      }
      String home = variables.getOrDefault("HOME", "");
      return home.isBlank() ? null : Path.of(home, ".cache", "uv");
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /**
   * What uv makes of a path: SeaHash over its components as Rust hashes paths, in hexadecimal, the
   * lowest byte first.
   */
  public static String digest(Path script) {
    SeaHash hash = new SeaHash();
    long bits = 0;
    for (Path component : script) {
      byte[] bytes = component.toString().getBytes(StandardCharsets.UTF_8);
      bits = Long.rotateRight(bits + bytes.length, 2);
      hash.add(bytes);
    }
    hash.add(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array());
    StringBuilder hex = new StringBuilder();
    long result = Long.reverseBytes(hash.finish());
    for (int shift = 60; shift >= 0; shift -= 4) {
      hex.append(Character.forDigit((int) (result >>> shift) & 15, 16));
    }
    return hex.toString();
  }

  /** The SeaHash function, fed piece by piece. */
  private static final class SeaHash {
    private static final long FACTOR = 0x6eed0e9da4d94a4fL;

    private final long[] lanes = {
      0x16f11fe89b0d677cL, 0xb480a793d8e6c86cL, 0x6fe2e5aaf078ebc9L, 0x14f994a4c5259381L
    };
    private int lane;
    private long length;
    private long rest;
    private int restLength;

    void add(byte[] bytes) {
      for (byte b : bytes) {
        rest |= (b & 0xffL) << (8 * restLength);
        restLength++;
        length++;
        if (restLength == 8) {
          lanes[lane] = diffused(lanes[lane] ^ rest);
          lane = (lane + 1) & 3;
          rest = 0;
          restLength = 0;
        }
      }
    }

    long finish() {
      long next = restLength == 0 ? lanes[lane] : diffused(lanes[lane] ^ rest);
      long others = lanes[(lane + 1) & 3] ^ lanes[(lane + 2) & 3] ^ lanes[(lane + 3) & 3];
      return diffused(next ^ others ^ length);
    }

    private static long diffused(long value) {
      long x = value * FACTOR;
      x ^= (x >>> 32) >>> (x >>> 60);
      return x * FACTOR;
    }
  }
}
