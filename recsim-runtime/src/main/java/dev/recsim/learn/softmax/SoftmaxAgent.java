package dev.recsim.learn.softmax;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.learn.Encoder;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.NetworkProvider.NetworkOptions;
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
public abstract class SoftmaxAgent extends NetworkAgent {
  protected final SoftmaxPolicy policy;
  private final Network value;
  private final Encoder encoder;
  private int[] categories = {};
  private float[] users = {};

  /**
   * An agent before its first update.
   *
   * @param key of all of its randomness
   */
  protected SoftmaxAgent(NetworkOptions options, Space space, RandomKey key) {
    super(space, new Parameters(options.engine(), options.hidden()), key.child("update"));
    this.encoder = new Encoder(space);
    this.policy = new SoftmaxPolicy(options, space, parameters, key.child("network"));
    Layout layout =
        new Layout(Math.max(1, encoder.categories()), encoder.userWidth(), options.hidden(), 1);
    this.value = parameters.network("value", layout, key.child("network").child("value"));
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
