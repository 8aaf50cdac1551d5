package dev.recsim.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.Layout;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads an archive of DeepLearning4J's {@code ModelSerializer} without DeepLearning4J, because that
 * deserializes Java objects. An archive may come from anywhere: nothing but the configuration and
 * the coefficients is read, and neither may be larger than a real one.
 */
final class Dl4jReader {
  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";
  private static final int CONFIGURATION_BYTES = 1 << 20;

  /** Weights hardly compress; text that inflates to more than this many times its size is none. */
  private static final long INFLATION = 10;

  private static final String DENSE = "org.deeplearning4j.nn.conf.layers.DenseLayer";
  private static final String EMBEDDING = "org.deeplearning4j.nn.conf.layers.EmbeddingLayer";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Dl4jReader() {}

  /**
   * The tensors of an archive: {@code <layer>.weight} [outputs, inputs] and {@code <layer>.bias}
   * [outputs] of dense layers, or "" [rows, columns] of one embedding layer.
   *
   * @param file for errors
   * @throws IllegalArgumentException if it is not such an archive
   */
  static SortedMap<String, Tensor> decode(String file, byte[] contents) {
    try {
      byte[] configuration = entry(contents, CONFIGURATION, CONFIGURATION_BYTES);
      JsonNode layers = JSON.readTree(configuration).path("confs");
      long most = INFLATION * contents.length;
      float[] flat = coefficients(entry(contents, COEFFICIENTS, most));
      return layers.size() == 1 && EMBEDDING.equals(type(layers.get(0)))
          ? embeddings(layers.get(0).path("layer"), flat)
          : dense(layers, flat);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + " is not an archive of a DeepLearning4J network: " + e.getMessage(), e);
    }
  }

  private static byte[] entry(byte[] archive, String name, long most) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(name)) {
          byte[] bytes = zip.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 8));
          if (bytes.length > most) {
            throw new IOException("%s has more than %s bytes".formatted(name, most));
          }
          return bytes;
        }
        skip(zip, INFLATION * archive.length);
      }
    }
    throw new IOException("it has no " + name);
  }

  /** Skips an entry that nobody asked for, such as the state of an updater. */
  private static void skip(ZipInputStream zip, long most) throws IOException {
    if (zip.skip(most) == most) {
      throw new IOException("it has an entry of more than %s bytes".formatted(most));
    }
  }

  /** A row vector as {@code Nd4j.write} writes it: the buffer of its shape, then its values. */
  private static float[] coefficients(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    in.readUTF();
    long shape = in.readLong();
    require("LONG", in.readUTF());
    in.skipNBytes(Math.multiplyExact(shape, Long.BYTES));
    in.readUTF();
    long length = in.readLong();
    require("FLOAT", in.readUTF());
    if (length < 0 || length * Float.BYTES != in.available()) {
      throw new IOException(
          "%s announces %s values and has %s bytes of them"
              .formatted(COEFFICIENTS, length, in.available()));
    }
    float[] values = new float[(int) length];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  private static void require(String type, String found) throws IOException {
    if (!found.equals(type)) {
      throw new IOException("%s has %s where %s is read".formatted(COEFFICIENTS, found, type));
    }
  }

  private static SortedMap<String, Tensor> dense(JsonNode layers, float[] flat) throws IOException {
    List<Integer> widths = new ArrayList<>();
    for (JsonNode each : layers) {
      JsonNode layer = each.path("layer");
      if (!DENSE.equals(type(each)) || !layer.path("hasBias").asBoolean()) {
        throw new IOException("it has a layer that is not dense with biases: " + type(each));
      }
      int inputs = width(layer, "nin");
      if (!widths.isEmpty() && widths.get(widths.size() - 1) != inputs) {
        throw new IOException("its layers do not fit one another");
      }
      if (widths.isEmpty()) {
        widths.add(inputs);
      }
      widths.add(width(layer, "nout"));
    }
    if (widths.isEmpty()) {
      throw new IOException("it has no layers");
    }
    int last = widths.size() - 1;
    requireLength(flat, parameters(widths));
    Layout layout = new Layout(0, widths.get(0), widths.subList(1, last), widths.get(last));
    return FlatTensors.split(layout, flat);
  }

  private static long parameters(List<Integer> widths) {
    long parameters = 0;
    for (int i = 1; i < widths.size(); i++) {
      parameters += widths.get(i) * (widths.get(i - 1) + 1L);
    }
    return parameters;
  }

  /** Values stand column by column. */
  private static SortedMap<String, Tensor> embeddings(JsonNode layer, float[] flat)
      throws IOException {
    int rows = width(layer, "nin");
    int columns = width(layer, "nout");
    requireLength(flat, (long) rows * columns);
    float[] table = new float[flat.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        table[row * columns + column] = flat[column * rows + row];
      }
    }
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    tensors.put("", Tensor.matrix(rows, columns, table));
    return tensors;
  }

  private static void requireLength(float[] flat, long parameters) throws IOException {
    if (flat.length != parameters) {
      throw new IOException(
          "its layers have %s parameters, but there are %s".formatted(parameters, flat.length));
    }
  }

  private static String type(JsonNode configuration) {
    return configuration.path("layer").path("@class").asText();
  }

  private static int width(JsonNode layer, String key) throws IOException {
    JsonNode width = layer.path(key);
    if (!width.canConvertToInt() || width.intValue() < 1) {
      throw new IOException("%s has a layer without %s".formatted(CONFIGURATION, key));
    }
    return width.intValue();
  }
}
