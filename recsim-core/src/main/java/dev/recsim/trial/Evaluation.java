package dev.recsim.trial;

import dev.recsim.api.Agent;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How the final policy of a trial is scored. */
public record Evaluation(
    @Description("Number of sessions of the final evaluation; all agents get the same users.")
        @Range(min = 1, max = 10_000_000)
        int sessions,
    @Description(
            "Plays and scores the sessions with some random slates, such as {type: epsilon_greedy,"
                + " epsilon: 0.2}, so that other policies can be evaluated on their logs. Default:"
                + " the greedy policy.")
        Exploration explore) {

  private static final String IN_REPLAY = " in the replay, but ";

  /** The default evaluation. */
  public static final Evaluation DEFAULTS = new Evaluation(1_000);

  /** An evaluation of the greedy policy. */
  public Evaluation(int sessions) {
    this(sessions, null);
  }

  /** Returns the policy that is evaluated. */
  Policy policy(Policy greedy, Space space) {
    return explore == null ? greedy : explore.around(greedy, space);
  }

  /**
   * Plays the evaluation sessions of a trial that has ended, each alone, so that each has its own
   * totals.
   *
   * @param weights the parameters that were evaluated; empty if none are stored
   * @return one result for each session, in their order
   * @throws IllegalStateException if the agent learns, and no weights are stored
   */
  public static List<Sessions> again(Trial trial, Optional<Weights> weights) {
    Keys keys = trial.keys();
    try (Agent built = trial.agent().create(trial.environment(), keys.agentKey().child("init"))) {
      Policy policy = restored(trial, built, weights);
      Loop loop = trial.loop(built, keys, null);
      return IntStream.range(0, trial.evaluation().sessions())
          .mapToObj(it -> loop.play(policy, new int[] {it}))
          .toList();
    }
  }

  /** Whether a reason of {@link Trial#replay} is that a session earned another reward. */
  public static boolean isDifference(String reason) {
    return reason.contains(IN_REPLAY);
  }

  /** How a session that was played again differs from the stored ones; empty if none does. */
  static Optional<String> difference(int[] sessions, double[] rewards, double[] stored) {
    for (int i = 0; i < sessions.length; i++) {
      if (Double.compare(rewards[i], stored[i]) != 0) {
        return Optional.of(
            "session %s has the reward %s%s%s in the trial"
                .formatted(sessions[i], rewards[i], IN_REPLAY, stored[i]));
      }
    }
    return Optional.empty();
  }

  /** The policy that was evaluated. */
  static Policy restored(Trial trial, Agent built, Optional<Weights> weights) {
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
