package dev.recsim.trial;

import dev.recsim.api.Weights;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Cost;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results of trials that have only rewards, or rewards and networks. */
public final class MadeTrial {
  private MadeTrial() {}

  /** A trial of an agent without networks; each session has one step. */
  public static Completed of(TrialId id, double... rewards) {
    return of(id, null, Optional.empty(), rewards);
  }

  /** A trial of an agent with networks. */
  public static Completed of(TrialId id, Weights networks, double... rewards) {
    return of(id, "java", Optional.of(networks), rewards);
  }

  private static Completed of(
      TrialId id, String engine, Optional<Weights> networks, double... rewards) {
    int[] lengths = new int[rewards.length];
    Arrays.fill(lengths, 1);
    return new Completed(
        id,
        rewards,
        null,
        lengths,
        null,
        new int[0],
        0,
        0,
        0,
        0,
        null,
        engine,
        List.of(),
        networks,
        Map.of(),
        Map.of(),
        null,
        null,
        new Cost(1, 2, 3));
  }
}
