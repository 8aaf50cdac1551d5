package dev.recsim.agent.onnx;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.random.RandomKey;
import java.util.ServiceLoader;
import java.util.Set;

/** Agents of type {@code onnx}. */
@Description("Runs a model in the format ONNX, from recsim:export or another program.")
public final class OnnxProvider implements AgentProvider<OnnxOptions> {

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public Set<String> modules(OnnxOptions options) {
    return Set.of("recsim-onnx");
  }

  @Override
  public void check(OnnxOptions options, Environment environment) {
    InvalidOption.unless(
        options.model() != null, "model", "is missing; write \"model: <file>.onnx\"");
  }

  @Override
  public Agent create(OnnxOptions options, Environment environment, RandomKey key) {
    check(options, environment);
    return ServiceLoader.load(OnnxModels.class, OnnxModels.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidOption(
                    "type", "an agent of type onnx needs dev.recsim:recsim-onnx on the class path"))
        .open(options, environment);
  }
}
