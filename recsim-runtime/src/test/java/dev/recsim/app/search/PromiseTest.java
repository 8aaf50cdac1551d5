package dev.recsim.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experimentfile.SearchOptions;
import dev.recsim.experimentfile.SearchOptions.Method;
import dev.recsim.experimentfile.SearchSpec;
import dev.recsim.random.RandomKey;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.MeanDifference;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a promise is worth: 2,000 searches on simulated scores. A candidate's true mean is normal
 * with standard deviation 1; a seed adds normal noise of standard deviation 2.
 */
@Tag("slow")
class PromiseTest {
  private static final int SEARCHES = 2_000;
  private static final int CONFIRMED = 10;
  private static final double NOISE = 2;
  private static final RandomKey KEY = RandomKey.root(2_000);

  /** 63 trials each. */
  private static final Map<Method, SearchOptions> OPTIONS =
      Map.of(
          Method.HALVING, new SearchOptions(Method.HALVING, 27, 1),
          Method.RANDOM, new SearchOptions(Method.RANDOM, 21, 3));

  /**
   * A correct 95 % interval covers the truth in 93 to 97 % of 2,000 searches except with
   * probability 5e-5 (binomial); the keys are fixed, so the test passes always or never.
   */
  @ParameterizedTest
  @EnumSource
  void confirmedIntervalCoversTheTruthAndThePromisedOneDoesNot(Method method) throws IOException {
    int confirmed = 0;
    int promised = 0;
    double excess = 0;
    for (int search = 0; search < SEARCHES; search++) {
      RandomKey key = KEY.child(search);
      Map<Integer, double[]> last = new HashMap<>();
      int winner = winner(key, method, last);
      double truth = truth(key, winner);
      Estimate promise = Estimate.of(last.get(winner));
      promised += promise.interval(0.95).orElseThrow().contains(truth) ? 1 : 0;
      excess += promise.mean() - truth;
      Estimate fresh = Estimate.of(scores(key.child("fresh"), key, winner, CONFIRMED));
      confirmed += fresh.interval(0.95).orElseThrow().contains(truth) ? 1 : 0;
    }

    assertThat(confirmed / (double) SEARCHES).isBetween(0.93, 0.97);
    assertThat(promised / (double) SEARCHES).isLessThan(0.93);
    assertThat(excess / SEARCHES).as("promised too much, on average").isGreaterThan(0.3);
    assertThat(Files.readString(Path.of("../docs/search.md")))
        .contains(
            "| %s | %s | %s |".formatted(name(method), percent(promised), percent(confirmed)));
  }

  /**
   * Halving is better by much more than the noise of 2,000 pairs, so the lower 95 % bound is below
   * 0 with a probability of less than 1e-6; the keys are fixed.
   */
  @Test
  void halvingIsNotWorseThanRandomSearchWithAsManyTrials() {
    double[] halving = new double[SEARCHES];
    double[] random = new double[SEARCHES];
    for (int search = 0; search < SEARCHES; search++) {
      RandomKey key = KEY.child(search);
      halving[search] = truth(key, winner(key, Method.HALVING, new HashMap<>()));
      random[search] = truth(key, winner(key, Method.RANDOM, new HashMap<>()));
    }

    OPTIONS.values().forEach(it -> assertThat(trials(it)).isEqualTo(63));
    assertThat(MeanDifference.paired(halving, random).bounds(0.05).low()).isPositive();
  }

  private static long trials(SearchOptions options) {
    return SearchSpec.trials(SearchSpec.rungs(options));
  }

  private static String name(Method method) {
    return method == Method.HALVING
        ? "`halving`, 27 candidates from 1 seed on"
        : "`random`, 21 candidates on 3 seeds";
  }

  private static String percent(int count) {
    return BigDecimal.valueOf(100L * count)
            .divide(BigDecimal.valueOf(SEARCHES), 1, RoundingMode.HALF_EVEN)
        + " %";
  }

  private static int winner(RandomKey key, Method method, Map<Integer, double[]> last) {
    Race race = Race.of(SearchSpec.rungs(OPTIONS.get(method)));
    while (!race.over()) {
      last.clear();
      for (int candidate : race.left()) {
        last.put(candidate, scores(key.child("search"), key, candidate, race.rung().seeds()));
      }
      race = race.after(last);
    }
    return race.winner().orElseThrow();
  }

  private static double truth(RandomKey key, int candidate) {
    return key.child("truth").gaussian(candidate);
  }

  private static double[] scores(RandomKey seeds, RandomKey key, int candidate, int count) {
    RandomKey noise = seeds.child(candidate);
    return IntStream.range(0, count)
        .mapToDouble(seed -> truth(key, candidate) + NOISE * noise.gaussian(seed))
        .toArray();
  }
}
