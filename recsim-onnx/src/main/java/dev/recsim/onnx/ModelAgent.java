package dev.recsim.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.recsim.agent.onnx.OnnxOptions;
import dev.recsim.agent.onnx.OnnxOptions.Outputs;
import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An agent that runs a model, on one thread. */
final class ModelAgent implements Agent {
  private final Path file;
  private final OrtSession session;
  private final Policy policy;

  /**
   * Opens a model.
   *
   * @throws ModelFailure if the file is no model, or does not fit the options and the environment
   */
  ModelAgent(OnnxOptions options, Environment environment) {
    file = Path.of(options.model());
    session = open();
    try {
      policy =
          new ModelPolicy(
              session, file, ports(options, environment), answers(options), environment);
    } catch (IllegalArgumentException | OrtException e) {
      close();
      throw invalid(e.getMessage());
    }
  }

  private OrtSession open() {
    try (OrtSession.SessionOptions single = new OrtSession.SessionOptions()) {
      single.setIntraOpNumThreads(1);
      single.setInterOpNumThreads(1);
      // What fails is in the message of the exception.
      single.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return NativeRuntime.environment().createSession(file.toString(), single);
    } catch (OrtException e) {
      throw invalid("ONNX Runtime cannot read it: " + e.getMessage());
    }
  }

  private ModelFailure invalid(String message) {
    return new ModelFailure("%s: %s".formatted(file.getFileName(), message), null);
  }

  /** The parts of the observations by the model's inputs. */
  private List<Port> ports(OnnxOptions options, Environment environment) throws OrtException {
    Map<String, InputPart> parts = new LinkedHashMap<>();
    Set<String> inputs = session.getInputInfo().keySet();
    for (InputPart part : InputPart.values()) {
      String given = part.given(options.inputs());
      if (given != null && !inputs.contains(given)) {
        throw new IllegalArgumentException(
            "it has no input \"%s\", only %s".formatted(given, inputs));
      }
      parts.put(given == null ? part.key : given, part);
    }
    List<Port> ports = new ArrayList<>();
    for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
      InputPart part = parts.get(input.getKey());
      if (part == null) {
        throw new IllegalArgumentException(
            "nothing is given to its input \"%s\"; write inputs: {<part>: %s} with state, user,"
                    .formatted(input.getKey(), input.getKey())
                + " documents, topics, weights or no_click_weight");
      }
      part.check(environment);
      Port port = Port.of(input.getKey(), part, input.getValue().getInfo());
      port.shape(environment.space(), (int) Math.abs(port.rows()), environment.space().documents());
      ports.add(port);
    }
    return ports;
  }

  private ModelAnswers answers(OnnxOptions options) throws OrtException {
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    Outputs given = options.outputs();
    if (given != null) {
      String name = given.slate() == null ? given.scores() : given.slate();
      if (!outputs.containsKey(name)) {
        throw new IllegalArgumentException(
            "it has no output \"%s\", only %s".formatted(name, outputs.keySet()));
      }
      return new ModelAnswers(name, given.slate() == null);
    }
    for (String name : List.of("slate", "scores")) {
      if (outputs.containsKey(name)) {
        return new ModelAnswers(name, name.equals("scores"));
      }
    }
    if (outputs.size() > 1) {
      throw new IllegalArgumentException(
          "it has the outputs %s; write outputs: {slate: <output>} or {scores: <output>}"
              .formatted(outputs.keySet()));
    }
    NodeInfo only = outputs.values().iterator().next();
    boolean exact =
        only.getInfo() instanceof TensorInfo tensor
            && (tensor.type == OnnxJavaType.INT64 || tensor.type == OnnxJavaType.INT32);
    return new ModelAnswers(only.getName(), !exact);
  }

  @Override
  public Policy greedy() {
    return policy;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
