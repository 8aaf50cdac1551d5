package dev.recsim.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.contract.DrawnNetworks;
import dev.recsim.learn.Layout;
import dev.recsim.random.RandomKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class Dl4jReaderTest {
  private static final SortedMap<String, Tensor> TENSORS =
      DrawnNetworks.weights(new Layout(0, 3, List.of(6, 5), 2), RandomKey.root(1));

  private static boolean deserialized;

  @Test
  void readsWhatDl4jWrites() {
    assertThat(Dl4jReader.decode("a.zip", Dl4jArchive.encode("a", TENSORS))).isEqualTo(TENSORS);
    SortedMap<String, Tensor> table = new TreeMap<>();
    table.put("", Tensor.matrix(4, 3, DrawnNetworks.gaussians(RandomKey.root(2), 12, 1)));
    assertThat(Dl4jReader.decode("a.zip", Dl4jArchive.encode("a", table))).isEqualTo(table);
  }

  /** DeepLearning4J reads this object when it restores the network. */
  @Test
  void objectsInAnArchiveAreNotDeserialized() throws Exception {
    Map<String, byte[]> entries = entries();
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(object)) {
      out.writeObject(new Marker());
    }
    entries.put("preprocessor.bin", object.toByteArray());

    assertThat(Dl4jReader.decode("a.zip", archive(entries))).isEqualTo(TENSORS);
    assertThat(deserialized).isFalse();
  }

  @Test
  void archiveThatInflatesWithoutEndIsRefused() throws Exception {
    for (String name : List.of("configuration.json", "coefficients.bin", "updaterState.bin")) {
      Map<String, byte[]> entries = new LinkedHashMap<>();
      entries.put(name, new byte[64 << 20]);
      entries().forEach(entries::putIfAbsent);
      assertRefused(archive(entries), "more than ");
    }
  }

  @Test
  void damagedArchivesAreRefused() throws Exception {
    byte[] whole = Dl4jArchive.encode("a", TENSORS);
    assertRefused("garbled".getBytes(StandardCharsets.UTF_8), "it has no configuration.json");
    assertRefused(changed("coefficients.bin", new byte[0]), "");
    assertRefused(changed("configuration.json", new byte[] {'['}), "");
    assertRefused(replaced("\"nin\" : 6", "\"nin\" : 7"), "do not fit one another");
    assertRefused(replaced("\"nout\" : 2", "\"nout\" : 2147483647"), "parameters");
    assertRefused(replaced("\"nout\" : 2", "\"nout\" : -2"), "nout");
    assertRefused(replaced("layers.DenseLayer", "layers.LSTM"), "layers.LSTM");
    for (int length = 0; length < whole.length; length += 7) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      try {
        assertThat(Dl4jReader.decode("a.zip", cut)).isEqualTo(TENSORS);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("a.zip is not an archive");
      }
    }
  }

  private static void assertRefused(byte[] archive, String message) {
    assertThatThrownBy(() -> Dl4jReader.decode("a.zip", archive))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a.zip is not an archive of a DeepLearning4J network: ")
        .hasMessageContaining(message);
  }

  private static byte[] replaced(String text, String by) throws IOException {
    String configuration = new String(entries().get("configuration.json"), StandardCharsets.UTF_8);
    assertThat(configuration).contains(text);
    return changed(
        "configuration.json", configuration.replace(text, by).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] changed(String name, byte[] contents) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put(name, contents);
    return archive(entries);
  }

  private static Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    byte[] archive = Dl4jArchive.encode("a", TENSORS);
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] archive(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return archive.toByteArray();
  }

  /** Notices when it is deserialized. */
  private static final class Marker implements Serializable {
    private static final long serialVersionUID = 1;

    private Object readResolve() {
      deserialized = true;
      return this;
    }
  }
}
