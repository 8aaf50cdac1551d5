package dev.recsim.agent.bandit;

import dev.recsim.agent.RankingAgent;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.random.RandomKey;
import java.util.Map;

/**
 * A bandit whose arms are documents. It learns across sessions from the clicks on all shown
 * documents (a semi-bandit: Chen, Wang and Yuan, "Combinatorial multi-armed bandit", ICML 2013). It
 * counts how often each document was shown and clicked, for all users together or separately for
 * each state of the user.
 *
 * <p>The greedy policy shows the documents with the largest posterior mean of the click probability
 * under a uniform prior, (1 + clicks) / (2 + pulls).
 */
final class ArmAgent extends RankingAgent {
  private static final int MOST_CELLS = 10_000_000;

  private final Bandit bandit;
  private final int documents;
  private final boolean perState;
  private final double[][] pulls;
  private final double[][] clicks;

  ArmAgent(Bandit bandit, Space space, boolean perState) {
    super(space.slateSize());
    this.bandit = bandit;
    this.documents = space.documents();
    this.perState = perState;
    int rows = perState ? space.states() : 1;
    this.pulls = new double[rows][documents];
    this.clicks = new double[rows][documents];
  }

  /** Whether the table of counts fits into an array. */
  static boolean fits(Space space, boolean perState) {
    return !perState || (long) space.states() * space.documents() <= MOST_CELLS;
  }

  private int row(Observation seen) {
    return perState ? seen.state() : 0;
  }

  @Override
  protected double[] estimates(Observation seen) {
    int row = row(seen);
    double[] means = new double[documents];
    for (int arm = 0; arm < means.length; arm++) {
      means[arm] = (1 + clicks[row][arm]) / (2 + pulls[row][arm]);
    }
    return means;
  }

  @Override
  protected double[] indices(Observation seen, RandomKey key) {
    return bandit.indices(pulls[row(seen)], clicks[row(seen)], key);
  }

  /** Each shown document is a pull. Its reward is 1 if it was clicked, else 0. */
  @Override
  protected void take(Transition transition) {
    int row = row(transition.observation());
    for (int i = 0; i < transition.slate().size(); i++) {
      int document = transition.slate().document(i);
      pulls[row][document]++;
      clicks[row][document] += transition.step().response().isClicked(i) ? 1 : 0;
    }
  }

  /** The counts as floats. They are exact up to 2^24 pulls of an arm. */
  @Override
  public Weights weights() {
    return Weights.of(Map.of("pulls", tensor(pulls), "clicks", tensor(clicks)));
  }

  @Override
  public void load(Weights weights) {
    Tensor newPulls = weights.get("pulls", pulls.length, documents);
    Tensor newClicks = weights.get("clicks", pulls.length, documents);
    copy(newPulls, pulls);
    copy(newClicks, clicks);
  }

  private Tensor tensor(double[][] table) {
    float[] data = new float[table.length * documents];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) table[i / documents][i % documents];
    }
    return Tensor.matrix(table.length, documents, data);
  }

  private void copy(Tensor tensor, double[][] table) {
    for (int i = 0; i < tensor.data().length; i++) {
      table[i / documents][i % documents] = tensor.data()[i];
    }
  }
}
