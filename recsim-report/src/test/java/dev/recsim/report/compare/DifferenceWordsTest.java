package dev.recsim.report.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Tone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DifferenceWordsTest {
  @Test
  void verdictsHaveWordsTonesAndAnOrder() {
    assertThat(
            Stream.of(
                    Outcome.IDENTICAL,
                    Outcome.IMPROVED,
                    Outcome.NEW,
                    Outcome.UNDECIDED,
                    Outcome.INCOMPLETE,
                    Outcome.REMOVED,
                    Outcome.REGRESSED)
                .sorted(DifferenceWords.ORDER)
                .map(DifferenceWords::text))
        .containsExactly(
            "worse",
            "only in base",
            "only in head",
            "not compared",
            "better",
            "no clear difference",
            "identical");
    assertThat(DifferenceWords.badge(Outcome.REGRESSED).tone()).isEqualTo(Tone.BAD);
    assertThat(DifferenceWords.badge(Outcome.IMPROVED).tone()).isEqualTo(Tone.GOOD);
    assertThat(DifferenceWords.badge(Outcome.INCOMPLETE).tone()).isEqualTo(Tone.UNSURE);
    assertThat(DifferenceWords.badge(Outcome.UNDECIDED).tone()).isEqualTo(Tone.QUIET);
  }
}
