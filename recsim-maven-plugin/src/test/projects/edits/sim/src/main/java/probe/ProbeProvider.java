package probe;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;

/** Agents that show the document whose number is a hash of what code reads. */
public final class ProbeProvider implements AgentProvider<ProbeProvider.Options> {

  /** What is read. */
  public record Options(String of) {}

  @Override
  public String name() {
    return "probe";
  }

  @Override
  public Options defaults() {
    return new Options("constant");
  }

  @Override
  public Agent create(Options options, Environment environment, RandomKey key) {
    int documents = environment.space().documents();
    int shown = Math.floorMod(Probes.read(options.of()).hashCode(), documents);
    Policy.Deterministic policy = observation -> Slate.of(shown);
    return () -> policy;
  }
}
