package dev.recsim.trial;

import dev.recsim.api.Description;
import dev.recsim.api.InvalidOption;

/** How a trial's final policy is scored. */
public record Evaluation(
    @Description("Sessions of the final evaluation; all agents meet the same users.")
        int sessions) {

  /** The evaluation where the file says nothing. */
  public static final Evaluation DEFAULTS = new Evaluation(1_000);

  public Evaluation {
    InvalidOption.unless(sessions >= 1, "sessions", "must be 1 or more");
  }
}
