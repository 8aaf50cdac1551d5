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
import java.util.stream.IntStream;

/** Provider of {@code chain_mixture}. */
@Description("Sessions of several hidden kinds of users, each with a Markov chain.")
public final class ChainMixtureProvider extends ChainProvider<ChainMixtureProvider.Options> {

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

  /** The chain of a kind of users, and the probability of the kind. */
  private record Kind(double weight, double[] start, double[][] next) {}

  private record Several(List<Kind> chains) implements Parameters {
    static Several of(ChainMixture mixture) {
      return new Several(
          IntStream.range(0, mixture.weights().length)
              .mapToObj(
                  c -> {
                    MarkovChain chain = mixture.chains().get(c);
                    return new Kind(mixture.weights()[c], chain.start(), chain.next());
                  })
              .toList());
    }

    @Override
    public ChainMixture mixture() {
      return new ChainMixture(
          chains.stream().mapToDouble(Kind::weight).toArray(),
          chains.stream().map(it -> new MarkovChain(it.start, it.next)).toList());
    }

    @Override
    public Optional<MarkovChain.Counts> counts() {
      return Optional.empty();
    }

    @Override
    public List<Figure> figures() {
      return IntStream.range(0, chains.size())
          .mapToObj(c -> new Figure("share of kind " + (c + 1), chains.get(c).weight, 0))
          .toList();
    }
  }

  @Override
  public Class<Several> parameters() {
    return Several.class;
  }

  @Override
  Parameters fit(Options options, Sequences training, RandomKey key) {
    return Several.of(
        ChainMixture.fit(training, options.kinds(), key, options.steps(), options.leastGain()));
  }
}
