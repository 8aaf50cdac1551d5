package example;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;

/** Makes agents of which, by their key, every third or so breaks. */
public final class BrittleProvider implements AgentProvider<BrittleProvider.Options> {

  /** None. */
  public record Options() {}

  @Override
  public String name() {
    return "brittle";
  }

  @Override
  public Options defaults() {
    return new Options();
  }

  @Override
  public Agent create(Options options, Environment environment, RandomKey key) {
    if (key.below(0, 3) == 0) {
      throw new IllegalStateException("the glass broke");
    }
    Policy.Deterministic policy = observation -> Slate.of(0);
    return () -> policy;
  }
}
