package dev.recsim.env.metric;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;

/** Provider of {@code intra_list_distance}: how different the documents of a slate are. */
@Description("Mean cosine distance between the features of two documents on a slate.")
public final class IntraListDistanceProvider
    implements MetricProvider<IntraListDistanceProvider.IntraListDistance> {

  /** Options of {@code intra_list_distance}: none. */
  public record IntraListDistance() {}

  @Override
  public String name() {
    return "intra_list_distance";
  }

  @Override
  public Measure create(IntraListDistance options, Environment environment) {
    Space space = environment.space();
    Directions.require(name(), space);
    InvalidOption.unless(
        space.slateSize() > 1,
        "type",
        "intra_list_distance compares documents on a slate, but slates have one document; write"
            + " slate_size: 2 or more in the environment, or use session_novelty");
    return new Distance(space.documentFeatures().size());
  }

  private record Distance(int features) implements Measure {
    @Override
    public String description() {
      return "Mean cosine distance between the features of two documents on a slate.";
    }

    @Override
    public Metric.Better better() {
      return Metric.Better.HIGHER;
    }

    @Override
    public Count open() {
      return new Slates(new Directions(features));
    }
  }

  /** The sum of the mean distances of slates, and the number of slates that have one. */
  private static final class Slates implements Measure.Quotient {
    private final Directions shown;
    private double distances;
    private int slates;

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
        distances += shown.meanDistance();
        slates++;
      }
    }

    @Override
    public double of() {
      return distances;
    }

    @Override
    public double per() {
      return slates;
    }
  }
}
