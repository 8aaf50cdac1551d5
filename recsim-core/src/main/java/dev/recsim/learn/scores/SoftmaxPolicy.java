package dev.recsim.learn.scores;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.tape.SuccessiveSoftmax;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** Draws documents without replacement by the softmax of their scores (Plackett-Luce). */
public final class SoftmaxPolicy implements Policy {
  private final Scores scores;
  private final int slateSize;

  /** The probabilities in each state, where slates have one document. */
  private final StateCache<SuccessiveSoftmax> known;

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

  @Override
  public Slate recommend(Observation observation, RandomKey key) {
    int[] slate = choices(observation).draw(slateSize, key);
    Arrays.setAll(slate, p -> scores.document(slate[p]));
    return Slate.of(slate);
  }

  /** The choices in an observation; remove no documents if they are kept. */
  private SuccessiveSoftmax choices(Observation observation) {
    SuccessiveSoftmax choices = known.get(observation);
    if (choices == null) {
      Value row = scores.scores(observation);
      choices = known.keep(observation, new SuccessiveSoftmax());
      choices.start(row.data(), 0, row.width());
      choices.softmax();
    }
    return choices;
  }

  @Override
  public Optional<double[]> probabilities(Observation observation, int documents) {
    double[] numbered = choices(observation).probabilities();
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
    SuccessiveSoftmax choices = choices(observation);
    double product = 1;
    for (int p = 0; p < end && product > 0; p++) {
      if (p > 0) {
        choices.remove(scores.number(slate.document(p - 1)));
        choices.softmax();
      }
      int number = scores.number(slate.document(p));
      product *= number < 0 ? 0 : p < from ? 1 : choices.probabilities()[number];
    }
    return product;
  }
}
