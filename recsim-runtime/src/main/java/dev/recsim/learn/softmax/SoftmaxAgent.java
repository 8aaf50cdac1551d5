package dev.recsim.learn.softmax;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.scores.Rows;
import dev.recsim.learn.softmax.SoftmaxProvider.SoftmaxOptions;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/**
 * Base class of agents that learn a softmax policy and the values of observations, with networks
 * {@code policy} and {@code value}. They explore by drawing from the policy. The greedy policy
 * shows the documents with the largest scores.
 */
public abstract class SoftmaxAgent extends NetworkAgent {
  protected final SoftmaxPolicy policy;
  protected final Horizon horizon;

  private final Rows predicting = new Rows();

  /**
   * Creates an agent before its first update.
   *
   * @param key all of its randomness
   */
  protected SoftmaxAgent(SoftmaxOptions options, Space space, RandomKey key) {
    super(space, new Parameters(options.engine(), options.hidden()), key.child("update"));
    this.policy = new SoftmaxPolicy(options, space, parameters, key.child("network"));
    this.horizon = parameters.horizon(options.gamma(), options.valueScale());
  }

  /** The values of observations, [observations x 1], in units of the value scale. */
  protected final Value values(Tape tape, List<Observation> observations) {
    return policy.values(tape, observations);
  }

  /** A copy of the values of observations; the tape is empty before and after. */
  protected final float[] predicted(Tape tape, List<Observation> observations) {
    int[] rowOf = distinct(observations, predicting);
    float[] values = values(tape, predicting.list()).data();
    float[] predicted = new float[rowOf.length];
    for (int i = 0; i < rowOf.length; i++) {
      predicted[i] = values[rowOf[i]];
    }
    tape.clear();
    return predicted;
  }

  /**
   * Collects observations, equal states once if users have only a state.
   *
   * @param rows overwritten
   * @return the row of each observation
   */
  protected final int[] distinct(List<Observation> observations, Rows rows) {
    rows.clear(observations.size());
    int[] rowOf = new int[observations.size()];
    for (int i = 0; i < rowOf.length; i++) {
      rowOf[i] = rows.add(space, observations.get(i));
    }
    return rowOf;
  }

  @Override
  protected final void changed() {
    policy.forget();
  }

  @Override
  public final DeterministicPolicy greedy() {
    return policy.greedy();
  }

  @Override
  public final Policy exploring() {
    return policy;
  }

  /** Scales numbers to mean 0 and standard deviation 1; returns zeros if all are equal. */
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
