package dev.recsim.ope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.ope.evaluation.Evaluated.Effect;
import dev.recsim.ope.evaluation.PolicyEvaluation.Comparison;
import dev.recsim.ope.evaluation.PolicyEvaluation.Settings;
import dev.recsim.ope.evaluation.SimulatedLog.Shape;
import dev.recsim.random.RandomKey;
import dev.recsim.stats.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the interval of an effect in percent misses the exact one, each log of another world
 * and target. {@code -Dope.logs=1000} draws more, {@code -Dope.key} others.
 */
@Tag("nightly")
class LiftRatesTest {
  private static final RandomKey KEY = RandomKey.root(Long.getLong("ope.key", 39)).child("lift");
  private static final int LOGS = Integer.getInteger("ope.logs", 200);
  private static final int SESSIONS = 2_000;
  private static final double ALPHA = 0.01;
  private static final LogColumns STEPS =
      new LogColumns(
          "session",
          "step",
          null,
          List.of("state"),
          List.of(),
          "document",
          null,
          "reward",
          "p",
          null);

  @TempDir Path folder;

  /** Targets that earn more, and targets that earn less; sessions of one step and of several. */
  @ParameterizedTest
  @CsvSource({"2.5, 1", "-2.5, 1", "1.5, 0.45"})
  void effectInPercentIsInItsInterval(double slope, double leave) throws IOException {
    int answered = 0;
    int below = 0;
    int above = 0;
    double effects = 0;
    for (int i = 0; i < LOGS; i++) {
      SplittableRandom luck = new SplittableRandom(KEY.child(slope + " " + leave).bits(i));
      Shape shape =
          new Shape(luck.nextInt(1, 9), luck.nextInt(3, 9), 0.05, 0.6, 0, leave, leave, 0.5);
      SimulatedLog world = SimulatedLog.draw(shape, luck);
      double[][] target = world.near(slope, 0.3, luck);
      double effect = world.value(target) / world.value(world.logging()) - 1;
      Evaluated evaluated =
          evaluated(world.rows(SESSIONS, world.honest(), target, luck), KEY.child(i));
      Effect found = evaluated.targets().get(0).effect();
      if (found.bounds().isPresent()) {
        Interval bounds = found.bounds().get();
        assertThat(found.relative()).isTrue();
        assertThat(found.value()).isBetween(bounds.low(), bounds.high());
        answered++;
        effects += Math.abs(effect);
        below += effect < bounds.low() ? 1 : 0;
        above += effect > bounds.high() ? 1 : 0;
        holdsAsTheClaimDoes(evaluated, bounds);
      }
    }
    System.out.printf(
        "slope %.1f, leave %.2f: %d of %d answered, mean effect %.1f %%, %d below, %d above%n",
        slope, leave, answered, LOGS, 100 * effects / answered, below, above);
    // 3 standard errors and a half of a rate of 1 %, which a log of 2,000 sessions may reach.
    double most = ALPHA * answered + 3.5 * Math.sqrt(ALPHA * answered);
    assertThat(answered).isGreaterThan(LOGS * 9 / 10);
    assertThat((double) below).isLessThanOrEqualTo(most);
    assertThat((double) above).isLessThanOrEqualTo(most);
  }

  /** The percentage is clear exactly if the claim is. */
  private static void holdsAsTheClaimDoes(Evaluated evaluated, Interval bounds) {
    Interval difference = evaluated.differences().get(0).spread().orElseThrow().bounds(ALPHA);
    assertThat(bounds.low() > 0).isEqualTo(difference.low() > 0);
    assertThat(bounds.high() < 0).isEqualTo(difference.high() < 0);
  }

  private Evaluated evaluated(String rows, RandomKey key) throws IOException {
    Path file = folder.resolve("log.csv");
    Files.writeString(file, rows);
    LogOptions options = new LogOptions(file.toString(), STEPS, ",", null, 0);
    return PolicyEvaluation.of(
        Survey.of(Log.of(options, folder, List.of("t"))),
        List.of(new Target.Column("column", 0)),
        List.of(new Comparison("column", PolicyEvaluation.LOGGED)),
        new Settings(1, null, null, ALPHA, key));
  }
}
