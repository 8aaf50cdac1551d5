package dev.recsim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.decide.metric.UnitMetric;
import dev.recsim.decide.metric.UnitSums;
import dev.recsim.random.RandomKey;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests the rules that every metric of a live test must satisfy. Extend it, return the metric, and
 * override {@link #unit} with units that the metric is meant for.
 *
 * <p>Keys are fixed. Units of another distribution pass each statistical test with a chance of more
 * than 0.999, if the metric is right and a mean of {@value #UNITS} of them is nearly normal.
 */
public abstract class DecisionContract {
  private static final RandomKey KEY = RandomKey.root(42).child("decision contract");
  private static final int UNITS = 1000;
  private static final int TESTS = 1000;

  @SuppressWarnings("this-escape") // asked during tests only
  @RegisterExtension
  final ContractMessages messages = new ContractMessages(() -> ContractMessages.name(metric()));

  /** {@return the metric to test} */
  protected abstract UnitMetric metric();

  /**
   * What is known of a unit.
   *
   * @param y its total of the metric
   * @param d its total of the denominator
   * @param x its covariate, from before the test, correlated with y and d
   */
  protected record Unit(double y, double d, double x) {}

  /**
   * {@return a random unit; by default one with 1 to 9 views, clicks on 3 of 10, and the views of
   * the weeks before as covariate}
   *
   * @param key of the unit
   */
  protected Unit unit(RandomKey key) {
    int views = 1 + (int) (9 * key.uniform(0));
    int clicks = 0;
    for (int i = 0; i < views; i++) {
      clicks += key.uniform(2 + i) < 0.3 ? 1 : 0;
    }
    return new Unit(clicks, views, views + 3 * key.uniform(1));
  }

  @Test
  @ContractRule("value and slopes are finite, and slopeY is not 0, or there is no variance")
  void valuesAreFinite() {
    for (int arm = 0; arm < 50; arm++) {
      Arm it = arm(arm);
      assertThat(metric().value(it.y(), it.d())).as("value(%s, %s)", it.y(), it.d()).isFinite();
      assertThat(metric().slopeY(it.y(), it.d())).as("slopeY").isFinite().isNotZero();
      assertThat(metric().slopeD(it.y(), it.d())).as("slopeD").isFinite();
    }
  }

  @Test
  @ContractRule("the same means give the same value, or a look depends on earlier ones")
  void valuesDependOnMeansAlone() {
    Arm first = arm(0);
    double value = metric().value(first.y(), first.d());
    for (int arm = 1; arm < 50; arm++) {
      Arm it = arm(arm);
      metric().value(it.y(), it.d());
      assertThat(metric().value(first.y(), first.d())).as("value()").isEqualTo(value);
    }
  }

  @Test
  @ContractRule("slopeY and slopeD are the derivatives of value, or intervals have a wrong width")
  void slopesAreDerivatives() {
    for (int arm = 0; arm < 50; arm++) {
      Arm it = arm(arm);
      double y = it.y();
      double d = it.d();
      double scale = Math.abs(metric().value(y, d));
      double byY = derivative(move -> metric().value(y + move, d), y);
      double byD = derivative(move -> metric().value(y, d + move), d);
      assertThat(metric().slopeY(y, d))
          .as("slopeY(%s, %s)", y, d)
          .isCloseTo(byY, within(1e-5 * Math.max(Math.abs(byY), scale / Math.max(1, y))));
      assertThat(metric().slopeD(y, d))
          .as("slopeD(%s, %s)", y, d)
          .isCloseTo(byD, within(1e-5 * Math.max(Math.abs(byD), scale / Math.max(1, d))));
    }
  }

  private static double derivative(DoubleUnaryOperator moved, double at) {
    double step = 1e-4 * Math.max(1e-3, Math.abs(at));
    return (moved.applyAsDouble(step) - moved.applyAsDouble(-step)) / (2 * step);
  }

  /** What sums of squares say is what units say that are made linear in y and d. */
  @Test
  @ContractRule("the variance is that of the linear parts of units, or sums lose something")
  void varianceAgreesWithUnits() {
    for (int arm = 0; arm < 10; arm++) {
      Arm it = arm(arm);
      DoubleBinaryOperator part =
          (y, d) ->
              metric().slopeY(it.y(), it.d()) * (y - it.y())
                  + metric().slopeD(it.y(), it.d()) * (d - it.d());
      double sum = 0;
      for (Unit unit : it.units) {
        double value = part.applyAsDouble(unit.y(), unit.d());
        sum += value * value;
      }
      double variance = sum / (UNITS - 1) / UNITS;
      ArmMeans means = ArmMeans.of(metric(), it.sums(), it.sums());
      assertThat(means.aa()).as("variance").isCloseTo(variance, within(1e-8 * variance));
    }
  }

  /** A ratio of variances in 1,000 arms has a standard error of about 5 percent. */
  @Test
  @ContractRule("the estimated variance is the one between arms, or intervals miss too often")
  void varianceAgreesWithArms() {
    double[] values = new double[TESTS];
    double estimated = 0;
    double mean = 0;
    for (int arm = 0; arm < TESTS; arm++) {
      Arm it = arm(arm);
      ArmMeans means = ArmMeans.of(metric(), it.sums(), it.sums());
      values[arm] = means.a();
      mean += means.a() / TESTS;
      estimated += means.aa() / TESTS;
    }
    double between = 0;
    for (double value : values) {
      between += (value - mean) * (value - mean) / (TESTS - 1);
    }
    assertThat(between / estimated).as("variance between arms / estimated").isBetween(0.83, 1.2);
  }

  /** Of 500 intervals that hold with 95 percent, 25 miss; the standard deviation is 4.9. */
  @Test
  @ContractRule("95 of 100 intervals hold the true difference, or verdicts are wrong too often")
  void intervalsHold() {
    int missed = 0;
    int adjusted = 0;
    for (int test = 0; test < TESTS / 2; test++) {
      UnitSums a = arm(2 * test).sums();
      UnitSums b = arm(2 * test + 1).sums();
      missed += misses(ArmMeans.of(metric(), a, b)) ? 1 : 0;
      adjusted += misses(ArmMeans.adjusted(metric(), a, b)) ? 1 : 0;
    }
    assertThat(missed).as("missed of %d", TESTS / 2).isBetween(9, 44);
    assertThat(adjusted).as("missed with a covariate").isBetween(9, 44);
  }

  private static boolean misses(ArmMeans it) {
    double square = it.aa() + it.bb() - 2 * it.ab();
    return (it.b() - it.a()) * (it.b() - it.a()) > 1.96 * 1.96 * square;
  }

  @Test
  @ContractRule("a covariate removes variance and does not move the mean difference on average")
  void aCovariateRemovesVariance() {
    double plain = 0;
    double adjusted = 0;
    double moved = 0;
    for (int test = 0; test < TESTS / 2; test++) {
      UnitSums a = arm(2 * test).sums();
      UnitSums b = arm(2 * test + 1).sums();
      ArmMeans without = ArmMeans.of(metric(), a, b);
      ArmMeans with = ArmMeans.adjusted(metric(), a, b);
      plain += without.aa() + without.bb();
      adjusted += with.aa() + with.bb() - 2 * with.ab();
      moved += with.b() - with.a() - (without.b() - without.a());
    }
    assertThat(adjusted).as("variance with a covariate").isLessThanOrEqualTo(plain);
    double error = Math.sqrt(plain / (TESTS / 2.0) / (TESTS / 2.0));
    assertThat(moved / (TESTS / 2.0)).as("moved by the covariate").isBetween(-4 * error, 4 * error);
  }

  /** The units of an arm, and their sums. */
  private record Arm(Unit[] units, UnitSums sums) {
    double y() {
      return sums.y() / sums.n();
    }

    double d() {
      return sums.d() / sums.n();
    }
  }

  private Arm arm(int index) {
    Unit[] units = new Unit[UNITS];
    double[] s = new double[9];
    RandomKey key = KEY.child(index);
    for (int i = 0; i < UNITS; i++) {
      Unit it = unit(key.child(i));
      units[i] = it;
      s[0] += it.y();
      s[1] += it.y() * it.y();
      s[2] += it.d();
      s[3] += it.d() * it.d();
      s[4] += it.y() * it.d();
      s[5] += it.x();
      s[6] += it.x() * it.x();
      s[7] += it.x() * it.y();
      s[8] += it.x() * it.d();
    }
    UnitSums sums =
        UnitSums.of(UNITS, s[0], s[1])
            .withDenominator(s[2], s[3], s[4])
            .withCovariate(s[5], s[6], s[7], s[8]);
    return new Arm(units, sums);
  }
}
