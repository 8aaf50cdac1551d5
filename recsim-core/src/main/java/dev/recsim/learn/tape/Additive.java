package dev.recsim.learn.tape;

import java.util.List;

/**
 * Computes additive values of items, [items x 1]. With v the value of the item's user, u the user's
 * features, and x the standardized features of the item:
 *
 * <pre>{@code
 * v + sum over j of (b[j] + c[j] u[j]) x[j] / sqrt(features of an item)
 * v + b0 for an item that is null
 * }</pre>
 *
 * <p>The first argument is v, [users x 1], an operation on u, [users x features of a user]. The
 * second one has b, c and b0, [1 x their number]: b has a number for each feature of an item, c for
 * each feature that both user and item have. Without b0 no item may be null.
 *
 * @param items features of the items of each user
 * @param means means of the features of the items
 * @param deviations their standard deviations
 */
public record Additive(List<double[][]> items, float[] means, float[] deviations)
    implements Tape.Operation {

  @Override
  public void forward(Value y) {
    float[] weights = y.kept(means.length);
    for (int user = 0, i = 0; user < y.a.rows; user++) {
      double shift = weigh(y, y.a.a, user, weights);
      for (double[] item : items.get(user)) {
        double sum = item == null ? y.b.data[y.b.width - 1] : shift;
        for (int j = 0; item != null && j < means.length; j++) {
          sum += weights[j] * item[j];
        }
        y.data[i++] = y.a.data[user] + (float) sum;
      }
    }
  }

  /** Writes (b + c u) / (deviation root): features are scaled by their weights, once for all. */
  private double weigh(Value y, Value u, int user, float[] weights) {
    float[] b = y.b.data;
    float root = (float) Math.sqrt(means.length);
    double shift = 0;
    for (int j = 0; j < means.length; j++) {
      weights[j] = b[j] + (j < u.width ? b[means.length + j] * u.data[user * u.width + j] : 0);
      weights[j] /= deviations[j] * root;
      shift -= weights[j] * means[j];
    }
    return shift;
  }

  @Override
  public void back(Value y) {
    Value u = y.a.a;
    float root = (float) Math.sqrt(means.length);
    for (int user = 0, i = 0; user < y.a.rows; user++) {
      for (double[] item : items.get(user)) {
        float d = y.gradient[i++];
        y.a.gradient[user] += d;
        if (item == null) {
          y.b.gradient[y.b.width - 1] += d;
        }
        for (int j = 0; item != null && j < means.length; j++) {
          float x = (float) (item[j] - means[j]) / (deviations[j] * root);
          y.b.gradient[j] += d * x;
          if (j < u.width) {
            y.b.gradient[means.length + j] += d * x * u.data[user * u.width + j];
            u.gradient[user * u.width + j] += d * x * y.b.data[means.length + j];
          }
        }
      }
    }
  }
}
