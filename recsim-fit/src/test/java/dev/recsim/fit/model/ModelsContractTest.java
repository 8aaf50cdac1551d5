package dev.recsim.fit.model;

import dev.recsim.api.NoOptions;
import dev.recsim.contract.FitModelContract;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** All models of logs. */
class ModelsContractTest {

  private abstract static class OnSteps<C extends Record> extends FitModelContract<C> {
    private final FitModelProvider<C> provider;

    OnSteps(FitModelProvider<C> provider) {
      this.provider = provider;
    }

    @Override
    protected FitModelProvider<C> provider() {
      return provider;
    }

    /** Users are at one of four documents, and accept the next one more often than the others. */
    @Override
    protected String log() {
      StringBuilder log = new StringBuilder("visit,at,shown,accepted\n");
      for (int i = 0; i < 100; i++) {
        RandomKey key = RandomKey.root(4).child(i);
        int at = i % 4;
        for (int t = 0; t == 0 || key.uniform(4L * t) < 0.7; t++) {
          int shown = key.below(4L * t + 1, 4);
          boolean accepted = key.uniform(4L * t + 2) < (shown == (at + 1) % 4 ? 0.8 : 0.2);
          log.append("%s,%s,%s,%s\n".formatted(i, at, shown, accepted ? 1 : 0));
          at = accepted ? shown : key.below(4L * t + 3, 4);
        }
      }
      return log.toString();
    }

    @Override
    protected LogColumns columns() {
      return new LogColumns(
          "visit", null, null, List.of("at"), List.of(), "shown", null, "accepted", null, null);
    }
  }

  private abstract static class OnSlates extends FitModelContract<NoOptions> {
    private final FitModelProvider<NoOptions> provider;

    OnSlates(FitModelProvider<NoOptions> provider) {
      this.provider = provider;
    }

    @Override
    protected FitModelProvider<NoOptions> provider() {
      return provider;
    }

    /** Slates of two of three documents with at most one click. */
    @Override
    protected String log() {
      StringBuilder log = new StringBuilder("slate,clicks\n");
      for (int i = 0; i < 200; i++) {
        int first = i % 3;
        int second = (first + 1 + i % 2) % 3;
        double uniform = RandomKey.root(5).uniform(i);
        boolean top = uniform < 0.1 + 0.1 * first;
        boolean below = !top && uniform > 0.9 - 0.1 * second;
        log.append("%s %s,%s %s\n".formatted(first, second, top ? 1 : 0, below ? 1 : 0));
      }
      return log.toString();
    }

    @Override
    protected LogColumns columns() {
      return new LogColumns(
          null, null, null, List.of(), List.of(), "slate", null, "clicks", null, null);
    }

    @Override
    protected String listSeparator() {
      return " ";
    }
  }

  @Nested
  class OfResponses extends OnSteps<ResponsesProvider.Options> {
    OfResponses() {
      super(new ResponsesProvider());
    }
  }

  @Nested
  class OfKinds extends OnSteps<ResponsesProvider.Options> {
    OfKinds() {
      super(new ResponsesProvider());
    }

    @Override
    protected ResponsesProvider.Options options() {
      return new ResponsesProvider.Options("2");
    }
  }

  @Nested
  class OfChosenKinds extends OnSteps<ResponsesProvider.Options> {
    OfChosenKinds() {
      super(new ResponsesProvider());
    }

    @Override
    protected ResponsesProvider.Options options() {
      return new ResponsesProvider.Options("auto");
    }
  }

  @Nested
  class OfMarkovChains extends OnSteps<MarkovChainProvider.Options> {
    OfMarkovChains() {
      super(new MarkovChainProvider());
    }
  }

  @Nested
  class OfChainMixtures extends OnSteps<ChainMixtureProvider.Options> {
    OfChainMixtures() {
      super(new ChainMixtureProvider());
    }

    @Override
    protected ChainMixtureProvider.Options options() {
      return new ChainMixtureProvider.Options(2, 20, 0.001);
    }
  }

  @Nested
  class OfPositionBased extends OnSlates {
    OfPositionBased() {
      super(new PositionBasedProvider());
    }
  }

  @Nested
  class OfDependentClicks extends OnSlates {
    OfDependentClicks() {
      super(new DependentClickProvider());
    }
  }

  @Nested
  class OfCascades extends OnSlates {
    OfCascades() {
      super(new CascadeProvider());
    }
  }

  @Nested
  class OfLogits extends OnSlates {
    OfLogits() {
      super(new MultinomialLogitProvider());
    }
  }
}
