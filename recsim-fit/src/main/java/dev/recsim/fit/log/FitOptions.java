package dev.recsim.fit.log;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;

/** How a log is split and fitted. */
public record FitOptions(
    @Description("Every how many sessions one is held out, to judge the fit.")
        @Range(min = 2, max = 1_000)
        @Default("5")
        int holdOut,
    @Description("Root of the random start of a model that has one.") @Default("42") long seed) {}
