package dev.recsim.agent.layer;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Default;
import dev.recsim.api.Description;
import dev.recsim.api.Part;
import dev.recsim.api.Range;

/** Options of {@code fixed_length_history}. */
public record HistoryOptions(
    @Description("The agent inside.") Part<AgentProvider<?>> base,
    @Description("Number of moments that are remembered, the present one among them.")
        @Range(min = 1, max = 1_000)
        @Default("3")
        int historyLength,
    @Description("Whether what was seen of the user is remembered.") @Default("true")
        boolean rememberUser,
    @Description("Whether the user's answers are remembered: clicks and signals by position.")
        @Default("true")
        boolean rememberResponse,
    @Description("Whether the documents that were shown are remembered, by their features.")
        @Default("false")
        boolean rememberDocument) {}
