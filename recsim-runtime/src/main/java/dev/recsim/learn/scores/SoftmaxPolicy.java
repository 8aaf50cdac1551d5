package dev.recsim.learn.scores;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.tape.PlackettLuce;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** Draws documents without replacement by the softmax of their scores (Plackett-Luce). */
public final class SoftmaxPolicy implements Policy {
  /**
   * Probability of the remaining documents below which it is computed again: subtraction leaves an
   * absolute error of about 1e-16.
   */
  private static final double INACCURATE = 1e-6;

  private final Scores scores;
  private final int slateSize;
  private final PlackettLuce choices = new PlackettLuce();

  /** Probabilities of the documents in each state, where slates have one. */
  private final StateCache<double[]> known;

  /**
   * Creates a policy.
   *
   * @param scores for example {@link CandidateScores}
   */
  public SoftmaxPolicy(Scores scores, Space space) {
    this.scores = scores;
    this.slateSize = space.slateSize();
    boolean keeps = space.tabular() && space.topics() == 0 && slateSize == 1;
    this.known = new StateCache<>(keeps ? space.states() : 0);
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
        rest -= probabilities[slate[p - 1]];
        probabilities[slate[p - 1]] = 0;
        choices.remove(slate[p - 1]);
        if (rest <= INACCURATE) {
          compute(probabilities);
          rest = 1;
        }
      }
      slate[p] = drawn(probabilities, rest * key.uniform(p));
    }
    Arrays.setAll(slate, p -> scores.document(slate[p]));
    return Slate.of(slate);
  }

  /** The first document at which the sum of the probabilities exceeds a number. */
  private static int drawn(double[] probabilities, double number) {
    double sum = 0;
    int last = 0;
    for (int d = 0; d < probabilities.length && sum <= number; d++) {
      sum += probabilities[d];
      last = probabilities[d] > 0 ? d : last;
    }
    return last;
  }

  /** The probability of each document to be first; do not change the result if it is kept. */
  private double[] probabilities(Observation observation) {
    double[] probabilities = known.get(observation);
    if (probabilities == null) {
      Value row = scores.scores(observation);
      choices.start(row.data(), 0, row.width());
      probabilities = known.keep(observation, new double[row.width()]);
      compute(probabilities);
    }
    return probabilities;
  }

  /** Sets the probabilities of the documents that are not removed; others get 0. */
  private void compute(double[] probabilities) {
    choices.softmax();
    Arrays.setAll(probabilities, choices::probability);
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
    double[] probabilities = probabilities(observation);
    double product = 1;
    for (int p = 0; p < end && product > 0; p++) {
      if (p > 0) {
        choices.remove(scores.number(slate.document(p - 1)));
        compute(probabilities);
      }
      int number = scores.number(slate.document(p));
      product *= number < 0 ? 0 : p < from ? 1 : probabilities[number];
    }
    return product;
  }
}
