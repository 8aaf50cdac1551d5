package dev.recsim.trial;

import dev.recsim.api.Description;
import dev.recsim.api.Range;

/** How the final policy of a trial is scored. */
public record Evaluation(
    @Description("Number of sessions of the final evaluation; all agents get the same users.")
        @Range(min = 1, max = 10_000_000)
        int sessions) {

  /** The default evaluation. */
  public static final Evaluation DEFAULTS = new Evaluation(1_000);
}
