package example;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;

/** Makes agents that always show the first document. */
public final class FixedProvider implements AgentProvider<FixedProvider.Options> {

  /** None. */
  public record Options() {}

  @Override
  public String name() {
    return "still";
  }

  @Override
  public Options defaults() {
    return new Options();
  }

  @Override
  public Agent create(Options options, Environment environment, RandomKey key) {
    Policy.Deterministic policy = observation -> Slate.of(0);
    return () -> policy;
  }
}
