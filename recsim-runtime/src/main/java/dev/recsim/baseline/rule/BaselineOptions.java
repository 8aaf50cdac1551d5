package dev.recsim.baseline.rule;

import dev.recsim.api.Description;
import dev.recsim.api.Range;

/**
 * The section {@code baseline} of an experiment.
 *
 * @param margin how much worse still counts as good
 * @param maxSeeds seeds up to which a check that cannot decide may go on; null for none beyond the
 *     trials' own
 */
public record BaselineOptions(
    @Description("Largest drop from the baseline that is tolerated.") Margin margin,
    @Description(
            "Number of seeds up to which recsim:check adds trials to an undecided"
                + " comparison; the baseline is recorded with as many seeds.")
        @Range(min = 5, max = 10_000)
        Integer maxSeeds) {

  /** The options where the file says nothing. */
  public static final BaselineOptions DEFAULTS = new BaselineOptions(Margin.DEFAULTS, null);
}
