package dev.recsim.agent.bandit;

import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.api.Tensor;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import java.util.Map;

/**
 * What was seen of the documents as arms: how often each was shown and how often clicked, for all
 * users together or for each state of the user apart. Mutable.
 */
final class Arms {
  private static final int MOST_CELLS = 10_000_000;

  private final int documents;
  private final boolean perState;
  private final double[][] pulls;
  private final double[][] clicks;

  Arms(Space space, boolean perState) {
    this.documents = space.documents();
    this.perState = perState;
    int rows = perState ? space.states() : 1;
    this.pulls = new double[rows][documents];
    this.clicks = new double[rows][documents];
  }

  /** Whether a table of this size can be held. */
  static boolean fits(Space space, boolean perState) {
    return !perState || (long) space.states() * space.documents() <= MOST_CELLS;
  }

  double[] pulls(Observation observation) {
    return pulls[row(observation)];
  }

  double[] clicks(Observation observation) {
    return clicks[row(observation)];
  }

  /** Each document shown was pulled once and paid 1 if it was clicked. */
  void add(Transition transition) {
    int row = row(transition.observation());
    for (int i = 0; i < transition.slate().size(); i++) {
      int document = transition.slate().document(i);
      pulls[row][document]++;
      clicks[row][document] += transition.step().response().isClicked(i) ? 1 : 0;
    }
  }

  boolean empty() {
    for (double[] row : pulls) {
      if (Ucb1.total(row) > 0) {
        return false;
      }
    }
    return true;
  }

  /** The counts, exact up to 2^24 pulls of an arm. */
  Weights weights() {
    return Weights.of(Map.of("pulls", tensor(pulls), "clicks", tensor(clicks)));
  }

  void load(Weights weights) {
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

  private int row(Observation observation) {
    return perState ? observation.state() : 0;
  }
}
