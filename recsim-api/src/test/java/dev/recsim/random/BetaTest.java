package dev.recsim.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class BetaTest {
  private static final RandomKey KEY = RandomKey.root(42).child("beta and gamma");
  private static final int DRAWS = 20_000;
  private static final int CELLS = 40;

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.5, 1, 1.5, 4, 1000})
  void gammaDrawsHaveTheGammaDistribution(double shape) {
    GammaDistribution truth = GammaDistribution.of(shape, 1);
    agrees(key -> key.gamma(shape), truth::cumulativeProbability);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 11", "8, 3", "0.5, 0.5", "1, 3", "500, 1500"})
  void betaDrawsHaveTheBetaDistribution(double alpha, double beta) {
    BetaDistribution truth = BetaDistribution.of(alpha, beta);
    agrees(key -> key.beta(alpha, beta), truth::cumulativeProbability);
  }

  /**
   * Draws fall into forty cells of equal probability alike: chi-square with 39 degrees of freedom;
   * for a random key a true sampler fails with odds of 1 in a million.
   */
  private static void agrees(ToDoubleFunction<RandomKey> sampler, DoubleUnaryOperator cumulative) {
    int[] counts = new int[CELLS];
    for (int i = 0; i < DRAWS; i++) {
      double p = cumulative.applyAsDouble(sampler.applyAsDouble(KEY.child(i)));
      counts[(int) Math.min(CELLS - 1, p * CELLS)]++;
    }
    double expected = (double) DRAWS / CELLS;
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    assertThat(chiSquare)
        .isLessThan(ChiSquaredDistribution.of(CELLS - 1).inverseSurvivalProbability(1e-6));
  }

  @Test
  void sameKeyGivesTheSameDraw() {
    assertThat(KEY.beta(2, 5)).isEqualTo(KEY.beta(2, 5));
    assertThat(KEY.beta(2, 5)).isNotEqualTo(KEY.child(1).beta(2, 5));
  }

  /** Pinned: another JDK or machine must not change a result. */
  @Test
  void drawsAreTheKnownNumbers() {
    assertThat(KEY.beta(2, 5)).isEqualTo(0.12938336394139277);
    assertThat(KEY.gamma(0.5)).isEqualTo(0.9973070983522081);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void parametersMustBePositive(double parameter) {
    assertThatThrownBy(() -> KEY.gamma(parameter)).hasMessageContaining("positive");
    assertThatThrownBy(() -> KEY.beta(parameter, 1)).hasMessageContaining("positive");
    assertThatThrownBy(() -> KEY.beta(1, parameter)).hasMessageContaining("positive");
  }
}
