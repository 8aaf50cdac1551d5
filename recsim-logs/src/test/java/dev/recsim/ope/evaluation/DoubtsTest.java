package dev.recsim.ope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.ope.Estimator;
import dev.recsim.ope.Moments;
import dev.recsim.ope.SessionEstimators;
import dev.recsim.ope.SessionEstimators.Steps;
import dev.recsim.ope.Terms;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.ope.evaluation.PolicyEvaluation.Comparison;
import dev.recsim.ope.evaluation.PolicyEvaluation.Settings;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a log is said, with the likely cause. Nothing here is random. */
class DoubtsTest {
  private static final Settings SETTINGS = new Settings(1, null, null, 0.025, RandomKey.root(8));
  private static final LogColumns COLUMNS =
      new LogColumns(
          null, null, null, List.of("state"), List.of(), "document", null, "reward", "p", null);

  @TempDir Path folder;

  private Log log(String rows) throws IOException {
    Path file = folder.resolve("log.csv");
    Files.writeString(file, "state,document,reward,p,t\n" + rows);
    return Log.of(new LogOptions(file.toString(), COLUMNS, ",", null, 0), folder, List.of("t"));
  }

  private static Evaluated evaluate(Log log, Target target) {
    return PolicyEvaluation.of(
        Survey.of(log),
        List.of(target),
        List.of(new Comparison(target.name(), PolicyEvaluation.LOGGED)),
        SETTINGS);
  }

  /** The target whose probabilities are in the log. */
  private static OfTarget column(Log log) {
    return evaluate(log, new Target.Column("t", 0)).targets().get(0);
  }

  /** Document 0 in every state. */
  private static Target always(int states) {
    HashMap<Long, double[]> rows = new HashMap<>();
    for (long state = 0; state < states; state++) {
      rows.put(state, new double[] {1, 0});
    }
    return new Target.Table("always", rows);
  }

  /**
   * Document 0 is shown in 80 or 20 % of the steps of a state, and pays only in the first; 50 % is
   * written. Each state has few steps, and each group of states as many of one kind as of the
   * other, so that only the reward model contradicts the weights.
   */
  @Test
  void estimatorsThatContradictEachOtherRefuseClaims() throws IOException {
    int[] seen = new int[16];
    StringBuilder rows = new StringBuilder();
    for (int state = 0; state < 160; state++) {
      boolean often = seen[Math.floorMod(Integer.toString(state).hashCode(), 16)]++ % 2 == 0;
      for (int i = 0; i < 20; i++) {
        boolean first = often ? i % 5 != 0 : i % 5 == 0;
        int reward = first ? (often ? 1 : 0) : i % 2;
        rows.append(state).append(',').append(first ? 0 : 1).append(',').append(reward);
        rows.append(",0.5,").append(first ? 1 : 0).append('\n');
      }
    }
    Evaluated evaluated = evaluate(log(rows.toString()), always(160));
    OfTarget target = evaluated.targets().get(0);
    assertThat(target.refusals()).isEmpty();
    assertThat(target.contradiction().orElseThrow())
        .startsWith("dr and snips differ by ")
        .contains("the propensities are wrong");
    assertThat(target.doubts()).contains(target.contradiction().orElseThrow());
    assertThat(evaluated.differences().get(0).refusals())
        .containsExactly("always: " + target.contradiction().orElseThrow());
    assertThat(evaluated.differences().get(0).spread()).isEmpty();
  }

  @Test
  void clippedRewardsCountAsTheirBoundForAllPolicies() throws IOException {
    String rows = "0,0,1,0.5,1\n0,1,0,0.5,0\n0,0,-30,0.5,1\n0,1,90,0.5,0\n".repeat(100);
    Evaluated plain = evaluate(log(rows), new Target.Column("t", 0));
    assertThat(plain.logged().value()).isCloseTo(61 / 4.0, within(1e-12));
    Evaluated clipped = evaluate(log(rows).clipped(10), new Target.Column("t", 0));
    assertThat(clipped.logged().value()).isCloseTo(1 / 4.0, within(1e-12));
    assertThat(clipped.targets().get(0).estimates().get(0).value())
        .isCloseTo(-9 / 2.0, within(1e-12));
    assertThat(clipped.log().sentences())
        .contains("200 rewards are larger than evaluate.clip_rewards and are clipped");
    assertThat(plain.log().sentences()).hasSize(1);
  }

  /** A state in which the target shows what the log never shows: a column has no other sign. */
  @Test
  void supportIsTestedByState() throws IOException {
    String covered = "0,0,1,0.5,0.9\n0,1,0,0.5,0.1\n0,0,0,0.5,0.9\n0,1,1,0.5,0.1\n".repeat(1_000);
    String rest = "1,0,1,0.5,0\n1,1,0,0.5,0\n1,0,0,0.5,0\n".repeat(20);
    OfTarget target = column(log(covered + rest));
    assertThat(target.refusals().toString())
        .contains("the mean weight in the state 1 is 0.000 over 60 steps");
  }

  @Test
  void propensitiesAreTestedByState() throws IOException {
    String even = "0,0,1,0.5,1\n0,0,0,0.5,1\n0,0,1,0.5,1\n0,1,0,0.5,1\n".repeat(50);
    String odd = "1,1,1,0.5,1\n1,1,0,0.5,1\n1,1,0,0.5,1\n1,0,0,0.5,1\n".repeat(50);
    OfTarget target = column(log(even + odd));
    assertThat(target.refusals().toString())
        .contains("in the state 0, 1.50 times as often as the propensities say");
  }

  @Test
  void rewardsThatFewSessionsHoldAreNamed() throws IOException {
    String even = "0,0,0,0.5,0.5\n0,1,0,0.5,0.5\n".repeat(2_500);
    String large = "0,0,8,0.5,0.5\n0,1,8,0.5,0.5\n".repeat(10);
    Survey survey = Survey.of(log(even + large));
    assertThat(
            PolicyEvaluation.of(
                    survey, List.of(new Target.Uniform("u", survey)), List.of(), SETTINGS)
                .targets()
                .get(0)
                .doubts())
        .contains(
            "5 sessions hold 25 % of all rewards times weights; evaluate.clip_rewards limits"
                + " rewards");
  }

  @Test
  void biasedEstimatorsHaveNoInterval() throws IOException {
    String rows = "0,0,1,0.5,1\n0,1,0,0.5,0\n0,0,0,0.5,1\n0,1,1,0.5,0\n".repeat(100);
    OfTarget target = column(log(rows));
    assertThat(target.estimates())
        .filteredOn(it -> it.interval().isEmpty())
        .extracting(Evaluated.Estimated::estimator)
        .containsExactly("clipped_ips_10");
    assertThat(target.estimates().get(3).estimator()).isEqualTo("likelihood");
    assertThat(target.estimates().get(3).interval().orElseThrow().contains(0.5)).isTrue();
  }

  /**
   * Two steps with weights 1.5 or 0.5. Fewer sessions than expected have both heavy steps, so the
   * error over stitched sessions is larger, and it is the one that counts.
   */
  @Test
  void errorsOfSessionsCountHeavySessionsThatAreMissing() throws IOException {
    StringBuilder rows = new StringBuilder("session,step,document,reward,p,t\n");
    Moments moments = new Moments(2);
    Terms terms = new Terms(2);
    Estimator<Steps> estimator = SessionEstimators.snPdis(1, 2);
    for (int i = 0; i < 400; i++) {
      // 80 sessions have both, 96 none, and 224 one of them.
      boolean first = i < 192;
      boolean second = i < 80 || i >= 192 && i < 304;
      double[] w = {first ? 1.5 : 0.5, second ? 1.5 : 0.5};
      double[] r = {first ? 1 : 0, second ? 1 : 0};
      for (int t = 0; t < 2; t++) {
        rows.append(i).append(',').append(t).append(',').append(r[t] > 0 ? 1 : 2).append(',');
        rows.append(r[t]).append(",0.5,").append(w[t] / 2).append('\n');
      }
      moments.add(terms.set(estimator, new Steps(2, w, r, new double[2], new double[2])));
    }
    Path file = folder.resolve("sessions.csv");
    Files.writeString(file, rows);
    LogColumns columns =
        new LogColumns(
            "session", "step", null, List.of(), List.of(), "document", null, "reward", "p", null);
    Log log = Log.of(new LogOptions(file.toString(), columns, ",", null, 0), folder, List.of("t"));
    Evaluated.Estimated found =
        evaluate(log, new Target.Column("t", 0)).targets().get(0).estimates().get(0);
    assertThat(found.estimator()).isEqualTo("sn_pdis");
    assertThat(found.value()).isCloseTo(moments.value(), within(1e-12));
    assertThat(found.standardError())
        .isBetween(1.001 * moments.standardError(), 1.5 * moments.standardError());
  }
}
