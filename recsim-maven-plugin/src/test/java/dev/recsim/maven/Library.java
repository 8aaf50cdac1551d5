package dev.recsim.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** A library in the repository of nested builds, {@code example:<name>:1}. */
record Library(String name) {
  private static final Pattern TYPE = Pattern.compile("(?s)package ([\\w.]+);.*?\\bclass (\\w+)");

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>example</groupId>
        <artifactId>%s</artifactId>
        <version>1</version>
      </project>
      """;

  /**
   * Compiles a class and puts the library into the repository, in place of an earlier one.
   *
   * @param type its class with its package
   * @param source its text
   */
  void install(String type, String source) throws IOException {
    install(Map.of(type.replace('.', '/') + ".java", source));
  }

  /**
   * Puts the library into the repository, in place of an earlier one.
   *
   * @param files texts by path; sources are compiled
   */
  void install(Map<String, String> files) throws IOException {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (file.getKey().endsWith(".java")) {
        entries.put(file.getKey().replace(".java", ".class"), compiled(file.getValue()));
      } else {
        entries.put(file.getKey(), file.getValue().getBytes(UTF_8));
      }
    }
    Path place = StagedRepository.FOLDER.resolve(Path.of("example", name, "1"));
    Files.createDirectories(place);
    Files.writeString(place.resolve(name + "-1.pom"), POM.formatted(name));
    Path jar = place.resolve(name + "-1.jar.tmp");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    Files.move(jar, place.resolve(name + "-1.jar"), StandardCopyOption.REPLACE_EXISTING);
  }

  /** The class file of a source with one class, which has a package. */
  private static byte[] compiled(String source) throws IOException {
    Matcher type = TYPE.matcher(source);
    if (!type.find()) {
      throw new IOException("no package and class in: " + source);
    }
    Path folder = Files.createTempDirectory("library");
    Path file = Files.writeString(folder.resolve(type.group(2) + ".java"), source);
    String[] words = {"--release", "17", "-d", folder.toString(), file.toString()};
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, words) != 0) {
      throw new IOException("the library does not compile");
    }
    return Files.readAllBytes(
        folder.resolve(type.group(1).replace('.', '/')).resolve(type.group(2) + ".class"));
  }
}
