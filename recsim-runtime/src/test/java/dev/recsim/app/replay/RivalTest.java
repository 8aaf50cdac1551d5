package dev.recsim.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.store.InputsNow;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.MadeTrial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RivalTest {
  private static final Map<String, String> METADATA = Map.of("type", "random", "options", "{}");

  @TempDir Path folder;
  private final Map<TrialId, SeedScore> scores = new HashMap<>();

  @Test
  void agentWhoseMeanDroppedMostComesFirst() throws IOException {
    List<Completed> best = List.of(changed("a", 0, new double[] {3, 3}, 2, 3.5));
    List<Completed> dropped = List.of(changed("b", 0, new double[] {3, 3}, 1, 2));
    assertThat(rival(0, List.of(best, dropped)).orElseThrow().agent()).isEqualTo("b");
  }

  @Test
  void ifNoneDroppedTheBestOneThatLosesASession() throws IOException {
    List<Completed> best = List.of(changed("a", 0, new double[] {3, 3}, 3, 4));
    List<Completed> next = List.of(changed("b", 0, new double[] {3, 3}, 1, 9));
    Rival rival = rival(0, List.of(best, next)).orElseThrow();
    assertThat(rival.agent()).isEqualTo("b");
    assertThat(rival.session()).isEqualTo(OptionalInt.of(0));
  }

  @Test
  void preferredSeedIsTakenIfTheAgentLosesThereAndElseTheLargestLoss() throws IOException {
    List<Completed> agent =
        List.of(
            changed("a", 0, new double[] {3, 3}, 3, 3.5),
            changed("a", 1, new double[] {3, 3}, 3, 2),
            changed("a", 2, new double[] {3, 3}, 0, 3),
            changed("a", 3, new double[] {3, 3}, 3, 1));
    assertThat(rival(1, List.of(agent)).orElseThrow().now().id().seed()).isEqualTo(1);
    Rival other = rival(0, List.of(agent)).orElseThrow();
    assertThat(other.now().id().seed()).isEqualTo(2);
    assertThat(other.session()).isEqualTo(OptionalInt.of(0));
  }

  @Test
  void withoutALossOrAKeptTrialThereIsNone() throws IOException {
    assertThat(rival(0, List.of(List.of(changed("a", 0, new double[] {3, 3}, 3, 4))))).isEmpty();
    assertThat(rival(0, List.of(List.of(trial("b", 0, 1, 1))))).isEmpty();
  }

  private Optional<Rival> rival(int seed, List<List<Completed>> ranking) {
    BaselineTrialScores recorded = new BaselineTrialScores(scores, false);
    return Rival.of(
        ranking, seed, new TrialStore(folder, 0, recorded.trials(), new InputsNow()), recorded);
  }

  /** A trial of the baseline that was replaced by another one. */
  private Completed changed(String agent, int seed, double[] before, double... after)
      throws IOException {
    Completed then = trial(agent, seed, before);
    Completed now = trial(agent, seed, after);
    scores.put(then.id(), new SeedScore(seed, then.score(), then.digest(), Map.of()));
    TrialStore store =
        new TrialStore(folder, 0, new BaselineTrialScores(scores, false).trials(), new InputsNow());
    store.save(then, "then", METADATA);
    store.save(now, "now", METADATA);
    return now;
  }

  private static Completed trial(String agent, int seed, double... rewards) {
    return MadeTrial.of(new TrialId(agent, seed), rewards);
  }
}
