package dev.recsim.decide.sequence;

import dev.recsim.stats.Normal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a planned test will show if the effect stays as it is now: an extrapolation, not a promise.
 *
 * @param end share of the plan at the first look that would show it; empty if none would
 * @param chance that the plan's last look shows it, with a flat prior on the effect
 * @param needed the bound's distance from the estimate at each coming look
 */
public record Forecast(OptionalDouble end, double chance, List<Needed> needed) {
  /**
   * Keeps its own list.
   *
   * @param end share of the plan at the first look that would show it; empty if none would
   * @param chance that the plan's last look shows it
   * @param needed the bound's distance from the estimate at each coming look
   */
  public Forecast {
    needed = List.copyOf(needed);
  }

  /**
   * A coming look.
   *
   * @param share of the plan
   * @param distance between estimate and lower bound, in units of the gain
   */
  public record Needed(double share, double distance) {}

  /**
   * Extrapolates a test with a plan.
   *
   * @param bounds with a look that counts
   * @param threshold that the lower bound must reach
   * @param coming shares of the plan at the coming looks; the last one is 1
   * @param alpha error rate of the bound, in (0, 0.5)
   * @return what is expected
   * @throws IllegalArgumentException if no look counts
   */
  public static Forecast of(
      NormalSequence bounds, double threshold, double[] coming, double alpha) {
    List<TestLook> counted = bounds.counted();
    if (counted.isEmpty()) {
      throw new IllegalArgumentException("no look counts yet");
    }
    TestLook now = counted.get(counted.size() - 1);
    EffectScale.Effect effect = bounds.scale().effect(now.means(), bounds.higherIsBetter());
    List<TestLook> further = new ArrayList<>();
    for (double share : coming) {
      further.add(new TestLook(share, now.means().at(share / now.share())));
    }
    double[] z = bounds.z(alpha, Spending.OBRIEN_FLEMING, further);
    List<Needed> needed = new ArrayList<>();
    OptionalDouble end = OptionalDouble.empty();
    for (int i = 0; i < coming.length; i++) {
      double passed = now.share() / coming[i];
      double distance = z[counted.size() + i] * effect.standardError() * Math.sqrt(passed);
      needed.add(new Needed(coming[i], distance));
      if (end.isEmpty() && distance <= effect.gain() - threshold) {
        end = OptionalDouble.of(coming[i]);
      }
    }
    double last = coming.length == 0 ? Double.NaN : z[z.length - 1];
    double chance =
        chance(effect.gain() - threshold, effect.standardError(), Math.min(1, now.share()), last);
    return new Forecast(end, chance, needed);
  }

  /**
   * The chance that the last look shows what is asked.
   *
   * @param distance between estimate and threshold now
   * @param standardError of the estimate now
   * @param share of the plan that has passed
   * @param z of the last look
   */
  static double chance(double distance, double standardError, double share, double z) {
    return share == 1
        ? distance >= z * standardError ? 1 : 0
        : Normal.below(
            (distance - z * standardError * Math.sqrt(share))
                / (standardError * Math.sqrt(1 - share)));
  }
}
