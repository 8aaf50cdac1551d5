package dev.recsim.onnx;

import dev.recsim.agent.onnx.OnnxModels;
import dev.recsim.agent.onnx.OnnxOptions;
import dev.recsim.api.Agent;
import dev.recsim.api.Environment;

/** Opens models with ONNX Runtime. */
public final class RuntimeModels implements OnnxModels {

  @Override
  public Agent open(OnnxOptions options, Environment environment) {
    return new ModelAgent(options, environment);
  }
}
