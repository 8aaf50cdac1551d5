package example;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;

/** Makes agents that take their time to start, so that a run can be disturbed at leisure. */
public final class SleepyProvider implements AgentProvider<SleepyProvider.Options> {

  /** How long they sleep. */
  public record Options(int pauseMillis) {}

  @Override
  public String name() {
    return "sleepy";
  }

  @Override
  public Options defaults() {
    return new Options(500);
  }

  @Override
  public Agent create(Options options, Environment environment, RandomKey key) {
    try {
      Thread.sleep(options.pauseMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    int documents = environment.space().documents();
    Policy policy = (observation, decision) -> Slate.of(decision.below(0, documents));
    return () -> policy;
  }
}
