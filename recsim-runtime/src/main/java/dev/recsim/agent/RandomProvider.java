package dev.recsim.agent;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Optional;

/** Provider of {@code random}: documents drawn uniformly, none twice on a slate. */
@Description("Shows documents drawn uniformly, none twice on a slate.")
public final class RandomProvider implements AgentProvider<NoOptions> {

  @Override
  public String name() {
    return "random";
  }

  @Override
  public NoOptions defaults() {
    return new NoOptions();
  }

  @Override
  public Agent create(NoOptions options, Environment environment, RandomKey key) {
    Policy policy = new UniformPolicy(environment.space());
    return () -> policy;
  }

  private record UniformPolicy(Space space) implements Policy {
    @Override
    public Slate recommend(Observation observation, RandomKey key) {
      return Slate.random(observation.documents(space), space.slateSize(), key);
    }

    @Override
    public Optional<double[]> probabilities(Observation observation, int documents) {
      double[] probabilities = new double[documents];
      Arrays.fill(probabilities, 1.0 / documents);
      return Optional.of(probabilities);
    }
  }
}
