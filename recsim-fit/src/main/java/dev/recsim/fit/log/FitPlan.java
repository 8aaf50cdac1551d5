package dev.recsim.fit.log;

import dev.recsim.api.Part;
import dev.recsim.fit.judge.Accept;
import dev.recsim.logs.LogOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A declared fit.
 *
 * @param file the declaration
 * @param logs the log
 * @param model the model of the environment
 * @param against other models by name, which must not predict held-out sessions better
 * @param options how the log is split
 * @param accept what the environment must reach
 * @param counterfactual logs of other policies
 * @param declaration the fit with every default, as lines of YAML
 */
public record FitPlan(
    Path file,
    LogOptions logs,
    Part<FitModelProvider<?>> model,
    Map<String, Part<FitModelProvider<?>>> against,
    FitOptions options,
    Accept accept,
    Counterfactual counterfactual,
    List<String> declaration)
    implements EnvironmentPlan {

  /** A fit without logs of other policies. */
  public FitPlan(
      Path file,
      LogOptions logs,
      Part<FitModelProvider<?>> model,
      Map<String, Part<FitModelProvider<?>>> against,
      FitOptions options,
      Accept accept,
      List<String> declaration) {
    this(file, logs, model, against, options, accept, Counterfactual.NONE, declaration);
  }

  @Override
  public Optional<LogOptions> fittedLog() {
    return Optional.of(logs);
  }

  @Override
  public Fit fit(double alpha, FitWork work) {
    return Fit.of(this, alpha, work);
  }
}
