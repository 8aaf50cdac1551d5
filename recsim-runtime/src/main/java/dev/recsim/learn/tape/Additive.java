package dev.recsim.learn.tape;

import java.util.List;

/**
 * Computes additive values of items, [items x 1]. With u the features of the item's user, v the
 * user's value and x the standardized features of the item:
 *
 * <pre>{@code
 * v + sum over j of (b[j] + c[j] u[j]) x[j] / sqrt(features of an item)
 * v + b0 for an item that is null
 * }</pre>
 *
 * @param v values of the users, [users x 1]
 * @param u features of the users, [users x features of a user]; gets no derivatives
 * @param items features of the items of each user
 * @param b one for each feature of an item
 * @param c one for each feature that both user and item have
 * @param b0 a single number; null if no item is null
 * @param means means of the features of the items
 * @param deviations their standard deviations
 */
public record Additive(
    Value v,
    Value u,
    List<double[][]> items,
    Value b,
    Value c,
    Value b0,
    float[] means,
    float[] deviations)
    implements Tape.Operation {

  @Override
  public void forward(Value y) {
    float[] weights = y.kept(b.size());
    for (int user = 0, i = 0; user < u.rows; user++) {
      double shift = weigh(user * u.width, weights);
      for (double[] item : items.get(user)) {
        double sum = item == null ? b0.data[0] : shift;
        for (int j = 0; item != null && j < b.size(); j++) {
          sum += weights[j] * item[j];
        }
        y.data[i++] = v.data[user] + (float) sum;
      }
    }
  }

  /** Writes (b + c u) / (deviation root): features are scaled by their weights, once for all. */
  private double weigh(int user, float[] weights) {
    System.arraycopy(b.data, 0, weights, 0, b.size());
    float root = (float) Math.sqrt(b.size());
    double shift = 0;
    for (int j = 0; j < b.size(); j++) {
      weights[j] += j < c.size() ? c.data[j] * u.data[user + j] : 0;
      weights[j] /= deviations[j] * root;
      shift -= weights[j] * means[j];
    }
    return shift;
  }

  @Override
  public void back(Value y) {
    for (int user = 0, i = 0; user < u.rows; user++) {
      for (double[] item : items.get(user)) {
        float d = y.gradient[i++];
        v.gradient[user] += d;
        if (item == null) {
          b0.gradient[0] += d;
        } else {
          add(d, item, user * u.width);
        }
      }
    }
  }

  private void add(float d, double[] item, int user) {
    float root = (float) Math.sqrt(b.size());
    for (int j = 0; j < b.size(); j++) {
      float x = (float) (item[j] - means[j]) / (deviations[j] * root);
      b.gradient[j] += d * x;
      if (j < c.size()) {
        c.gradient[j] += d * x * u.data[user + j];
      }
    }
  }
}
