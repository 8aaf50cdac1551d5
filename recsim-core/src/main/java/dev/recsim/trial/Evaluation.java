package dev.recsim.trial;

import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;

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
}
