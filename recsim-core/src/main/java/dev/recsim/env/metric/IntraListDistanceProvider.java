package dev.recsim.env.metric;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;

/** Provider of {@code intra_list_distance}: how different the documents of a slate are. */
@Description("Mean cosine distance between the features of two documents on a slate.")
public final class IntraListDistanceProvider implements MetricProvider<NoOptions> {

  @Override
  public Measure create(NoOptions options, Environment environment) {
    Space space = environment.space();
    Directions.require(name(), space);
    InvalidOption.unless(
        space.slateSize() > 1,
        "type",
        "intra_list_distance compares documents on a slate, but slates have one document; write"
            + " slate_size: 2 or more in the environment, or use session_novelty");
    int features = space.documentFeatures().size();
    return Measure.of(
        "Mean cosine distance between the features of two documents on a slate.",
        Metric.Better.HIGHER,
        false,
        () -> new Slates(new Directions(features)));
  }

  /** The sum of the mean distances of slates, and the number of slates that have one. */
  private static final class Slates extends RunningMean {
    private final Directions shown;

    Slates(Directions shown) {
      this.shown = shown;
    }

    @Override
    public void add(Observation seen, Slate slate, Step step) {
      shown.clear();
      for (int position = 0; position < slate.size(); position++) {
        shown.add(Directions.features(seen, slate, position));
      }
      if (shown.count() > 1) {
        add(shown.meanDistance());
      }
    }
  }
}
