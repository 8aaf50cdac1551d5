package dev.recsim.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import dev.recsim.agent.Ranking;
import dev.recsim.api.Slate;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Reads the output of a model as slates.
 *
 * @param name of the output
 * @param scores whether it has a score of each candidate, and not a slate
 */
record ModelAnswers(String name, boolean scores) {

  /**
   * The slates of a batch.
   *
   * @param size positions of a slate
   * @throws IllegalStateException if the output is not for this batch
   */
  Slate[] slates(OnnxValue output, int rows, int candidates, int size) throws OrtException {
    if (!(output instanceof OnnxTensor tensor)) {
      throw wrong("is no tensor");
    }
    long[] shape = tensor.getInfo().getShape();
    int width = scores ? candidates : size;
    long elements = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    if (shape.length == 0 || shape[0] != rows || elements != (long) rows * width) {
      throw wrong("is %s, not [%s, %s]".formatted(Port.words(shape), rows, width));
    }
    double[] values = values(tensor);
    Slate[] slates = new Slate[rows];
    for (int row = 0; row < rows; row++) {
      double[] some = Arrays.copyOfRange(values, row * width, (row + 1) * width);
      slates[row] = scores ? best(some, size) : slate(some, candidates);
    }
    return slates;
  }

  private double[] values(OnnxTensor tensor) throws OrtException {
    double[] values = new double[(int) tensor.getInfo().getNumElements()];
    switch (tensor.getInfo().type) {
      case INT64 -> {
        LongBuffer longs = tensor.getLongBuffer();
        Arrays.setAll(values, longs::get);
      }
      case INT32 -> {
        IntBuffer ints = tensor.getIntBuffer();
        Arrays.setAll(values, ints::get);
      }
      case FLOAT -> {
        FloatBuffer floats = tensor.getFloatBuffer();
        Arrays.setAll(values, floats::get);
      }
      case DOUBLE -> {
        DoubleBuffer doubles = tensor.getDoubleBuffer();
        Arrays.setAll(values, doubles::get);
      }
      default -> throw wrong("is of type " + tensor.getInfo().type);
    }
    return values;
  }

  private Slate best(double[] row, int size) {
    for (double score : row) {
      if (Double.isNaN(score)) {
        throw wrong("has a score that is NaN");
      }
    }
    return Ranking.top(row, size);
  }

  private Slate slate(double[] row, int candidates) {
    BitSet shown = new BitSet(candidates);
    int[] slate = new int[row.length];
    for (int p = 0; p < row.length; p++) {
      slate[p] = (int) row[p];
      if (slate[p] != row[p] || slate[p] < 0 || slate[p] >= candidates || shown.get(slate[p])) {
        throw wrong(
            "has the slate %s, but a slate has different candidates from 0 to %s"
                .formatted(Arrays.toString(row).replace(".0", ""), candidates - 1));
      }
      shown.set(slate[p]);
    }
    return Slate.of(slate);
  }

  private IllegalStateException wrong(String how) {
    return new IllegalStateException("the output \"%s\" of the model %s".formatted(name, how));
  }
}
