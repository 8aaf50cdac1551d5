package dev.recsim.fit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Options;
import dev.recsim.fit.click.ClickModel;
import dev.recsim.fit.click.ClickedSlates;
import dev.recsim.fit.click.DependentClicks;
import dev.recsim.fit.click.PositionBasedClicks;
import dev.recsim.fit.drift.ClickDrift;
import dev.recsim.fit.drift.Period;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.judge.Picture;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClickJudgeTest {
  private static final double[] ATTRACTIVE = {.2, .4, .6};
  private static final ClickModel TRUTH =
      new DependentClicks(ATTRACTIVE, new double[] {.3, .3}, new double[2]);

  private static ClickedSlates log(ClickModel users) {
    List<int[]> shown = new ArrayList<>();
    List<boolean[]> clicked = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      int[] documents = {i % 3, (i + 1) % 3, (i + 2) % 3};
      shown.add(documents);
      clicked.add(users.draw(documents, RandomKey.root(5).child(i)));
    }
    return new ClickedSlates(3, shown, clicked);
  }

  private static ClickJudge judge(ClickModel model) {
    ClickedSlates log = log(TRUTH);
    return new ClickJudge(
        "own",
        model,
        log,
        List.of(log),
        ClickDrift.of(
            model,
            IntStream.range(0, log.size()).mapToObj(i -> log.part(i, i + 1)).toList(),
            Period.of(log.size()),
            List.of("a", "b", "c")));
  }

  private static Verdict verdict(ClickJudge judge, String name) {
    return judge.findings(Options.defaults(Accept.class)).stream()
        .filter(it -> it.name().equals(name))
        .map(FitFinding::verdict)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theTruthFits() {
    assertThat(judge(TRUTH).findings(Options.defaults(Accept.class)))
        .extracting(FitFinding::verdict)
        .doesNotContain(Verdict.FAILS);
  }

  /** Position-based clicks with the same click rates are independent of each other. */
  @Test
  void clicksThatDependOnEachOtherAreSeenInTheirNumber() {
    double[] rates = {1, 0, 0};
    double[] first = TRUTH.clickProbabilities(new int[] {0, 1, 2});
    rates[1] = first[1] / ATTRACTIVE[1];
    rates[2] = first[2] / ATTRACTIVE[2];
    ClickJudge judge = judge(new PositionBasedClicks(ATTRACTIVE, rates, new double[3]));
    assertThat(verdict(judge, "clicks_per_slate")).isEqualTo(Verdict.FAILS);
    assertThat(verdict(judge, "predictive")).isEqualTo(Verdict.FAILS);
  }

  @Test
  void wrongPositionsAreSeenInTheClickRate() {
    ClickModel wrong = new DependentClicks(ATTRACTIVE, new double[] {.9, .9}, new double[2]);
    assertThat(verdict(judge(wrong), "click_rate")).isEqualTo(Verdict.FAILS);
    Picture picture = judge(wrong).pictures().get(0);
    assertThat(picture.labels()).containsExactly("1", "2", "3");
    assertThat(picture.data()[0]).isCloseTo(0.4, within(0.04));
    assertThat(picture.model()[0]).isCloseTo(0.4, within(1e-12));
    assertThat(picture.model()[2]).isGreaterThan(picture.data()[2] + 0.1);
  }

  @Test
  void lengthsOfThePictureAddUp() {
    double[] shares = new double[31];
    Arrays.fill(shares, 1, 31, 1 / 30.0);
    Picture picture = LengthFinding.picture(shares, shares);
    assertThat(picture.labels()).hasSize(21).endsWith("20", "more");
    assertThat(picture.data()[20]).isCloseTo(1 / 3.0, within(1e-12));
  }
}
