package dev.recsim.fit.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.decide.reality.CalibratedEffect;
import dev.recsim.decide.reality.Discrepancy;
import dev.recsim.decide.reality.Discrepancy.Prior;
import dev.recsim.decide.reality.PastTest;
import dev.recsim.decide.reality.PredictedEffect;
import dev.recsim.random.RandomKey;
import dev.recsim.stats.Proportion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often the 90 % interval that a record gives contains the true effect of the next change, and
 * how wide it is: the rows of record-rates.md, which must be the same.
 *
 * <p>The prior was chosen by the tuned classes, with other keys. A rate is too low if its 99.9 %
 * bound is below what is asserted; with 70 rates of at least that, the test would fail by chance in
 * less than 7 % of choices of the keys, which are fixed.
 */
@Tag("nightly")
class RecordRatesTest {
  private static final int WORLDS = 200;
  private static final int[] PAST = {0, 3, 5, 9, 19};
  private static final int TESTS = PAST[PAST.length - 1];

  /** Number of the first test of drifting users that have changed. */
  private static final int DRIFT = TESTS - 4;

  private static final int CANDIDATES = 20;
  private static final double ALPHA = 0.001;
  private static final Path FILE = Path.of("src/test/resources/record-rates.md");

  /** Rates and mean widths of a class: by number of past tests, then of the best of 20 changes. */
  private static final class Rates {
    final int[] covered = new int[PAST.length + 1];
    final double[] width = new double[PAST.length + 1];

    void add(int column, CalibratedEffect effect, double truth) {
      covered[column] += effect.low() <= truth && truth <= effect.high() ? 1 : 0;
      width[column] += (effect.high() - effect.low()) / WORLDS;
    }

    String share(int column) {
      return rounded((double) covered[column] / WORLDS);
    }
  }

  private static String rounded(double value) {
    return String.valueOf(Math.round(100 * value) / 100.0);
  }

  private static void add(Map<Prior, Rates> rates, RecordUsers users, RandomKey key, int[] alone) {
    RandomKey made = key.child("users");
    RecordWorld world =
        new RecordWorld(users.make(made), users.later(made), users.sessions(), key.child("world"));
    List<PastTest> tests = new ArrayList<>();
    for (int i = 0; i < TESTS; i++) {
      RandomKey test = key.child("test").child(i);
      double[][] to = world.change(users.past(), test);
      double effect = i < DRIFT ? world.before(to) : world.truth(to);
      double observed = effect + users.error() * test.child("noise").gaussian(0);
      tests.add(new PastTest(world.predicted(to), observed, users.error()));
    }
    double[][] next = world.change(users.next(), key.child("next"));
    PredictedEffect predicted = world.predicted(next);
    double truth = world.truth(next);
    alone[0] += Math.abs(predicted.effect() - truth) <= 1.645 * predicted.fit() ? 1 : 0;
    double[][] chosen = chosen(world, users, key);
    PredictedEffect best = world.predicted(chosen);
    double bestTruth = world.truth(chosen);
    rates.forEach(
        (prior, its) -> {
          for (int i = 0; i < PAST.length; i++) {
            its.add(i, past(tests, PAST[i], prior).effect(predicted, 0.9), truth);
          }
          its.add(PAST.length, past(tests, 9, prior).effect(best, 0.9), bestTruth);
        });
  }

  private static Discrepancy past(List<PastTest> tests, int count, Prior prior) {
    return new Discrepancy(tests.subList(TESTS - count, TESTS), prior);
  }

  /** The candidate with the largest prediction. */
  private static double[][] chosen(RecordWorld world, RecordUsers users, RandomKey key) {
    double largest = Double.NEGATIVE_INFINITY;
    double[][] chosen = null;
    for (int i = 0; i < CANDIDATES; i++) {
      double[][] to = world.change(users.next(), key.child("candidate").child(i));
      double value = world.fitted(to);
      if (value > largest) {
        largest = value;
        chosen = to;
      }
    }
    return chosen;
  }

  private static String row(String name, boolean tuned, int alone, Rates now, Rates wide) {
    StringBuilder row = new StringBuilder("| " + name + " | " + (tuned ? "yes" : "no"));
    row.append(" | ").append(rounded((double) alone / WORLDS));
    for (int column = 0; column <= PAST.length; column++) {
      row.append(" | ").append(now.share(column));
    }
    for (int column : new int[] {0, 1, 2, 3}) {
      row.append(" | ").append(rounded(now.width[column]));
    }
    row.append(" | ").append(wide.share(1)).append(" | ").append(wide.share(2));
    return row.append(" | ")
        .append(rounded(wide.width[1]))
        .append(" | ")
        .append(rounded(wide.width[2]))
        .append(" |")
        .toString();
  }

  @Test
  void intervalsCoverTheEffectOfTheNextChange() throws Exception {
    List<String> rows = new ArrayList<>();
    double[] others = new double[PAST.length];
    int classes = 0;
    for (Map.Entry<String, RecordUsers> each : RecordUsers.all().entrySet()) {
      RecordUsers users = each.getValue();
      Map<Prior, Rates> rates = Map.of(Prior.SIMULATED_USERS, new Rates(), Prior.WIDE, new Rates());
      int[] alone = new int[1];
      for (int i = 0; i < WORLDS; i++) {
        add(rates, users, RandomKey.root(37).child(each.getKey()).child(i), alone);
      }
      Rates now = rates.get(Prior.SIMULATED_USERS);
      rows.add(row(each.getKey(), users.tuned(), alone[0], now, rates.get(Prior.WIDE)));
      System.out.println(rows.get(rows.size() - 1));
      if (users.drifts()) {
        continue; // The page says how far it falls.
      }
      for (int column = 1; column < PAST.length; column++) {
        assertThat(Proportion.upper(now.covered[column], WORLDS, ALPHA))
            .as("%s, %s tests", each.getKey(), PAST[column])
            .isGreaterThan(0.9);
      }
      if (!users.tuned()) {
        classes++;
        IntStream.range(0, PAST.length)
            .forEach(column -> others[column] += (double) now.covered[column] / WORLDS);
      }
    }
    for (int column = 2; column < PAST.length; column++) {
      assertThat(others[column] / classes).as("%s tests", PAST[column]).isBetween(0.9, 0.98);
    }
    assertThat(Files.readAllLines(FILE)).containsAll(rows);
  }
}
