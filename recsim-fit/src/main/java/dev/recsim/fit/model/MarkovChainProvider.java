package dev.recsim.fit.model;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.chain.MarkovChain;
import dev.recsim.fit.chain.Sequences;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Optional;

/** Provider of {@code markov_chain}. */
@Description("Sessions as a Markov chain of documents with exits.")
public final class MarkovChainProvider extends ChainProvider<MarkovChainProvider.Options> {

  /** Options of {@code markov_chain}. */
  public record Options(
      @Description("Parameter of the Dirichlet priors: added to each count.")
          @Range(above = 0)
          @Default("1")
          double prior) {}

  private record Single(MarkovChain.Counts chain) implements Parameters {
    @Override
    public ChainMixture mixture() {
      return new ChainMixture(new double[] {1}, List.of(chain.mean()));
    }

    @Override
    public Optional<MarkovChain.Counts> counts() {
      return Optional.of(chain);
    }
  }

  @Override
  public Class<Single> parameters() {
    return Single.class;
  }

  @Override
  Parameters fit(Options options, Sequences training, RandomKey key) {
    return new Single(MarkovChain.Counts.of(training, options.prior()));
  }
}
