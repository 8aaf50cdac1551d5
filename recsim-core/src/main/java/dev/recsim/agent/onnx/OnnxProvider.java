package dev.recsim.agent.onnx;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.ExternalAgentProvider;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.Description;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** Agents of type {@code onnx}. */
@Description("Runs a model in the format ONNX, from recsim:export or another program.")
public final class OnnxProvider implements ExternalAgentProvider<OnnxOptions> {

  @Override
  public Set<String> modules(OnnxOptions options) {
    return Set.of("recsim-onnx");
  }

  @Override
  public void check(OnnxOptions options, Environment environment) {
    InvalidOption.unless(
        options.model() != null, "model", "is missing; write \"model: <file>.onnx\"");
  }

  /** Adds the files in which the model keeps weights. */
  @Override
  public OnnxOptions withFiles(OnnxOptions options, Path folder) {
    if (options.model() == null) {
      return options;
    }
    List<String> data = new ArrayList<>(options.data() == null ? List.of() : options.data());
    ExternalData.of(options.model(), folder).stream()
        .filter(file -> !data.contains(file))
        .forEach(data::add);
    return data.isEmpty() ? options : Options.with(options, "data", data);
  }

  @Override
  public boolean replayable(OnnxOptions options) {
    return true;
  }

  @Override
  public Agent create(OnnxOptions options, Environment environment, RandomKey key) {
    return create(options, environment, key, Path.of("").toAbsolutePath());
  }

  @Override
  public Agent create(OnnxOptions options, Environment environment, RandomKey key, Path folder) {
    check(options, environment);
    String model = folder.resolve(options.model()).normalize().toString();
    return ServiceLoader.load(OnnxModels.class, OnnxModels.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidOption(
                    "type", "an agent of type onnx needs dev.recsim:recsim-onnx on the class path"))
        .open(Options.with(options, "model", model), environment);
  }
}
