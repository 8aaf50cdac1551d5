package dev.recsim.fit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.FiniteMdp.Posterior;
import dev.recsim.contract.EnvironmentContract;
import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.chain.MarkovChain;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FittedChainContractTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    MarkovChain.Counts counts =
        new MarkovChain.Counts(
            1,
            new long[] {20, 30, 50},
            new long[][] {{50, 10, 20, 20}, {3, 0, 1, 0}, {30, 30, 30, 10}});
    return new ChainEnvironment(
        new ChainMixture(new double[] {1}, List.of(counts.mean())), Optional.of(counts), 1, 1_000);
  }

  /**
   * The mean of 100 draws is that of Dirichlet(1 + counts) within 5 standard errors, which it
   * exceeds in one of 100,000 cases.
   */
  @Test
  void drawsAreThoseOfTheDirichletPosterior() {
    FiniteMdp model = environment().model().orElseThrow();
    Posterior posterior = model.posterior().orElseThrow();
    assertThat(posterior.draws()).isEqualTo(100);
    assertThat(posterior.rows(1, 2)).isEqualTo(4);
    for (int state = 0; state < 3; state++) {
      for (int action = 0; action < 3; action++) {
        double mean = 0;
        for (int draw = 0; draw < 100; draw++) {
          mean += posterior.draw(draw).reward(state, action) / 100;
        }
        double expected = model.reward(state, action);
        double parameters = posterior.rows(state, action) + 4;
        double deviation = Math.sqrt(expected * (1 - expected) / (parameters + 1));
        assertThat(mean).isCloseTo(expected, within(5 * deviation / 10));
      }
    }
    assertThat(posterior.draw(7).reward(0, 0)).isEqualTo(posterior.draw(7).reward(0, 0));
    assertThat(posterior.draw(7).reward(0, 0)).isNotEqualTo(posterior.draw(8).reward(0, 0));
  }
}
