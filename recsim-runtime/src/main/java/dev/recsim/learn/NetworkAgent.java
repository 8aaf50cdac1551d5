package dev.recsim.learn;

import dev.recsim.api.LearningAgent;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;

/** An agent that trains parameters by gradient steps. */
public abstract class NetworkAgent extends LearningAgent {
  protected final Space space;

  /** Those the agent acts by. */
  protected final Parameters parameters;

  private final RandomKey draws;
  private long updates;

  /**
   * An agent before its first gradient step.
   *
   * @param parameters those it acts by; closed with the agent
   * @param draws all randomness of its gradient steps
   */
  protected NetworkAgent(Space space, Parameters parameters, RandomKey draws) {
    this.space = space;
    this.parameters = parameters;
    this.draws = draws;
  }

  @Override
  protected final void train(int batchSize) {
    train(batchSize, updates, draws.child(updates));
    updates++;
    changed();
  }

  /**
   * Takes a gradient step.
   *
   * @param update its number, 0 for the first
   * @param batch its randomness
   */
  protected abstract void train(int batchSize, long update, RandomKey batch);

  /** Called when parameters have changed: what was computed with them is to be forgotten. */
  protected void changed() {}

  /** The value of a schedule now. */
  protected final double now(Schedule schedule) {
    return schedule.at(updates);
  }

  @Override
  public final String engine() {
    return parameters.engine();
  }

  @Override
  public final Weights weights() {
    return parameters.weights();
  }

  @Override
  public void load(Weights weights) {
    parameters.load(weights);
    changed();
  }

  @Override
  public void close() {
    parameters.close();
  }
}
