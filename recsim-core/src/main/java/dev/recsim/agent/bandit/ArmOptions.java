package dev.recsim.agent.bandit;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;

/** Options of a bandit agent whose arms are documents. */
public record ArmOptions(
    @Description(
            "Factor on the width of the confidence interval of an arm; below 1 explores" + " less.")
        @Range(above = 0, max = 1_000)
        @Default("1")
        double optimismScaling,
    @Description("Whether there is a separate bandit for each state of the user.") @Default("false")
        boolean perState) {}
