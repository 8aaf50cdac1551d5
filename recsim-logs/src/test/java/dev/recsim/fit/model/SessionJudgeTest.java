package dev.recsim.fit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Options;
import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.chain.MarkovChain;
import dev.recsim.fit.chain.Msnbc;
import dev.recsim.fit.drift.ChainDrift;
import dev.recsim.fit.drift.Period;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SessionJudgeTest {

  /** A single chain has too few sessions of one page; 0.1266 was computed independently. */
  @Tag("nightly")
  @Test
  void aMarkovChainFailsOnTheLengthsOfMsnbc() throws Exception {
    Msnbc log = Msnbc.read();
    MarkovChain chain = MarkovChain.Counts.of(log.training(), 1).mean();
    List<FitFinding> findings =
        new SessionJudge(
                "markov_chain",
                new ChainMixture(new double[] {1}, List.of(chain)),
                log.training(),
                log.heldOut(),
                log.heldOut(),
                log.heldOut(),
                ChainDrift.of(
                    log.heldOut().distinct(),
                    Period.of(log.heldOut().distinct().size()),
                    IntStream.range(0, log.heldOut().symbols())
                        .mapToObj(Integer::toString)
                        .toList()))
            .findings(Options.defaults(Accept.class));
    FitFinding length = findings.get(0);
    assertThat(length.name()).isEqualTo("session_length");
    assertThat(length.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(length.value()).isCloseTo(0.1266, within(5e-5));
    assertThat(length.sentence())
        .startsWith(
            "The shares of sessions up to a length differ by at most 0.127; sessions of one step are 37.0 % in the log and 24.4 % in the model.");
    assertThat(findings.get(1).verdict()).isEqualTo(Verdict.FAILS);
    assertThat(findings.get(1).sentence()).contains("with one step is 0.37 in the log");
  }
}
