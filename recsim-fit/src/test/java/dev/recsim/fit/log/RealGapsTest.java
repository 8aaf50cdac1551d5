package dev.recsim.fit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.fit.chain.Msnbc;
import dev.recsim.fit.file.EnvironmentFile.Counterfactual;
import dev.recsim.fit.gap.Gap;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.model.ChainMixtureProvider;
import dev.recsim.fit.model.MarkovChainProvider;
import dev.recsim.fit.model.MultinomialLogitProvider;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.random.RandomKey;
import dev.recsim.tool.OpenBandit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gaps of real logs, and of logs with their counts. The figures are those of another program. */
@Tag("nightly")
class RealGapsTest {
  private static final LogColumns VISITS =
      new LogColumns("visit", null, null, List.of(), List.of(), "page", null, null, null, null);
  private static final LogColumns IMPRESSIONS =
      new LogColumns(null, null, null, List.of(), List.of(), "item_id", null, "click", null, null);

  @TempDir Path folder;

  private Fit fit(FitModelProvider<?> model, LogColumns columns, String file, String other) {
    return Fit.of(
        new FitPlan(
            folder.resolve("shop.yaml"),
            new LogOptions(file, columns, ",", null, 0.01),
            Part.of(model),
            Map.of(),
            new FitOptions(5, 42),
            Options.defaults(Accept.class),
            new EnvironmentPlan.Counterfactual(
                0.05, null, Map.of("other", new LogOptions(other, columns, ",", null, 0.01))),
            List.of()));
  }

  private static FitFinding finding(Fit fit) {
    List<FitFinding> findings = fit.judgement().findings();
    return findings.get(findings.size() - 1);
  }

  private void write(String name, List<int[]> sessions) throws IOException {
    try (PrintWriter csv = new PrintWriter(Files.newBufferedWriter(folder.resolve(name)))) {
      csv.println("visit,page");
      for (int i = 0; i < sessions.size(); i++) {
        for (int page : sessions.get(i)) {
          csv.println(i + "," + (page + 1));
        }
      }
    }
  }

  /** Sessions of which every fifth is held out, with the counts of a half of msnbc.com. */
  private static List<int[]> half(String half) throws IOException {
    RandomKey key = RandomKey.root(3).child(half);
    List<int[]> training = Msnbc.of(half, "training").sessions(key.child("training"));
    List<int[]> heldOut = Msnbc.of(half, "held_out").sessions(key.child("held out"));
    List<int[]> all = new ArrayList<>();
    int held = 0;
    while (all.size() < training.size() + heldOut.size()) {
      boolean fifth = all.size() % 5 == 4 && held < heldOut.size();
      boolean rest = all.size() - held == training.size();
      all.add(fifth || rest ? heldOut.get(held++) : training.get(all.size() - held));
    }
    return all;
  }

  private Fit halves(FitModelProvider<?> model) {
    return fit(model, VISITS, "first.csv", "second.csv");
  }

  private static Gap gap(Fit fit) {
    return fit.environment().counterfactual().get(0).gap();
  }

  /** What counts determine: all but the error of the log, whose sessions are others. */
  private static void checkCounts(Fit chain) {
    Gap gap = gap(chain);
    assertThat(gap.sessions()).isEqualTo(494_909);
    assertThat(gap.predicted()).isCloseTo(2.4556188359494, within(1e-10));
    assertThat(gap.observed()).isCloseTo(2.4429642621169, within(1e-10));
    // 300 draws of the other program, 100 of this one.
    assertThat(gap.seFit()).isCloseTo(0.00222, within(0.0006));
    assertThat(gap.parts().start()).isCloseTo(-0.00027443334425, within(1e-10));
    assertThat(gap.parts().responses()).isCloseTo(0.00465637752764, within(1e-10));
    assertThat(gap.parts().leaving()).isCloseTo(0.00079806357552, within(1e-10));
    assertThat(finding(chain).verdict()).isEqualTo(Verdict.HOLDS);
  }

  /**
   * The first half is fitted, the second is the other log. The error of the log depends on whole
   * sessions: on the original it is 0.0068, and on this log 0.0019.
   */
  @Test
  void halvesWithTheCountsOfMsnbc() throws Exception {
    write("first.csv", half("first"));
    write("second.csv", half("second"));
    Fit chain = halves(new MarkovChainProvider());
    checkCounts(chain);
    Fit mixture = halves(new ChainMixtureProvider());
    // The log has no kinds, so a mixture predicts what a chain predicts.
    assertThat(gap(mixture).relative()).isCloseTo(gap(chain).relative(), within(0.002));
    assertThat(finding(mixture).verdict()).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void halvesOfMsnbc() throws Exception {
    List<int[]> sessions = Msnbc.original();
    int half = sessions.size() / 2;
    write("first.csv", sessions.subList(0, half));
    write("second.csv", sessions.subList(half, sessions.size()));
    Fit chain = halves(new MarkovChainProvider());
    checkCounts(chain);
    assertThat(gap(chain).seLog()).isCloseTo(0.0067580602152, within(1e-10));
    assertThat(finding(chain).sentence()).contains("the gap is at most 2.1 %");
    Fit mixture = halves(new ChainMixtureProvider());
    assertThat(gap(mixture).relative()).isCloseTo(0.0048, within(0.002));
    assertThat(gap(mixture).seFit()).isCloseTo(0.0162206008, within(1e-8));
    assertThat(finding(mixture).verdict()).isEqualTo(Verdict.HOLDS);
  }

  /** 69 clicks of 10,000 against 46: too few for any verdict. */
  @ParameterizedTest
  @CsvSource({
    "random, bts, 0.0069, -0.4166609, 0.0701779",
    "bts, random, 0.0046, -0.1858856, 0.1203714"
  })
  void openBandit(String a, String b, double observed, double gap, double seLog) throws Exception {
    checkBandit(OpenBandit.write(folder), a, b, observed, gap, seLog);
  }

  @ParameterizedTest
  @CsvSource({
    "random, bts, 0.0069, -0.4166609, 0.0701779",
    "bts, random, 0.0046, -0.1858856, 0.1203714"
  })
  void originalOpenBandit(String a, String b, double observed, double gap, double seLog) {
    checkBandit(OpenBandit.original(), a, b, observed, gap, seLog);
  }

  private void checkBandit(
      Path data, String a, String b, double observed, double gap, double seLog) {
    String log = data.toAbsolutePath() + "/%s/men/men.csv";
    Fit fit = fit(new MultinomialLogitProvider(), IMPRESSIONS, log.formatted(a), log.formatted(b));
    Counterfactual measured = fit.environment().counterfactual().get(0);
    assertThat(measured.gap().observed()).isCloseTo(observed, within(1e-12));
    // The other program has no prior; that of the model moves a rate by few percent.
    assertThat(measured.gap().relative()).isCloseTo(gap, within(0.03));
    assertThat(measured.gap().seLog()).isCloseTo(seLog, within(0.01));
    assertThat(measured.gap().seFit()).isCloseTo(0.177, within(0.06));
    assertThat(finding(fit).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(finding(fit).sentence()).contains("log more of the fit's log, about 1,");
  }
}
