package dev.recsim.env.metric;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;

/** Provider of {@code session_novelty}: how far a document is from what was shown before. */
@Description("Mean cosine distance of a document to those shown earlier in its session.")
public final class SessionNoveltyProvider
    implements MetricProvider<SessionNoveltyProvider.SessionNovelty> {

  /** Options of {@code session_novelty}: none. */
  public record SessionNovelty() {}

  @Override
  public String name() {
    return "session_novelty";
  }

  @Override
  public Measure create(SessionNovelty options, Environment environment) {
    Directions.require(name(), environment.space());
    return new Novelty(environment.space().documentFeatures().size());
  }

  private record Novelty(int features) implements Measure {
    @Override
    public String description() {
      return "Mean cosine distance of a document to those on earlier slates of its session.";
    }

    @Override
    public Metric.Better better() {
      return Metric.Better.HIGHER;
    }

    @Override
    public Count open() {
      return new Profile(features);
    }
  }

  /** The distances of a session's documents to those on its earlier slates. */
  private static final class Profile implements Measure.Quotient {
    private final Directions earlier;
    private double distances;
    private int documents;

    Profile(int features) {
      earlier = new Directions(features);
    }

    @Override
    public void add(Observation seen, Slate slate, Step step) {
      for (int position = 0; position < slate.size(); position++) {
        double distance = earlier.distance(Directions.features(seen, slate, position));
        if (Double.isFinite(distance)) {
          distances += distance;
          documents++;
        }
      }
      for (int position = 0; position < slate.size(); position++) {
        earlier.add(Directions.features(seen, slate, position));
      }
    }

    @Override
    public double of() {
      return distances;
    }

    @Override
    public double per() {
      return documents;
    }
  }
}
