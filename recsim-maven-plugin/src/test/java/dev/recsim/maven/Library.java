package dev.recsim.maven;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** A library of one class in the repository of nested builds, {@code example:<name>:1}. */
record Library(String name) {
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
   * Compiles the class and puts the library into the repository, in place of an earlier one.
   *
   * @param type its class with its package
   * @param source its text
   */
  void install(String type, String source) throws IOException {
    Path folder = Files.createTempDirectory("library");
    Path file = folder.resolve(type.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    String[] words = {"--release", "17", "-d", folder.toString(), file.toString()};
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, words) != 0) {
      throw new IOException("the library does not compile");
    }
    Path place = StagedRepository.FOLDER.resolve(Path.of("example", name, "1"));
    Files.createDirectories(place);
    Files.writeString(place.resolve(name + "-1.pom"), POM.formatted(name));
    Path jar = place.resolve(name + "-1.jar.tmp");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      String entry = type.replace('.', '/') + ".class";
      zip.putNextEntry(new ZipEntry(entry));
      Files.copy(folder.resolve(entry), zip);
    }
    Files.move(jar, place.resolve(name + "-1.jar"), StandardCopyOption.REPLACE_EXISTING);
  }
}
