package example;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;

/** Makes agents that end their JVM after a while, if they are told to. */
public final class FatalProvider implements AgentProvider<FatalProvider.Options> {

  /** How long they take to be made, and whether they end the JVM then. */
  public record Options(int pauseMillis, boolean fatal) {}

  @Override
  public String name() {
    return "fatal";
  }

  @Override
  public Options defaults() {
    return new Options(1000, false);
  }

  @Override
  public Agent create(Options options, Environment environment, RandomKey key) {
    try {
      Thread.sleep(options.pauseMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (options.fatal()) {
      Runtime.getRuntime().halt(77);
    }
    int documents = environment.space().documents();
    Policy policy = (observation, decision) -> Slate.of(decision.below(0, documents));
    return () -> policy;
  }
}
