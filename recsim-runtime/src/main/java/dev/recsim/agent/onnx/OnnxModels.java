package dev.recsim.agent.onnx;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidFile;

/** Opens models. It is found by {@link java.util.ServiceLoader}. */
public interface OnnxModels {

  /**
   * Opens a model as an agent.
   *
   * @param options with the model's path; it is a file
   * @throws InvalidFile if the file is no model, or its inputs and outputs do not fit the options
   *     and the environment
   */
  Agent open(OnnxOptions options, Environment environment);
}
