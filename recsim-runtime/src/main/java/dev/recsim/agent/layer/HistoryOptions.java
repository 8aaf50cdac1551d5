package dev.recsim.agent.layer;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Description;
import dev.recsim.api.Part;
import dev.recsim.api.Range;

/** Options of {@code fixed_length_history}. */
public record HistoryOptions(
    @Description("The agent inside.") Part<AgentProvider<?>> base,
    @Description("Number of moments that are remembered, the present one among them.")
        @Range(min = 1, max = 1_000)
        int historyLength,
    @Description("Whether what was seen of the user is remembered.") boolean rememberUser,
    @Description("Whether the user's answers are remembered: clicks and signals by position.")
        boolean rememberResponse,
    @Description("Whether the documents that were shown are remembered, by their features.")
        boolean rememberDocument) {

  /** Those of RecSim, with the length that its documentation uses. */
  static final HistoryOptions DEFAULTS = new HistoryOptions(null, 3, true, true, false);
}
