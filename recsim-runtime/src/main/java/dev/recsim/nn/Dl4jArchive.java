package dev.recsim.nn;

import dev.recsim.api.Tensor;
import dev.recsim.learn.Layout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One network as an archive of {@code ModelSerializer}. */
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

  /**
   * The tensors of an archive, named as {@link #encode} takes them.
   *
   * @param file for errors
   */
  static SortedMap<String, Tensor> decode(String file, byte[] contents) {
    MultiLayerNetwork network;
    try {
      network = ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(contents), false);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          file + " is not an archive of a DeepLearning4J network: " + e.getMessage(), e);
    }
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    for (int i = 0; i < network.getnLayers(); i++) {
      Layer layer = network.getLayer(i);
      INDArray weights = layer.getParam("W");
      if (layer.conf().getLayer() instanceof EmbeddingLayer) {
        tensors.put("", tensor(weights));
      } else if (layer.conf().getLayer() instanceof DenseLayer) {
        tensors.put(i + ".weight", tensor(weights.transpose()));
        tensors.put(i + ".bias", Tensor.vector(layer.getParam("b").dup().data().asFloat()));
      } else {
        throw new IllegalArgumentException(
            file + " has a layer that is not dense: " + layer.conf().getLayer());
      }
    }
    return tensors;
  }

  private static Tensor tensor(INDArray matrix) {
    return Tensor.matrix(matrix.rows(), matrix.columns(), matrix.dup('c').data().asFloat());
  }
}
