package dev.recsim.learn.tape;

import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Network;
import dev.recsim.learn.VectorParameter;
import dev.recsim.learn.vectors.UnitVectors;
import java.util.Arrays;

/**
 * The operations of a {@link Tape}. Each propagates the derivatives of its output to its inputs.
 */
final class Operations {
  private Operations() {}

  static final class Input extends Value {
    @Override
    void back() {}
  }

  static final class Outputs extends Value {
    Network network;
    Value dense;
    boolean frozen;
    private float[] denseGradient = {};

    @Override
    void back() {
      boolean wanted = dense != null && !dense.constant;
      if (wanted && denseGradient.length < dense.size()) {
        denseGradient = new float[dense.gradient.length];
      }
      if (!frozen) {
        network.backward(gradient, wanted ? denseGradient : null);
      } else if (wanted) {
        network.inputGradients(gradient, denseGradient);
      }
      for (int i = 0; wanted && i < dense.size(); i++) {
        dense.gradient[i] += denseGradient[i];
      }
    }
  }

  static final class Embedded extends Value {
    EmbeddingTable table;
    int[] ids;

    @Override
    void back() {
      for (int i = 0; i < rows; i++) {
        table.addGradient(ids[i], gradient, i * width);
      }
    }
  }

  static final class Joined extends Value {
    Value a;
    Value b;

    @Override
    void back() {
      for (int r = 0; r < rows; r++) {
        add(a, r, 0);
        add(b, r, a.width);
      }
    }

    private void add(Value part, int row, int start) {
      for (int k = 0; k < part.width; k++) {
        part.gradient[row * part.width + k] += gradient[row * width + start + k];
      }
    }
  }

  static final class Unit extends Value {
    Value x;
    float[] lengths = {};

    @Override
    void back() {
      UnitVectors.backward(gradient, data, lengths, 0, rows, width);
      for (int i = 0; i < size(); i++) {
        x.gradient[i] += gradient[i];
      }
    }
  }

  static final class Reshaped extends Value {
    Value x;

    @Override
    void back() {}
  }

  static final class Slates extends Value {
    Value scores;
    int[] slates;
    int positions;
    private final PlackettLuce choices = new PlackettLuce();

    void forward() {
      for (int r = 0; r < rows; r++) {
        choices.start(scores.data, r * scores.width, scores.width);
        double log = 0;
        double entropy = 0;
        for (int p = 0; p < positions; p++) {
          choices.softmax();
          int chosen = slates[r * positions + p];
          log += choices.log(chosen);
          entropy += choices.entropy();
          choices.remove(chosen);
        }
        data[2 * r] = (float) log;
        data[2 * r + 1] = (float) entropy;
      }
    }

    @Override
    void back() {
      for (int r = 0; r < rows; r++) {
        int start = r * scores.width;
        choices.start(scores.data, start, scores.width);
        for (int p = 0; p < positions; p++) {
          choices.softmax();
          int chosen = slates[r * positions + p];
          choices.addGradients(
              chosen, gradient[2 * r], gradient[2 * r + 1], scores.gradient, start);
          choices.remove(chosen);
        }
      }
    }
  }

  static final class Taken extends Value {
    Value x;
    int[] taken;

    void forward() {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(x.data, taken[r] * width, data, r * width, width);
      }
    }

    @Override
    void back() {
      for (int r = 0; r < rows; r++) {
        for (int k = 0; k < width; k++) {
          x.gradient[taken[r] * width + k] += gradient[r * width + k];
        }
      }
    }
  }

  static final class Column extends Value {
    Value x;
    int index;

    @Override
    void back() {
      for (int r = 0; r < rows; r++) {
        x.gradient[r * x.width + index] += gradient[r];
      }
    }
  }

  /** A function of each number and its derivative. */
  enum Function {
    EXP {
      @Override
      double at(double x, double constant) {
        return StrictMath.exp(x - constant);
      }

      @Override
      double slope(double x, double y, double constant) {
        return y;
      }
    },
    TIMES {
      @Override
      double at(double x, double constant) {
        return x * constant;
      }

      @Override
      double slope(double x, double y, double constant) {
        return constant;
      }
    };

    abstract double at(double x, double constant);

    abstract double slope(double x, double y, double constant);
  }

  static final class Applied extends Value {
    Function function;
    Value x;
    float[] constants;

    @Override
    void back() {
      for (int i = 0; i < size(); i++) {
        x.gradient[i] += gradient[i] * (float) function.slope(x.data[i], data[i], constants[i]);
      }
    }
  }

  static final class Clipped extends Value {
    Value x;

    @Override
    void back() {
      for (int i = 0; i < size(); i++) {
        x.gradient[i] += data[i] == x.data[i] ? gradient[i] : 0;
      }
    }
  }

  static final class Smaller extends Value {
    Value a;
    Value b;

    @Override
    void back() {
      for (int i = 0; i < size(); i++) {
        Value smaller = a.data[i] <= b.data[i] ? a : b;
        smaller.gradient[i] += gradient[i];
      }
    }
  }

  static final class Mean extends Value {
    Value x;

    @Override
    void back() {
      for (int i = 0; i < x.size(); i++) {
        x.gradient[i] += gradient[0] / x.size();
      }
    }
  }

  static final class SquaredError extends Value {
    Value x;
    float[] targets;

    @Override
    void back() {
      for (int i = 0; i < x.size(); i++) {
        x.gradient[i] += gradient[0] * 2 * (x.data[i] - targets[i]) / x.size();
      }
    }
  }

  static final class Combined extends Value {
    Value a;
    Value b;
    float p;
    float q;

    @Override
    void back() {
      for (int i = 0; i < size(); i++) {
        a.gradient[i] += p * gradient[i];
        b.gradient[i] += q * gradient[i];
      }
    }
  }

  static final class Dot extends Value {
    Value x;
    float[] directions;

    void forward() {
      for (int r = 0; r < rows; r++) {
        data[r] = 0;
        for (int i = r * x.width; i < (r + 1) * x.width; i++) {
          data[r] += x.data[i] * directions[i];
        }
      }
    }

    @Override
    void back() {
      for (int r = 0; r < rows; r++) {
        for (int i = r * x.width; i < (r + 1) * x.width; i++) {
          x.gradient[i] += gradient[r] * directions[i];
        }
      }
    }
  }

  static final class WeightedSum extends Value {
    Value x;
    float[] weights;

    @Override
    void back() {
      for (int i = 0; i < x.size(); i++) {
        x.gradient[i] += gradient[0] * weights[i];
      }
    }
  }

  /** Stores the number and the sum of the targets of each row. */
  static final class RepeatedSquaredError extends Value {
    Value x;
    private float[] counts = {};
    private float[] sums = {};
    private int count;
    private float scale;

    void forward(int[] rows, float[] targets, int count, float scale) {
      this.count = count;
      this.scale = scale;
      if (counts.length < x.size()) {
        counts = new float[2 * x.size()];
        sums = new float[2 * x.size()];
      }
      Arrays.fill(counts, 0, x.size(), 0);
      Arrays.fill(sums, 0, x.size(), 0);
      double sum = 0;
      for (int t = 0; t < count; t++) {
        counts[rows[t]]++;
        sums[rows[t]] += targets[t];
        double error = x.data[rows[t]] - targets[t] / scale;
        sum += error * error;
      }
      data[0] = (float) (sum / count);
    }

    @Override
    void back() {
      for (int i = 0; i < x.size(); i++) {
        float error = counts[i] * x.data[i] - sums[i] / scale;
        x.gradient[i] += gradient[0] * 2 * error / count;
      }
    }
  }

  static final class Learned extends Value {
    VectorParameter parameter;

    @Override
    void back() {
      float[] gradients = parameter.gradients();
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] += gradient[i];
      }
    }
  }
}
