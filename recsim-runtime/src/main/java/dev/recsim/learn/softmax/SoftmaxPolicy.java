package dev.recsim.learn.softmax;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.Encoder;
import dev.recsim.learn.NetworkProvider.NetworkOptions;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scores.CandidateScores;
import dev.recsim.learn.tape.PlackettLuce;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Optional;

/**
 * Draws slates without replacement by {@linkplain CandidateScores a network's scores} of the
 * candidates (Plackett-Luce).
 */
public final class SoftmaxPolicy implements Policy {
  private final CandidateScores scores;
  private final PlackettLuce choices = new PlackettLuce();

  /**
   * A policy whose network is named {@code policy}.
   *
   * @param parameters to which the network is added
   * @param key of its random weights; not used for saved ones
   */
  public SoftmaxPolicy(NetworkOptions options, Space space, Parameters parameters, RandomKey key) {
    this.scores =
        new CandidateScores(
            space, new Encoder(space), options.hidden(), parameters, "policy", key.child("policy"));
  }

  /** As {@link CandidateScores#scores(Tape, List)}. */
  public Value scores(Tape on, List<Observation> observations) {
    return scores.scores(on, observations);
  }

  /** Draws a slate: the documents of the greatest score plus Gumbel noise, greatest first. */
  @Override
  public Slate recommend(Observation observation, RandomKey key) {
    Value row = scores.scores(observation);
    for (int d = 0; d < row.width(); d++) {
      row.data()[d] -= (float) StrictMath.log(-StrictMath.log(key.uniform(d)));
    }
    return scores.greatest(row);
  }

  /** The policy that shows the documents of the greatest scores. */
  public DeterministicPolicy greedy() {
    return scores;
  }

  /** The natural logarithm of the probability with which the policy draws a slate. */
  public double logProbability(Observation observation, Slate slate) {
    Value row = scores.scores(observation);
    choices.start(row.data(), 0, row.width());
    double log = 0;
    for (int p = 0; p < slate.size(); p++) {
      choices.softmax();
      log += choices.log(slate.document(p));
      choices.remove(slate.document(p));
    }
    return log;
  }

  @Override
  public Optional<double[]> probabilities(Observation observation, int documents) {
    Value row = scores.scores(observation);
    choices.start(row.data(), 0, row.width());
    choices.softmax();
    double[] probabilities = new double[documents];
    for (int d = 0; d < row.width(); d++) {
      probabilities[d] = choices.probability(d);
    }
    return Optional.of(probabilities);
  }
}
