package dev.recsim.agent.onnx;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;

/** Opens models. It is found by {@link java.util.ServiceLoader}. */
public interface OnnxModels {

  /**
   * Opens a model as an agent.
   *
   * @param options with the model's path; it is a file
   * @throws RuntimeException if the file is no model, or its inputs and outputs do not fit the
   *     options and the environment; the message names the file
   */
  Agent open(OnnxOptions options, Environment environment);
}
