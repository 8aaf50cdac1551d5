package dev.recsim.experiment.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A class path entry that a test edits: a folder, or a jar that may add another jar. */
final class RandomPlace {
  static final String POM_PROPERTIES = "META-INF/maven/shop/core/pom.properties";

  /** What no code sees. */
  enum Hidden {
    TIME,
    ORDER,
    COMPRESSION,
    NAME,
    STAMP,
    COMMENT,
    POM,
    DIGEST
  }

  final SortedMap<String, String> files = new TreeMap<>();

  /** Main attributes of the manifest that code may read. */
  final SortedMap<String, String> attributes = new TreeMap<>();

  /** Attributes of the package {@code shop}. */
  final SortedMap<String, String> section = new TreeMap<>();

  private final SortedMap<Hidden, Integer> hidden = new TreeMap<>();
  Optional<RandomPlace> added = Optional.empty();
  boolean jar;

  private Path path = Path.of("not written");
  private String written = "";

  RandomPlace(boolean jar, int name) {
    this.jar = jar;
    for (Hidden it : Hidden.values()) {
      hidden.put(it, 0);
    }
    hidden.put(Hidden.NAME, name);
  }

  /** Changes what no code sees. */
  void change(Hidden what, int value) {
    hidden.put(what, value);
  }

  /** This place and those that it adds. */
  List<RandomPlace> all() {
    List<RandomPlace> all = new ArrayList<>(List.of(this));
    added.ifPresent(it -> all.addAll(it.all()));
    return all;
  }

  /** Whether a folder and a jar of it are the same to code. */
  boolean isFilesOnly() {
    return attributes.isEmpty() && section.isEmpty() && added.isEmpty();
  }

  private String name() {
    return "place-" + hidden.get(Hidden.NAME) + (jar ? ".jar" : "");
  }

  /** Writes what has changed of it, and of what it adds, into a folder; returns its path. */
  Path write(Path folder) throws IOException {
    if (added.isPresent()) {
      added.get().write(folder);
    }
    String description = toString();
    if (!description.equals(written)) {
      delete(path);
      path = folder.resolve(name());
      if (jar) {
        pack(texts());
      } else {
        unpack(texts());
      }
      written = description;
    }
    return path;
  }

  private static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> all = Files.walk(path)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>(files);
    manifest().ifPresent(it -> texts.put(JarFile.MANIFEST_NAME, it));
    texts.computeIfPresent(
        POM_PROPERTIES, (name, it) -> "#" + hidden.get(Hidden.COMMENT) + "\n" + it);
    if (hidden.get(Hidden.POM) > 0) {
      texts.put("META-INF/maven/shop/core/pom.xml", "<!-- " + hidden.get(Hidden.POM) + " -->");
    }
    return texts;
  }

  private void unpack(Map<String, String> texts) throws IOException {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path file = path.resolve(text.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.getValue());
    }
  }

  private Optional<String> manifest() {
    StringBuilder text = new StringBuilder();
    attributes.forEach((key, value) -> text.append(key + ": " + value + "\n"));
    added.ifPresent(it -> text.append("Class-Path: " + it.name() + (it.jar ? "" : "/") + "\n"));
    if (hidden.get(Hidden.STAMP) > 0) {
      text.append("Build-Time: " + hidden.get(Hidden.STAMP) + "\nCreated-By: somebody\n");
    }
    if (!section.isEmpty()) {
      text.append("\nName: shop/\n");
      section.forEach((key, value) -> text.append(key + ": " + value + "\n"));
    }
    if (hidden.get(Hidden.DIGEST) > 0) {
      text.append("\nName: shop/A.class\nSHA-256-Digest: " + hidden.get(Hidden.DIGEST) + "\n");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of("Manifest-Version: 1.0\n" + text);
  }

  private void pack(Map<String, String> texts) throws IOException {
    List<String> names = new ArrayList<>(texts.keySet());
    RandomKey order = RandomKey.root(hidden.get(Hidden.ORDER));
    for (int i = names.size() - 1; i > 0; i--) {
      Collections.swap(names, i, order.below(i, i + 1));
    }
    try (OutputStream out = Files.newOutputStream(path);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(hidden.get(Hidden.COMPRESSION) % 10);
      for (String name : names) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(1_000_000_000_000L + 10_000L * hidden.get(Hidden.TIME));
        zip.putNextEntry(entry);
        zip.write(texts.get(name).getBytes(UTF_8));
      }
    }
  }

  @Override
  public String toString() {
    return name() + files + attributes + section + hidden + added.map(Object::toString).orElse("");
  }
}
