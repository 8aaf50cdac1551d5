package dev.recsim.learn.tape;

import java.util.Arrays;

/** Operations whose derivatives are computed with their numbers: each number of a has a slope. */
final class Slopes {
  private Slopes() {}

  /** See {@link Tape#clippedGain}. */
  static Value clippedRatio(Value y, Value others, Value a, double by) {
    Value x = y.a;
    float[] slopes = y.kept(x.size());
    for (int i = 0; i < x.size(); i++) {
      float exp = (float) StrictMath.exp((double) x.data[i] - others.data[i]);
      y.data[i] = (float) (a.data[i] > 0 ? Math.min(exp, 1 + by) : Math.max(exp, 1 - by));
      slopes[i] = y.data[i] == exp ? exp : 0;
    }
    return y;
  }

  /** See {@link Tape#meanSquaredError(Value, int[], float[], int, float)}. */
  static Value meanSquaredError(Value y, int[] rows, float[] targets, int count, float scale) {
    Value x = y.a;
    int size = x.size();
    float[] slopes = y.kept(2 * size);
    Arrays.fill(slopes, 0, 2 * size, 0);
    double sum = 0;
    for (int t = 0; t < count; t++) {
      int row = rows == null ? t : rows[t];
      slopes[row]++;
      slopes[size + row] += targets[t];
      double error = x.data[row] - targets[t] / scale;
      sum += error * error;
    }
    for (int i = 0; i < size; i++) {
      slopes[i] = 2 * (slopes[i] * x.data[i] - slopes[size + i] / scale) / count;
    }
    y.data[0] = (float) (sum / count);
    return y;
  }

  /** Follows the slopes of the numbers of a, each by its number of y, or by the only one. */
  static void back(Value y) {
    for (int i = 0; i < y.a.size(); i++) {
      y.a.gradient[i] += y.gradient[y.size() == 1 ? 0 : i] * y.kept(y.a.size())[i];
    }
  }
}
