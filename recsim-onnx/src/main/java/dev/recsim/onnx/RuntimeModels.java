package dev.recsim.onnx;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.bridge.onnx.OnnxModels;
import dev.recsim.bridge.onnx.OnnxOptions;

/** Opens models with ONNX Runtime. */
public final class RuntimeModels implements OnnxModels {

  @Override
  public Agent open(OnnxOptions options, Environment environment) {
    return new ModelAgent(options, environment);
  }
}
