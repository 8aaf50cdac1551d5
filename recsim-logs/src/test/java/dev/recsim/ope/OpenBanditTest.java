package dev.recsim.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.tool.OpenBandit;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reference values of 10,000 rows of the Open Bandit data (Saito et al. 2020), on a log with the
 * same sums, which the README of its folder explains. Their reward model is (clicks + .5) / (shown
 * + 100) by item and position of the same file, for arithmetic only.
 */
class OpenBanditTest {
  private static final int ITEMS = 34;
  private static final int POSITIONS = 3;

  private static final List<Estimator<Decisions.Decision>> ESTIMATORS =
      List.of(
          Decisions.ips(),
          Decisions.snips(),
          Decisions.clipped(3),
          Decisions.dm(),
          Decisions.dr(),
          Decisions.sndr(),
          Decisions.switchDr(2),
          Decisions.drOs(5));

  @TempDir Path folder;

  private record Counts(double[][] shown, double[][] clicks) {}

  private static Log log(Path data, String policy) {
    LogColumns columns =
        new LogColumns(
            "",
            null,
            null,
            List.of("position"),
            List.of(),
            "item_id",
            null,
            "click",
            "propensity_score",
            null);
    LogOptions options = new LogOptions(policy + "/men/men.csv", columns, ",", null, 0);
    return Log.of(options, data, List.of());
  }

  private static Counts counts(Log log) {
    Counts counts = new Counts(new double[ITEMS][POSITIONS], new double[ITEMS][POSITIONS]);
    log.read(
        session -> {
          int item = (int) session.document(0, 0);
          int position = (int) session.state(0) - 1;
          counts.shown[item][position]++;
          counts.clicks[item][position] += session.reward(0);
        });
    return counts;
  }

  private static void compare(
      Path data,
      String logged,
      ToDoubleBiFunction<Integer, Integer> target,
      double[] values,
      double[] weights,
      double[] intervals) {
    Log log = log(data, logged);
    Counts counts = counts(log);
    Moments[] moments = new Moments[ESTIMATORS.size()];
    for (int e = 0; e < moments.length; e++) {
      moments[e] = new Moments(ESTIMATORS.get(e).ratios());
    }
    WeightCheck check = new WeightCheck();
    log.read(
        session -> {
          int item = (int) session.document(0, 0);
          int position = (int) session.state(0) - 1;
          double v = 0;
          for (int i = 0; i < ITEMS; i++) {
            v += target.applyAsDouble(i, position) * model(counts, i, position);
          }
          double w = target.applyAsDouble(item, position) / session.propensity(0);
          Decisions.Decision decision =
              new Decisions.Decision(w, session.reward(0), model(counts, item, position), v);
          check.add(w);
          for (int e = 0; e < moments.length; e++) {
            Estimator<Decisions.Decision> estimator = ESTIMATORS.get(e);
            moments[e].add(new Terms(estimator.ratios()).set(estimator, decision));
          }
        });
    for (int e = 0; e < moments.length; e++) {
      assertThat(moments[e].value())
          .as(ESTIMATORS.get(e).name())
          .isCloseTo(values[e], within(5.1e-11));
    }
    assertThat(check.effectiveSample()).isCloseTo(weights[0], within(5.1e-7));
    assertThat(check.largest()).isCloseTo(weights[1], within(5.1e-7));
    assertThat(check.mean()).isCloseTo(weights[2], within(5.1e-7));
    assertThat(check.refusals()).isEmpty();
    double[] ends = new double[4];
    for (int i = 0; i < 2; i++) {
      double half = 1.959963984540054 * moments[i].standardError();
      ends[2 * i] = moments[i].value() - half;
      ends[2 * i + 1] = moments[i].value() + half;
    }
    assertThat(ends).containsExactly(intervals, within(5.1e-6));
  }

  private static double model(Counts counts, int item, int position) {
    return (counts.clicks[item][position] + .5) / (counts.shown[item][position] + 100);
  }

  @Test
  void estimatesAreThoseOfTheReference() throws Exception {
    Path data = OpenBandit.write(folder);
    thompsonSamplingToRandom(data);
    randomToTheSharesOfThompsonSampling(data);
  }

  @Test
  @Tag("nightly")
  void estimatesOfTheOriginalAreThoseOfTheReference() {
    thompsonSamplingToRandom(OpenBandit.original());
    randomToTheSharesOfThompsonSampling(OpenBandit.original());
  }

  private static void thompsonSamplingToRandom(Path data) {
    compare(
        data,
        "bts",
        (item, position) -> 1.0 / ITEMS,
        new double[] {
          .0030086263,
          .0031894232,
          .0027559246,
          .0053202222,
          .0031235470,
          .0029915426,
          .0048644406,
          .0050955133
        },
        new double[] {655.709850, 178.253119, .943314},
        new double[] {.00149, .00453, .00157, .00481});
  }

  private static void randomToTheSharesOfThompsonSampling(Path data) {
    Counts shares = counts(log(data, "bts"));
    double[] rows = new double[POSITIONS];
    for (double[] item : shares.shown()) {
      for (int p = 0; p < POSITIONS; p++) {
        rows[p] += item[p];
      }
    }
    compare(
        data,
        "random",
        (item, position) -> shares.shown()[item][position] / rows[position],
        new double[] {
          .0056562667,
          .0057398647,
          .0044148578,
          .0053539149,
          .0057078149,
          .0057130454,
          .0051271969,
          .0053307654
        },
        new double[] {2869.275272, 7.484277, .985436},
        new double[] {.00292, .00840, .00297, .00851});
  }
}
