package dev.recsim.agent.bandit;

import dev.recsim.api.Default;
import dev.recsim.api.Description;
import dev.recsim.api.Range;

/** Options of a bandit agent whose arms are documents. */
public record ArmOptions(
    @Description("Factor on the width of the confidence in an arm.")
        @Range(above = 0, max = 1_000)
        @Default("1")
        double optimismScaling,
    @Description("Whether each state of the user has a bandit of its own.") @Default("false")
        boolean perState) {}
