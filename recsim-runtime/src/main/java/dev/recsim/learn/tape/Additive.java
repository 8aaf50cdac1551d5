package dev.recsim.learn.tape;

/** The operation {@link Tape#additive}, whose values are kept from one update to the next. */
final class Additive {
  Value v;
  Value u;
  double[][] items;
  int[] ends;
  Value b;
  Value c;
  Value b0;
  float[] means;
  float[] deviations;
  private float[] weights = {};
  private double shift;
  private float root;

  void forward(Value y) {
    if (weights.length < b.size()) {
      weights = new float[b.size()];
    }
    for (int user = 0, i = 0; user < u.rows; user++) {
      weigh(user * u.width);
      for (; i < ends[user]; i++) {
        y.data[i] = v.data[user] + (items[i] == null ? b0.data[0] : product(items[i]));
      }
    }
  }

  /** Writes (b + c u) / (deviation root): features are scaled by their weights, once for all. */
  private void weigh(int user) {
    System.arraycopy(b.data, 0, weights, 0, b.size());
    shift = 0;
    root = (float) Math.sqrt(b.size());
    for (int j = 0; j < b.size(); j++) {
      weights[j] += j < c.size() ? c.data[j] * u.data[user + j] : 0;
      weights[j] /= deviations[j] * root;
      shift -= weights[j] * means[j];
    }
  }

  private float product(double[] item) {
    double sum = shift;
    for (int j = 0; j < b.size(); j++) {
      sum += weights[j] * item[j];
    }
    return (float) sum;
  }

  void back(Value y) {
    for (int user = 0, i = 0; user < u.rows; user++) {
      for (; i < ends[user]; i++) {
        v.gradient[user] += y.gradient[i];
        if (items[i] == null) {
          b0.gradient[0] += y.gradient[i];
        } else {
          add(y.gradient[i], items[i], user * u.width);
        }
      }
    }
  }

  private void add(float d, double[] item, int user) {
    for (int j = 0; j < b.size(); j++) {
      float x = (float) (item[j] - means[j]) / (deviations[j] * root);
      b.gradient[j] += d * x;
      if (j < c.size()) {
        c.gradient[j] += d * x * u.data[user + j];
      }
    }
  }
}
