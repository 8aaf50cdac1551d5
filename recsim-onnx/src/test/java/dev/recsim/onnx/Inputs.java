package dev.recsim.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The inputs of an exported policy for some observations. */
final class Inputs {
  private Inputs() {}

  /** An input with its values. */
  record Array(Port port, double[] values, long[] shape) {
    OnnxTensor tensor(OrtEnvironment runtime) throws OrtException {
      return port.tensor(runtime, values, shape);
    }
  }

  static List<Array> of(OrtSession session, Trained trained, List<Observation> seen)
      throws OrtException {
    Space space = trained.environment().space();
    List<Array> arrays = new ArrayList<>();
    for (var input : session.getInputInfo().entrySet()) {
      InputPart part =
          Arrays.stream(InputPart.values())
              .filter(it -> it.key.equals(input.getKey()))
              .findFirst()
              .orElseThrow();
      Port port = Port.of(input.getKey(), part, input.getValue().getInfo());
      long[] shape = port.shape(space, seen.size(), seen.get(0).documents(space));
      int width = (int) Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
      double[] values = new double[width * seen.size()];
      for (int row = 0; row < seen.size(); row++) {
        part.write(seen.get(row), trained.environment().appeal().orElse(null), values, row * width);
      }
      arrays.add(new Array(port, values, shape));
    }
    return arrays;
  }
}
