package dev.recsim.learn.scores;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.Network;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.scores.SoftmaxProvider.SoftmaxOptions;
import dev.recsim.learn.tape.PlackettLuce;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Draws documents without replacement by the softmax of {@linkplain CandidateScores a network's
 * scores} (Plackett-Luce). A second network computes values of observations.
 */
public final class SoftmaxPolicy implements Policy {
  /**
   * Probability of the remaining documents below which it is computed again: subtraction leaves an
   * absolute error of about 1e-16.
   */
  private static final double INACCURATE = 1e-6;

  private final Scores scores;
  private final Network values;
  private final Horizon horizon;
  private final int slateSize;
  private final Encoder inputs;
  private final PlackettLuce choices = new PlackettLuce();
  private final Tape tape = new Tape();

  /** Probabilities of the documents in each state, where slates have one. */
  private final StateCache<double[]> known;

  private final boolean keeps;

  /**
   * Creates a policy with networks {@code policy} and {@code value}.
   *
   * @param parameters to which the networks are added
   * @param key randomness of the initial weights; not used with saved weights
   */
  public SoftmaxPolicy(SoftmaxOptions options, Space space, Parameters parameters, RandomKey key) {
    this(options, space, 0, parameters, key);
  }

  /**
   * As above.
   *
   * @param size length of the vectors of encoded documents; 0 if documents are not encoded
   */
  SoftmaxPolicy(
      SoftmaxOptions options, Space space, int size, Parameters parameters, RandomKey key) {
    this.horizon = parameters.horizon(options.gamma(), options.valueScale());
    this.slateSize = space.slateSize();
    this.inputs = new Encoder(space, parameters, 0);
    List<Integer> hidden = options.hidden();
    this.scores =
        size > 0
            ? new EncodedScores(space, hidden, size, 1, parameters, key)
            : new CandidateScores(space, hidden, parameters, "policy", key.child("policy"));
    this.values = parameters.network("value", inputs.layout(hidden, 1), key.child("value"));
    this.keeps = space.tabular() && space.topics() == 0 && space.slateSize() == 1;
    this.known = new StateCache<>(keeps ? space.states() : 0);
  }

  /** The scores of the documents. */
  public Scores scores() {
    return scores;
  }

  /** The values of observations, [observations x 1], in units of the value scale. */
  public Value values(Tape on, List<Observation> observations) {
    inputs.users(observations);
    return inputs.outputs(on, values, observations.size());
  }

  @Override
  public OptionalDouble value(Observation observation) {
    tape.clear();
    return OptionalDouble.of(horizon.unit() * values(tape, List.of(observation)).data()[0]);
  }

  @Override
  public double discount() {
    return horizon.discount();
  }

  /** Clears cached probabilities; call it after the networks have changed. */
  public void forget() {
    known.clear();
    scores.forget();
  }

  /** Draws the documents of a slate one after another. */
  @Override
  public Slate recommend(Observation observation, RandomKey key) {
    double[] probabilities = probabilities(observation);
    int[] slate = new int[slateSize];
    double rest = 1;
    for (int p = 0; p < slate.length; p++) {
      if (p > 0) {
        rest = without(slate[p - 1], probabilities, rest);
      }
      slate[p] = drawn(probabilities, rest * key.uniform(p));
    }
    Arrays.setAll(slate, p -> scores.document(slate[p]));
    return Slate.of(slate);
  }

  /** Removes a document, and returns the sum of the probabilities of the others. */
  private double without(int document, double[] probabilities, double sum) {
    double rest = sum - probabilities[document];
    probabilities[document] = 0;
    choices.remove(document);
    if (rest > INACCURATE) {
      return rest;
    }
    choices.softmax();
    Arrays.setAll(probabilities, choices::probability);
    return 1;
  }

  /** The first document at which the sum of the probabilities exceeds a number. */
  private static int drawn(double[] probabilities, double number) {
    double sum = 0;
    int last = 0;
    for (int d = 0; d < probabilities.length; d++) {
      sum += probabilities[d];
      last = probabilities[d] > 0 ? d : last;
      if (sum > number) {
        return d;
      }
    }
    return last;
  }

  /** Starts the choices among the candidates of an observation, and returns their number. */
  private int start(Observation observation) {
    Value row = scores.scores(observation);
    choices.start(row.data(), 0, row.width());
    return row.width();
  }

  /** The probability of each document to be first; do not change the result if it is kept. */
  private double[] probabilities(Observation observation) {
    double[] probabilities = known.get(observation);
    if (probabilities == null) {
      probabilities = known.keep(observation, new double[start(observation)]);
      choices.softmax();
      Arrays.setAll(probabilities, choices::probability);
    }
    return probabilities;
  }

  /**
   * The policy that shows the documents with the largest scores; it has the values of this policy.
   */
  public Policy.Deterministic greedy() {
    return new Greedy();
  }

  private final class Greedy implements Policy.Deterministic {
    @Override
    public Slate choose(Observation observation) {
      return scores.choose(observation);
    }

    @Override
    public OptionalDouble value(Observation observation) {
      return SoftmaxPolicy.this.value(observation);
    }

    @Override
    public double discount() {
      return SoftmaxPolicy.this.discount();
    }
  }

  /** The natural logarithm of the probability of a slate; minus infinity if it is never drawn. */
  public double logProbability(Observation observation, Slate slate) {
    if (keeps) {
      return StrictMath.log(probabilities(observation)[slate.document(0)]);
    }
    start(observation);
    double log = 0;
    for (int p = 0; p < slate.size(); p++) {
      int number = scores.number(slate.document(p));
      if (number < 0) {
        return Double.NEGATIVE_INFINITY;
      }
      choices.softmax();
      log += choices.log(number);
      choices.remove(number);
    }
    return log;
  }

  @Override
  public Optional<double[]> probabilities(Observation observation, int documents) {
    double[] numbered = probabilities(observation);
    double[] probabilities = new double[documents];
    for (int i = 0; i < numbered.length; i++) {
      probabilities[scores.document(i)] = numbered[i];
    }
    return Optional.of(probabilities);
  }

  @Override
  public OptionalDouble probability(Observation observation, Slate slate) {
    return OptionalDouble.of(probability(observation, slate, 0, slate.size()));
  }

  @Override
  public OptionalDouble probability(Observation observation, Slate slate, int position) {
    return OptionalDouble.of(probability(observation, slate, position, position + 1));
  }

  /** The probability of the documents at some positions, given those before. */
  private double probability(Observation observation, Slate slate, int from, int end) {
    start(observation);
    double product = 1;
    for (int p = 0; p < end && product > 0; p++) {
      int number = scores.number(slate.document(p));
      if (p >= from) {
        choices.softmax();
        product *= number < 0 ? 0 : choices.probability(number);
      }
      if (number >= 0) {
        choices.remove(number);
      }
    }
    return product;
  }
}
