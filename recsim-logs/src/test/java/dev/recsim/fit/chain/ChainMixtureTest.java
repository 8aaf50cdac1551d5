package dev.recsim.fit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ChainMixtureTest {
  private static final RandomKey KEY = RandomKey.root(1).child("test");

  @Test
  void ofOneChainIsTheChain() {
    Sequences log = twoKinds(200);
    ChainMixture mixture = ChainMixture.fit(log, 1, KEY, 5, 0);
    MarkovChain chain = MarkovChain.Counts.of(log, 1).mean();
    assertThat(mixture.logLikelihood(log)).isCloseTo(chain.logLikelihood(log), within(1e-9));
    assertThat(mixture.lengths(9)).containsExactly(chain.lengths(9), within(1e-12));
  }

  /**
   * A third of the users prefer symbol 0, the others symbol 1, and all leave after eight: a symbol
   * is followed by the preferred one with probability 0.8 * 7 / 8.
   */
  @Test
  void findsTwoKindsOfUsers() {
    Sequences log = twoKinds(3_000);
    ChainMixture mixture = ChainMixture.fit(log, 2, KEY, 200, 1e-9);
    int first = mixture.weights()[0] < mixture.weights()[1] ? 0 : 1;
    // Five standard errors: fails for one key in a million.
    assertThat(mixture.weights()[first]).isCloseTo(1 / 3.0, within(0.06));
    assertThat(mixture.chains().get(first).next()[0][0]).isCloseTo(0.7, within(0.05));
    assertThat(mixture.chains().get(1 - first).next()[1][1]).isCloseTo(0.7, within(0.05));
  }

  @Test
  void hasTheSameBitsForTheSameKey() {
    Sequences log = twoKinds(100);
    assertThat(ChainMixture.fit(log, 3, KEY, 10, 0).logLikelihood(log))
        .isEqualTo(ChainMixture.fit(log, 3, KEY, 10, 0).logLikelihood(log));
  }

  @Test
  void noStepLowersTheLikelihoodOfAMixture() {
    Sequences log = twoKinds(500);
    double before = Double.NEGATIVE_INFINITY;
    for (int steps = 1; steps < 12; steps++) {
      double now = ChainMixture.fit(log, 2, KEY, steps, -1).logLikelihood(log);
      assertThat(now).isGreaterThan(before - 1e-2);
      before = now;
    }
  }

  private static Sequences twoKinds(int sessions) {
    Sequences.Builder log = new Sequences.Builder(2);
    for (int i = 0; i < sessions; i++) {
      RandomKey key = RandomKey.root(7).child(i);
      int kind = key.uniform(0) < 1 / 3.0 ? 0 : 1;
      int[] session = new int[8];
      for (int t = 0; t < session.length; t++) {
        session[t] = key.uniform(t + 1) < 0.8 ? kind : 1 - kind;
      }
      log.add(session, true);
    }
    return log.build();
  }

  @Tag("nightly")
  @Test
  void fitsTheLengthsOfMsnbc() throws Exception {
    Msnbc log = Msnbc.read();
    ChainMixture mixture = ChainMixture.fit(log.training(), 10, KEY, 60, 1e-5);
    double[] lengths = log.heldOut().lengths();
    double distance = Lengths.distance(lengths, mixture.lengths(lengths.length - 1));
    double perplexity = mixture.perplexity(log.heldOut());
    assertThat(perplexity).isLessThanOrEqualTo(4.90);
    assertThat(distance).isLessThanOrEqualTo(0.02);
  }
}
