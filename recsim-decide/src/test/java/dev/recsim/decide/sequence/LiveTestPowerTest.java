package dev.recsim.decide.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.recsim.decide.sequence.Simulated.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often an effect is shown with the units that one look needs for a power of 80 %, and by how
 * much what is shown exceeds the truth. A standard error is 0.9 percent; the ranges are those of
 * another simulation, and three standard errors.
 */
@Tag("nightly")
class LiveTestPowerTest {
  private static final double ALPHA = 0.01;
  private static final int SERIES = 2000;
  private static final List<String> LINES = new ArrayList<>();

  @AfterAll
  static void write() throws IOException {
    Files.write(Path.of("target/live-test-power.txt"), LINES);
  }

  @ParameterizedTest
  @CsvSource({
    "share 2 %, 50000, 50",
    "share 2 %, 200000, 50",
    "share 20 %, 5000, 50",
    "share 20 %, 50000, 50",
    "CTR, 20000, 50",
    "revenue, 50000, 50",
    "revenue, 200000, 50",
    "share 20 %, 50000, 10",
    "share 2 %, 200000, 10",
    "CTR, 50000, 10"
  })
  void atTheFixedSample(String metric, double units, int percent) throws IOException {
    String cell = String.format("%s %.0f, %d %%, power", metric, units, percent);
    assumeFalse(Simulated.skipped(cell));
    double share = percent / 100.0;
    Population a = LiveTestRatesTest.population(metric, 1);
    double variation = a.variation();
    double effect = Math.sqrt(SampleSize.units(variation, variation, share, 1, ALPHA, 0.8) / units);
    double[] once = run(cell, metric, units, share, effect, a);
    double[] twice = run(cell + ", twice", metric, units, share, 2 * effect, a);
    assertThat(once[0]).as("fixed").isBetween(70.0, 86.0);
    assertThat(once[1]).as("planned").isBetween(67.0, 84.7);
    assertThat(once[2]).as("any").isBetween(41.0, 59.0);
    assertThat(once[3]).as("planned: excess").isBetween(20.0, 32.0);
    assertThat(once[4]).as("any: excess").isBetween(44.0, 61.0);
    assertThat(twice[3]).as("planned: excess at twice the effect").isBetween(2.0, 9.0);
    assertThat(twice[4]).as("any: excess at twice the effect").isBetween(7.0, 15.0);
  }

  /** Power by one look, planned and any; by how much the shown effect is too large. In percent. */
  private static double[] run(
      String cell, String metric, double units, double share, double gain, Population a)
      throws IOException {
    Population b = LiveTestRatesTest.population(metric, 1 + gain);
    double truth = Math.log1p(gain);
    Simulated simulated = new Simulated(Simulated.asos(), units, share, a, b);
    KnownClock clock = new KnownClock(ALPHA);
    int[] shown = new int[3];
    double[] excess = new double[2];
    int series = Simulated.series(SERIES);
    for (int i = 0; i < series; i++) {
      List<TestLook> looks = simulated.looks(Simulated.random(cell, i), i);
      NormalSequence planned = NormalSequence.planned(looks, EffectScale.RELATIVE, true);
      NormalSequence any = NormalSequence.anyTime(looks, EffectScale.RELATIVE, true, ALPHA);
      shown[0] += Simulated.atEnd(planned, ALPHA, 0).side() > 0 ? 1 : 0;
      Shown first = clock.first(looks, planned, 0);
      if (first.side() > 0) {
        shown[1]++;
        excess[0] += planned.gains()[first.look()] / truth - 1;
      }
      Shown early = Simulated.first(any, ALPHA, 0);
      if (early.side() > 0) {
        shown[2]++;
        excess[1] += any.gains()[early.look()] / truth - 1;
      }
    }
    double[] figures = {
      100.0 * shown[0] / series,
      100.0 * shown[1] / series,
      100.0 * shown[2] / series,
      100 * excess[0] / shown[1],
      100 * excess[1] / shown[2]
    };
    LINES.add(
        String.format(
            "%s (gain %.3f): fixed %.1f, planned %.1f, any %.1f; excess planned %.1f, any %.1f",
            cell, truth, figures[0], figures[1], figures[2], figures[3], figures[4]));
    return figures;
  }
}
