package dev.recsim.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.tool.Tool;
import dev.recsim.trial.MadeTrial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What a store of many trials remembers of them. */
class KnownTrialsTest {
  private static final TrialId ID = new TrialId("agent", 3);

  @TempDir Path folder;
  private Path known;
  private Path trial;

  @BeforeEach
  void storeATrialAndRememberIt() throws IOException {
    known = folder.resolve("known.txt");
    trial = folder.resolve(ID + ".json");
    TrialStore store = open();
    store.save(completed(), "f", Map.of());
    assertThat(store.knows(ID, "f")).as("before it was looked at").isFalse();
    assertThat(store.look(ID, "f")).isInstanceOf(Stored.Sound.class);
    store.remember();
  }

  @Test
  void whatWasSoundIsKnownAgain() {
    assertThat(open().knows(ID, "f")).isTrue();
    assertThat(open().knows(ID, "g")).as("another fingerprint").isFalse();
    assertThat(open().knows(new TrialId("agent", 4), "f")).as("no file").isFalse();
  }

  @Test
  void whatWasFoundIsTakenOnceAndNotAfterItWasSavedAnew() throws IOException {
    TrialStore store = open();
    store.look(ID, "f");
    Files.writeString(trial, "x");
    assertThat(store.take(ID, "g")).as("another fingerprint").isInstanceOf(Stored.Damaged.class);
    store.save(completed(), "f", Map.of());
    Stored found = store.look(ID, "f");
    Files.writeString(trial, "x");
    assertThat(store.take(ID, "f")).isEqualTo(found);
    assertThat(store.take(ID, "f")).isInstanceOf(Stored.Damaged.class);
    store.save(completed(), "f", Map.of());
    store.look(ID, "f");
    store.save(completed(), "g", Map.of());
    assertThat(store.take(ID, "f")).isInstanceOf(Stored.Absent.class);
  }

  /** To read a pipe would take until somebody writes to it. */
  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void whatIsNotAFileIsDamageAndNeverOpened() throws Exception {
    Path networks = open().networks(ID);
    for (Path file : List.of(networks, trial, known)) {
      Files.delete(file);
      Tool.MKFIFO.require(new ProcessBuilder("mkfifo", file.toString()).start().waitFor() == 0);
      assertThat(open().knows(ID, "f")).as("%s", file).isFalse();
      assertThat(open().look(ID, "f"))
          .isEqualTo(
              file.equals(networks)
                  ? new Stored.Damaged(networks, "missing")
                  : new Stored.Damaged(trial, "damaged: it is not a regular file"));
    }
    open().save(completed(), "f", Map.of());
    assertThat(open().look(ID, "f")).isInstanceOf(Stored.Sound.class);
  }

  @Test
  void whatIsCopiedOverAnotherTrialIsNotKnown() throws IOException {
    Files.copy(trial, folder.resolve("agent-seed-4.json"));
    Files.copy(open().networks(ID), folder.resolve("agent-seed-4.safetensors"));
    assertThat(open().knows(new TrialId("agent", 4), "f")).isFalse();
  }

  @Test
  void noChangedByteIsOverlooked() throws IOException {
    for (Path file : List.of(trial, open().networks(ID))) {
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < bytes.length; i++) {
        byte[] changed = bytes.clone();
        changed[i] ^= 1;
        Files.write(file, changed);
        assertThat(open().knows(ID, "f")).as("byte %d of %s", i, file).isFalse();
      }
      Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
      assertThat(open().knows(ID, "f")).as("the last byte of %s is missing", file).isFalse();
      Files.write(file, bytes);
      assertThat(open().knows(ID, "f")).isTrue();
    }
    Files.delete(open().networks(ID));
    assertThat(open().knows(ID, "f")).as("without its networks").isFalse();
    assertThat(open().look(ID, "f")).isInstanceOf(Stored.Damaged.class);
  }

  @Test
  void whenTheMemoryIsDamagedLessIsKnown() throws IOException {
    byte[] bytes = Files.readAllBytes(known);
    bytes[5] ^= 1;
    Files.write(known, bytes);
    assertThat(open().knows(ID, "f")).isFalse();
    assertThat(open().look(ID, "f")).isInstanceOf(Stored.Sound.class);
    Files.write(known, new byte[] {0, -1, 10, 13});
    assertThat(open().knows(ID, "f")).isFalse();
    Files.delete(known);
    assertThat(open().knows(ID, "f")).isFalse();
  }

  /** They are run again. */
  @Test
  void failedTrialsAreNotKnown() throws IOException {
    TrialStore store = open();
    TrialId failed = new TrialId("agent", 5);
    store.save(new Failed(failed, "boom", "at y", new Cost(1, 0, 1)), "f", Map.of());
    assertThat(store.look(failed, "f")).isInstanceOf(Stored.Sound.class);
    store.remember();
    assertThat(open().knows(failed, "f")).isFalse();
  }

  @Test
  void whatIsGoneIsForgottenAndFewTrialsAreNotRemembered() throws IOException {
    TrialStore store = open();
    TrialId other = new TrialId("agent", 6);
    store.save(MadeTrial.of(other, 1), "f", Map.of());
    store.look(other, "f");
    store.remember();
    assertThat(known).content().hasLineCount(1);
    assertThat(open().knows(ID, "f")).isFalse();
    Files.delete(known);
    TrialStore usual = new TrialStore(folder);
    usual.look(other, "f");
    usual.remember();
    assertThat(known).doesNotExist();
  }

  private TrialStore open() {
    return new TrialStore(folder, 1_000);
  }

  private static Completed completed() {
    return new Completed(
        ID,
        new double[] {1.5, 2},
        null,
        new int[] {3, 4},
        null,
        new int[0],
        0,
        0,
        0,
        0,
        null,
        "java",
        List.of(),
        Optional.of(Weights.of(Map.of("w", Tensor.vector(new float[] {.1f, -2})))),
        Map.of(),
        Map.of(),
        null,
        null,
        new Cost(1, 2, 3));
  }
}
