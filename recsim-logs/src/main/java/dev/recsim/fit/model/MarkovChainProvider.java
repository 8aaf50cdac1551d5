package dev.recsim.fit.model;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.chain.MarkovChain;
import dev.recsim.fit.file.EnvironmentFile.Parameters;
import dev.recsim.fit.file.Restored;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.Fitter;
import dev.recsim.logs.Log;
import java.util.List;

/** Provider of {@code markov_chain}. */
@Description("Sessions as a Markov chain of documents with exits.")
public final class MarkovChainProvider implements FitModelProvider<MarkovChainProvider.Options> {

  /** Options of {@code markov_chain}. */
  public record Options(
      @Description("Parameter of the Dirichlet priors: added to each count.")
          @Range(above = 0)
          @Default("1")
          double prior) {}

  @Override
  public String name() {
    return "markov_chain";
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
          MarkovChain.Counts counts = MarkovChain.Counts.of(training);
          MarkovChain chain = MarkovChain.of(counts, options.prior());
          return new ChainFitter.Chains(
              new ChainMixture(new double[] {1}, List.of(chain)),
              Parameters.of(Restored.of(counts, options.prior())));
        });
  }
}
