package dev.recsim.fit.log;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Provider;
import dev.recsim.fit.file.EnvironmentFile;
import dev.recsim.fit.file.FittedParameters;
import dev.recsim.logs.Log;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Fits models of one type. It is found by {@link java.util.ServiceLoader} and selected in YAML by
 * {@code model: {type: <name>}}.
 *
 * @param <C> record of options
 */
public interface FitModelProvider<C extends Record> extends Provider<C> {

  /**
   * What the model predicts, in one word: {@code sessions}, {@code responses}, {@code clicks} or
   * another. Only models that predict the same can be compared.
   */
  String subject();

  /** The record of the parameters, as which files of environments are read. */
  Class<? extends FittedParameters> parameters();

  /**
   * Starts a fit.
   *
   * @param log whose sessions will be passed
   * @param heldOut every how many sessions one is held out
   * @throws dev.recsim.api.InvalidOption if the log lacks columns that the model needs
   */
  Fitter open(C options, Log log, int heldOut);

  /** Whether {@link FitWork#statistics} has the most work of a fit. */
  default boolean onCluster() {
    return false;
  }

  /**
   * Reads an environment of one of the models on the class path.
   *
   * @throws InvalidFile see {@link EnvironmentFile#read}
   */
  static EnvironmentFile read(Path file) {
    return EnvironmentFile.read(
        file,
        model -> {
          if (GivenPlan.MODEL.equals(model)) {
            return Optional.of(GivenPlan.Parameters.class);
          }
          for (FitModelProvider<?> provider : ServiceLoader.load(FitModelProvider.class)) {
            if (provider.name().equals(model)) {
              return Optional.of(provider.parameters());
            }
          }
          return Optional.empty();
        });
  }
}
