package dev.recsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.MemoryFolders;
import dev.recsim.app.git.Repository;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages are the same with and without what the last command kept for the index. */
@Tag("slow")
class KeptIndexTest {
  private static final String SWEEP =
      SmallProject.EXPERIMENT + "sweep: {environment.doc_num: [3, 4]}\n";

  @TempDir(factory = MemoryFolders.class)
  Path folder;

  private Repository repository;
  private SmallProject project;
  private Path kept;

  /** Damages a file. */
  private interface Damage {
    byte[] of(byte[] bytes);
  }

  @BeforeEach
  void runOnce() throws Exception {
    repository = Repository.create(folder.resolve("repository"));
    repository.write(".gitignore", "/reports\n");
    project =
        new SmallProject(repository.path("."))
            .write("one", SmallProject.EXPERIMENT)
            .write("two", SWEEP)
            .write("three", SmallProject.EXPERIMENT.replace("doc_num: 3", "doc_num: 5"));
    kept = project.reports().resolve(".recsim.cache");
    project.run("*");
    record("one");
    repository.commit("Record");
    project.run("*");
  }

  @Test
  void pagesAreTheSameWithoutIt() throws Exception {
    for (String change : new String[] {"", "one", "two", "three"}) {
      if (!change.isEmpty()) {
        String yaml = Files.readString(project.experiments().resolve(change + ".yaml"));
        project.write(change, yaml.replace("sessions: 20", "sessions: 21"));
      }
      Files.delete(project.reports().resolve("index.html"));
      project.run("*");
      Map<Path, String> warm = pages();
      assertThat(kept).exists();
      Files.delete(kept);
      Files.delete(project.reports().resolve("index.html"));
      project.run("*");
      assertThat(pages()).as("changed: " + change).isEqualTo(warm);
    }
    assertThat(trends()).isOne();
  }

  @Test
  void damagedOneIsAsGoodAsNone() throws Exception {
    String before = index();
    Map<String, Damage> damages = new LinkedHashMap<>();
    damages.put("empty", bytes -> new byte[0]);
    damages.put("cut", bytes -> Arrays.copyOf(bytes, bytes.length / 2));
    damages.put("text", bytes -> "not it".getBytes(StandardCharsets.UTF_8));
    damages.put("a letter", bytes -> with(bytes, at(bytes, "three/index.html"), (byte) 'T'));
    damages.put("of another version", bytes -> sealed(with(bytes, 3, (byte) 99)));
    damages.put("with a length that cannot be", bytes -> sealed(with(bytes, 4, (byte) 0x7f)));
    byte[] good = Files.readAllBytes(kept);
    for (Map.Entry<String, Damage> damage : damages.entrySet()) {
      Files.write(kept, damage.getValue().of(good));
      Files.delete(project.reports().resolve("index.html"));
      project.run("one");
      assertThat(index()).as(damage.getKey()).isEqualTo(before);
      assertThat(kept).as(damage.getKey()).hasBinaryContent(good);
    }
  }

  @Test
  void rowsThatAreKeptAreNotReadAgain() throws Exception {
    byte[] bytes = Files.readAllBytes(kept);
    String row = "three/index.html";
    Files.write(kept, sealed(with(bytes, at(bytes, row), (byte) 'T')));
    Files.delete(project.reports().resolve("index.html"));
    project.run("one");
    assertThat(index()).contains("Three/index.html").doesNotContain(row);
  }

  @Test
  void newCommitsResultsAndMembersAreShown() throws Exception {
    record("three");
    String one = baseline("one");
    Files.delete(project.experiments().resolve("baselines/one.json"));
    repository.commit("Remove one");
    repository.write("experiments/baselines/one.json", one);
    repository.commit("Add one");
    project.run("two");
    assertThat(trends()).isEqualTo(2);
    assertThat(index()).contains("in the oldest of 2 baselines");
    project.write("two", SWEEP.replace("[3, 4]", "[3, 4, 5]"));
    project.run("two/doc_num=5");
    assertThat(index()).contains("doc_num=3", "doc_num=4", "doc_num=5");
    Files.delete(project.reports().resolve("two/doc_num=3/results.json"));
    project.run("one");
    assertThat(index()).doesNotContain("doc_num=3").contains("doc_num=4", "doc_num=5");
  }

  private void record(String name) throws Exception {
    new BaselineOperation(project.workspace(), Set.of()).record(project.select(name));
  }

  private String baseline(String name) throws Exception {
    return Files.readString(project.experiments().resolve("baselines/" + name + ".json"));
  }

  private String index() throws Exception {
    return timeless(project.reports().resolve("index.html"));
  }

  private int trends() throws Exception {
    return index().split("<title>random: from").length - 1;
  }

  private Map<Path, String> pages() throws Exception {
    Map<Path, String> pages = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(project.reports())) {
      for (Path file :
          (Iterable<Path>) files.filter(it -> it.endsWith("index.html")).sorted()::iterator) {
        pages.put(file, timeless(file));
      }
    }
    assertThat(pages).hasSize(6);
    return pages;
  }

  /** A page without the time at which it was written. */
  private static String timeless(Path page) throws Exception {
    return Files.readString(page)
        .replaceAll("20\\d\\d-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d)?Z?", "");
  }

  private static int at(byte[] bytes, String text) {
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    assertThat(at).isPositive();
    return at;
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    byte[] changed = bytes.clone();
    changed[at] = value;
    return changed;
  }

  /** With the checksum of these contents at the end. */
  private static byte[] sealed(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, bytes.length - Long.BYTES);
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    sealed.write(bytes, 0, bytes.length - Long.BYTES);
    try (DataOutputStream out = new DataOutputStream(sealed)) {
      out.writeLong(sum.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sealed.toByteArray();
  }
}
