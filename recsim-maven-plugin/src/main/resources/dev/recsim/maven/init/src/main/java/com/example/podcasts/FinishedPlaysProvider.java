package com.example.podcasts;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;

/** Provider of {@code finished_plays}: the share of plays that are heard to the end. */
@Description("Share of the played episodes that were heard to the end, or nearly.")
public final class FinishedPlaysProvider
    implements MetricProvider<FinishedPlaysProvider.FinishedPlays> {

  /** Options of {@code finished_plays}. */
  public record FinishedPlays(
      @Description("Share of an episode that must be heard to count as finished.")
          @Range(above = 0, max = 1)
          @Default("1")
          double share) {}

  @Override
  public Measure create(FinishedPlays options, Environment environment) {
    Space space = environment.space();
    int feature = space.documentFeatures().indexOf("minutes");
    int signal = space.signals().indexOf("minutes");
    InvalidOption.unless(
        feature >= 0 && signal >= 0,
        "type",
        "finished_plays needs an environment of episodes, such as commute");
    return new Measure() {
      @Override
      public String description() {
        return "Share of the played episodes of which at least the share %s was heard."
            .formatted(options.share());
      }

      @Override
      public Metric.Better better() {
        return Metric.Better.HIGHER;
      }

      @Override
      public Count open() {
        return new Plays(options.share(), feature, signal);
      }
    };
  }

  /** Counts a session: {@link #of} returns the finished plays, {@link #per} all plays. */
  private static final class Plays implements Measure.Quotient {
    private final double share;
    private final int feature;
    private final int signal;
    private int plays;
    private int finished;

    Plays(double share, int feature, int signal) {
      this.share = share;
      this.feature = feature;
      this.signal = signal;
    }

    @Override
    public void add(Observation seen, Slate slate, Step step) {
      for (int i = 0; i < step.response().clicks(); i++) {
        int position = step.response().click(i);
        double[] features = seen.candidates().get(slate.document(position)).features();
        double heard = step.response().signal(position, signal);
        plays++;
        finished += heard >= share * features[feature] ? 1 : 0;
      }
    }

    @Override
    public double of() {
      return finished;
    }

    @Override
    public double per() {
      return plays;
    }
  }
}
