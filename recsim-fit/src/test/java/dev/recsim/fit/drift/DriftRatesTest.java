package dev.recsim.fit.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.fit.chain.MarkovChain;
import dev.recsim.fit.click.CascadeClicks;
import dev.recsim.fit.click.ClickModel;
import dev.recsim.fit.click.ClickedSlates;
import dev.recsim.fit.click.DependentClicks;
import dev.recsim.fit.click.PositionBasedClicks;
import dev.recsim.fit.drift.DriftLogs.Shape;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often {@code drift} FAILS, with and without drift. Also run with keys of {@code -Drates.seed}
 * and {@code -Drates.logs}.
 */
@Tag("nightly")
class DriftRatesTest {
  private static double fails(String name, int logs, LongFunction<FitFinding> log) {
    int many = Integer.getInteger("rates.logs", logs);
    int fails = 0;
    for (int i = 0; i < many; i++) {
      long seed = Integer.getInteger("rates.seed", 900_000) + i;
      fails += log.apply(seed).verdict() == Verdict.FAILS ? 1 : 0;
    }
    System.out.printf(Locale.ROOT, "%s: FAILS %.3f of %s%n", name, fails / (double) many, many);
    return fails / (double) many;
  }

  /** At 1 %, more than 3 % of 200 logs would be a chance of one in 70. */
  @ParameterizedTest
  @CsvSource({
    "1000, 10, 0.4, 1, NONE, false",
    "1000, 100, 0.2, 1, NONE, true",
    "20000, 10, 0.4, 1, NONE, false",
    "20000, 100, 0.4, 2, NONE, true",
    "5000, 10, 0.02, 2, NONE, false",
    "20000, 100, 0.4, 1, POLICY, true",
    "20000, 10, 0.1, 2, POLICY, true",
    "20000, 100, 0.4, 1, LEARNED, false",
    "20000, 10, 0.4, 1, SWAP, false",
    "20000, 100, 0.4, 1, SWAP, false",
    "20000, 500, 0.4, 1, SWAP, true",
    "20000, 100, 1, 1, SWAP, true",
    "20000, 100, 0.4, 1, GRADUAL, true",
    "20000, 100, 0.4, 1, EARLY, true",
    "20000, 100, 0.4, 1, LATE, true"
  })
  void ofResponses(
      int sessions, int documents, double leave, int kinds, Shape shape, boolean zipf) {
    DriftLogs logs =
        new DriftLogs(documents, leave, kinds, shape == Shape.NONE ? 0 : 0.3, shape, zipf);
    boolean same = shape == Shape.NONE || shape == Shape.POLICY || shape == Shape.LEARNED;
    double rate =
        fails(
            "%s sessions of %s".formatted(sessions, logs),
            same ? 200 : 20,
            seed -> logs.drift(sessions, seed).finding(0.05));
    if (same) {
      assertThat(rate).isLessThanOrEqualTo(0.03);
    } else {
      assertThat(rate).isGreaterThanOrEqualTo(0.95);
    }
  }

  /** A chain whose columns are exchanged in the second half of the log if there is a drift. */
  private static FitFinding chains(int sessions, int n, int kinds, boolean drift, long seed) {
    RandomKey key = RandomKey.root(seed).child("chains");
    MarkovChain[] chains =
        IntStream.range(0, kinds)
            .mapToObj(
                k ->
                    new MarkovChain.Counts(0.5, new long[n], new long[n][n + 1])
                        .draw(key.child("chain").child(k)))
            .toArray(MarkovChain[]::new);
    List<int[]> log = new ArrayList<>();
    for (int s = 0; s < sessions; s++) {
      RandomKey user = key.child(s);
      MarkovChain chain = chains[user.below(0, kinds)];
      int[] session = new int[200];
      int length = 0;
      int at = draw(chain.start(), user.uniform(1));
      while (at < n && length < session.length - 1) {
        session[length++] = drift && s >= sessions / 2 ? (at ^ 1) % n : at;
        boolean leaves = user.uniform(2L * length + 1) < 0.3;
        at = leaves ? n : draw(chain.next()[at], user.uniform(2L * length));
      }
      session[length++] = n;
      log.add(Arrays.copyOf(session, length));
    }
    FitFinding none = FitFinding.atMost("drift", 0, 0.05, 0.1, "Nothing.", "");
    List<String> names = IntStream.range(0, n).mapToObj(Integer::toString).toList();
    return ChainDrift.of(log, Period.of(sessions), names).finding(none);
  }

  private static int draw(double[] shares, double uniform) {
    int i = 0;
    for (double sum = shares[0]; uniform >= sum && i < shares.length - 1; sum += shares[i]) {
      i++;
    }
    return i;
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 10, 1, false",
    "20000, 10, 1, false",
    "20000, 10, 3, false",
    "5000, 100, 3, false",
    "20000, 10, 1, true",
    "20000, 100, 3, true"
  })
  void ofChains(int sessions, int documents, int kinds, boolean drift) {
    double rate =
        fails(
            "%s sessions of %s chains of %s, drift %s".formatted(sessions, kinds, documents, drift),
            drift ? 20 : 200,
            seed -> chains(sessions, documents, kinds, drift, seed));
    if (drift) {
      assertThat(rate).isGreaterThanOrEqualTo(0.95);
    } else {
      assertThat(rate).isLessThanOrEqualTo(0.03);
    }
  }

  private static ClickModel clicks(String type, double[] attractive) {
    double[] positions = {1, 0.6, 0.4};
    return switch (type) {
      case "position_based" -> new PositionBasedClicks(attractive, positions, new double[3]);
      case "cascade" -> CascadeClicks.of(attractive, 3);
      default -> new DependentClicks(attractive, new double[] {0.5, 0.3}, new double[2]);
    };
  }

  private static FitFinding clicks(String type, int sessions, int n, boolean drift, long seed) {
    RandomKey key = RandomKey.root(seed).child("clicks");
    double[] before = new double[n];
    double[] after = new double[n];
    for (int d = 0; d < n; d++) {
      before[d] = (0.1 + 0.3 * key.uniform(d)) * (d % 2 == 0 ? 1.3 : 0.7);
      after[d] = before[d] * (d % 2 == 0 ? 0.7 / 1.3 : 1.3 / 0.7);
    }
    ClickModel first = clicks(type, before);
    ClickModel second = clicks(type, drift ? after : before);
    List<ClickedSlates> log = new ArrayList<>();
    for (int s = 0; s < sessions; s++) {
      RandomKey user = key.child(s);
      List<int[]> shown = new ArrayList<>();
      List<boolean[]> clicked = new ArrayList<>();
      for (int t = 0; t == 0 || user.uniform(10L * t) < 0.3; t++) {
        int from = user.below(10L * t + 1, n);
        int[] slate = {from, (from + 1 + s % 3) % n, (from + 5 + s % 2) % n};
        shown.add(slate);
        clicked.add((2 * s < sessions ? first : second).draw(slate, user.child(t)));
      }
      log.add(new ClickedSlates(n, shown, clicked));
    }
    List<String> names = IntStream.range(0, n).mapToObj(Integer::toString).toList();
    return ClickDrift.of(first, log, Period.of(sessions), names).finding(0.05);
  }

  @ParameterizedTest
  @CsvSource({
    "position_based, 1000, 20, false",
    "position_based, 20000, 100, false",
    "cascade, 20000, 20, false",
    "dependent_click, 20000, 100, false",
    "position_based, 20000, 100, true",
    "cascade, 20000, 20, true",
    "dependent_click, 20000, 100, true"
  })
  void ofClicks(String type, int sessions, int documents, boolean drift) {
    double rate =
        fails(
            "%s sessions of %s, %s documents, drift %s".formatted(sessions, type, documents, drift),
            drift ? 20 : 200,
            seed -> clicks(type, sessions, documents, drift, seed));
    if (drift) {
      assertThat(rate).isGreaterThanOrEqualTo(0.95);
    } else {
      assertThat(rate).isLessThanOrEqualTo(0.03);
    }
  }
}
