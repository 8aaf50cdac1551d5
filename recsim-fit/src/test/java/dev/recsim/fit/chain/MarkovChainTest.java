package dev.recsim.fit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MarkovChainTest {
  private static final Sequences SMALL =
      new Sequences.Builder(2)
          .add(new int[] {0, 1}, true)
          .add(new int[] {0, 1}, true)
          .add(new int[] {1}, true)
          .add(new int[] {1, 1, 0}, false)
          .build();

  @Test
  void countsSessionsOnceForEachOccurrence() {
    assertThat(SMALL.counts()).containsExactly(2, 1, 1);
    assertThat(SMALL.sessions()).isEqualTo(4);
    assertThat(SMALL.events()).isEqualTo(11);
    assertThat(SMALL.occurrences()).containsExactly(3, 5, 3);
    assertThat(SMALL.lengths()).containsExactly(0, 0.25, 0.5, 0.25);
  }

  @Test
  void isThePosteriorMeanOfTheCounts() {
    MarkovChain.Counts counts = MarkovChain.Counts.of(SMALL, 1);
    assertThat(counts.start()).containsExactly(2, 2);
    assertThat(counts.next()[0]).containsExactly(0, 2, 0);
    assertThat(counts.next()[1]).containsExactly(1, 1, 3);
    MarkovChain chain = counts.mean();
    assertThat(chain.start()).containsExactly(0.5, 0.5);
    assertThat(chain.next()[0]).containsExactly(1 / 5.0, 3 / 5.0, 1 / 5.0);
    assertThat(chain.next()[1]).containsExactly(2 / 8.0, 2 / 8.0, 4 / 8.0);
    assertThat(StrictMath.exp(chain.logProbability(new int[] {0, 1, 2})))
        .isCloseTo(0.5 * 0.6 * 0.5, within(1e-15));
    assertThat(chain.lengths(2)[1]).isCloseTo(0.5 * 0.2 + 0.5 * 0.5, within(1e-15));
    assertThat(chain.lengths(2)[2])
        .isCloseTo(0.5 * (0.2 * 0.2 + 0.6 * 0.5) + 0.5 * (0.25 * 0.2 + 0.25 * 0.5), within(1e-15));
  }

  @Test
  void refusesSymbolsThatDoNotExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sequences.Builder(2).add(new int[] {2}, true))
        .withMessage("symbol 2 is not in 0 .. 1");
  }

  /** Sessions with the counts of msnbc.com give the figures that depend on counts alone. */
  @Tag("slow")
  @Test
  void hasTheReferenceValuesOfMsnbc() throws Exception {
    RandomKey key = RandomKey.root(1).child("msnbc");
    Msnbc training = Msnbc.of("training");
    Msnbc heldOut = Msnbc.of("held_out");
    Sequences log = training.log(key.child("training"));
    MarkovChain.Counts counts = MarkovChain.Counts.of(log, 1);
    assertThat(counts.start()).isEqualTo(training.start());
    assertThat(counts.next()).isDeepEqualTo(training.next());
    checkMsnbc(log, heldOut.log(key.child("held out")), heldOut.lengthShares());
  }

  @Tag("nightly")
  @Test
  void hasTheReferenceValuesOfTheOriginal() throws Exception {
    Sequences heldOut = Msnbc.original(true);
    assertThat(heldOut.lengths())
        .containsExactly(Msnbc.of("held_out").lengthShares(), within(1e-12));
    checkMsnbc(Msnbc.original(false), heldOut, heldOut.lengths());
  }

  /** The values were computed independently, with numpy. */
  private static void checkMsnbc(Sequences training, Sequences heldOut, double[] lengths) {
    assertThat(training.sessions()).isEqualTo(791_855);
    assertThat(heldOut.sessions()).isEqualTo(197_963);
    assertThat(heldOut.events()).isEqualTo(1_139_280);
    MarkovChain.Counts counts = MarkovChain.Counts.of(training, 1);
    assertThat(counts.next()[0])
        .containsExactly(
            339101, 58956, 18988, 21819, 6890, 24400, 22408, 6529, 2628, 15059, 21846, 32785, 1305,
            28815, 4640, 853, 4018, 144991);
    MarkovChain chain = counts.mean();
    assertThat(chain.logLikelihood(heldOut)).isCloseTo(-1938952.2757, within(1e-3));
    assertThat(chain.perplexity(heldOut)).isCloseTo(5.4844, within(5e-5));
    assertThat(IndependentSymbols.fit(training).perplexity(heldOut))
        .isCloseTo(13.0200, within(5e-5));
    assertThat(IndependentSymbols.uniform(17).perplexity(heldOut)).isCloseTo(18, within(1e-9));
    assertThat(Lengths.distance(lengths, chain.lengths(lengths.length - 1)))
        .isCloseTo(0.1266, within(5e-5));
    assertThat(chain.lengths(1)[1]).isCloseTo(0.2435, within(5e-5));
  }
}
