package dev.recsim.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Inputs;
import dev.recsim.api.Inputs.Distribution;
import dev.recsim.api.Inputs.Lookup;
import dev.recsim.io.Digest;
import dev.recsim.trial.MadeTrial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has changed since a trial, in words. */
class InputsNowTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws Exception {
    file = Files.writeString(folder.resolve("data.txt"), "data");
  }

  private static Inputs files(Map<Path, String> files) {
    SortedMap<String, String> all = new TreeMap<>();
    files.forEach((path, value) -> all.put(path.toString(), value));
    return new Inputs(true, false, null, null, null, all, null, null, null);
  }

  private static String change(Inputs used) {
    return new InputsNow(Map.of()).change(used).orElse("");
  }

  private static String digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void filesChangeComeAndGo() {
    Path none = folder.resolve("none.txt");
    assertThat(change(files(Map.of(file, digest("data"), none, Inputs.ABSENT)))).isEmpty();
    assertThat(change(files(Map.of(file, digest("other"))))).isEqualTo(file + " changed");
    assertThat(change(files(Map.of(file, Inputs.ABSENT)))).isEqualTo(file + " is new");
    assertThat(change(files(Map.of(none, digest("data"))))).isEqualTo(none + " is gone");
    assertThat(change(files(Map.of(file, Inputs.CHANGED))))
        .isEqualTo(file + " changed while the agent used it");
    assertThat(change(files(Map.of(folder, digest("data"))))).isEqualTo(folder + " changed");
    Path here = Path.of("pom.xml").toAbsolutePath();
    assertThat(change(files(Map.of(here, digest(""))))).isEqualTo("pom.xml changed");
  }

  @Test
  void filesThatAreNotOnThisMachineAreNotCompared() {
    Path none = folder.resolve("none.txt");
    Inputs there = files(Map.of(none, digest("data"))).fromElsewhere();
    assertThat(change(there)).isEmpty();
    assertThat(change(files(Map.of(file, digest("other"))).fromElsewhere()))
        .isEqualTo(file + " changed");
  }

  @Test
  void eachFileIsReadOnce() throws Exception {
    InputsNow now = new InputsNow(Map.of());
    assertThat(now.change(files(Map.of(file, digest("data"))))).isEmpty();
    Files.writeString(file, "other");
    assertThat(now.change(files(Map.of(file, digest("data"))))).isEmpty();
    assertThat(change(files(Map.of(file, digest("data"))))).isEqualTo(file + " changed");
  }

  private Inputs folders(String value) {
    SortedMap<String, String> folders = new TreeMap<>(Map.of(folder.toString(), value));
    return new Inputs(true, false, null, null, null, null, folders, null, null);
  }

  @Test
  void namesInAFolder() throws Exception {
    Files.createDirectory(folder.resolve("__pycache__"));
    assertThat(change(folders(digest("data.txt\n")))).isEmpty();
    Files.writeString(folder.resolve("more.txt"), "");
    assertThat(change(folders(digest("data.txt\n"))))
        .isEqualTo("the names in %s changed".formatted(folder));
    assertThat(change(folders(digest("data.txt\nmore.txt\n")))).isEmpty();
  }

  private Inputs lookup(String... found) {
    Lookup lookup =
        new Lookup(
            List.of("helper", "numpy"), new TreeMap<>(Map.of(folder.toString(), List.of(found))));
    return new Inputs(true, false, null, null, null, null, null, List.of(lookup), null);
  }

  @Test
  void modulesThatWouldBeFoundFirst() throws Exception {
    assertThat(change(lookup())).isEmpty();
    Files.writeString(folder.resolve("unrelated.py"), "");
    assertThat(change(lookup())).isEmpty();
    Path so = Files.writeString(folder.resolve("helper.cpython-313-x86_64-linux-gnu.so"), "");
    assertThat(change(lookup())).isEqualTo(so + " is new, and has the name of a module");
    assertThat(change(lookup(so.getFileName().toString()))).isEmpty();
    assertThat(change(lookup("helper.py", so.getFileName().toString())))
        .isEqualTo(folder.resolve("helper.py") + " is gone");
  }

  private Inputs distribution() {
    Distribution torch =
        new Distribution(
            "torch", "2.6.0", folder.resolve("torch-2.6.0.dist-info").toString(), digest("files"));
    return new Inputs(true, false, null, null, null, null, null, null, List.of(torch));
  }

  @Test
  void installedPackages() throws Exception {
    assertThat(change(distribution())).isEqualTo("the distribution torch 2.6.0 is gone");
    assertThat(change(distribution().fromElsewhere())).isEmpty();
    Path old = Files.createDirectory(folder.resolve("torch-2.6.0.dist-info"));
    Files.writeString(old.resolve("RECORD"), "files");
    assertThat(change(distribution())).isEmpty();
    Files.writeString(old.resolve("RECORD"), "other files");
    assertThat(change(distribution()))
        .isEqualTo("the distribution torch 2.6.0 was installed again");
    Files.move(old, folder.resolve("Torch-2.7.0.dist-info"));
    assertThat(change(distribution())).isEqualTo("the distribution torch 2.6.0 is now 2.7.0");
  }

  @Test
  void programsAndVariables() throws Exception {
    Path program = Files.writeString(folder.resolve("program"), "");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.copy(program, other.resolve("program"));
    assertThat(other.resolve("program").toFile().setExecutable(true)).isTrue();
    Inputs used =
        new Inputs(
            true,
            false,
            new TreeMap<>(Map.of("program", program.toString())),
            new TreeMap<>(Map.of("PYTHONPATH", "lib")),
            null,
            null,
            null,
            null,
            null);

    String path = folder + ":" + other;
    assertThat(new InputsNow(Map.of("PATH", path, "PYTHONPATH", "lib")).change(used)).isEmpty();
    assertThat(new InputsNow(Map.of("PATH", path)).change(used))
        .contains("the environment variable PYTHONPATH changed");
    assertThat(new InputsNow(Map.of("PATH", other + ":" + folder)).change(used))
        .contains("the program program was %s and is now %s/program".formatted(program, other));
    assertThat(new InputsNow(Map.of()).change(used))
        .contains("the program program was %s and is now missing".formatted(program));
    assertThat(new InputsNow(Map.of()).change(used.fromElsewhere())).isEmpty();
  }

  @Test
  void aStoredTrialIsOutdatedAndStaysSoForAllReaders() throws Exception {
    Completed trial =
        MadeTrial.of(new TrialId("a", 0), 1.0).with(files(Map.of(file, digest("data"))));
    TrialStore store = new TrialStore(folder.resolve("trials"), 5_000);
    store.save(trial, "f", Map.of());
    assertThat(((Completed) Delivery.decode(Delivery.encode((TrialResult) trial))).inputs())
        .isEqualTo(trial.inputs());
    assertThat(store.look(trial.id(), "f")).isInstanceOf(Stored.Sound.class);
    store.remember();

    Files.writeString(file, "other");
    TrialStore later = new TrialStore(folder.resolve("trials"), 5_000);
    assertThat(later.knows(trial.id(), "f")).isFalse();
    assertThat(later.look(trial.id(), "f")).isEqualTo(new Stored.Outdated(file + " changed"));
    assertThat(later.take(trial.id(), "f")).isInstanceOf(Stored.Outdated.class);
    assertThat(later.find(trial.id(), "f")).isEmpty();
  }
}
