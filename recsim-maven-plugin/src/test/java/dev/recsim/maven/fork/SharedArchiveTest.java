package dev.recsim.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedArchiveTest {
  @TempDir Path folder;

  @Test
  void jarThatWasReplacedHasAnotherArchiveAlsoWithTheSizeAndTimeOfTheOldOne() throws IOException {
    Path jar = folder.resolve("lib.jar");
    FileTime time = FileTime.fromMillis(1_000_000_000_000L);
    List<String> before = archive(jar, time, "best first");

    assertThat(archive(jar, time, "best first")).isEqualTo(before);
    long size = Files.size(jar);
    List<String> after = archive(jar, time, "last first");

    assertThat(Files.size(jar)).isEqualTo(size);
    assertThat(Files.getLastModifiedTime(jar)).isEqualTo(time);
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void fileThatIsNoJarHasAnArchiveToo() throws IOException {
    Path file = Files.writeString(folder.resolve("x.jar"), "x");

    assertThat(SharedArchive.of(folder, "java", List.of(file))).isPresent();
  }

  private List<String> archive(Path jar, FileTime time, String contents) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < 2_000; i++) {
        ZipEntry entry = new ZipEntry("a/long/name/of/a/package/Type%05d.class".formatted(i));
        entry.setTime(1_000_000_000_000L);
        byte[] bytes = (i == 0 ? contents : "x").getBytes(StandardCharsets.UTF_8);
        zip.setLevel(0);
        zip.putNextEntry(entry);
        zip.write(bytes);
      }
    }
    Files.setLastModifiedTime(jar, time);
    return SharedArchive.of(folder, "java", List.of(jar)).orElseThrow().options(true);
  }
}
