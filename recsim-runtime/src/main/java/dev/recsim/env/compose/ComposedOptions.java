package dev.recsim.env.compose;

import dev.recsim.api.Description;
import dev.recsim.api.Part;
import dev.recsim.api.Range;
import dev.recsim.api.compose.ChoiceModelProvider;
import dev.recsim.api.compose.DocumentSamplerProvider;
import dev.recsim.api.compose.UserModelProvider;

/** Options of an environment that is composed of parts. */
public record ComposedOptions(
    @Description("The users, and how they behave.") Part<UserModelProvider<?>> user,
    @Description("Where documents come from.") Part<DocumentSamplerProvider<?>> documents,
    @Description("How users choose from a slate.") Part<ChoiceModelProvider<?>> choice,
    @Description("Number of documents to choose from at each step.") @Range(min = 1, max = 100_000)
        int candidates,
    @Description("Number of documents shown at once.") @Range(min = 1, max = 1_000) int slateSize,
    @Description(
            "When candidates are drawn anew: at each step, for each session, or never (corpus: the"
                + " same for all).")
        Resample resample,
    @Description("Seed of the documents where they are a corpus.") long corpusSeed,
    @Description("Candidates replaced at each step by new ones, the oldest first; not with step.")
        @Range(min = 0, max = 100_000)
        int turnover,
    @Description("Candidates added at each step; not with step.") @Range(min = 0, max = 1_000)
        int growth,
    @Description(
            "Name of the signal whose sum is the reward, such as watch_time or click. Default: the"
                + " user model's.")
        String reward,
    @Description("Steps after which a session is cut off.") @Range(min = 1, max = 1_000_000)
        int maxSessionLength) {

  /** When candidates are drawn anew. */
  public enum Resample {
    STEP,
    SESSION,
    CORPUS
  }
}
