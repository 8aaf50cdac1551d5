package dev.recsim.fit.log;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.logs.LogOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A declared environment that is compared with logs. */
public sealed interface EnvironmentPlan permits FitPlan, GivenPlan {
  /**
   * Logs of other policies that the environment must predict.
   *
   * @param gap largest relative gap of the mean reward
   * @param sessions number of sessions that are simulated in environments without exact values;
   *     null for at least 20,000
   * @param logs by name
   */
  record Counterfactual(double gap, Integer sessions, Map<String, LogOptions> logs) {
    public static final Counterfactual NONE = new Counterfactual(0, null, Map.of());
  }

  /** The declaration's file. */
  Path file();

  /** The declaration with every default, as lines of YAML. */
  List<String> declaration();

  /** Logs of other policies. */
  Counterfactual counterfactual();

  /** The log of the fit; empty if the environment is not fitted. */
  default Optional<LogOptions> fittedLog() {
    return Optional.empty();
  }

  /**
   * Reads the logs.
   *
   * @param alpha error rate of verdicts on logs of other policies, for all of them together
   * @param work of the fit
   * @throws InvalidOption if a log does not suit the environment
   * @throws InvalidFile if a log cannot be read
   */
  Fit fit(double alpha, FitWork work);

  /** As {@link #fit(double, FitWork)}, of a fit that nobody waits for. */
  default Fit fit(double alpha) {
    return fit(alpha, FitWork.NONE);
  }

  /** The file of the environment: {@code shop.json} beside {@code shop.yaml}. */
  default Path environment() {
    return file().resolveSibling(name() + ".json");
  }

  /** The name of the file without its ending. */
  default String name() {
    return file().getFileName().toString().replaceFirst("\\.ya?ml$", "");
  }
}
