package dev.recsim.experiment;

import dev.recsim.store.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which code components come from: digests of their jars or class folders. A stored trial is only
 * reused by the code that made it.
 */
final class CodeFingerprint {
  private final Map<Path, String> known = new HashMap<>();

  /** Of the jar or folder that holds this class. */
  String of(Class<?> component) {
    CodeSource source = component.getProtectionDomain().getCodeSource();
    if (source == null) {
      return "jdk";
    }
    try {
      return known.computeIfAbsent(Path.of(source.getLocation().toURI()), CodeFingerprint::digest);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("class path entry " + source.getLocation(), e);
    }
  }

  private static String digest(Path location) {
    try {
      return Files.isDirectory(location)
          ? digestFolder(location)
          : Digest.of(Files.readAllBytes(location));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the class path entry " + location, e);
    }
  }

  private static String digestFolder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    for (Path file : files) {
      String line = folder.relativize(file) + " " + Digest.of(Files.readAllBytes(file)) + "\n";
      digests.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    }
    return Digest.of(digests.toByteArray());
  }
}
