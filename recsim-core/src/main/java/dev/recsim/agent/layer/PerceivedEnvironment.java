package dev.recsim.agent.layer;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * An environment as a layer perceives it, in which the wrapped agent is created. It has no finite
 * model, because the memory of the layer is not part of the environment's states.
 *
 * @param perception one that keeps the environment's features of users before its own
 */
record PerceivedEnvironment(Environment inside, Perception perception)
    implements Environment.Wrapper {

  @Override
  public Space space() {
    return perception.space(inside.space());
  }

  @Override
  public Session open(RandomKey key) {
    return new PerceivedSession(perception, inside.open(key));
  }

  @Override
  public Optional<Appeal> appeal() {
    int features = inside.space().userFeatures().size();
    return inside.appeal().map(appeal -> new BareAppeal(appeal, features));
  }

  @Override
  public Optional<Appeal.Score> observableScore() {
    int features = inside.space().userFeatures().size();
    return inside
        .observableScore()
        .map(score -> (seen, candidate) -> score.score(bare(seen, features), candidate));
  }

  /** Returns an observation with only the environment's own features. */
  private static Observation bare(Observation observation, int features) {
    return observation.withUser(Arrays.copyOf(observation.user(), features));
  }

  @Override
  public Optional<Policy> myopic() {
    return Optional.empty();
  }

  @Override
  public Optional<FiniteMdp> model() {
    return Optional.empty();
  }

  /** The environment's own appeal, computed from the environment's own features only. */
  private record BareAppeal(Appeal appeal, int features) implements Appeal {
    @Override
    public double weight(Observation observation, int candidate) {
      return appeal.weight(bare(observation, features), candidate);
    }

    @Override
    public double noClickWeight(Observation observation) {
      return appeal.noClickWeight(bare(observation, features));
    }
  }

  private static final class PerceivedSession implements Session.Wrapper {
    private final Perception perception;
    private final Session session;
    private Observation seen;

    PerceivedSession(Perception perception, Session session) {
      this.perception = perception;
      this.session = session;
      this.seen = perception.first(session.start());
    }

    @Override
    public Observation start() {
      return perception.first(session.start());
    }

    @Override
    public Step recommend(Slate slate) {
      Step step = session.recommend(slate);
      double reward = perception.reward(seen, slate, step);
      seen = perception.next(seen, slate, step);
      return new Step(step.response(), reward, seen, step.status());
    }

    @Override
    public Session inside() {
      return session;
    }
  }
}
