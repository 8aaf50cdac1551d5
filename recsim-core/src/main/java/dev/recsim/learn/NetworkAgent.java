package dev.recsim.learn;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.NetworkProvider.NetworkOptions;
import dev.recsim.learn.NetworkProvider.Setup;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.scale.Standardization;
import dev.recsim.random.RandomKey;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Base class of agents that train {@link Parameters} by gradient steps.
 *
 * @param <C> type of the options
 */
public abstract class NetworkAgent<C extends NetworkOptions> extends LearningAgent {
  /** The norm of the gradients is tracked in one of so many steps, because it takes time. */
  private static final int TRACKED = 64;

  /** The options of the agent. */
  protected final C options;

  /** The space of the environment, as the agent perceives it. */
  protected final Space space;

  /** The parameters of the agent's policies. */
  protected final Parameters parameters;

  /** The discount and the unit of values: given by the options, or estimated. */
  protected final Horizon horizon;

  private final Standardization scales;
  private final RandomKey draws;
  private long updates;

  /** Whether the last slate was not drawn uniformly. */
  private boolean own = true;

  /** Number of gradient steps since the epoch began. */
  private long ofEpoch;

  /** Number of gradient steps of the training; that of the default schedule until it starts. */
  private long planned = 1_000;

  /**
   * Creates an agent before its first gradient step.
   *
   * @param setup what it is made from
   * @param draws all randomness of its gradient steps
   */
  protected NetworkAgent(Setup<C> setup, RandomKey draws) {
    this.options = setup.options();
    this.space = setup.environment().space();
    this.parameters = new Parameters(options.engine(), options.hidden(), setup.saved());
    this.scales = parameters.features(space);
    this.horizon = new Horizon(options.gamma(), options.valueScale());
    if (horizon.isEstimated()) {
      parameters.constant("horizon", Tensor.matrix(1, 2, horizon.estimates()));
    }
    this.draws = draws;
  }

  @Override
  public final void startTraining(long updates) {
    planned = updates;
  }

  @Override
  public void startEpoch(int epochUpdates, int batchSize) {
    ofEpoch = 0;
    horizon.compare((double) updates / planned);
  }

  @Override
  public final void observe(Transition transition) {
    scales.measure(transition.observation());
    horizon.measure(transition.step(), own && space.tabular());
    super.observe(transition);
  }

  @Override
  protected final void train(int batchSize) {
    scales.fix();
    horizon.fix();
    horizon.grow((double) updates / planned);
    if (horizon.isEstimated()) {
      track("gamma", horizon.discount());
      track("value_scale", horizon.unit());
    }
    train(batchSize, draws.child(updates));
    updates++;
    ofEpoch++;
    changed();
  }

  /**
   * Takes a gradient step.
   *
   * @param batchSize number of transitions to train on
   * @param batch randomness of the step
   */
  protected abstract void train(int batchSize, RandomKey batch);

  /**
   * Takes one step of Adam on all parameters, see {@link #step(String, Schedule, Schedule)}.
   *
   * @param learningRate of all parameters
   */
  protected final void step(Schedule learningRate) {
    step("", learningRate, learningRate);
  }

  /**
   * Takes one step of Adam on all parameters, with a learning rate for the parts whose names start
   * with a prefix. Before that it tracks the norm of the gradients as {@code gradient_norm}, and
   * scales them down to {@code max_gradient_norm} if it is larger.
   *
   * @param prefix of names of parts
   * @param learningRate of these parts
   * @param ofOthers learning rate of the other parts
   */
  protected final void step(String prefix, Schedule learningRate, Schedule ofOthers) {
    Double most = options.maxGradientNorm();
    double factor = 1;
    if (most != null || ofEpoch % TRACKED == 0) {
      double norm = parameters.gradientNorm();
      track("gradient_norm", norm);
      factor = most != null && norm > most ? most / norm : 1;
    }
    parameters.step(prefix, now(learningRate), now(ofOthers), factor);
  }

  /** Called after parameters have changed, to clear values cached from them. */
  protected void changed() {}

  /**
   * {@return the value of a schedule after the gradient steps before this one}
   *
   * @param schedule of the agent's options
   */
  protected final double now(Schedule schedule) {
    return schedule.at(updates, planned);
  }

  /**
   * {@return a policy with values}
   *
   * @param policy chooses the slates
   * @param values of observations, in the unit of the horizon
   */
  protected final Policy.Deterministic valued(
      Policy.Deterministic policy, ToDoubleFunction<Observation> values) {
    return new Policy.Deterministic() {
      @Override
      public Slate choose(Observation observation) {
        return policy.choose(observation);
      }

      @Override
      public void recommend(Batch batch) {
        policy.recommend(batch);
      }

      @Override
      public Optional<double[]> documentScores(Observation observation) {
        return policy.documentScores(observation);
      }

      @Override
      public Optional<Estimate> value(Observation observation) {
        return Optional.of(estimate(values.applyAsDouble(observation)));
      }
    };
  }

  /**
   * {@return the estimate of a return}
   *
   * @param value in the unit of the horizon
   */
  protected final Policy.Estimate estimate(double value) {
    return new Policy.Estimate(horizon.unit() * value, horizon.discount());
  }

  /**
   * {@return a batch size for learners whose gradient step computes equal states once: a 250th of
   * the steps, at least 256 and at most 4,096}
   *
   * @param envSteps number of environment steps
   */
  public static int batch(long envSteps) {
    return (int) Math.max(256, Math.min(envSteps / 250, 4_096));
  }

  /**
   * {@return a batch size for learners whose gradient step computes every candidate: 256, fewer if
   * there are more than 20 candidates, at least 32}
   *
   * @param space of the environment
   */
  public static int batch(Space space) {
    return Math.max(32, Math.min(5_000 / space.documents(), 256));
  }

  /**
   * {@return a policy that draws a slate uniformly with probability epsilon, and is greedy
   * otherwise}
   *
   * @param greedy the policy otherwise
   * @param epsilon probability of a uniform slate, 0 to 1
   */
  protected final Policy epsilonGreedy(Policy greedy, Schedule epsilon) {
    Policy uniform = Policy.uniform(space);
    return epsilonGreedy(greedy, epsilon, (seen, it) -> uniform.recommend(seen, it.child("slate")));
  }

  /**
   * {@return a policy that asks a uniform policy with probability epsilon, and is greedy otherwise}
   *
   * @param greedy the policy otherwise
   * @param epsilon probability of a uniform slate, 0 to 1
   * @param uniform draws all slates with the same probability
   */
  protected final Policy epsilonGreedy(Policy greedy, Schedule epsilon, Policy uniform) {
    Policy draw =
        (seen, key) -> {
          own = key.uniform(0) >= now(epsilon);
          return (own ? greedy : uniform).recommend(seen, key);
        };
    return Policy.epsilonGreedy(greedy, space, () -> now(epsilon), draw);
  }

  @Override
  public final Optional<String> engine() {
    return Optional.of(parameters.engine());
  }

  @Override
  public Weights weights() {
    return parameters.weights();
  }

  @Override
  public void load(Weights weights) {
    parameters.load(weights);
    scales.keep();
    horizon.keep();
    changed();
  }

  @Override
  public void close() {
    parameters.close();
  }
}
