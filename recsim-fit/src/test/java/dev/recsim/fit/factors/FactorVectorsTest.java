package dev.recsim.fit.factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recsim.algebra.PackedCholesky;
import dev.recsim.fit.ids.IdVectors;
import dev.recsim.fit.ids.IdVectors.Shown;
import java.util.Arrays;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Steps of a fit that another program computed. */
class FactorVectorsTest {
  private static final Offset<Double> CLOSE = within(1e-9);
  private static final int D = 2;
  private static final double VARIANCE = 2;

  private final IdVectors vectors = IdVectors.read();
  private final JsonNode expected = vectors.values().get("latent_factors");
  private final SlateRuns rows = rows(vectors);
  private final Factors factors = start();

  private static SlateRuns rows(IdVectors vectors) {
    SlateRuns.Builder rows = new SlateRuns.Builder(3);
    for (Shown slate : vectors.slates()) {
      int mark =
          switch (slate.status()) {
            case "continues" -> SlateRuns.STAYED;
            case "ended" -> SlateRuns.LEFT;
            default -> 0;
          };
      int start = slate.step() == 0 ? SlateRuns.START : 0;
      rows.add(slate.user(), slate.documents(), slate.clicked(), mark | start);
    }
    return rows.build(
        IdVectors.DOCUMENTS,
        IntStream.range(0, IdVectors.DOCUMENTS).toArray(),
        IntStream.range(0, IdVectors.USERS).toArray());
  }

  private static Factors start() {
    double[] e = new double[D * IdVectors.DOCUMENTS];
    Arrays.setAll(e, i -> 0.7 * StrictMath.sin(1 + i / D + 2 * (i % D)));
    Factors start = Factors.start(D, e, IdVectors.DOCUMENTS, IdVectors.USERS);
    Arrays.setAll(start.theta, i -> 0.5 * StrictMath.cos(i / D + 3 * (i % D)));
    Arrays.setAll(start.b, j -> 0.1 * StrictMath.cos(j));
    start.c0 = 0.5;
    start.eta = 0.3;
    return start;
  }

  private double logLikelihood() {
    return new LogLikelihood(factors, rows).sum();
  }

  private double logPosterior() {
    return logLikelihood()
        - squares(factors.theta) / VARIANCE / 2
        - squares(factors.e) * D / 2
        - squares(factors.b);
  }

  private static double squares(double[] values) {
    return Arrays.stream(values).map(it -> it * it).sum();
  }

  private static double[] first(double[] values, int count) {
    return Arrays.copyOf(values, count);
  }

  private void maximizeUsers() {
    new UserSteps(factors, rows, VARIANCE).all(30);
  }

  @Test
  void leavingIsThat() {
    JsonNode leave = vectors.values().get("leave");
    assertThat(Leaving.of(rows).probabilities())
        .containsExactly(
            new double[] {
              leave.get("after_click").asDouble(), leave.get("after_no_click").asDouble()
            },
            CLOSE);
  }

  @Test
  void likelihoodIsThat() {
    assertThat(logLikelihood()).isCloseTo(expected.get("log_likelihood").asDouble(), CLOSE);
    Factors.Walk walk = factors.new Walk(rows);
    walk.at(0, 0);
    assertThat(walk.p)
        .containsExactly(IdVectors.numbers(expected.get("first_row_probabilities")), CLOSE);
    for (int slate = 0; slate < 5; slate++) {
      walk.at(0, slate);
      walk.advance(slate);
    }
    assertThat(walk.state)
        .containsExactly(IdVectors.numbers(expected.get("state_before_row_5")), CLOSE);
  }

  @Test
  void gradientsAreThose() {
    DocumentStep step = new DocumentStep(factors, rows).derive();
    assertThat(step.slope(0))
        .containsExactly(IdVectors.numbers(expected.get("gradient_item_0_and_bias")), CLOSE);
    assertThat(Arrays.stream(step.scalars()).mapToDouble(it -> it.slope).toArray())
        .containsExactly(IdVectors.numbers(expected.get("gradient_c0_eta_delta")), CLOSE);
  }

  @Test
  void gradientsAreThoseOfDifferences() {
    DocumentStep step = new DocumentStep(factors, rows).derive();
    assertThat(step.slope(0)[D]).isCloseTo(difference(it -> factors.b[0] += it), within(1e-6));
    DocumentStep.Scalar[] scalars = step.scalars();
    assertThat(scalars[0].slope).isCloseTo(difference(it -> factors.c0 += it), within(1e-6));
    assertThat(scalars[1].slope).isCloseTo(difference(it -> factors.eta += it), within(1e-6));
    assertThat(scalars[2].slope).isCloseTo(difference(it -> factors.delta += it), within(1e-6));
    UserSteps.One one = new UserSteps(factors, rows, VARIANCE).new One();
    one.derive(3);
    for (int q = 0; q < D; q++) {
      int at = 3 * D + q;
      assertThat(one.slope[q]).isCloseTo(difference(it -> factors.theta[at] += it), within(1e-6));
    }
  }

  private double difference(DoubleConsumer move) {
    double step = 1e-5;
    move.accept(step);
    double above = logPosterior();
    move.accept(-2 * step);
    double below = logPosterior();
    move.accept(step);
    return (above - below) / (2 * step);
  }

  @Test
  void usersAreThose() {
    maximizeUsers();
    assertThat(first(factors.theta, D))
        .containsExactly(IdVectors.numbers(expected.get("theta_map_user_0")), CLOSE);
    assertThat(squares(factors.theta))
        .isCloseTo(expected.get("theta_map_sum_of_squares").asDouble(), CLOSE);
    assertThat(logLikelihood())
        .isCloseTo(expected.get("log_likelihood_at_theta_map").asDouble(), CLOSE);
    UserSteps.One one = new UserSteps(factors, rows, VARIANCE).new One();
    one.derive(0);
    JsonNode hessian = expected.get("neg_hessian_user_0");
    assertThat(one.curvature)
        .containsExactly(
            new double[] {
              hessian.get(0).get(0).asDouble(),
              hessian.get(1).get(0).asDouble(),
              hessian.get(1).get(1).asDouble()
            },
            CLOSE);
    double[] drawn = {1, -1};
    PackedCholesky.factor(one.curvature, 0, D);
    PackedCholesky.upperSolve(one.curvature, 0, D, drawn);
    for (int q = 0; q < D; q++) {
      drawn[q] += factors.theta[q];
    }
    assertThat(drawn)
        .containsExactly(IdVectors.numbers(expected.get("draw_user_0_with_z_1_-1")), CLOSE);
  }

  @Test
  void aStepOfDocumentsIsThat() {
    maximizeUsers();
    new DocumentStep(factors, rows).derive().move();
    JsonNode step = expected.get("one_item_step_after_theta_map");
    assertThat(first(factors.e, D)).containsExactly(IdVectors.numbers(step.get("item_0")), CLOSE);
    assertThat(factors.b[0]).isCloseTo(step.get("bias_0").asDouble(), CLOSE);
    assertThat(factors.c0).isCloseTo(step.get("c0").asDouble(), CLOSE);
    assertThat(factors.eta).isCloseTo(step.get("eta").asDouble(), CLOSE);
    assertThat(factors.delta).isCloseTo(step.get("delta").asDouble(), CLOSE);
    assertThat(logLikelihood()).isCloseTo(step.get("log_likelihood").asDouble(), CLOSE);
  }

  @Test
  void sweepsAreThose() {
    JsonNode sweeps = expected.get("sweeps");
    double[] posteriors = IdVectors.numbers(sweeps.get("log_posterior_after_1_5_20_60"));
    int[] after = {1, 5, 20, 60};
    int done = 0;
    for (int i = 0; i < after.length; i++) {
      for (; done < after[i]; done++) {
        new UserSteps(factors, rows, VARIANCE).all(2);
        new DocumentStep(factors, rows).derive().move();
      }
      assertThat(logPosterior()).isCloseTo(posteriors[i], CLOSE);
    }
    assertThat(logLikelihood()).isCloseTo(sweeps.get("log_likelihood_after_60").asDouble(), CLOSE);
    assertThat(new double[] {factors.c0, factors.delta, factors.eta})
        .containsExactly(IdVectors.numbers(sweeps.get("c0_delta_eta")), CLOSE);
    assertThat(first(factors.e, D)).containsExactly(IdVectors.numbers(sweeps.get("item_0")), CLOSE);
  }
}
