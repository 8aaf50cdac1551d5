package dev.recsim.learn;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.LearningAgent;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;

/** An agent that trains networks by gradient steps, and while learning shows random slates too. */
public abstract class NetworkAgent extends LearningAgent {
  protected final Space space;
  private final String engine;
  private final Schedule randomness;
  private final RandomKey draws;
  private long updates;

  /**
   * An agent before its first gradient step.
   *
   * @param engine of its networks
   * @param randomness probability of a random slate while it learns
   * @param draws all randomness of its gradient steps
   */
  protected NetworkAgent(Engine engine, Space space, Schedule randomness, RandomKey draws) {
    this.engine = engine.name();
    this.space = space;
    this.randomness = randomness;
    this.draws = draws;
  }

  @Override
  public abstract DeterministicPolicy greedy();

  @Override
  public final Policy exploring() {
    return (seen, decision) ->
        decision.uniform(0) < randomness.at(updates)
            ? random(seen, decision)
            : exploit().choose(seen);
  }

  /** Chooses the slates that are not random while the agent learns. */
  protected DeterministicPolicy exploit() {
    return greedy();
  }

  /** A slate drawn uniformly. */
  protected Slate random(Observation seen, RandomKey decision) {
    return Slate.random(seen.documents(space), space.slateSize(), decision.child("slate"));
  }

  @Override
  protected final void train(int batchSize) {
    track("epsilon", randomness.at(updates));
    train(batchSize, updates, draws.child(updates));
    updates++;
  }

  /**
   * Takes a gradient step.
   *
   * @param update its number, 0 for the first
   * @param batch its randomness
   */
  protected abstract void train(int batchSize, long update, RandomKey batch);

  @Override
  public final String engine() {
    return engine;
  }
}
