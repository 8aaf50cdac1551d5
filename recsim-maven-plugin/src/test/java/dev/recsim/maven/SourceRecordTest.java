package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceRecordTest {
  private static final long COMPILED = 2_000_000;

  @TempDir Path folder;
  private Path source;
  private SourceRecord record;

  @BeforeEach
  void compile() throws Exception {
    source = folder.resolve("A.java");
    record = new SourceRecord(folder.resolve("target/recsim/sources.tsv"));
    write("class A {}", 1_000_000);
    assertThat(changed(COMPILED)).isEmpty();
  }

  private void write(String text, long time) throws Exception {
    Files.writeString(source, text);
    Files.setLastModifiedTime(source, FileTime.fromMillis(time));
  }

  private List<Path> changed(long made) throws Exception {
    return record.changed(Map.of(source, made));
  }

  @Test
  void changeWithItsTimeSetBackIsFoundUntilItIsCompiled() throws Exception {
    write("class B {}", 900_000);

    assertThat(changed(COMPILED)).containsExactly(source);
    assertThat(changed(COMPILED)).as("again").containsExactly(source);
    assertThat(changed(COMPILED + 1)).as("compiled").isEmpty();
    assertThat(changed(COMPILED + 1)).isEmpty();
  }

  @Test
  void changeBackToWhatWasCompiledIsNone() throws Exception {
    write("class B {}", 900_000);
    assertThat(changed(COMPILED)).containsExactly(source);
    write("class A {}", 800_000);

    assertThat(changed(COMPILED)).isEmpty();
  }

  @Test
  void newerSourceIsLeftToItsTime() throws Exception {
    write("class B {}", 3_000_000);

    assertThat(changed(COMPILED)).isEmpty();
  }

  @Test
  void damagedRecordIsWrittenAgain() throws Exception {
    Files.writeString(record.file(), "x\ty\n");

    assertThat(changed(COMPILED)).isEmpty();
    write("class B {}", 900_000);
    assertThat(changed(COMPILED)).containsExactly(source);
  }
}
