package dev.recsim.experiment;

import dev.recsim.io.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * Computes digests of the code of components, from the names and checksums (CRC-32) of all files in
 * their jars or class folders. A stored trial is only reused with the same code.
 */
final class CodeFingerprint {
  private final Map<Path, String> known = new ConcurrentHashMap<>();

  /** The digest of the jar or folder that contains this class. */
  String of(Class<?> component) {
    CodeSource source = component.getProtectionDomain().getCodeSource();
    return source == null ? "jdk" : of(source.getLocation().toString());
  }

  /**
   * The digest of an optional module.
   *
   * @throws MissingModules if it is not on the class path
   */
  String ofModule(String module) {
    OptionalModules.require(Set.of(module));
    String marker = OptionalModules.marker(module).toString();
    return of(marker.replaceFirst("^jar:", "").replaceFirst("!?/META-INF/recsim/[^/]*$", ""));
  }

  private String of(String location) {
    return known.computeIfAbsent(Path.of(URI.create(location)), CodeFingerprint::digest);
  }

  private static String digest(Path location) {
    try {
      SortedMap<String, Long> sums = Files.isDirectory(location) ? folder(location) : jar(location);
      StringBuilder lines = new StringBuilder();
      sums.forEach((name, sum) -> lines.append(name).append(' ').append(sum).append('\n'));
      return Digest.of(lines.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the class path entry " + location, e);
    }
  }

  /** The checksums of the files of a jar, from its directory. */
  private static SortedMap<String, Long> jar(Path location) throws IOException {
    SortedMap<String, Long> sums = new TreeMap<>();
    try (ZipFile zip = new ZipFile(location.toFile())) {
      zip.stream()
          .filter(entry -> !entry.isDirectory())
          .forEach(entry -> sums.put(entry.getName(), entry.getCrc()));
    }
    return sums;
  }

  private static SortedMap<String, Long> folder(Path location) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(location)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    SortedMap<String, Long> sums = new TreeMap<>();
    for (Path file : files) {
      CRC32 sum = new CRC32();
      sum.update(Files.readAllBytes(file));
      sums.put(location.relativize(file).toString(), sum.getValue());
    }
    return sums;
  }
}
