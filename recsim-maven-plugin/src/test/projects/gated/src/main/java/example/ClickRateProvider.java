package example;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.random.RandomKey;

/** Makes agents that show what was accepted most often. */
public final class ClickRateProvider implements AgentProvider<ClickRateProvider.Options> {

  /** None. */
  public record Options() {}

  @Override
  public String name() {
    return "click_rate";
  }

  @Override
  public Options defaults() {
    return new Options();
  }

  @Override
  public Agent create(Options options, Environment environment, RandomKey key) {
    return new ClickRate(environment.space());
  }
}
