package dev.recsim.env.metric;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import java.math.BigDecimal;

/** Provider of {@code reward_reached}: how often a session is worth something. */
@Description("Share of sessions whose reward reaches a threshold.")
public final class RewardReachedProvider
    implements MetricProvider<RewardReachedProvider.RewardReached> {

  /** Options of {@code reward_reached}. */
  public record RewardReached(
      @Description("The threshold: smallest sum of the rewards of a session that counts.")
          @Range
          @Default("1")
          double reward) {}

  @Override
  public Measure create(RewardReached options, Environment environment) {
    String least = BigDecimal.valueOf(options.reward()).stripTrailingZeros().toPlainString();
    return Measure.of(
        "Share of the sessions whose reward is at least " + least + ".",
        Metric.Better.HIGHER,
        true,
        () -> new Sum(options.reward()));
  }

  private static final class Sum implements Measure.Quotient {
    private final double least;
    private double reward;

    Sum(double least) {
      this.least = least;
    }

    @Override
    public void add(Observation seen, Slate slate, Step step) {
      reward += step.reward();
    }

    @Override
    public double of() {
      return reward >= least ? 1 : 0;
    }

    @Override
    public double per() {
      return 1;
    }
  }
}
