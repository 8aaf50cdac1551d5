package dev.recsim.fit.model;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.file.EnvironmentFile.Parameters;
import dev.recsim.fit.file.Restored;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.Fitter;
import dev.recsim.logs.Log;

/** Provider of {@code chain_mixture}. */
@Description("Sessions of several hidden kinds of users, each with a Markov chain.")
public final class ChainMixtureProvider implements FitModelProvider<ChainMixtureProvider.Options> {

  /** Options of {@code chain_mixture}. */
  public record Options(
      @Description("Number of kinds of users.") @Range(min = 1, max = 100) @Default("10") int kinds,
      @Description("Largest number of steps of the fit.")
          @Range(min = 1, max = 10_000)
          @Default("60")
          int steps,
      @Description("The fit ends if a step gains less, in nats per session.")
          @Range(min = 0)
          @Default("0.00001")
          double leastGain) {}

  @Override
  public String name() {
    return "chain_mixture";
  }

  @Override
  public Subject subject() {
    return Subject.SESSIONS;
  }

  @Override
  public Fitter open(Options options, Log log, int heldOut) {
    return new ChainFitter(
        name(),
        log,
        heldOut,
        (training, key) -> {
          ChainMixture mixture =
              ChainMixture.fit(
                  training, options.kinds(), key, options.steps(), options.leastGain());
          return new ChainFitter.Chains(mixture, Parameters.of(Restored.of(mixture)));
        });
  }
}
