package dev.recsim.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs a model once for all sessions of a batch; several times if they have different numbers of
 * candidates, or if the model takes a fixed number of rows.
 */
final class ModelPolicy implements Policy.Deterministic {
  private final OrtEnvironment runtime = NativeRuntime.environment();
  private final OrtSession session;
  private final Path file;
  private final List<Port> ports;
  private final ModelAnswers answers;
  private final Space space;
  private final Appeal appeal;
  private final boolean perCandidate;
  private final int most;

  ModelPolicy(
      OrtSession session,
      Path file,
      List<Port> ports,
      ModelAnswers answers,
      Environment environment) {
    this.session = session;
    this.file = file;
    this.ports = ports;
    this.answers = answers;
    this.space = environment.space();
    this.appeal = environment.appeal().orElse(null);
    this.perCandidate = ports.stream().anyMatch(port -> port.part().perCandidate());
    long fixed = ports.stream().mapToLong(Port::rows).max().orElse(-1);
    if (fixed > 1) {
      throw new IllegalArgumentException(
          "its first axis must be free or 1, not %s: it is the batch".formatted(fixed));
    }
    this.most = fixed == 1 ? 1 : Integer.MAX_VALUE;
  }

  @Override
  public Slate choose(Observation observation) {
    return slates(List.of(observation))[0];
  }

  @Override
  public void recommend(Batch batch) {
    List<Observation> alike = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      alike.add(batch.observation(i));
      boolean last = i + 1 == batch.size() || alike.size() == most;
      if (last || isDifferent(batch.observation(i), batch.observation(i + 1))) {
        Slate[] slates = slates(alike);
        for (int row = 0; row < slates.length; row++) {
          batch.recommend(i + 1 - slates.length + row, slates[row]);
        }
        alike.clear();
      }
    }
  }

  private boolean isDifferent(Observation one, Observation next) {
    return perCandidate && one.documents(space) != next.documents(space);
  }

  private Slate[] slates(List<Observation> seen) {
    int candidates = seen.get(0).documents(space);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (Port port : ports) {
        inputs.put(port.name(), tensor(port, seen, candidates));
      }
      try (OrtSession.Result result = session.run(inputs, Set.of(answers.name()))) {
        int size = Math.min(space.slateSize(), candidates);
        return answers.slates(result.get(0), seen.size(), candidates, size);
      }
    } catch (OrtException e) {
      throw failure(e.getMessage(), e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw failure(e.getMessage(), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private ModelFailure failure(String message, Exception cause) {
    return new ModelFailure("%s: %s".formatted(file.getFileName(), message), cause);
  }

  private OnnxTensor tensor(Port port, List<Observation> seen, int candidates) throws OrtException {
    long[] shape = port.shape(space, seen.size(), candidates);
    long width = 1;
    for (int i = 1; i < shape.length; i++) {
      width = Math.multiplyExact(width, shape[i]);
    }
    double[] values = new double[Math.toIntExact(width * seen.size())];
    for (int row = 0; row < seen.size(); row++) {
      int start = (int) width * row;
      if (port.part() == InputPart.STATE && port.oneHot(space)) {
        values[start + seen.get(row).state()] = 1;
      } else {
        port.part().write(seen.get(row), appeal, values, start);
      }
    }
    return port.tensor(runtime, values, shape);
  }
}
