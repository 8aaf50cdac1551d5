package dev.recsim.fit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * On 50,000 sessions from ten random chains a mixture explains what one chain cannot, as it does
   * on msnbc.com. The truth is known: no model has a lower perplexity on average. For 20 other keys
   * the distances were 0.17 or more and 0.011 or less, the perplexities 1.17 and 1.005 times that
   * of the truth. A right model exceeds the distance of 0.02 for one key in a million.
   */
  @Tag("slow")
  @Test
  void fitsTheLengthsOfTenKinds() {
    ChainMixture truth = tenKinds();
    Sequences training = draw(truth, 50_000, RandomKey.root(11).child("training"));
    Sequences heldOut = draw(truth, 20_000, RandomKey.root(11).child("held out"));
    MarkovChain single = MarkovChain.Counts.of(training, 1).mean();
    ChainMixture mixture = ChainMixture.fit(training, 10, KEY, 60, 1e-5);
    double[] lengths = heldOut.lengths();
    double[] ofChain = single.lengths(lengths.length - 1);
    double[] ofMixture = mixture.lengths(lengths.length - 1);
    assertThat(Lengths.distance(lengths, ofChain)).isGreaterThan(0.15);
    assertThat(Lengths.distance(lengths, ofMixture)).isLessThanOrEqualTo(0.02);
    double least = truth.perplexity(heldOut);
    assertThat(single.perplexity(heldOut)).isGreaterThan(1.15 * least);
    assertThat(mixture.perplexity(heldOut)).isLessThan(1.01 * least);
  }

  /** Kind c prefers symbols c and c + 1, and leaves with a probability from 0.05 to 0.9. */
  private static ChainMixture tenKinds() {
    double[] weights = new double[10];
    List<MarkovChain> chains = new ArrayList<>();
    for (int c = 0; c < 10; c++) {
      weights[c] = 0.1;
      double[] start = new double[10];
      double[][] next = new double[10][11];
      double leaves = 0.05 + 0.85 * c / 9;
      for (int i = 0; i < 10; i++) {
        start[i] = i == c ? 0.55 : 0.05;
        for (int j = 0; j < 10; j++) {
          boolean preferred = j == c || j == (c + 1) % 10;
          next[i][j] = (1 - leaves) * (preferred ? 0.4 : 0.025);
        }
        next[i][10] = leaves;
      }
      chains.add(new MarkovChain(start, next));
    }
    return new ChainMixture(weights, chains);
  }

  private static Sequences draw(ChainMixture mixture, int sessions, RandomKey key) {
    int exit = mixture.chains().get(0).start().length;
    Sequences.Builder log = new Sequences.Builder(exit);
    for (int i = 0; i < sessions; i++) {
      RandomKey own = key.child(i);
      MarkovChain chain = mixture.chains().get(drawn(mixture.weights(), own.uniform(0)));
      List<Integer> session = new ArrayList<>();
      int at = drawn(chain.start(), own.uniform(1));
      for (int t = 2; at != exit; t++) {
        session.add(at);
        at = drawn(chain.next()[at], own.uniform(t));
      }
      log.add(session.stream().mapToInt(it -> it).toArray(), true);
    }
    return log.build();
  }

  private static int drawn(double[] probabilities, double u) {
    int at = 0;
    for (double left = u - probabilities[0]; left >= 0 && at + 1 < probabilities.length; ) {
      left -= probabilities[++at];
    }
    return at;
  }

  /** On the original data the perplexity was computed independently as 4.88, the distance 0.014. */
  @Tag("nightly")
  @Test
  void fitsTheLengthsOfMsnbc() throws Exception {
    Sequences heldOut = Msnbc.original(true);
    ChainMixture mixture = ChainMixture.fit(Msnbc.original(false), 10, KEY, 60, 1e-5);
    double[] lengths = heldOut.lengths();
    double distance = Lengths.distance(lengths, mixture.lengths(lengths.length - 1));
    double perplexity = mixture.perplexity(heldOut);
    assertThat(perplexity).isLessThanOrEqualTo(4.90);
    assertThat(distance).isLessThanOrEqualTo(0.02);
  }
}
