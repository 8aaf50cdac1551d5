package dev.recsim.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.recsim.api.Space;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An input of a model, and the part of an observation that it gets.
 *
 * @param shape the model's, -1 for free axes
 */
record Port(String name, InputPart part, OnnxJavaType type, long[] shape) {

  /**
   * An input.
   *
   * @throws IllegalArgumentException if it is no tensor of numbers
   */
  static Port of(String name, InputPart part, Object info) {
    if (info instanceof TensorInfo tensor) {
      switch (tensor.type) {
        case FLOAT, DOUBLE, INT64, INT32 -> {
          return new Port(name, part, tensor.type, tensor.getShape());
        }
        default -> {}
      }
    }
    throw new IllegalArgumentException(
        "the input \"%s\" is %s; it must be a tensor of float, double, int64 or int32"
            .formatted(name, info));
  }

  /** Number of rows that the model takes at once; -1 for any number. */
  long rows() {
    return shape.length == 0 ? -1 : shape[0];
  }

  /**
   * The shape of its values for a batch: the first that fits the model's.
   *
   * @throws IllegalArgumentException if none fits
   */
  long[] shape(Space space, int rows, int candidates) {
    List<Integer> axes = part.axes(space, candidates);
    List<long[]> forms = new ArrayList<>();
    long[] full = new long[axes.size() + 1];
    full[0] = rows;
    for (int i = 0; i < axes.size(); i++) {
      full[i + 1] = axes.get(i);
    }
    if (part == InputPart.STATE && oneHot(space)) {
      forms.add(new long[] {rows, space.states()});
    } else {
      forms.add(full);
      long size = axes.stream().mapToLong(i -> i).reduce(1, (a, b) -> a * b);
      forms.add(new long[] {rows, size});
    }
    for (long[] form : forms) {
      if (fits(form)) {
        return form;
      }
    }
    throw new IllegalArgumentException(
        "the input \"%s\" is %s, but %s of the environment is %s"
            .formatted(name, words(shape), part.key, words(forms.get(0))));
  }

  /** Whether states are one-hot: numbers with a fraction, and not one column. */
  boolean oneHot(Space space) {
    boolean exact = type == OnnxJavaType.INT64 || type == OnnxJavaType.INT32;
    return shape.length == 2 && shape[1] != 1 && (shape[1] == space.states() || !exact);
  }

  private boolean fits(long[] form) {
    boolean fits = form.length == shape.length;
    for (int i = 0; fits && i < form.length; i++) {
      fits = shape[i] == -1 || shape[i] == form[i];
    }
    return fits;
  }

  /** Shape as text, with {@code any} for free axes. */
  static String words(long[] shape) {
    List<String> axes = new ArrayList<>();
    for (long axis : shape) {
      axes.add(axis < 0 ? "any" : Long.toString(axis));
    }
    return "[" + String.join(", ", axes) + "]";
  }

  /** Values as a tensor of the model's type. */
  OnnxTensor tensor(OrtEnvironment runtime, double[] values, long[] form) throws OrtException {
    int n = values.length;
    switch (type) {
      case DOUBLE -> {
        return OnnxTensor.createTensor(runtime, DoubleBuffer.wrap(values), form);
      }
      case FLOAT -> {
        float[] floats = new float[n];
        for (int i = 0; i < n; i++) {
          floats[i] = (float) values[i];
        }
        return OnnxTensor.createTensor(runtime, FloatBuffer.wrap(floats), form);
      }
      case INT64 -> {
        long[] longs = new long[n];
        for (int i = 0; i < n; i++) {
          longs[i] = (long) values[i];
        }
        return OnnxTensor.createTensor(runtime, LongBuffer.wrap(longs), form);
      }
      default -> {
        int[] ints = new int[n];
        for (int i = 0; i < n; i++) {
          ints[i] = (int) values[i];
        }
        return OnnxTensor.createTensor(runtime, IntBuffer.wrap(ints), form);
      }
    }
  }
}
