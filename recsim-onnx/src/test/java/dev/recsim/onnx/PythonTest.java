package dev.recsim.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.learn.JavaScores;
import dev.recsim.tool.Interpreter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exported policies in ONNX Runtime for Python give the scores and slates of engine java, and the
 * checker of ONNX accepts the files. In two processes, because the libraries disturb each other.
 */
class PythonTest {
  /** One of each kind of graph. */
  private static final List<String> SOME =
      List.of("actor_critic", "actor_critic-features", "full_slate_q-features", "ppo", "slate_q");

  private static final String PYTHON = "/usr/bin/python3";
  private static final String CHECK =
      """
      import glob, onnx, sys
      for file in sorted(glob.glob(sys.argv[1] + "/*.onnx")):
          onnx.checker.check_model(onnx.load(file), full_check=True)
          print(file)
      """;

  /** Prints for each policy: its name, the largest difference, and the numbers of other slates. */
  private static final String RUN =
      """
      import glob, json, numpy, onnxruntime, sys
      for file in sorted(glob.glob(sys.argv[1] + "/*.onnx")):
          base = file[:-len(".onnx")]
          session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
          inputs = {}
          for name, form in json.load(open(base + ".json")).items():
              inputs[name] = numpy.fromfile(base + "." + name, form["type"]).reshape(form["shape"])
          slates, scores = [], []
          for start in range(0, len(next(iter(inputs.values()))), 50):
              part = {name: values[start:start + 50] for name, values in inputs.items()}
              some = session.run(["slate", "scores"], part)
              slates.append(some[0])
              scores.append(some[1])
          slates, scores = numpy.concatenate(slates), numpy.concatenate(scores)
          wanted = numpy.fromfile(base + ".expected", "<f4").reshape(scores.shape)
          away = numpy.abs(scores - wanted)[~numpy.isneginf(scores)].max()
          shown = numpy.fromfile(base + ".slates", "<i8").reshape(slates.shape)
          other = numpy.flatnonzero((slates != shown).any(axis=1))
          slates.astype("<i8").tofile(base + ".answers")
          print(base.split("/")[-1], repr(float(away)), len(other))
      """;

  @TempDir Path folder;

  @Test
  @Tag("slow")
  void fewObservationsOfSomePolicies() throws Exception {
    compare(Case.ALL.stream().filter(it -> SOME.contains(it.name())).toList(), ParityTest.FEW);
  }

  @Test
  @Tag("nightly")
  void tenThousandObservationsOfEveryPolicy() throws Exception {
    compare(Case.ALL, ParityTest.MANY);
  }

  private void compare(List<Case> cases, int observations) throws Exception {
    Interpreter.require("onnx", "onnxruntime");
    List<Trained> all = new ArrayList<>();
    for (Case one : cases) {
      Trained trained = one.train(observations);
      write(one.name(), trained);
      all.add(trained);
    }
    assertThat(run(CHECK).lines()).hasSize(cases.size()).allMatch(it -> it.endsWith(".onnx"));
    List<String> lines = run(RUN).lines().toList();
    assertThat(lines).hasSize(cases.size());
    for (String line : lines) {
      String[] words = line.split(" ");
      assertThat(Double.parseDouble(words[1])).as(line).isLessThanOrEqualTo(ParityTest.TOLERANCE);
    }
    for (int i = 0; i < all.size(); i++) {
      compareSlates(cases.get(i).name(), all.get(i));
    }
  }

  private void write(String name, Trained trained) throws Exception {
    Path file = folder.resolve(name + ".onnx");
    Files.write(file, trained.onnx());
    List<String> forms = new ArrayList<>();
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
      for (Inputs.Array input : Inputs.of(session, trained, trained.seen())) {
        boolean exact = input.port().type() == OnnxJavaType.INT64;
        forms.add(
            "\"%s\": {\"type\": \"%s\", \"shape\": %s}"
                .formatted(
                    input.port().name(),
                    exact ? "<i8" : "<f8",
                    java.util.Arrays.toString(input.shape())));
        write(name + "." + input.port().name(), input.values(), exact);
      }
    }
    Files.writeString(folder.resolve(name + ".json"), "{" + String.join(", ", forms) + "}");
    JavaScores java = Case.java(trained);
    ByteBuffer scores = null;
    List<Long> slates = new ArrayList<>();
    for (Observation seen : trained.seen()) {
      float[] some = java.scores(seen);
      if (scores == null) {
        scores = buffer(some.length * trained.seen().size() * Float.BYTES);
      }
      for (float score : some) {
        scores.putFloat(score);
      }
      Slate slate = java.choose(seen);
      for (int p = 0; p < slate.size(); p++) {
        slates.add((long) slate.document(p));
      }
    }
    Files.write(folder.resolve(name + ".expected"), scores.array());
    write(name + ".slates", slates.stream().mapToDouble(it -> it).toArray(), true);
  }

  private void write(String name, double[] values, boolean exact) throws IOException {
    ByteBuffer bytes = buffer(values.length * Double.BYTES);
    for (double value : values) {
      if (exact) {
        bytes.putLong((long) value);
      } else {
        bytes.putDouble(value);
      }
    }
    Files.write(folder.resolve(name), bytes.array());
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Slates differ only where they are worth the same. */
  private void compareSlates(String name, Trained trained) throws IOException {
    ByteBuffer answers =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name + ".answers")))
            .order(ByteOrder.LITTLE_ENDIAN);
    JavaScores java = Case.java(trained);
    int size = trained.environment().space().slateSize();
    for (Observation seen : trained.seen()) {
      int[] documents = new int[size];
      for (int p = 0; p < size; p++) {
        documents[p] = (int) answers.getLong();
      }
      Slate answer = Slate.of(documents);
      Slate chosen = java.choose(seen);
      if (!answer.equals(chosen)) {
        assertThat(java.away(seen, answer, chosen))
            .as(name)
            .isLessThanOrEqualTo(2 * ParityTest.TOLERANCE);
      }
    }
  }

  /** Runs a script and returns what it prints, or its errors if it fails. */
  private String run(String script) throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of(PYTHON))) {
      return "there is no " + PYTHON;
    }
    Path out = folder.resolve("out.txt");
    Path errors = folder.resolve("errors.txt");
    Process python =
        new ProcessBuilder(PYTHON, "-c", script, folder.toString())
            .redirectError(errors.toFile())
            .redirectOutput(out.toFile())
            .start();
    assertThat(python.waitFor(5, TimeUnit.MINUTES)).as("python ends").isTrue();
    String text = Files.readString(out, StandardCharsets.UTF_8);
    return python.exitValue() == 0 ? text : "failed: " + Files.readString(errors);
  }
}
