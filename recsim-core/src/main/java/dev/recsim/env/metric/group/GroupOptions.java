package dev.recsim.env.metric.group;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import java.util.List;

/** Options of the metrics of user groups. */
public record GroupOptions(
    @Description(
            "The feature of the user at the start of the session that makes the groups; state for"
                + " the state.")
        @Default("state")
        String feature,
    @Description(
            "Smallest value of each group but the first, ascending. Without bounds, the values 0,"
                + " 1, 2, ... are the groups.")
        @Range
        @Default("[]")
        List<Double> bounds) {}
