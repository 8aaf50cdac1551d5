package dev.recsim.agent.layer;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Part;

/** Options of {@code fixed_length_history}. */
public record HistoryOptions(
    @Description("The wrapped agent.") Part<AgentProvider<?>> base,
    @Description("Number of steps in the history, including the current one.")
        @Range(min = 1, max = 1_000)
        @Default("3")
        int historyLength,
    @Description("Whether the history contains the observed user features.") @Default("true")
        boolean rememberUser,
    @Description(
            "Whether the history contains the user's responses: clicks and signals by"
                + " position.")
        @Default("true")
        boolean rememberResponse,
    @Description("Whether the history contains the features of the documents shown.")
        @Default("false")
        boolean rememberDocument) {}
