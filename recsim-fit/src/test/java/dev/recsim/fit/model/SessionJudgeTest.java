package dev.recsim.fit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Options;
import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.chain.MarkovChain;
import dev.recsim.fit.chain.Msnbc;
import dev.recsim.fit.chain.Sequences;
import dev.recsim.fit.drift.ChainDrift;
import dev.recsim.fit.drift.Period;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SessionJudgeTest {
  private static final Accept ACCEPT = Options.defaults(Accept.class);

  /**
   * A single chain has too few sessions of one page; 0.1266 was computed independently. The
   * held-out sessions have the lengths of msnbc.com, and pages that the chain draws. One in twenty
   * suffices to see that simulated logs differ.
   */
  @Test
  void aMarkovChainFailsOnTheLengthsOfMsnbc() throws Exception {
    Msnbc training = Msnbc.of("training");
    MarkovChain chain = new MarkovChain.Counts(1, training.start(), training.next()).mean();
    double[] lengths = Msnbc.of("held_out").lengthShares();
    long[] counts = Msnbc.of("held_out").lengths();
    lengthFails(
        LengthFinding.of(
            lengths,
            mixture(chain).lengths(lengths.length - 1),
            Arrays.stream(counts).sum(),
            ACCEPT.sessionLength()));

    RandomKey key = RandomKey.root(5).child("pages");
    List<FitFinding> findings = findings(chain, drawn(chain, counts, key));
    assertThat(findings.get(0).name()).isEqualTo("session_length");
    assertThat(findings.get(0).verdict()).isEqualTo(Verdict.FAILS);
    simulationsFail(findings.get(1));
  }

  @Tag("nightly")
  @Test
  void aMarkovChainFailsOnTheOriginal() throws Exception {
    List<FitFinding> findings =
        findings(MarkovChain.Counts.of(Msnbc.original(false), 1).mean(), Msnbc.original(true));
    lengthFails(findings.get(0));
    simulationsFail(findings.get(1));
  }

  private static Sequences drawn(MarkovChain chain, long[] lengths, RandomKey key) {
    Sequences.Builder log = new Sequences.Builder(Msnbc.CATEGORIES);
    int number = 0;
    for (int length = 1; length < lengths.length; length++) {
      for (long i = 0; i < lengths[length]; i++) {
        if (number++ % 20 != 0) {
          continue;
        }
        RandomKey own = key.child(number);
        int[] session = new int[length];
        double[] from = chain.start();
        for (int t = 0; t < length; t++) {
          session[t] = page(from, own.uniform(t));
          from = chain.next()[session[t]];
        }
        log.add(session, true);
      }
    }
    return log.build();
  }

  /** A page of those that the chain may open next, without the exit. */
  private static int page(double[] probabilities, double u) {
    double pages = Arrays.stream(probabilities, 0, Msnbc.CATEGORIES).sum();
    int page = 0;
    double left = u * pages - probabilities[0];
    while (left >= 0 && page + 1 < Msnbc.CATEGORIES) {
      left -= probabilities[++page];
    }
    return page;
  }

  private static ChainMixture mixture(MarkovChain chain) {
    return new ChainMixture(new double[] {1}, List.of(chain));
  }

  private static List<FitFinding> findings(MarkovChain chain, Sequences heldOut) {
    return new SessionJudge(
            "markov_chain",
            mixture(chain),
            heldOut,
            heldOut,
            heldOut,
            heldOut,
            ChainDrift.of(
                heldOut.distinct(),
                Period.of(heldOut.distinct().size()),
                IntStream.range(0, heldOut.symbols()).mapToObj(Integer::toString).toList()))
        .findings(ACCEPT);
  }

  private static void lengthFails(FitFinding length) {
    assertThat(length.name()).isEqualTo("session_length");
    assertThat(length.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(length.value()).isCloseTo(0.1266, within(5e-5));
    assertThat(length.sentence())
        .startsWith(
            "The shares of sessions up to a length differ by at most 0.127; sessions of one step are 37.0 % in the log and 24.4 % in the model.");
  }

  private static void simulationsFail(FitFinding simulated) {
    assertThat(simulated.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(simulated.sentence()).contains("with one step is 0.37 in the log");
  }
}
