package dev.recsim.decide.sequence;

import static dev.recsim.decide.sequence.EffectScale.ABSOLUTE;
import static dev.recsim.decide.sequence.EffectScale.RELATIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.stats.Normal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the error of looks that come too early. */
class NormalSequenceTest {
  private static final double ALPHA = 0.01;

  /** Looks at 40 and 50 % of the plan; at the first one there are too few events. */
  private static List<TestLook> looks(double ratio, double sizes) {
    return List.of(look(0.4, 40, ratio, sizes), look(0.5, 60, ratio, sizes));
  }

  private static TestLook look(double share, double events, double ratio, double sizes) {
    ArmMeans means =
        new ArmMeans(1, 1, 1 / events / ratio, 1 / events, 0, 1000, sizes, 100 * share);
    return new TestLook(share, means);
  }

  private static double spentAtFirst(List<TestLook> looks, EffectScale scale, Spending spending) {
    return Normal.above(NormalSequence.planned(looks, scale, true).z(ALPHA, spending)[0]);
  }

  @Test
  void errorIsSpentAtTheFirstLookThatCounts() {
    double all = Spending.POCOCK.spent(0.5, ALPHA);

    // Events once a unit; equal arms; a difference.
    assertThat(spentAtFirst(looks(9, 60), RELATIVE, Spending.POCOCK)).isCloseTo(all, within(1e-9));
    assertThat(spentAtFirst(looks(1, 5), RELATIVE, Spending.POCOCK)).isCloseTo(all, within(1e-9));
    List<TestLook> differences = List.of(look(0.4, 60, 9, 20), look(0.5, 60, 9, 40));
    assertThat(spentAtFirst(differences, ABSOLUTE, Spending.POCOCK)).isCloseTo(all, within(1e-9));
  }

  /** Arms of 10 and 90 percent, and units much larger than the mean. */
  @Test
  void halfOfItIsLostIfTailsAreHeavy() {
    for (Spending it : Spending.values()) {
      double left = it.spent(0.5, ALPHA) - it.spent(0.4, ALPHA) / 2;

      assertThat(spentAtFirst(looks(9, 9), RELATIVE, it)).isCloseTo(left, within(1e-9));
    }
    // Where each look counts, nothing is lost.
    assertThat(spentAtFirst(List.of(look(0.5, 60, 9, 9)), RELATIVE, Spending.POCOCK))
        .isCloseTo(Spending.POCOCK.spent(0.5, ALPHA), within(1e-9));
  }
}
