package dev.recsim.dl4j;

import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.policy.WeightsFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The format {@code dl4j}: an archive of DeepLearning4J's {@code ModelSerializer} for each network.
 * Tensors {@code <network>.<layer>.weight} and {@code .bias} become {@code <network>.zip}, dense
 * layers with ReLU between them; any other matrix becomes an embedding layer in {@code <name>.zip}.
 * Each is restored by {@code ModelSerializer.restoreMultiLayerNetwork}.
 */
public final class Dl4jFormat implements WeightsFormat {
  private static final String ARCHIVE = ".zip";

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public SortedMap<String, byte[]> encode(Weights weights) {
    SortedMap<String, SortedMap<String, Tensor>> networks = new TreeMap<>();
    weights
        .tensors()
        .forEach(
            (name, tensor) -> {
              String[] path = name.split("\\.", 2);
              networks
                  .computeIfAbsent(path[0], network -> new TreeMap<>())
                  .put(path.length > 1 ? path[1] : "", tensor);
            });
    SortedMap<String, byte[]> files = new TreeMap<>();
    networks.forEach((name, part) -> files.put(name + ARCHIVE, Dl4jArchive.encode(name, part)));
    return files;
  }

  @Override
  public Weights decode(Map<String, byte[]> files) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    files.forEach(
        (file, contents) -> {
          if (file.endsWith(ARCHIVE)) {
            String network = file.substring(0, file.length() - ARCHIVE.length());
            Dl4jReader.decode(file, contents)
                .forEach(
                    (name, tensor) ->
                        tensors.put(name.isEmpty() ? network : network + "." + name, tensor));
          }
        });
    return new Weights(tensors);
  }
}
