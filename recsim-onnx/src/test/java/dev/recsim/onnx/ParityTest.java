package dev.recsim.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.recsim.agent.onnx.OnnxOptions;
import dev.recsim.api.Agent;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Exported policies in ONNX Runtime for Java give the scores and slates of engine java. */
class ParityTest {
  static final int FEW = 100;
  static final int MANY = 10_000;
  static final double TOLERANCE = 1e-5;
  private static final int BATCH = 50;

  @TempDir Path folder;

  @TestFactory
  @Tag("slow")
  List<DynamicTest> fewObservations() {
    return tests(FEW);
  }

  @TestFactory
  @Tag("nightly")
  List<DynamicTest> tenThousandObservations() {
    return tests(MANY);
  }

  private List<DynamicTest> tests(int observations) {
    return Case.ALL.stream()
        .map(it -> DynamicTest.dynamicTest(it.name(), () -> compare(it, observations)))
        .toList();
  }

  private void compare(Case one, int observations) throws Exception {
    Trained trained = one.train(observations);
    Path file = folder.resolve(one.name() + ".onnx");
    Files.write(file, trained.onnx());
    List<float[]> scores = scores(file, trained);
    List<Slate> slates = slates(file, trained);
    Largest largest = new Largest(Case.java(trained));
    for (int i = 0; i < observations; i++) {
      largest.compare(trained.seen().get(i), scores.get(i), slates.get(i));
    }
    assertThat(largest.difference).as("difference of scores").isLessThanOrEqualTo(TOLERANCE);
    assertThat(largest.worthLost).as("worth of other slates").isLessThanOrEqualTo(2 * TOLERANCE);
  }

  /** The slates that an agent of type onnx shows. */
  private static List<Slate> slates(Path file, Trained trained) {
    OnnxOptions options = new OnnxOptions(file.toString(), null, null, null, null);
    List<Slate> slates = new ArrayList<>();
    try (Agent agent = new RuntimeModels().open(options, trained.environment())) {
      Batch batch = new Batch(BATCH);
      for (Observation seen : trained.seen()) {
        batch.add(seen, RandomKey.root(0));
        if (batch.size() == BATCH) {
          agent.greedy().recommend(batch);
          for (int i = 0; i < BATCH; i++) {
            slates.add(batch.slate(i));
          }
          batch.clear();
        }
      }
    }
    return slates;
  }

  /** The second output of the graph. */
  static List<float[]> scores(Path file, Trained trained) throws Exception {
    OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    List<float[]> scores = new ArrayList<>();
    try (OrtSession session = runtime.createSession(file.toString())) {
      for (int from = 0; from < trained.seen().size(); from += BATCH) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        for (Inputs.Array array :
            Inputs.of(session, trained, trained.seen().subList(from, from + BATCH))) {
          inputs.put(array.port().name(), array.tensor(runtime));
        }
        try (OrtSession.Result result = session.run(inputs)) {
          scores.addAll(List.of((float[][]) result.get("scores").orElseThrow().getValue()));
        }
        inputs.values().forEach(OnnxTensor::close);
      }
    }
    return scores;
  }
}
