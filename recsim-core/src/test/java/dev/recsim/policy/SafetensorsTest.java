package dev.recsim.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.random.RandomKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class SafetensorsTest {
  private static final Safetensors SMALL =
      new Safetensors(
          new TreeMap<>(Map.of("agent", "ü\"")),
          Weights.of(
              Map.of(
                  "b", Tensor.vector(new float[] {1.5f}),
                  "a", Tensor.matrix(2, 1, new float[] {-2, Float.MIN_VALUE}))));

  @Test
  void bytesAreThoseOfTheFormat() throws IOException {
    String header =
        "{\"__metadata__\":{\"agent\":\"ü\\\"\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}";
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    expected.write(HexFormat.of().parseHex("9000000000000000"));
    expected.write(header.getBytes(StandardCharsets.UTF_8));
    expected.write(" ".repeat(0x90 - header.getBytes(StandardCharsets.UTF_8).length).getBytes());
    expected.write(HexFormat.of().parseHex("000000c0" + "01000000" + "0000c03f"));
    assertThat(SMALL.encode()).isEqualTo(expected.toByteArray());
  }

  @Test
  void whatIsWrittenReadsBackEqual(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("small.safetensors"), SMALL.encode());
    assertThat(Safetensors.read(file)).isEqualTo(SMALL);
  }

  @Test
  void filesReadBackBehindTensors() {
    SortedMap<String, Tensor> tensors = new TreeMap<>(Map.of("z", Tensor.vector(new float[] {1})));
    SortedMap<String, byte[]> files =
        new TreeMap<>(Map.of("a/b.zip", new byte[] {1, -2, 3}, "empty", new byte[0]));
    Safetensors saved = new Safetensors(new TreeMap<>(), new Weights(tensors, files));
    Safetensors read = Safetensors.decode(saved.encode());
    assertThat(read).isEqualTo(saved).hasSameHashCodeAs(saved);
    assertThat(read.weights().files().get("a/b.zip")).containsExactly(1, -2, 3);
    files.put("empty", new byte[] {1});
    assertThat(read.weights()).isNotEqualTo(new Weights(tensors, files));
  }

  @Test
  void emptyTensorsAndScalarsReadBack() {
    Safetensors odd =
        new Safetensors(
            new TreeMap<>(),
            Weights.of(
                Map.of(
                    "empty",
                    Tensor.matrix(0, 3, new float[0]),
                    "scalar",
                    new Tensor(new int[0], new float[] {7}))));
    assertThat(Safetensors.decode(odd.encode())).isEqualTo(odd);
  }

  @Test
  void valuesMayLieInAnyOrder() {
    byte[] file =
        file(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            3,
            4);
    assertThat(Safetensors.decode(file).weights().get("a", 1).data()).containsExactly(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                                                  | not a JSON object
          {                                                                   | not JSON
          {} {}                                                               | not JSON
          {"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}              | only F32
          {"a":{"dtype":"U8","shape":[2,4],"data_offsets":[0,8]}}             | type U8 has shape
          {"a":{"dtype":"U8","shape":[7],"data_offsets":[0,8]}}               | has 8 bytes
          {"a":7}                                                             | only F32
          {"a":{"dtype":"F32","data_offsets":[0,8]}}                          | no list shape
          {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}             | shape [-2]
          {"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}            | shape [2.0]
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,16]}}             | cut off
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}              | cut off
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[8]}}                | cut off
          {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}              | has 8 bytes
          {"a":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,0]}}    | too large
          {"a":{"dtype":"F32","shape":[65536,65536,0],"data_offsets":[0,0]}}  | too large
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}              | tensors for 4
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}              | gap at byte 0
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | overlap
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | not JSON: Duplicate
          {"__metadata__":{"x":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | metadata x is not text
          """)
  void invalidHeadersAreToldApart(String header, String message) {
    assertThatThrownBy(() -> Safetensors.decode(file(header, 1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = SMALL.encode();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Safetensors.decode(cut), "first %d bytes", length)
          .isExactlyInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void garbledFilesNeverThrowAnythingElse() {
    for (int i = 0; i < 20_000; i++) {
      byte[] garbled = SMALL.encode();
      RandomKey key = RandomKey.root(i);
      for (int j = 0; j <= i % 3; j++) {
        garbled[key.below(2 * j, garbled.length)] = (byte) key.bits(2 * j + 1);
      }
      assertThatCode(() -> decodeOrRefuse(garbled)).doesNotThrowAnyException();
    }
  }

  @Test
  void errorsNameTheFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("cut.safetensors");
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InvalidFile.class)
        .hasMessage("no such file: " + file);
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("3 bytes are too few");
  }

  private static void decodeOrRefuse(byte[] file) {
    try {
      Safetensors.decode(file);
    } catch (IllegalArgumentException expected) {
      assertThat(expected).isExactlyInstanceOf(IllegalArgumentException.class);
    }
  }

  private static byte[] file(String header, float... values) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + json.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    for (float value : values) {
      file.putFloat(value);
    }
    return file.array();
  }
}
