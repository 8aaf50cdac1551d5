package dev.recsim.fit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.response.BetaPrior;
import dev.recsim.fit.response.ResponseCounts;
import dev.recsim.fit.response.ResponseKinds;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.fit.response.ShownSession;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserCorrelationTest {

  /** Users who are shown document 0 at document 0 four times, and accept half of the time. */
  private static UserCorrelation of(int sessions, boolean kinds) {
    List<ShownSession> all = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      boolean[] accepted = new boolean[4];
      for (int t = 0; t < accepted.length; t++) {
        double accept = kinds ? i % 2 == 0 ? 0.9 : 0.1 : 0.5;
        accepted[t] = RandomKey.root(4).child(i).uniform(t) < accept;
      }
      all.add(new ShownSession(new int[4], new int[4], accepted, true));
    }
    ResponseCounts counts = ResponseCounts.of(2, all);
    return UserCorrelation.of(model(counts, new BetaPrior(1, 1)), all);
  }

  private static ResponseKinds model(ResponseCounts counts, BetaPrior prior) {
    return ResponseKinds.of(
        new ResponseModel(
            new ResponseCounts(
                prior,
                counts.leftAccepted(),
                counts.leftRefused(),
                counts.elsewhere(),
                counts.start(),
                counts.moved(),
                counts.shown(),
                counts.accepted()),
            100));
  }

  /** Variance of the kinds 0.16 of 0.25 in all. Five standard errors: one key in a million. */
  @Test
  void isTheShareOfTheVarianceThatKindsExplain() {
    UserCorrelation kinds = of(2_000, true);
    assertThat(kinds.pairs()).isEqualTo(6_000);
    assertThat(kinds.correlation()).isCloseTo(0.64, within(0.06));
    assertThat(kinds.finding(0.05).verdict()).isEqualTo(Verdict.FAILS);
    assertThat(kinds.finding(0.05).sentence())
        .contains("Users differ", "Fit several kinds: model: {type: responses, kinds: auto}.");
  }

  @Test
  void isNothingIfUsersAreAlike() {
    UserCorrelation alike = of(2_000, false);
    assertThat(alike.correlation()).isCloseTo(0, within(0.065));
    assertThat(alike.deviation()).isCloseTo(1 / Math.sqrt(6_000), within(1e-4));
    assertThat(alike.finding(0.05).verdict()).isEqualTo(Verdict.PASSES);
  }

  @Test
  void fewPairsCannotDecide() {
    assertThat(of(20, false).finding(0.05).verdict()).isEqualTo(Verdict.UNDECIDED);
    ShownSession once = new ShownSession(new int[] {0}, new int[] {1}, new boolean[] {true}, true);
    ResponseKinds model = model(ResponseCounts.of(2, List.of(once)), new BetaPrior(1, 1));
    assertThat(UserCorrelation.of(model, List.of(once)).finding(0.05).verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  /** Users with ten sessions of one step; their kind is seen only over several sessions. */
  private static UserCorrelation single(boolean named) {
    List<ShownSession> all = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      int user = i % 400;
      boolean[] accepted = {RandomKey.root(6).uniform(i) < (user % 2 == 0 ? 0.9 : 0.1)};
      all.add(
          named
              ? new ShownSession(new int[1], new int[1], accepted, true, user)
              : new ShownSession(new int[1], new int[1], accepted, true));
    }
    return UserCorrelation.of(model(ResponseCounts.of(2, all), new BetaPrior(1, 1)), all);
  }

  @Test
  void sessionsOfOneUserArePairs() {
    UserCorrelation named = single(true);
    assertThat(named.pairs()).isEqualTo(3_600);
    assertThat(named.correlation()).isCloseTo(0.64, within(0.08));
    assertThat(named.finding(0.05).verdict()).isEqualTo(Verdict.FAILS);
    assertThat(named.unseen(0.05)).isEmpty();
  }

  @Test
  void withoutPairsNothingCanTell() {
    UserCorrelation unnamed = single(false);
    assertThat(unnamed.pairs()).isZero();
    assertThat(unnamed.finding(0.05).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(unnamed.finding(0.05).sentence())
        .endsWith("log longer sessions, or name the user in columns.user_id.");
    assertThat(unnamed.unseen(0.05).orElseThrow().wrong()).isEqualTo("kinds of users");
    assertThat(of(20, false).unseen(0.05).orElseThrow().why()).endsWith("in 60 pairs of responses");
    assertThat(of(2_000, false).unseen(0.05)).isEmpty();
  }
}
