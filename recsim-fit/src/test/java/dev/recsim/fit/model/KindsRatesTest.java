package dev.recsim.fit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.exact.StochasticPolicy;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.response.KindsFit;
import dev.recsim.fit.response.ResponseCounts;
import dev.recsim.fit.response.ResponseKinds;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.fit.response.ShownSession;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Worlds with hidden kinds of users: how often the value of another policy in the fitted world is
 * off by more than 5 %, with one kind and with {@code kinds: auto}; how often {@code
 * user_correlation} FAILS; and the number of kinds that is chosen. Of each world, three policies
 * are valued: the best of the mean world nine times of ten, and two that are good by chance.
 */
class KindsRatesTest {
  private static final double WRONG = 0.05;

  private record Rates(
      double one, double several, double failsOne, double failsSeveral, int[] chosen) {}

  private static Rates rates(
      int worlds, int sessions, int documents, double leave, boolean ranker, double... shares) {
    double[] wrong = new double[2];
    double[] fails = new double[2];
    int[] chosen = new int[10];
    for (int w = 0; w < worlds; w++) {
      long seed = Integer.getInteger("rates.seed", 50_000) + w;
      KindsWorld world = KindsWorld.of(documents, seed, leave / 2, leave, shares);
      RandomKey key = RandomKey.root(seed).child("log");
      List<ShownSession> log = world.log(sessions, key, world.greedy(ranker ? 0.5 : 0, null));
      List<ShownSession> training =
          IntStream.range(0, sessions).filter(i -> i % 5 != 4).mapToObj(log::get).toList();
      ResponseKinds one =
          ResponseKinds.of(
              new ResponseModel(ResponseCounts.of(documents, training), ResponseJudge.LONGEST));
      int kinds = KindsFit.choose(documents, training, key.child("choice"));
      ResponseKinds several =
          kinds == 1
              ? one
              : KindsFit.of(
                  KindsFit.fit(documents, training, kinds, key.child("fit")),
                  ResponseJudge.LONGEST);
      chosen[kinds]++;
      for (StochasticPolicy policy :
          List.of(
              world.greedy(ranker ? 0 : 0.9, null),
              world.greedy(0.9, key.child("b")),
              world.greedy(0.5, key.child("c")))) {
        double truth = world.value(policy);
        wrong[0] += Math.abs(KindsWorld.value(one, policy) / truth - 1) > WRONG ? 1 : 0;
        wrong[1] += Math.abs(KindsWorld.value(several, policy) / truth - 1) > WRONG ? 1 : 0;
      }
      fails[0] += fails(one, log);
      fails[1] += fails(several, log);
    }
    return new Rates(
        wrong[0] / 3 / worlds, wrong[1] / 3 / worlds, fails[0] / worlds, fails[1] / worlds, chosen);
  }

  private static int fails(ResponseKinds kinds, List<ShownSession> log) {
    return UserCorrelation.of(kinds, log).finding(0.05).verdict() == Verdict.FAILS ? 1 : 0;
  }

  /** Also run with keys of {@code -Drates.seed} and {@code -Drates.worlds}. */
  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({
    "10000, 10, 0.2, false, 0.5 0.5",
    "10000, 10, 0.2, true, 0.5 0.5",
    "10000, 10, 0.2, false, 0.333 0.333 0.334",
    "10000, 10, 0.2, false, 0.8 0.2"
  })
  void kindsHalveTheGaps(int sessions, int documents, double leave, boolean ranker, String shares) {
    Rates rates = printed(sessions, documents, leave, ranker, shares);
    assertThat(rates.several).isLessThanOrEqualTo(rates.one / 2);
    assertThat(rates.failsSeveral).isLessThanOrEqualTo(0.05);
  }

  /** Sessions of two steps, or few rows of each cell: kinds are found, but not exactly. */
  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({"10000, 10, 0.5, false, 0.5 0.5", "50000, 30, 0.2, false, 0.5 0.5"})
  void fewRowsLeaveGaps(int sessions, int documents, double leave, boolean ranker, String shares) {
    Rates rates = printed(sessions, documents, leave, ranker, shares);
    assertThat(rates.failsSeveral).isLessThanOrEqualTo(rates.failsOne / 2);
  }

  private static Rates printed(
      int sessions, int documents, double leave, boolean ranker, String shares) {
    double[] of = Arrays.stream(shares.split(" ")).mapToDouble(Double::parseDouble).toArray();
    Rates rates =
        rates(Integer.getInteger("rates.worlds", 20), sessions, documents, leave, ranker, of);
    System.out.printf(
        Locale.ROOT,
        "%s sessions, %s documents, leave %s, ranker %s, shares %s: gaps %.3f -> %.3f, user_correlation FAILS %.2f -> %.2f, kinds %s%n",
        sessions,
        documents,
        leave,
        ranker,
        shares,
        rates.one,
        rates.several,
        rates.failsOne,
        rates.failsSeveral,
        Arrays.toString(rates.chosen));
    return rates;
  }

  @Tag("nightly")
  @Test
  void usersWhoAreAlikeStayAlike() {
    Rates rates = rates(Integer.getInteger("rates.worlds", 20), 5_000, 10, 0.2, false, 1);
    assertThat(rates.chosen[1]).isGreaterThanOrEqualTo(18);
  }

  /** Three documents and long sessions: the kinds are found from a small log. */
  @Test
  void kindsAreFoundAndUsersDifferNoMore() {
    Rates rates = rates(1, 400, 3, 0.06, false, 0.6, 0.4);
    assertThat(rates.chosen[2]).isEqualTo(1);
    assertThat(rates.failsOne).isEqualTo(1);
    assertThat(rates.failsSeveral).isZero();
  }
}
