package dev.recsim.dl4j;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.Layout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Writes one network as an archive of {@code ModelSerializer}. */
final class Dl4jArchive {
  private Dl4jArchive() {}

  /**
   * The archive of a network.
   *
   * @param name of the network, for errors
   * @param tensors by {@code <layer>.weight} and {@code <layer>.bias}, or one matrix named ""
   */
  static byte[] encode(String name, SortedMap<String, Tensor> tensors) {
    Tensor table = tensors.get("");
    MultiLayerNetwork network =
        table == null ? layers(name, tensors) : embeddings(name, tensors.size(), table);
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(network, archive, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return archive.toByteArray();
  }

  private static MultiLayerNetwork layers(String name, SortedMap<String, Tensor> tensors) {
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; tensors.containsKey(i + ".weight"); i++) {
      int[] shape = matrix(name, tensors.get(i + ".weight"));
      if (i == 0) {
        widths.add(shape[1]);
      }
      widths.add(shape[0]);
    }
    if (widths.isEmpty()) {
      throw new IllegalArgumentException(
          "network " + name + " has no 0.weight, only " + tensors.keySet());
    }
    int last = widths.size() - 1;
    Layout layout = new Layout(0, widths.get(0), widths.subList(1, last), widths.get(last));
    return Dl4jModel.network(
        layout,
        FlatTensors.flatten(layout, tensors),
        DataType.FLOAT,
        (inputs, outputs, activation) ->
            new DenseLayer.Builder().nIn(inputs).nOut(outputs).activation(activation).build());
  }

  private static MultiLayerNetwork embeddings(String name, int tensors, Tensor table) {
    if (tensors != 1) {
      throw new IllegalArgumentException(name + " is a matrix and a network at once");
    }
    int[] shape = matrix(name, table);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(
                    new EmbeddingLayer.Builder()
                        .nIn(shape[0])
                        .nOut(shape[1])
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
    // Column by column, as DeepLearning4J keeps a layer's weights.
    INDArray rows = Nd4j.createFromArray(table.data()).reshape('c', shape[0], shape[1]);
    network.init(rows.dup('f').reshape('f', 1, table.data().length), false);
    return network;
  }

  private static int[] matrix(String name, Tensor tensor) {
    if (tensor.shape().length != 2) {
      throw new IllegalArgumentException(
          "%s has %s where a matrix is needed".formatted(name, tensor));
    }
    return tensor.shape();
  }
}
