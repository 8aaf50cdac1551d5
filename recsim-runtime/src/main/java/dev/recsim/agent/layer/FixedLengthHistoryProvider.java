package dev.recsim.agent.layer;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;

/**
 * Provider of {@code fixed_length_history}: an agent that observes the last steps of the session.
 */
@Description("Wraps an agent and adds the last steps of the session to the user's features.")
public final class FixedLengthHistoryProvider implements AgentProvider<HistoryOptions> {
  private static final int MOST_FEATURES = 100_000;

  @Override
  public String name() {
    return "fixed_length_history";
  }

  @Override
  public boolean oracle(HistoryOptions options) {
    return Layer.oracle(options.base());
  }

  @Override
  public void check(HistoryOptions options, Environment environment) {
    Layer.given(options.base());
    FixedLengthHistory layer = new FixedLengthHistory(environment.space(), options);
    InvalidOption.unless(
        layer.size() <= MOST_FEATURES,
        "historyLength",
        "makes a history of %s numbers, more than %s; remember less"
            .formatted(layer.size(), MOST_FEATURES));
    Layer.check(options.base(), new PerceivedEnvironment(environment, layer));
  }

  @Override
  public Agent create(HistoryOptions options, Environment environment, RandomKey key) {
    check(options, environment);
    FixedLengthHistory layer = new FixedLengthHistory(environment.space(), options);
    return new Layer(
        layer, Layer.create(options.base(), new PerceivedEnvironment(environment, layer), key));
  }

  @Override
  public Policy restore(HistoryOptions options, Environment environment, Weights weights) {
    FixedLengthHistory layer = new FixedLengthHistory(environment.space(), options);
    return Layer.restore(options.base(), new PerceivedEnvironment(environment, layer), weights);
  }
}
