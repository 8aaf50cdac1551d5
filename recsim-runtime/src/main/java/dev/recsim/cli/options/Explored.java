package dev.recsim.cli.options;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;

/** How the policies of a live test explore. */
public record Explored(
    @Description("share of decisions of `recsim.from` that are drawn, as by `epsilon_greedy`")
        @Default("0")
        @Range(min = 0, max = 1)
        double exploreFrom,
    @Description("share of decisions of `recsim.to` that are drawn")
        @Default("0")
        @Range(min = 0, max = 1)
        double exploreTo) {}
