package dev.recsim.learn.softmax;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.LearningAgent;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.Encoder;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/**
 * An agent that learns a softmax policy, and the values of observations beside it: networks {@code
 * policy} and {@code value}. It explores by its own policy and is evaluated by the slates of the
 * greatest scores.
 */
public abstract class SoftmaxAgent extends LearningAgent {
  protected final Space space;
  protected final Parameters parameters;
  protected final SoftmaxPolicy policy;
  private final Network value;
  private final Encoder encoder;
  private int[] categories = {};
  private float[] users = {};

  /**
   * An agent before its first update.
   *
   * @param hidden widths of the hidden layers of both networks
   */
  protected SoftmaxAgent(Space space, EngineChoice engine, List<Integer> hidden, RandomKey key) {
    this.space = space;
    this.encoder = new Encoder(space);
    this.parameters = new Parameters(engine, hidden);
    RandomKey weights = key.child("network");
    Layout scores = SoftmaxPolicy.layout(space, hidden);
    Layout values = new Layout(Math.max(1, encoder.categories()), encoder.userWidth(), hidden, 1);
    this.policy =
        new SoftmaxPolicy(parameters.network("policy", scores, weights.child("policy")), space);
    this.value = parameters.network("value", values, weights.child("value"));
  }

  /** The values of observations, [observations x 1], in units of the value scale. */
  protected final Value values(Tape tape, List<Observation> observations) {
    int rows = observations.size();
    int width = encoder.userWidth();
    if (categories.length < rows) {
      categories = new int[2 * rows];
      users = new float[2 * rows * width];
    }
    for (int i = 0; i < rows; i++) {
      categories[i] = observations.get(i).state();
      encoder.user(observations.get(i), users, i * width);
    }
    return tape.network(value, categories, width > 0 ? tape.input(users, rows, width) : null, rows);
  }

  /** A copy of the values of observations; the tape is empty before and after. */
  protected final float[] predicted(Tape tape, List<Observation> observations) {
    float[] values = values(tape, observations).data().clone();
    tape.clear();
    return values;
  }

  @Override
  public final DeterministicPolicy greedy() {
    return policy.greedy();
  }

  @Override
  public final Policy exploring() {
    return policy;
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
  public final void load(Weights weights) {
    parameters.load(weights);
  }

  @Override
  public final void close() {
    parameters.close();
  }

  /** Numbers with mean 0 and standard deviation 1; zeros if all are equal. */
  protected static float[] standardized(double[] numbers) {
    double mean = Arrays.stream(numbers).sum() / numbers.length;
    double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
    double deviation = Math.sqrt(squares / numbers.length) + 1e-8;
    float[] result = new float[numbers.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) ((numbers[i] - mean) / deviation);
    }
    return result;
  }
}
