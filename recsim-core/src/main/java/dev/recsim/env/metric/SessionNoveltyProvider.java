package dev.recsim.env.metric;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;

/** Provider of {@code session_novelty}: how far a document is from what was shown before. */
@Description("Mean cosine distance of a document to those shown earlier in its session.")
public final class SessionNoveltyProvider implements MetricProvider<NoOptions> {

  @Override
  public Measure create(NoOptions options, Environment environment) {
    Directions.require(name(), environment.space());
    int features = environment.space().documentFeatures().size();
    return Measure.of(
        "Mean cosine distance of a document to those on earlier slates of its session.",
        Metric.Better.HIGHER,
        false,
        () -> new Profile(new Directions(features)));
  }

  /** The distances of a session's documents to those on its earlier slates. */
  private static final class Profile extends RunningMean {
    private final Directions earlier;

    Profile(Directions earlier) {
      this.earlier = earlier;
    }

    @Override
    public void add(Observation seen, Slate slate, Step step) {
      for (int position = 0; position < slate.size(); position++) {
        double distance = earlier.distance(Directions.features(seen, slate, position));
        if (Double.isFinite(distance)) {
          add(distance);
        }
      }
      for (int position = 0; position < slate.size(); position++) {
        earlier.add(Directions.features(seen, slate, position));
      }
    }
  }
}
