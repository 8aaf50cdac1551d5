package dev.recsim.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experiment.remote.ProcessExecutor;
import dev.recsim.experimentfile.Definition;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.export.OnnxGraph;
import dev.recsim.export.OnnxGraph.Edge;
import dev.recsim.export.OnnxGraph.Type;
import dev.recsim.store.SessionLogs;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that keep their weights in other files. */
class ExternalDataTest {
  private static final String EXPERIMENT =
      """
      environment: {type: transition_matrix, doc_num: 4}
      evaluation: {sessions: 2}
      trials: {seeds: 0..0}
      agents:
        random: {type: random}
        model: {type: onnx, model: models/it.onnx}
      """;

  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_TENSOR = 5;
  private static final int TENSOR_RAW = 9;
  private static final int TENSOR_EXTERNAL = 13;
  private static final int TENSOR_LOCATION = 14;

  @TempDir Path folder;

  /** A model that shows the document with the largest score; its scores are in another file. */
  private void write(String location) throws Exception {
    OnnxGraph graph = new OnnxGraph();
    Edge batch = graph.input("state", Type.LONG, "batch");
    Edge zero = graph.node("Sub", batch, batch);
    Edge rows = graph.gather(graph.floats(new float[] {0, 1, 2, 3}, 1, 4), zero, 0);
    graph.output("scores", rows, Type.FLOAT, "batch", 4);
    Path models = Files.createDirectories(folder.resolve("models"));
    byte[] model = rewritten(ByteBuffer.wrap(graph.encode()), 0, location);
    Files.write(models.resolve("it.onnx"), model);
  }

  private void scores(float... scores) throws Exception {
    ByteBuffer raw = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(scores);
    Path data = Files.createDirectories(folder.resolve("models/weights")).resolve("w.bin");
    Files.write(data, raw.array());
  }

  /** A message with the raw values of its tensors replaced by a location. */
  private static byte[] rewritten(ByteBuffer in, int level, String location) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (in.hasRemaining()) {
      int tag = (int) number(in);
      number(out, tag);
      if ((tag & 7) == 0) {
        number(out, number(in));
        continue;
      }
      byte[] value = new byte[(int) number(in)];
      in.get(value);
      int field = tag >>> 3;
      boolean leads = field == (level == 0 ? MODEL_GRAPH : GRAPH_TENSOR) && level < 2;
      if (level == 2 && field == TENSOR_RAW && value.length == 16) {
        out = without(out, tag);
        field(out, TENSOR_EXTERNAL, entry("location", location));
        number(out, TENSOR_LOCATION << 3);
        number(out, 1);
        continue;
      }
      byte[] inside = leads ? rewritten(ByteBuffer.wrap(value), level + 1, location) : value;
      number(out, inside.length);
      out.writeBytes(inside);
    }
    return out.toByteArray();
  }

  /** What was written without the tag at its end. */
  private static ByteArrayOutputStream without(ByteArrayOutputStream out, int tag) {
    ByteArrayOutputStream shorter = new ByteArrayOutputStream();
    ByteArrayOutputStream last = new ByteArrayOutputStream();
    number(last, tag);
    shorter.write(out.toByteArray(), 0, out.size() - last.size());
    return shorter;
  }

  private static byte[] entry(String key, String value) {
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    field(entry, 1, key.getBytes(StandardCharsets.UTF_8));
    field(entry, 2, value.getBytes(StandardCharsets.UTF_8));
    return entry.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, int field, byte[] value) {
    number(out, field << 3 | 2);
    number(out, value.length);
    out.writeBytes(value);
  }

  private static void number(ByteArrayOutputStream out, long value) {
    long rest = value;
    for (; rest >= 0x80; rest >>>= 7) {
      out.write((int) (rest & 0x7F | 0x80));
    }
    out.write((int) rest);
  }

  private static long number(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private ExperimentSpec read() throws Exception {
    return ExperimentReader.read(Files.writeString(folder.resolve("it.yaml"), EXPERIMENT));
  }

  private static double[] rewards(ExperimentSpec spec, TrialExecutor executor) throws Exception {
    Plan plan = Plan.of(spec).only(id -> id.agent().equals("model"));
    try (executor;
        TrialExecutor.Results results =
            executor.start(plan.trials(), new SessionLogs(Path.of("none"), false))) {
      TrialResult result = results.take();
      assertThat(result).isInstanceOf(Completed.class);
      return ((Completed) result).rewards();
    }
  }

  private static TrialExecutor here() {
    return new LocalExecutor(1, Optional.empty());
  }

  @Test
  void anotherDataFileIsAnotherAgent() throws Exception {
    write("weights/w.bin");
    scores(3, 0, 0, 0);
    ExperimentSpec before = read();
    scores(0, 0, 0, 3);
    ExperimentSpec after = read();

    assertThat(after.files()).containsOnlyKeys("models/it.onnx", "models/weights/w.bin");
    assertThat(Plan.of(after).trials().get(1).fingerprint())
        .isNotEqualTo(Plan.of(before).trials().get(1).fingerprint());
    assertThat(Plan.of(after).trials().get(0).fingerprint())
        .isEqualTo(Plan.of(before).trials().get(0).fingerprint());
    Definition definition = Definition.of(after.resolved(), after.files());
    assertThat(definition.arena()).doesNotContainKey("models/weights/w.bin");
    assertThat(definition.agents().get("model")).containsKey("models/weights/w.bin");
  }

  @Test
  @Tag("slow")
  void dataFilesTravelWithTheModel() throws Exception {
    write("weights/w.bin");
    scores(0, 0, 3, 0);
    ExperimentSpec spec = read();
    List<String> worker =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.recsim.cli.Main",
            "work");
    assertThat(rewards(spec, new ProcessExecutor(worker, 1, Optional.empty())))
        .isEqualTo(rewards(spec, here()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../w.bin", "weights/../../w.bin", "C:\\w.bin", "..\\w"})
  void dataFilesElsewhereAreRefused(String location) throws Exception {
    write(location);
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining("model keeps weights in \"" + location + "\"")
        .hasMessageContaining("outside of its folder; save it with the weights beside it");
  }

  @Test
  void aMissingDataFileIsNamed() throws Exception {
    write("weights/w.bin");
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining("\"models/weights/w.bin\", which is missing");
  }
}
