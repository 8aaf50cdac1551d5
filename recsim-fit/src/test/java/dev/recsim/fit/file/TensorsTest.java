package dev.recsim.fit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.io.AtomicFile;
import dev.recsim.io.Digest;
import dev.recsim.policy.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorsTest {
  private static final List<String> IDS = List.of("lamps", "", "žluťoučký kůň", "7");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("a.safetensors");
  }

  /** More numbers than are written at once. */
  private static float[] many() {
    float[] many = new float[100_003];
    for (int i = 0; i < many.length; i++) {
      many[i] = i / 3f;
    }
    return many;
  }

  private static Tensors tensors() {
    return new Tensors.Builder()
        .put("ids", IDS)
        .put("many", many())
        .put("pairs", new double[] {1, 2.5, -3, 4}, 2, 2)
        .put("counts", new int[] {1, -2, Integer.MAX_VALUE})
        .putExact("exact", 0.1, Math.PI)
        .put("none", new int[0])
        .build();
  }

  private Tensors written() throws IOException {
    AtomicFile.write(file, tensors()::write);
    return Tensors.read(file);
  }

  @Test
  void everyTypeIsReadBack() throws IOException {
    Tensors read = written();
    assertThat(read.texts("ids")).isEqualTo(IDS);
    assertThat(read.floats("many")).isEqualTo(many());
    assertThat(read.doubles("pairs")).containsExactly(1, 2.5, -3, 4);
    assertThat(read.ints("counts")).containsExactly(1, -2, Integer.MAX_VALUE);
    assertThat(read.exact("exact")).containsExactly(0.1, Math.PI);
    assertThat(read.ints("none")).isEmpty();
    assertThatThrownBy(() -> read.ints("many")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theDigestIsThatOfTheFile() throws IOException {
    assertThat(written().sha256()).isEqualTo(Digest.of(file)).isEqualTo(tensors().sha256());
  }

  @Test
  void theFormatIsThatOfSavedPolicies() throws IOException {
    Tensors floats = new Tensors.Builder().put("b", many()).put("a", new float[2], 1, 2).build();
    AtomicFile.write(file, floats::write);
    Safetensors read = Safetensors.read(file);
    assertThat(read.weights().tensors().get("b").data()).isEqualTo(many());
    assertThat(read.weights().tensors().get("a").shape()).containsExactly(1, 2);
    assertThat((Files.size(file) - 4 * (many().length + 2L)) % 8).isZero();
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    written();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> Tensors.read(file)).isInstanceOf(IOException.class);
    for (int i = 0; i < 64; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 0x55;
      Files.write(file, damaged);
      try {
        Tensors.read(file);
      } catch (IOException expected) {
        assertThat(expected).hasMessageStartingWith("it");
      }
    }
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> Tensors.read(file)).isInstanceOf(IOException.class);
  }
}
