package dev.recsim.fit.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseModelTest {
  private static final List<ShownSession> SESSIONS =
      List.of(
          new ShownSession(
              new int[] {0, 1, 0}, new int[] {1, 1, 1}, new boolean[] {true, false, true}, true),
          new ShownSession(new int[] {1}, new int[] {0}, new boolean[] {false}, true),
          new ShownSession(new int[] {0, 0}, new int[] {1, 0}, new boolean[] {true, true}, false));

  private static ResponseModel model(ResponseCounts counts, BetaPrior prior) {
    return new ResponseModel(
        new ResponseCounts(
            prior,
            counts.leftAccepted(),
            counts.leftRefused(),
            counts.elsewhere(),
            counts.start(),
            counts.moved(),
            counts.shown(),
            counts.accepted()),
        100);
  }

  @Test
  void countsByHand() {
    ResponseCounts counts = ResponseCounts.of(2, SESSIONS);
    assertThat(counts.shown()).isDeepEqualTo(new int[][] {{1, 3}, {1, 1}});
    assertThat(counts.accepted()).isDeepEqualTo(new int[][] {{1, 3}, {0, 0}});
    assertThat(counts.start()).containsExactly(2, 1);
    assertThat(counts.moved()).containsExactly(1, 0);
    assertThat(counts.leftAccepted()).isEqualTo(1);
    assertThat(counts.leftRefused()).isEqualTo(1);
    assertThat(counts.elsewhere()).isEqualTo(1);
  }

  @Test
  void hasPosteriorMeans() {
    ResponseModel model = model(ResponseCounts.of(2, SESSIONS), new BetaPrior(1, 3));
    assertThat(model.accept(0, 1)).isEqualTo(4 / 7.0);
    assertThat(model.accept(1, 0)).isEqualTo(1 / 5.0);
    assertThat(model.start(0)).isEqualTo(3 / 5.0);
    assertThat(model.move(0)).isEqualTo(2 / 3.0);
    assertThat(model.leave(true)).isEqualTo(2 / 6.0);
    assertThat(model.leave(false)).isEqualTo(2 / 4.0);
    double[] next = new double[2];
    model.transition(0, 1, next);
    double refused = 3 / 7.0 / 2;
    assertThat(next)
        .containsExactly(
            new double[] {refused * 2 / 3, refused / 3 + 4 / 7.0 * 2 / 3}, within(1e-15));
  }

  @Test
  void drawsScatterAroundThePosteriorMean() {
    ResponseModel model = model(ResponseCounts.of(2, SESSIONS), new BetaPrior(1, 3));
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < ResponseModel.DRAWS; i++) {
      ResponseWorld draw = (ResponseWorld) model.posterior().orElseThrow().draw(i);
      sum += draw.accept(0, 1);
      squares += draw.accept(0, 1) * draw.accept(0, 1);
      assertThat(draw.start(0) + draw.start(1)).isCloseTo(1, within(1e-12));
      assertThat(draw.leave(true)).isBetween(0.0, 1.0);
    }
    double mean = sum / ResponseModel.DRAWS;
    double variance = squares / ResponseModel.DRAWS - mean * mean;
    // Beta(4, 3): standard deviation 0.175. Four standard errors: fails for one key in 15,000.
    assertThat(mean).isCloseTo(4 / 7.0, within(0.07));
    assertThat(variance).isBetween(0.015, 0.05);
    assertThat(model.posterior().orElseThrow().rows(0, 1)).isEqualTo(3);
  }

  /** 4,000 cells of Beta(0.8, 3). Parameters within 10 %: fails for one key in 1,000 or so. */
  @Test
  void findsThePriorOfTheCells() {
    int[][] shown = new int[40][100];
    int[][] accepted = new int[40][100];
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 100; j++) {
        RandomKey key = RandomKey.root(9).child(i).child(j);
        double p = key.child("p").beta(0.8, 3);
        shown[i][j] = j % 30;
        for (int n = 0; n < shown[i][j]; n++) {
          accepted[i][j] += key.uniform(n) < p ? 1 : 0;
        }
      }
    }
    BetaPrior prior = BetaPrior.fit(shown, accepted);
    assertThat(prior.a()).isCloseTo(0.8, within(0.08));
    assertThat(prior.b()).isCloseTo(3, within(0.3));
  }

  @Test
  void aPriorWithoutSpreadIsAsNarrowAsAllowed() {
    int[][] shown = new int[10][10];
    int[][] accepted = new int[10][10];
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < 10; j++) {
        shown[i][j] = 10;
        accepted[i][j] = 3;
      }
    }
    BetaPrior prior = BetaPrior.fit(shown, accepted);
    assertThat(prior.a() / (prior.a() + prior.b())).isCloseTo(0.3, within(0.01));
    assertThat(prior.a() + prior.b()).isGreaterThan(1_000);
    assertThat(BetaPrior.fit(new int[2][2], new int[2][2])).isEqualTo(new BetaPrior(1, 1));
  }
}
