package dev.recsim.learn.tape;

import dev.recsim.vectors.UnitVectors;

/**
 * The derivatives of the operations of a {@link Tape}, by their names. Each adds to the gradients
 * of the inputs of a value y, from the gradient of y.
 */
final class Derivatives {
  private Derivatives() {}

  static void network(Value y) {
    boolean wanted = y.a != null && !y.a.constant;
    float[] dense = wanted ? y.kept(y.a.size()) : null;
    if (wanted || y.learning) {
      y.network.backward(y.gradient, dense, y.learning);
    }
    for (int i = 0; wanted && i < y.a.size(); i++) {
      y.a.gradient[i] += dense[i];
    }
  }

  /** Of an operation of a, or of a and b, whose slopes it has kept. */
  static void elementwise(Value y) {
    float[] slopes = y.kept(2 * y.size());
    for (int i = 0; i < y.size(); i++) {
      y.a.gradient[i] += slopes[i] * y.gradient[i];
      if (y.b != null) {
        y.b.gradient[i] += slopes[y.size() + i] * y.gradient[i];
      }
    }
  }

  static void embed(Value y) {
    for (int i = 0; i < y.rows; i++) {
      y.table.addGradient(y.indices[i], y.gradient, i * y.width);
    }
  }

  static void join(Value y) {
    for (int r = 0; r < y.rows; r++) {
      part(y, y.a, r, 0);
      part(y, y.b, r, y.a.width);
    }
  }

  private static void part(Value y, Value part, int row, int start) {
    for (int k = 0; k < part.width; k++) {
      part.gradient[row * part.width + k] += y.gradient[row * y.width + start + k];
    }
  }

  static void unit(Value y) {
    UnitVectors.backward(y.gradient, y.data, y.kept(y.rows), 0, y.rows, y.width);
    reshape(y);
  }

  static void reshape(Value y) {
    for (int i = 0; i < y.size(); i++) {
      y.a.gradient[i] += y.gradient[i];
    }
  }

  /** Of columns of rows: all columns from {@code y.count} on, of rows {@code y.indices}. */
  static void part(Value y) {
    for (int r = 0; r < y.rows; r++) {
      int start = (y.indices == null ? r : y.indices[r]) * y.a.width + y.count;
      for (int k = 0; k < y.width; k++) {
        y.a.gradient[start + k] += y.gradient[r * y.width + k];
      }
    }
  }

  static void plackettLuce(Value y) {
    for (int r = 0; r < y.rows; r++) {
      int start = r * y.a.width;
      y.choices.start(y.a.data, start, y.a.width);
      for (int p = 0; p < y.count; p++) {
        y.choices.softmax();
        int chosen = y.indices[r * y.count + p];
        float byLog = y.gradient[2 * r];
        y.choices.addGradients(chosen, byLog, y.gradient[2 * r + 1], y.a.gradient, start);
        y.choices.remove(chosen);
      }
    }
  }

  static void mean(Value y) {
    for (int i = 0; i < y.a.size(); i++) {
      y.a.gradient[i] += y.gradient[0] / y.a.size();
    }
  }

  static void meanSquaredError(Value y) {
    int size = y.a.size();
    float[] counts = y.kept(2 * size);
    for (int i = 0; i < size; i++) {
      float error = counts[i] * y.a.data[i] - counts[size + i] / y.scale;
      y.a.gradient[i] += y.gradient[0] * 2 * error / y.count;
    }
  }

  static void dot(Value y) {
    for (int r = 0; r < y.rows; r++) {
      for (int i = r * y.a.width; i < (r + 1) * y.a.width; i++) {
        y.a.gradient[i] += y.gradient[r] * y.numbers[i];
      }
    }
  }

  static void weightedSum(Value y) {
    for (int i = 0; i < y.a.size(); i++) {
      y.a.gradient[i] += y.gradient[0] * y.numbers[i];
    }
  }
}
