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
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.IntStream;

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
        options.model() != null || options.models() != null,
        "model",
        "is missing; write \"model: <file>.onnx\"");
    InvalidOption.unless(
        options.model() == null || options.models() == null,
        "models",
        "cannot be given together with model; remove one");
  }

  /** Adds the models of the trials, and the files in which models keep weights. */
  @Override
  public OnnxOptions withFiles(OnnxOptions options, Path folder, Trials trials) {
    Set<String> data = new LinkedHashSet<>(given(options));
    if (options.models() != null) {
      trials.checkSize("models", options.models().size());
    }
    for (int trial = 0; trial < (differ(options) ? trials.seeds().size() : 1); trial++) {
      String model = model(options, trials, trial);
      if (model != null) {
        data.addAll(own(options, model, folder, trials, trial));
        if (!model.equals(options.model()) && options.models() == null) {
          data.add(model);
        }
      }
    }
    return data.isEmpty() ? options : Options.with(options, "data", List.copyOf(data));
  }

  @Override
  public List<OnnxOptions> ofTrials(OnnxOptions options, Path folder, Trials trials) {
    int count = trials.seeds().size();
    if (!differ(options)) {
      return Collections.nCopies(count, options);
    }
    List<String> models = new ArrayList<>();
    List<List<String>> own = new ArrayList<>();
    Set<String> shared = new LinkedHashSet<>(given(options));
    shared.removeIf(Trials::differ);
    for (int trial = 0; trial < count; trial++) {
      String model = model(options, trials, trial);
      models.add(model);
      own.add(own(options, model, folder, trials, trial));
      shared.remove(model);
      own.get(trial).forEach(shared::remove);
    }
    return IntStream.range(0, count)
        .mapToObj(trial -> ofTrial(options, models.get(trial), own.get(trial), shared))
        .toList();
  }

  private static OnnxOptions ofTrial(
      OnnxOptions options, String model, List<String> own, Set<String> shared) {
    Set<String> data = new LinkedHashSet<>(own);
    data.addAll(shared);
    data.remove(model);
    OnnxOptions alone = Options.with(Options.with(options, "models", null), "model", model);
    return Options.with(alone, "data", data.isEmpty() ? null : List.copyOf(data));
  }

  private static List<String> given(OnnxOptions options) {
    return options.data() == null ? List.of() : options.data();
  }

  private static boolean differ(OnnxOptions options) {
    return options.models() != null
        || options.model() != null && Trials.differ(options.model())
        || given(options).stream().anyMatch(Trials::differ);
  }

  /** The model of a trial; null if the options have none. */
  private static String model(OnnxOptions options, Trials trials, int trial) {
    if (options.model() != null) {
      return trials.fill(options.model(), trial);
    }
    return options.models() == null ? null : options.models().get(trial);
  }

  /** The data that belong to a trial's model alone: those with placeholders, and those it names. */
  private static List<String> own(
      OnnxOptions options, String model, Path folder, Trials trials, int trial) {
    trials.checkFile("model", options.model(), folder, trial);
    List<String> own = new ArrayList<>();
    for (String file : given(options)) {
      if (Trials.differ(file)) {
        trials.checkFile("data", file, folder, trial);
        own.add(trials.fill(file, trial));
      }
    }
    ExternalData.of(model, folder).stream().filter(it -> !own.contains(it)).forEach(own::add);
    return own;
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
    InvalidOption.unless(
        options.model() != null && !Trials.differ(options.model()), "model", Trials.OTHER_SEED);
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
