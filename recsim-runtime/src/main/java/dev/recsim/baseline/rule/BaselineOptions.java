package dev.recsim.baseline.rule;

import dev.recsim.api.Description;
import dev.recsim.api.Range;

/**
 * The section {@code baseline} of an experiment.
 *
 * @param margin tolerated drop
 * @param maxSeeds largest number of seeds of an undecided check; null for the declared seeds only
 */
public record BaselineOptions(
    @Description("How much worse than the baseline still counts as good.") Margin margin,
    @Description(
            "Seeds up to which an undecided check runs more trials by itself; the baseline holds"
                + " as many.")
        @Range(min = 5, max = 10_000)
        Integer maxSeeds) {

  /** The default options. */
  public static final BaselineOptions DEFAULTS = new BaselineOptions(Margin.DEFAULTS, null);
}
