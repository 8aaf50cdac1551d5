package dev.recsim.report.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.fit.judge.FitFinding;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitWordsTest {
  private static FitFinding finding(double value, double threshold, double chance) {
    return FitFinding.atMost("reward", value, threshold, chance, "Measured.", "Wrong.");
  }

  @Test
  void undecidedFitSaysHowManySessionsWouldDecide() {
    FitWords words = new FitWords("shop", List.of(finding(.07, .05, .1), finding(.06, .05, .075)));
    assertThat(words.headline()).isEqualTo("shop may fit the log, which is too small to tell");
    assertThat(words.more())
        .isEqualTo(
            "Log about 4 times as many sessions: then a model that fits reaches its thresholds.");
  }

  @Test
  void withoutFiguresOfChanceItSaysNoNumber() {
    FitFinding gap = new FitFinding("gap", FitFinding.Verdict.UNDECIDED, .1, 0, Double.NaN, "");
    assertThat(new FitWords("shop", List.of(gap, finding(.01, .05, .2))).more())
        .isEqualTo("Log more sessions.");
  }
}
