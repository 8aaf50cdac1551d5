package dev.recsim.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.slateq.SlateQ;
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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTrialsTest {
  private static final TrialId ID = new TrialId("slate_q", 3);
  private static final Map<String, String> METADATA = Map.of("type", "random", "options", "{}");

  @TempDir Path folder;
  private TrialStore store;

  @BeforeEach
  void storeTheTrialOfTheBaseline() throws IOException {
    store = store(1);
    store.save(trial(1), "then", METADATA);
  }

  @Test
  void trialOfTheBaselineIsMovedAsideWithItsNetworks() throws IOException {
    store.save(trial(2), "now", METADATA);
    assertThat(files())
        .containsExactly(
            "baseline/slate_q-seed-3.json",
            "baseline/slate_q-seed-3.safetensors",
            "slate_q-seed-3.json",
            "slate_q-seed-3.safetensors");
    KeptTrial kept = store.kept(ID).orElseThrow();
    assertThat(kept.result().rewards()).containsExactly(1, 0);
    assertThat(kept.fingerprint()).isEqualTo("then");
    assertThat(kept.agent().provider().name()).isEqualTo("random");
    assertThat(store.keptWeights(ID)).contains(weights(1));
    assertThat(store.weights(ID)).contains(weights(2));
    assertThat(store.find(ID, "now")).isPresent();
  }

  @Test
  void failedTrialReplacesItToo() throws IOException {
    store.save(new Failed(ID, "boom", "", new Cost(0, 0, 0)), "now", METADATA);
    assertThat(store.kept(ID)).isPresent();
  }

  @Test
  void sameResultAndOtherTrialsAreNotKept() throws IOException {
    store.save(trial(1), "now", METADATA);
    store.save(trial(1), "again", METADATA);
    assertThat(store.kept(ID)).isEmpty();

    store(7).save(trial(2), "now", METADATA);
    TrialStore others =
        new TrialStore(
            folder,
            0,
            new BaselineTrials(Set.of(new TrialId("b", 3)), it -> true),
            new InputsNow());
    others.save(trial(3), "now", METADATA);
    assertThat(files()).containsExactly("slate_q-seed-3.json", "slate_q-seed-3.safetensors");
  }

  @Test
  void keptTrialOutlivesFurtherChangesAndIsReplacedByThatOfANewBaseline() throws IOException {
    store.save(trial(2), "now", METADATA);
    store.save(trial(3), "later", METADATA);
    assertThat(store.kept(ID).orElseThrow().fingerprint()).isEqualTo("then");
    store(3).save(trial(4), "latest", METADATA);
    assertThat(store.kept(ID).orElseThrow().fingerprint()).isEqualTo("later");
    assertThat(store.keptWeights(ID)).contains(weights(3));
    assertThat(files()).hasSize(4);
  }

  /** The second move is impossible, as if the run had been killed before it. */
  @Test
  void runThatIsKilledBetweenTheMovesLosesNothing() throws IOException {
    Path inTheWay = folder.resolve("baseline/slate_q-seed-3.json/x");
    Files.createDirectories(inTheWay);
    assertThatThrownBy(() -> store.save(trial(2), "now", METADATA)).isInstanceOf(IOException.class);
    Files.delete(inTheWay);
    Files.delete(inTheWay.getParent());
    assertThat(files())
        .containsExactly("baseline/slate_q-seed-3.safetensors", "slate_q-seed-3.json");
    assertThat(store.find(ID, "then")).as("runs again if the change is undone").isEmpty();

    store.save(trial(2), "now", METADATA);
    assertThat(store.kept(ID).orElseThrow().fingerprint()).isEqualTo("then");
    assertThat(store.keptWeights(ID)).contains(weights(1));
    assertThat(store.weights(ID)).contains(weights(2));
  }

  /** The state between the moves and the new result. */
  @Test
  void runThatIsKilledAfterTheMovesLosesNothing() throws IOException {
    store.save(trial(2), "now", METADATA);
    Files.delete(folder.resolve("slate_q-seed-3.json"));
    store.sweep();
    assertThat(store.find(ID, "now")).isEmpty();
    store.save(trial(2), "now", METADATA);
    assertThat(store.kept(ID).orElseThrow().fingerprint()).isEqualTo("then");
    assertThat(store.keptWeights(ID)).contains(weights(1));
  }

  @Test
  void trialWithoutItsNetworksIsNotKept() throws IOException {
    Files.write(store.networks(ID), new byte[] {1});
    store.save(trial(2), "now", METADATA);
    assertThat(store.kept(ID)).isEmpty();
  }

  @Test
  void sweepRemovesOnlyWhatWasKeptOfEarlierBaselines() throws IOException {
    store.save(trial(2), "now", METADATA);
    Path aside = folder.resolve("baseline");
    Files.writeString(aside.resolve("slate_q-seed-33.json"), "");
    Files.writeString(aside.resolve("gone-seed-3.safetensors"), "");
    Files.writeString(aside.resolve("notes.txt"), "");
    new TrialStore(folder).sweep();
    assertThat(files()).as("without a baseline").hasSize(7);
    store.sweep();
    assertThat(files()).hasSize(5).contains("baseline/notes.txt");
    assertThat(store.kept(ID)).isPresent();
  }

  @Test
  void optionsThatTheAgentDidNotHaveYetAreTheDefaults() {
    KeptTrial kept = new KeptTrial(trial(1), "then", "slate_q", "{\"gamma\":0.3}");
    SlateQ.Options options = (SlateQ.Options) kept.agent().options();
    SlateQ.Options defaults = (SlateQ.Options) kept.agent().provider().defaults();
    assertThat(options.gamma()).isEqualTo(0.3).isNotEqualTo(defaults.gamma());
    assertThat(options.hidden()).isEqualTo(defaults.hidden());
    assertThatThrownBy(() -> new KeptTrial(trial(1), "", "slate_q", "{\"gone\":1}").agent())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gone");
    assertThatThrownBy(() -> new KeptTrial(trial(1), "", "gone", "{}").agent())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no agent of type gone is on the class path; add the jar that has it");
  }

  @Test
  void fileOfAnEarlierVersionHasNoOptions() throws IOException {
    store.save(trial(1), "then", Map.of());
    store.save(trial(2), "now", METADATA);
    assertThat(store.kept(ID)).isEmpty();
  }

  /** A store with a baseline that recorded a trial whose first reward is this. */
  private TrialStore store(double reward) {
    return new TrialStore(
        folder,
        0,
        new BaselineTrials(Set.of(ID), it -> it.rewards()[0] == reward),
        new InputsNow());
  }

  private static Completed trial(int number) {
    return MadeTrial.of(ID, weights(number), number, 0);
  }

  private static Weights weights(int number) {
    return Weights.of(Map.of("w", Tensor.vector(new float[] {number})));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(it -> folder.relativize(it).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }
}
