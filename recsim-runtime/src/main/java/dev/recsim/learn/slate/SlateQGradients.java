package dev.recsim.learn.slate;

import dev.recsim.learn.slate.SlateQOptions.NoClick;
import dev.recsim.learn.slate.SlateQOptions.Selection;
import dev.recsim.learn.slate.SlateQOptions.Targets;
import java.util.Arrays;

/**
 * The loss of a batch and its gradient: mean of ((Q(u, x) - y) / scale)^2, with x the document that
 * was clicked, or no click. The target of a step goes on from where the session stood n steps
 * later,
 *
 * <pre>{@code
 * y = r_0 + gamma r_1 + .. + gamma^(n-1) r_(n-1) + gamma^n value'(A)
 * }</pre>
 *
 * or stops with the last reward where the user left before (Ie et al., arXiv 1905.12767, equations
 * 17 and 19, there with n = 1). A is the slate shown there, or the one composed of the target's
 * values there; its value is the expectation over what the user chooses, see {@link SlateSearch}.
 * The slate and the values are those of the next moment: RecSim computes the values of the moment
 * before.
 */
final class SlateQGradients {
  private final ItemValues online;
  private final ItemValues target;
  private final SlateSearch search;
  private final Selection selection;
  private final boolean sarsa;
  private final boolean clicksOnly;
  private final int steps;
  private final double gamma;
  private final double scale;
  private final int userFeatures;
  private final Moments next;

  /** Of each step of the batch. */
  private int rows;

  private float[] users = {};
  private double[][] items = {};
  private double[] targets = {};
  private float[] outputs = {};
  private float[] gradients = {};

  /** Of each step whose target looks at a value: its row, the record it looks at, the discount. */
  private int[] rowOf = {};

  private int[] recordOf = {};
  private double[] discounts = {};

  private float[] values = {};
  private float[] noClickValues = {};

  SlateQGradients(
      SlateQOptions options,
      int userFeatures,
      int slateSize,
      ItemValues online,
      ItemValues target) {
    this.online = online;
    this.target = target;
    this.search = new SlateSearch(slateSize);
    this.selection = options.targetSelection();
    this.sarsa = options.targets() == Targets.SARSA;
    this.clicksOnly = options.noClick() == NoClick.ZERO;
    this.steps = options.steps();
    this.gamma = options.gamma();
    this.scale = options.valueScale();
    this.userFeatures = userFeatures;
    this.next = new Moments(userFeatures);
  }

  /** Begins a batch. */
  void start() {
    rows = 0;
    next.clear();
  }

  /** Adds a step to the batch, unless nothing is learned from it. */
  void add(Experience experience, int at) {
    if (clicksOnly && !experience.isClick(at)) {
      return;
    }
    ensure();
    System.arraycopy(experience.moment(at).user(), 0, users, rows * userFeatures, userFeatures);
    items[rows] = experience.clickedFeatures(at);
    double sum = 0;
    double discount = 1;
    int record = at;
    for (int i = 0; i < steps && record >= 0 && !experience.isTail(record); i++) {
      sum += discount * experience.reward(record);
      discount *= gamma;
      record = experience.next(record);
    }
    targets[rows] = sum / scale;
    if (record >= 0 && discount > 0) {
      int row = next.size();
      rowOf[row] = rows;
      recordOf[row] = record;
      discounts[row] = discount;
      next.add(experience.moment(record));
    }
    rows++;
  }

  /**
   * Adds the gradient of the loss, at the present parameters, to the online values.
   *
   * @return the loss; 0 for an empty batch, which has no gradient
   */
  double compute(Experience experience) {
    if (rows == 0) {
      return 0;
    }
    evaluateNext();
    addNextValues(experience);
    online.forward(users, items, rows, outputs);
    double loss = weighErrors();
    online.backward(gradients);
    return loss;
  }

  private void evaluateNext() {
    if (values.length < next.items()) {
      values = new float[2 * next.items()];
    }
    if (next.size() > 0) {
      target.evaluate(next, values, noClickValues);
    }
  }

  private void addNextValues(Experience experience) {
    for (int row = 0; row < next.size(); row++) {
      search.candidates(
          next.get(row).weights(),
          values,
          next.start(row),
          next.get(row).noClickWeight(),
          noClickValues[row]);
      int record = recordOf[row];
      double value =
          sarsa && !experience.isTail(record)
              ? search.value(
                  experience.slates(),
                  experience.slateStart(record),
                  experience.slateLength(record))
              : search.find(selection);
      targets[rowOf[row]] += discounts[row] * value;
    }
  }

  private double weighErrors() {
    double loss = 0;
    for (int row = 0; row < rows; row++) {
      double error = outputs[row] - targets[row];
      gradients[row] = (float) (2 * error / rows);
      loss += error * error / rows;
    }
    return loss;
  }

  private void ensure() {
    if (rows == outputs.length) {
      int length = Math.max(16, 2 * rows);
      users = Arrays.copyOf(users, length * userFeatures);
      items = Arrays.copyOf(items, length);
      targets = Arrays.copyOf(targets, length);
      outputs = Arrays.copyOf(outputs, length);
      gradients = Arrays.copyOf(gradients, length);
      rowOf = Arrays.copyOf(rowOf, length);
      recordOf = Arrays.copyOf(recordOf, length);
      discounts = Arrays.copyOf(discounts, length);
      noClickValues = Arrays.copyOf(noClickValues, length);
    }
  }
}
