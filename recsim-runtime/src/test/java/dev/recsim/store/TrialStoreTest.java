package dev.recsim.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Options;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.io.AtomicFile;
import dev.recsim.policy.Safetensors;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.TrialResult.Failed;
import dev.recsim.trial.TrialResult.Trust;
import dev.recsim.trial.schedule.Ending;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialStoreTest {
  private static final RandomKey KEY = RandomKey.root(7);
  private static final TrialId ID = new TrialId("actor_critic", 3);
  private static final Completed COMPLETED =
      new Completed(
          ID,
          new double[] {1.0 / 3, 0, 7e-300},
          null,
          new int[] {4, 1, 9},
          Math.PI,
          new int[] {2, 0, 1},
          400,
          1_234,
          56,
          7,
          Ending.PLATEAU,
          "java",
          List.of(
              new Checkpoint(1, 600, 28, null, null, 2.5, Map.of(), Map.of()),
              new Checkpoint(
                  2, 1_234, 56, 1.5, .1, Math.PI, Map.of("loss", .25), Map.of("click_rate", .5))),
          Optional.of(Weights.of(Map.of("w", Tensor.vector(new float[] {.1f, -2})))),
          metrics(),
          Map.of("click_rate", "d0"),
          new Trust(new double[] {0.1 + 0.2, 1.0 / 3}, 0.25),
          null,
          new Cost(1, 2, 3, List.of(1L, 2L, 3L)));

  /** Not in the order of their names. */
  private static Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("click_rate", 0.1 + 0.2);
    metrics.put("a_share", Double.NaN);
    return metrics;
  }

  @TempDir Path folder;
  private TrialStore store;

  @BeforeEach
  void openStore() {
    store = new TrialStore(folder.resolve("trials"));
  }

  /** Agents of users need not say how they compute. */
  @Test
  void networksOfAgentsWithoutAnEngineAreReadable() throws IOException {
    Completed unknown = Options.with(COMPLETED, "engine", null);
    store.save(unknown, "f", Map.of("type", "mine"));
    Safetensors networks = Safetensors.read(store.networks(unknown.id()));
    assertThat(networks.metadata()).containsExactly(Map.entry("type", "mine"));
  }

  @Test
  void completedTrialsReadBackToTheBit() throws IOException {
    store.save(COMPLETED, "f", Map.of("agent", "actor_critic"));
    Completed read = (Completed) store.find(ID, "f").orElseThrow();
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("weights", "metrics")
        .isEqualTo(COMPLETED);
    Safetensors networks = Safetensors.read(store.networks(ID));
    assertThat(networks.weights()).isEqualTo(COMPLETED.weights().orElseThrow());
    assertThat(networks.metadata()).containsEntry("agent", "actor_critic");
  }

  @Test
  void doublesKeepTheirBits() throws IOException {
    double[] odd = {
      -0.0,
      Double.MIN_VALUE,
      Double.MIN_NORMAL,
      Math.nextDown(Double.MIN_NORMAL),
      Double.MAX_VALUE,
      2e-323,
      2.2250738585072011e-308,
      9007199254740993.0,
      Math.nextUp(1.0),
      1e23
    };
    double[] rewards =
        DoubleStream.concat(
                DoubleStream.of(odd),
                LongStream.range(0, 2_000)
                    .mapToDouble(i -> Double.longBitsToDouble(KEY.bits(i)))
                    .filter(Double::isFinite))
            .toArray();
    store.save(with(rewards, -0.0, Double.MIN_VALUE), "f", Map.of());
    Completed read = (Completed) store.find(ID, "f").orElseThrow();
    assertThat(bits(read.rewards())).isEqualTo(bits(rewards));
    assertThat(bits(read.exactValue(), read.curve().get(0).meanReward()))
        .isEqualTo(bits(-0.0, Double.MIN_VALUE));
  }

  private static long[] bits(double... values) {
    return DoubleStream.of(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  /** If this fails, raise {@code TrialFile.SCHEMA_VERSION}: stored trials are of another format. */
  @Test
  void theFormatIsThatOfItsVersion() throws IOException {
    store.save(COMPLETED, "f", Map.of());
    assertThat(inflated(Files.readString(folder.resolve("trials").resolve(ID + ".json"))))
        .matches(
            Pattern.quote(
                    """
                    {"schema_version":9,"id":{"agent":"actor_critic","seed":3},"fingerprint":"f",\
                    "networks_crc":%d,"completed":{"rewards":3fd5555555555555000000000000000001d2c05bca99d4ee,\
                    "digest":"d2496702909b83af0648a449d231e42f483c44c6abd3f3c67025468557a06098",\
                    "lengths":000000040000000100000009,"exact_value":3.141592653589793,"greedy_actions":000000020000000000000001,\
                    "warmup_steps":400,"env_steps":1234,"updates":56,"kept_epoch":7,"ending":"PLATEAU","engine":"java","curve":[\
                    {"epoch":1,"env_steps":600,"updates":28,"mean_reward":null,"standard_error":null,"exact_value":2.5},\
                    {"epoch":2,"env_steps":1234,"updates":56,"mean_reward":1.5,\
                    "standard_error":0.1,"exact_value":3.141592653589793,\
                    "diagnostics":{"loss":0.25},"metrics":{"click_rate":0.5}}],\
                    "metrics":{"click_rate":0.30000000000000004,"a_share":"NaN"},\
                    "metric_digests":{"click_rate":"d0"},\
                    "trust":{"values":[0.30000000000000004,0.3333333333333333],"thin_steps":0.25},\
                    "cost":{"training_nanos":1,"evaluation_nanos":2,"cpu_nanos":3,"learning_nanos":[1,2,3]}},"""
                        .formatted(TrialFile.crc(Files.readAllBytes(store.networks(ID)))))
                + "\"checksum\":\"[0-9a-f]{8}\"}");
  }

  /** With the bits of arrays in hex; how they are deflated depends on the JDK. */
  private static String inflated(String json) {
    return Pattern.compile("\"(e[A-Za-z0-9+/]{11,}=*)\"")
        .matcher(json)
        .replaceAll(
            array -> {
              byte[] deflated = Base64.getDecoder().decode(array.group(1));
              InputStream bits = new InflaterInputStream(new ByteArrayInputStream(deflated));
              try {
                return HexFormat.of().formatHex(bits.readAllBytes());
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
  }

  @Test
  void metricsKeepTheirOrderAndOneWithoutAValueIsNaN() throws IOException {
    store.save(COMPLETED, "f", Map.of());
    assertThat(folder.resolve("trials").resolve(ID + ".json"))
        .content()
        .contains("\"metrics\":{\"click_rate\":0.30000000000000004,\"a_share\":\"NaN\"}");
    Completed read = (Completed) store.find(ID, "f").orElseThrow();
    assertThat(read.metrics()).isEqualTo(metrics());
    assertThat(read.metrics().keySet()).containsExactly("click_rate", "a_share");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "null"})
  void editedMetricsAreDamage(String other) throws IOException {
    store.save(COMPLETED, "f", Map.of());
    Path file = folder.resolve("trials").resolve(ID + ".json");
    Files.writeString(file, Files.readString(file).replace("0.30000000000000004", other));
    assertThat(store.look(ID, "f")).isInstanceOf(Stored.Damaged.class);
  }

  /** A whole file of the format before, and one of a format to come. */
  @ParameterizedTest
  @ValueSource(strings = {"8", "10", "99"})
  void filesOfOtherVersionsAreAbsent(String version) throws IOException {
    store.save(COMPLETED, "f", Map.of());
    Path file = folder.resolve("trials").resolve(ID + ".json");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"schema_version\":9,", "\"schema_version\":" + version + ","));
    assertThat(store.look(ID, "f")).isEqualTo(new Stored.Absent());
  }

  @Test
  void failedTrialsReadBack() throws IOException {
    Failed failed = new Failed(ID, "java.lang.Boom: \"x\"", "at y", new Cost(1, 0, 1));
    store.save(failed, "f", Map.of());
    assertThat(store.find(ID, "f")).contains(failed);
  }

  @Test
  void anotherFingerprintIsAnotherTrial() throws IOException {
    store.save(COMPLETED, "f", Map.of());
    assertThat(store.look(ID, "g")).isEqualTo(new Stored.Absent());
    assertThat(store.find(new TrialId("actor_critic", 4), "f")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "{\"schema_version\":9,}", "\u0000\u0001"})
  void damagedFilesAreAsIfAbsent(String damage) throws IOException {
    store.save(COMPLETED, "f", Map.of());
    Files.writeString(folder.resolve("trials").resolve(ID + ".json"), damage);
    assertThat(store.find(ID, "f")).isEmpty();
  }

  @Test
  void editedResultsAreAsIfAbsent() throws IOException {
    store.save(COMPLETED, "f", Map.of());
    Path file = folder.resolve("trials").resolve(ID + ".json");
    String edited = Files.readString(file).replace("\"updates\":56", "\"updates\":57");
    Files.writeString(file, edited);
    assertThat(edited).contains("57");
    assertThat(store.find(ID, "f")).isEmpty();
  }

  @Test
  void resultsThatAreNoNumbersAreDamage() throws IOException {
    store.save(with(new double[] {1, Double.NaN, 0}, Math.PI, 1.5), "f", Map.of());
    assertThat(store.look(ID, "f")).isInstanceOf(Stored.Damaged.class);
    store.save(with(new double[] {1, 2, 3}, Double.NEGATIVE_INFINITY, 1.5), "f", Map.of());
    assertThat(store.look(ID, "f")).isInstanceOf(Stored.Damaged.class);
    store.save(with(new double[] {1, 2, 3}, Math.PI, Double.NaN), "f", Map.of());
    assertThat(store.look(ID, "f")).isInstanceOf(Stored.Damaged.class);
    store.save(with(new double[] {1, 2, 3}, Math.PI, 1.5), "f", Map.of());
    assertThat(store.look(ID, "f")).isInstanceOf(Stored.Sound.class);
  }

  private static Completed with(double[] rewards, double exactValue, double validated) {
    return new Completed(
        ID,
        rewards,
        null,
        new int[rewards.length],
        exactValue,
        new int[0],
        0,
        0,
        0,
        0,
        null,
        null,
        List.of(new Checkpoint(1, 600, 28, validated, null, null, Map.of(), Map.of())),
        Optional.empty(),
        Map.of(),
        Map.of(),
        null,
        null,
        new Cost(1, 2, 3));
  }

  @Test
  void everyChangedByteIsNoticed() throws IOException {
    store.save(COMPLETED, "f", Map.of());
    Path file = folder.resolve("trials").resolve(ID + ".json");
    byte[] bytes = Files.readAllBytes(file);
    int version = "{\"schema_version\":".length();
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      Files.write(file, changed);
      assertThat(store.look(ID, "f"))
          .as("byte %d", i)
          .isInstanceOf(
              i == version || i == version + 1 ? Stored.Absent.class : Stored.Damaged.class);
      Files.write(file, Arrays.copyOf(bytes, i));
      assertThat(store.look(ID, "f"))
          .as("the first %d bytes", i)
          .isNotInstanceOf(Stored.Sound.class);
    }
    Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
    assertThat(store.look(ID, "f")).as("a byte more").isInstanceOf(Stored.Damaged.class);
    Files.write(file, bytes);
    assertThat(store.look(ID, "f")).isInstanceOf(Stored.Sound.class);
  }

  @Test
  void theFileOfAnotherTrialIsDamage() throws IOException {
    store.save(COMPLETED, "f", Map.of());
    Path copy = folder.resolve("trials").resolve("actor_critic-seed-4.json");
    Files.copy(folder.resolve("trials").resolve(ID + ".json"), copy);
    assertThat(store.look(new TrialId("actor_critic", 4), "f"))
        .isEqualTo(
            new Stored.Damaged(copy, "damaged: it is the file of trial actor_critic-seed-3"));
  }

  @Test
  void withoutItsNetworksATrialIsAsIfAbsent() throws IOException {
    store.save(COMPLETED, "f", Map.of());
    Files.delete(store.networks(ID));
    assertThat(store.find(ID, "f")).isEmpty();
  }

  @Test
  void sweepRemovesOnlyWhatIsHalfWritten() throws IOException {
    store.sweep();
    store.save(COMPLETED, "f", Map.of());
    Path unfinished = Files.writeString(folder.resolve("trials").resolve("a.json.tmp"), "{");
    store.sweep();
    assertThat(unfinished).doesNotExist();
    assertThat(store.find(ID, "f")).isPresent();
  }

  @Test
  void aLockIsHeldUntilItIsClosed() throws IOException {
    RunLock first = RunLock.take(folder, "process 7, since noon");
    assertThatThrownBy(() -> RunLock.take(folder, "process 8"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("process 7, since noon")
        .hasMessageContaining("recsim.reportsDirectory");
    first.close();
    RunLock.take(folder, "process 8").close();
  }

  @Test
  void aLockThatIsALinkIsRefusedAndItsTargetKept() throws IOException {
    Path other = Files.writeString(folder.resolve("notes.txt"), "mine");
    Path lock = Files.createSymbolicLink(folder.resolve(".recsim.lock"), other);
    assertThatThrownBy(() -> RunLock.take(folder, "process 8"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(lock + " is a symbolic link")
        .hasMessageEndingWith("remove it");
    assertThat(other).hasContent("mine");
  }

  @Test
  void anUnwritableFolderIsTold() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> RunLock.take(file, "process 8"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("recsim.reportsDirectory");
  }

  @Test
  void aFailedWriteLeavesTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "old");
    Files.createDirectory(folder.resolve("x.tmp"));
    assertThatThrownBy(() -> AtomicFile.write(file, "new")).isInstanceOf(IOException.class);
    assertThat(file).hasContent("old");
  }
}
