package dev.recsim.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathFilesTest {

  @Test
  void folderBecomesAJarOfTheSameFilesAndNoOthers(@TempDir Path folder) throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Files.createDirectories(classes.resolve("a/empty"));
    Files.writeString(classes.resolve("a/B.class"), "b");
    Files.writeString(classes.resolve("c"), "c");

    Path jar = new ClassPathFiles(folder).jar(classes);

    try (ZipFile zip = new ZipFile(jar.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("a/B.class", "c");
      assertThat(zip.getInputStream(zip.getEntry("a/B.class"))).hasContent("b");
    }
  }

  @Test
  void jarsOfTheSameNameGetNamesOfTheirOwnAndKeepTheirOrder(@TempDir Path folder) throws Exception {
    Path first = jar(folder.resolve("x/util.jar"), "1");
    Path second = jar(folder.resolve("y/util.jar"), "2");
    Path third = jar(folder.resolve("z/util.jar"), "3");
    List<String> classPath =
        List.of(
            first.toString(),
            folder.resolve("none").toString(),
            "",
            second.toString(),
            third.toString());

    List<Path> jars = new ClassPathFiles(folder).jars(classPath);

    assertThat(jars)
        .extracting(jar -> jar.getFileName().toString())
        .containsExactly("util.jar", "2-util.jar", "3-util.jar");
    assertThat(jars).extracting(Files::readString).containsExactly("1", "2", "3");
  }

  private static Path jar(Path file, String content) throws Exception {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }
}
