package dev.recsim.agent.layer;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Part;
import dev.recsim.api.Space;

/**
 * Provider of {@code fixed_length_history}: an agent that observes the last steps of the session.
 */
@Description("Wraps an agent and adds the last steps of the session to the user's features.")
public final class FixedLengthHistoryProvider
    extends LayerProvider<FixedLengthHistoryProvider.Options> {
  private static final int MOST_FEATURES = 100_000;

  /** Options of {@code fixed_length_history}. */
  public record Options(
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
          boolean rememberDocument)
      implements LayerOptions {}

  @Override
  public void check(Options options, Environment environment) {
    FixedLengthHistory layer = new FixedLengthHistory(environment.space(), options);
    InvalidOption.unless(
        layer.size() <= MOST_FEATURES,
        "historyLength",
        "makes a history of %s numbers, more than %s; remember less"
            .formatted(layer.size(), MOST_FEATURES));
    super.check(options, environment);
  }

  @Override
  Perception perception(Options options, Space space) {
    return new FixedLengthHistory(space, options);
  }
}
