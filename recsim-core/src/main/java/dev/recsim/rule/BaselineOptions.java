package dev.recsim.rule;

import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;

/**
 * The section {@code baseline} of an experiment.
 *
 * @param margin tolerated drop
 * @param maxSeeds largest number of seeds of an undecided check; null for the declared seeds only
 */
public record BaselineOptions(
    @Description("Largest drop from the baseline that is tolerated.") Margin margin,
    @Description(
            "Number of seeds up to which recsim:check adds trials to an undecided"
                + " comparison; the baseline is recorded with as many seeds.")
        @Range(min = 5, max = 10_000)
        Integer maxSeeds) {

  /** The default options. */
  public static final BaselineOptions DEFAULTS = new BaselineOptions(Margin.DEFAULTS, null);
}
