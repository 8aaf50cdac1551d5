package dev.recsim.trial;

import dev.recsim.api.Agent;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The evaluation of a trial that has ended, once more. */
public final class Again {
  private Again() {}

  /**
   * Plays the evaluation sessions, each alone, so that each has its own totals.
   *
   * @param weights the parameters that were evaluated; empty if none are stored
   * @return one result for each session, in their order
   * @throws IllegalStateException if the agent learns, and no weights are stored
   */
  public static List<Sessions> apart(Trial trial, Optional<Weights> weights) {
    Keys keys = trial.keys();
    try (Agent built = trial.agent().create(trial.environment(), keys.agentKey().child("init"))) {
      Policy policy = policy(trial, built, weights);
      Loop loop = trial.loop(built, keys, null);
      return IntStream.range(0, trial.evaluation().sessions())
          .mapToObj(it -> loop.play(policy, new int[] {it}))
          .toList();
    }
  }

  /** The policy that was evaluated. */
  static Policy policy(Trial trial, Agent built, Optional<Weights> weights) {
    if (built.learner().isPresent()) {
      built.learner().get().load(weights.orElseThrow(Unstored::new));
    }
    return trial.evaluation().policy(built.greedy(), trial.environment().space());
  }

  /** There is nothing to load. */
  static final class Unstored extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Unstored() {
      super("its weights are not stored");
    }
  }
}
