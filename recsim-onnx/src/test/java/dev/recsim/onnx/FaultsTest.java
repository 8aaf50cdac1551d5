package dev.recsim.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.export.OnnxGraph;
import dev.recsim.export.OnnxGraph.Edge;
import dev.recsim.export.OnnxGraph.Type;
import dev.recsim.store.SessionLogs;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of a model fails one trial with a message that names it; others complete. */
class FaultsTest {
  private static final String STATES =
      """
      environment: {type: transition_matrix, doc_num: 4}
      evaluation: {sessions: 2}
      trials: {seeds: 0..0}
      agents:
        random: {type: random}
      """;

  private static final String VIDEOS =
      """
      environment: {type: interest_evolution, candidates: 4, slate_size: 2, max_session_length: 3}
      evaluation: {sessions: 2}
      trials: {seeds: 0..0}
      agents:
        random: {type: random}
      """;

  @TempDir Path folder;
  private final Map<String, String> messages = new LinkedHashMap<>();
  private final StringBuilder agents = new StringBuilder();

  private void fault(String name, String options, byte[] model, String message) throws IOException {
    Files.write(folder.resolve(name + ".onnx"), model);
    agents.append("  %s: {type: onnx, model: %s.onnx%s}%n".formatted(name, name, options));
    messages.put(name, message);
  }

  private void fault(String name, String options, Consumer<OnnxGraph> model, String message)
      throws IOException {
    OnnxGraph graph = new OnnxGraph();
    model.accept(graph);
    fault(name, options, graph.encode(), message);
  }

  private void run(String experiment) throws Exception {
    Path file = Files.writeString(folder.resolve("it.yaml"), experiment + agents);
    Plan plan = Plan.of(ExperimentReader.read(file));
    Map<String, TrialResult> results = new TreeMap<>();
    try (TrialExecutor executor = new LocalExecutor(2, Optional.empty());
        TrialExecutor.Results some =
            executor.start(plan.trials(), new SessionLogs(folder, false))) {
      for (int i = 0; i < plan.trials().size(); i++) {
        TrialResult result = some.take();
        results.put(result.id().agent(), result);
      }
    }
    assertThat(results).hasSize(messages.size() + 1);
    assertThat(results.remove("random")).isInstanceOf(Completed.class);
    results.forEach(
        (name, result) -> {
          boolean fine = messages.get(name).isEmpty();
          String error = result instanceof Failed failed ? failed.error() : "";
          assertThat(error).as(name).contains(messages.get(name));
          assertThat(error).as(name).contains(fine ? "" : name + ".onnx: ");
          assertThat(error.isEmpty()).as(name).isEqualTo(fine);
        });
  }

  private static Edge state(OnnxGraph graph) {
    return graph.input("state", Type.LONG, "batch");
  }

  /** The same slate for each state. */
  private static void always(OnnxGraph graph, long... slate) {
    Edge table = new Table(graph, slate).rows(state(graph));
    graph.output("slate", table, Type.LONG, "batch", slate.length);
  }

  /** A constant row for each element of the batch. */
  private record Table(OnnxGraph graph, long... row) {
    Edge rows(Edge batch) {
      Edge zero = graph.node("Sub", batch, batch);
      return graph.gather(graph.longs(row, 1, row.length), zero, 0);
    }
  }

  private static void scores(OnnxGraph graph, float... scores) {
    Edge batch = state(graph);
    Edge zero = graph.node("Sub", batch, batch);
    Edge rows = graph.gather(graph.floats(scores, 1, scores.length), zero, 0);
    graph.output("scores", rows, Type.FLOAT, "batch", scores.length);
  }

  private void addFiles() throws IOException {
    String unread = "ONNX Runtime cannot read it: ";
    OnnxGraph whole = new OnnxGraph();
    always(whole, 1);
    byte[] model = whole.encode();
    fault("empty", "", new byte[0], "");
    messages.put("empty", "empty.onnx: ");
    fault("text", "", "not a model".getBytes(StandardCharsets.UTF_8), unread);
    fault("half", "", Arrays.copyOf(model, model.length / 2), unread);
    byte[] damaged = model.clone();
    Arrays.fill(damaged, 20, 40, (byte) 0xFF);
    fault("damaged", "", damaged, unread);
    fault(
        "operator",
        "",
        it -> it.output("slate", it.node("NoSuchThing", state(it)), Type.LONG, "batch"),
        unread);
    fault(
        "sizes",
        "",
        it -> {
          Edge three = it.longs(new long[3], 3);
          Edge sum = it.sum(three, it.longs(new long[4], 4));
          it.output("slate", it.sum(state(it), sum), Type.LONG, "batch");
        },
        unread);
  }

  private void addNames() throws IOException {
    fault(
        "input",
        ", inputs: {state: x}",
        it -> always(it, 1),
        "it has no input \"x\", only [state]");
    fault(
        "unmapped",
        "",
        it -> it.output("slate", it.input("obs", Type.LONG, "n"), Type.LONG, "n"),
        "nothing is given to its input \"obs\"; write inputs: {<part>: obs}");
    fault(
        "more",
        "",
        it -> {
          Edge mask = it.input("mask", Type.LONG, "batch");
          it.output("slate", it.sum(state(it), mask), Type.LONG, "batch");
        },
        "nothing is given to its input \"mask\"");
    fault("output", ", outputs: {slate: x}", it -> always(it, 1), "it has no output \"x\"");
    fault(
        "two",
        "",
        it -> {
          Edge state = state(it);
          it.output("a", state, Type.LONG, "batch");
          it.output("b", state, Type.LONG, "batch");
        },
        "it has the outputs [a, b]; write outputs: {slate: <output>} or {scores: <output>}");
    fault("fine", "", it -> always(it, 1), "");
    fault("best", ", outputs: {scores: scores}", it -> scores(it, 1, 3, 2, 0), "");
  }

  private void addStates() throws IOException {
    fault(
        "seven",
        "",
        it -> it.output("slate", it.input("state", Type.LONG, 7), Type.LONG, 7),
        "its first axis must be free or 1, not 7");
    fault(
        "columns",
        "",
        it -> it.output("slate", it.input("state", Type.LONG, "n", 3), Type.LONG, "n", 3),
        "the input \"state\" is [any, 3], but state of the environment is [1]");
    fault(
        "features",
        ", inputs: {user: state}",
        it -> always(it, 1),
        "the model has an input for user, but the environment has no users with features");
    fault(
        "documents",
        ", inputs: {documents: state}",
        it -> always(it, 1),
        "the model has an input for documents, but the environment has no documents with features");
    fault(
        "weights",
        ", inputs: {weights: state}",
        it -> always(it, 1),
        "the environment has no users with known choice weights");
  }

  private void addAnswers() throws IOException {
    fault(
        "range",
        "",
        it -> always(it, 4),
        "has the slate [4], but a slate has different candidates");
    fault("negative", "", it -> always(it, -1), "has the slate [-1]");
    fault(
        "wide",
        "",
        it -> always(it, 1, 2),
        "the output \"slate\" of the model is [2, 2], not [2, 1]");
    fault("three", "", it -> scores(it, 1, 2, 3), "\"scores\" of the model is [2, 3], not [2, 4]");
    fault("nan", "", it -> scores(it, 1, Float.NaN, 3, 4), "has a score that is NaN");
    fault(
        "fraction",
        ", outputs: {slate: scores}",
        it -> scores(it, 1.5f),
        "has the slate [1.5], but a slate has different candidates");
    fault(
        "one",
        "",
        it -> it.output("slate", new Table(it, 2).rows(it.longs(new long[1], 1)), Type.LONG, 1, 1),
        "nothing is given");
    messages.put("one", "of the model is [1, 1], not [2, 1]");
    fault(
        "inside",
        "",
        it -> {
          Edge place = it.sum(state(it), it.longs(new long[] {1_000}, 1));
          it.output("slate", it.gather(it.longs(new long[4], 4), place, 0), Type.LONG, "batch");
        },
        "inside.onnx: ");
  }

  @Test
  void eachFaultFailsItsTrialAndNoOther() throws Exception {
    addFiles();
    addNames();
    addStates();
    addAnswers();
    run(STATES);
  }

  private static void ofUsers(OnnxGraph graph, Object... shape) {
    Edge user = graph.input("user", Type.DOUBLE, shape);
    Edge none = graph.cast(graph.node("Sub", user, user), Type.LONG);
    Edge first = graph.gather(none, graph.longs(new long[] {0, 1}, 2), 1);
    graph.output("slate", graph.sum(first, graph.longs(new long[] {2, 1}, 2)), Type.LONG, "n", 2);
  }

  @Test
  void shapesOfFeaturesAreChecked() throws Exception {
    fault("fine", "", it -> ofUsers(it, "n", 20), "");
    fault("single", "", it -> ofUsers(it, 1, 20), "");
    fault("free", "", it -> ofUsers(it, "n", "m"), "");
    fault(
        "users",
        "",
        it -> ofUsers(it, "n", 19),
        "the input \"user\" is [any, 19], but user of the environment is [1, 20]");
    fault(
        "flat",
        ", inputs: {documents: user}",
        it -> ofUsers(it, "n", 79),
        "the input \"user\" is [any, 79], but documents of the environment is [1, 4, 20]");
    fault("joined", ", inputs: {documents: user}", it -> ofUsers(it, "n", 80), "");
    fault(
        "twice",
        "",
        it -> {
          Edge user = it.input("user", Type.DOUBLE, "n", 20);
          Edge none = it.cast(it.node("Sub", user, user), Type.LONG);
          Edge two = it.gather(none, it.longs(new long[] {0, 1}, 2), 1);
          it.output("slate", two, Type.LONG, "n", 2);
        },
        "has the slate [0, 0], but a slate has different candidates from 0 to 3");
    fault("topics", ", inputs: {topics: user}", it -> ofUsers(it, "n", 4), "");
    run(VIDEOS);
  }
}
