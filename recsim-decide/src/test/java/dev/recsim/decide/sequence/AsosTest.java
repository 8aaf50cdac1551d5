package dev.recsim.decide.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.decide.MetricTest;
import dev.recsim.decide.MetricTest.Result;
import dev.recsim.decide.SampleRatio;
import dev.recsim.decide.Verdict;
import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.stats.Normal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Verdicts on ASOS's live tests, with the looks and sums that they had, against the counts of
 * another implementation. The plan of a test ends with its last row.
 */
@Tag("slow")
class AsosTest {
  private static final double MARGIN = 0.02;

  /** Declared shares are unknown: only arms of nearly equal size were meant to be equal. */
  private static final double EQUAL = 0.01;

  private static final EffectScale SCALE = EffectScale.RELATIVE;

  private static List<AsosSeries> all;
  private static List<AsosSeries> judged;

  @BeforeAll
  static void read() throws IOException {
    all = AsosSeries.read();
    judged = all.stream().filter(AsosSeries::judged).toList();
  }

  @Test
  void aFewSeriesAreNotJudged() {
    assertThat(all).hasSize(165);
    assertThat(all.stream().map(AsosSeries::experiment).distinct()).hasSize(34);
    assertThat(all.stream().map(it -> it.experiment() + it.arm()).distinct()).hasSize(45);
    assertThat(all.stream().filter(AsosSeries::tooShort)).hasSize(8);
    assertThat(all.stream().filter(AsosSeries::countsFall)).hasSize(4);
    assertThat(judged).hasSize(153);
  }

  /** Better, worse, of these not significant at the end, and of these opposite. */
  @Test
  void verdictsWithoutAMargin() {
    assertThat(counts(0.01))
        .containsExactly(
            List.of(20, 18, 0, 0),
            List.of(29, 34, 25, 0),
            List.of(16, 20, 9, 0),
            List.of(16, 19, 9, 0),
            List.of(10, 13, 5, 0),
            List.of(23, 22, 12, 0));
    assertThat(counts(0.025))
        .containsExactly(
            List.of(26, 21, 0, 0),
            List.of(44, 43, 40, 1),
            List.of(20, 22, 9, 1),
            List.of(18, 21, 9, 1),
            List.of(10, 15, 7, 0),
            List.of(25, 24, 11, 1));
  }

  private static List<List<Integer>> counts(double alpha) {
    List<List<Integer>> counts = new ArrayList<>();
    for (int method = 0; method < 6; method++) {
      int[] n = new int[4];
      for (AsosSeries it : judged) {
        int end = fixed(it, alpha, it.a().size() - 1);
        int shown = shown(it, alpha, method);
        n[0] += shown > 0 ? 1 : 0;
        n[1] += shown < 0 ? 1 : 0;
        n[2] += shown != 0 && end == 0 ? 1 : 0;
        n[3] += shown != 0 && end == -shown ? 1 : 0;
      }
      counts.add(List.of(n[0], n[1], n[2], n[3]));
    }
    return counts;
  }

  /** 1 if the treatment is better by the fixed test at a look, -1 if it is worse. */
  private static int fixed(AsosSeries it, double alpha, int look) {
    EffectScale.Effect effect = SCALE.effect(it.means(look), true);
    double z = effect.gain() / effect.standardError();
    return Math.abs(z) < Normal.exceeded(alpha) ? 0 : (int) Math.signum(z);
  }

  private static int shown(AsosSeries it, double alpha, int method) {
    if (method == 0) {
      return fixed(it, alpha, it.a().size() - 1);
    }
    if (method == 1) {
      NormalSequence bounds = NormalSequence.planned(it.looks(it.planned()), SCALE, true);
      return bounds.counted().stream()
          .mapToInt(look -> sign(SCALE.effect(look.means(), true), Normal.exceeded(alpha)))
          .filter(sign -> sign != 0)
          .findFirst()
          .orElse(0);
    }
    NormalSequence bounds =
        switch (method) {
          case 2 -> any(it, it.planned(), alpha);
          case 3 -> any(it, tunedToMargin(it, alpha), alpha);
          case 4 -> any(it, 5000, alpha);
          default -> NormalSequence.planned(it.looks(it.planned()), SCALE, true);
        };
    return first(bounds, alpha);
  }

  private static int sign(EffectScale.Effect effect, double z) {
    double ratio = effect.gain() / effect.standardError();
    return Math.abs(ratio) < z ? 0 : (int) Math.signum(ratio);
  }

  private static NormalSequence any(AsosSeries it, double tuned, double alpha) {
    return NormalSequence.anyTime(it.looks(tuned), SCALE, true, alpha);
  }

  /** Units that show a loss of less than the margin with a power of 80 %, at the first look. */
  private static double tunedToMargin(AsosSeries it, double alpha) {
    TestLook first = any(it, it.planned(), alpha).counted().get(0);
    ArmMeans means = first.means();
    int look = 0;
    while (it.units(look) / it.planned() < first.share()) {
      look++;
    }
    double a = it.a().get(look).n();
    double b = it.b().get(look).n();
    return SampleSize.units(
        a * means.aa() / (means.a() * means.a()),
        b * means.bb() / (means.b() * means.b()),
        b / (a + b),
        -SCALE.threshold(MARGIN, true),
        alpha,
        0.8);
  }

  private static int first(NormalSequence bounds, double alpha) {
    double[] lower = bounds.lower(alpha);
    double[] upper = bounds.upper(alpha);
    for (int look = 0; look < lower.length; look++) {
      if (lower[look] > 0 || upper[look] < 0) {
        return lower[look] > 0 ? 1 : -1;
      }
    }
    return 0;
  }

  @Test
  void verdictsWithAMargin() {
    Map<Verdict, Integer> planned = new EnumMap<>(Verdict.class);
    Map<Verdict, Integer> any = new EnumMap<>(Verdict.class);
    int drift = 0;
    for (AsosSeries it : judged) {
      Result result = last(NormalSequence.planned(it.looks(it.planned()), SCALE, true));
      planned.merge(result.verdict(), 1, Integer::sum);
      drift += result.drift() ? 1 : 0;
      any.merge(last(any(it, it.planned(), 0.01)).verdict(), 1, Integer::sum);
    }
    assertThat(planned)
        .isEqualTo(
            Map.of(
                Verdict.IMPROVED, 5,
                Verdict.HOLDS, 132,
                Verdict.REGRESSED, 8,
                Verdict.UNDECIDED, 8));
    assertThat(any)
        .isEqualTo(
            Map.of(
                Verdict.IMPROVED, 5,
                Verdict.HOLDS, 131,
                Verdict.REGRESSED, 6,
                Verdict.UNDECIDED, 11));
    assertThat(drift).isEqualTo(1);
  }

  private static Result last(NormalSequence bounds) {
    List<Result> results = results(bounds);
    return results.get(results.size() - 1);
  }

  private static List<Result> results(NormalSequence bounds) {
    return new MetricTest(bounds, SCALE.threshold(MARGIN, true), false).results(0.01);
  }

  /** Of the series that are shipped before the end, none loses the margin there. */
  @Test
  void shipsAreNotContradicted() {
    int shipped = 0;
    int worse = 0;
    for (AsosSeries it : judged) {
      List<Result> results = results(NormalSequence.planned(it.looks(it.planned()), SCALE, true));
      List<Verdict> before =
          results.subList(0, results.size() - 1).stream().map(Result::verdict).toList();
      if (before.contains(Verdict.IMPROVED) || before.contains(Verdict.HOLDS)) {
        shipped++;
        EffectScale.Effect end = SCALE.effect(it.means(it.a().size() - 1), true);
        double lower = end.gain() - Normal.exceeded(0.01) * end.standardError();
        assertThat(lower).isGreaterThan(SCALE.threshold(MARGIN, true));
        worse += fixed(it, 0.01, it.a().size() - 1) < 0 ? 1 : 0;
      }
    }
    assertThat(shipped).isEqualTo(136);
    // A loss that is shown, of less than the margin.
    assertThat(worse).isEqualTo(9);
  }

  @Test
  void sampleRatios() {
    int[] refused = new int[3];
    int arms = 0;
    for (AsosSeries it : all) {
      double share = it.b().get(it.b().size() - 1).n() / it.planned();
      if (it.metric().equals("1") && !it.countsFall() && Math.abs(share - 0.5) < EQUAL) {
        arms++;
        boolean sequential = false;
        boolean any = false;
        boolean end = false;
        for (int look = 0; look < it.a().size(); look++) {
          long[] counts = {it.a().get(look).n(), it.b().get(look).n()};
          double[] shares = {0.5, 0.5};
          sequential |= SampleRatio.refused(SampleRatio.logEvidence(counts, shares, it.planned()));
          end = SampleRatio.pValue(counts, shares) < SampleRatio.ALPHA;
          any |= end;
        }
        refused[0] += sequential ? 1 : 0;
        refused[1] += end ? 1 : 0;
        refused[2] += any ? 1 : 0;
      }
    }
    assertThat(arms).isEqualTo(41);
    assertThat(refused).containsExactly(3, 2, 3);
  }
}
