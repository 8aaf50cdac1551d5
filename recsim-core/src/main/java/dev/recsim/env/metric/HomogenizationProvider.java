package dev.recsim.env.metric;

import dev.recsim.algebra.Vectors;
import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import java.util.Arrays;

/**
 * Provider of {@code homogenization}: how similar the impressions of two users are.
 *
 * <p>The mean cosine over all pairs of n sessions follows from the sum S of their unit vectors: it
 * is (|S|<sup>2</sup> - n) / (n (n - 1)). So no pair is compared.
 */
@Description("Mean cosine similarity of what is shown in two sessions.")
public final class HomogenizationProvider
    implements MetricProvider<HomogenizationProvider.Homogenization> {

  /** Options of {@code homogenization}. */
  public record Homogenization(
      @Description("What is compared: documents that all sessions share, or topics.")
          @Default("documents")
          Over over) {}

  @Override
  public Measure create(Homogenization options, Environment environment) {
    return new Similarity(Catalogue.of(options.over(), environment));
  }

  /** The last sum is the number of sessions that showed anything. */
  private record Similarity(Catalogue catalogue) implements Measure {
    @Override
    public String description() {
      return "Mean cosine similarity of the impressions of %s in two sessions, 0 to 1."
          .formatted(catalogue.word());
    }

    @Override
    public Metric.Better better() {
      return Metric.Better.LOWER;
    }

    @Override
    public boolean share() {
      return true;
    }

    @Override
    public int sums() {
      return catalogue.size() + 1;
    }

    @Override
    public double value(double[] sums, int sessions) {
      double n = sums[catalogue.size()];
      double square = 0;
      for (int i = 0; i < catalogue.size(); i++) {
        square += sums[i] * sums[i];
      }
      return n < 2 ? Double.NaN : Math.min(1, Math.max(0, (square - n) / (n * (n - 1))));
    }

    @Override
    public Count open() {
      return new UnitVector(catalogue.size(), new Impressions(catalogue));
    }
  }

  /** The impressions of a session as a vector of length 1, and a 1 for the session. */
  private record UnitVector(int size, Impressions impressions) implements Measure.Count {
    @Override
    public void add(Observation seen, Slate slate, Step step) {
      impressions.add(seen, slate, step);
    }

    @Override
    public Session.Sparse sums() {
      int[] shown = impressions.sorted();
      int[] numbers = new int[shown.length + 1];
      double[] counts = new double[shown.length + 1];
      int different = 0;
      for (int i = 0; i < shown.length; i++) {
        different += i == 0 || shown[i] != shown[i - 1] ? 1 : 0;
        numbers[different - 1] = shown[i];
        counts[different - 1]++;
      }
      double length = Math.sqrt(Vectors.dot(counts, counts));
      for (int i = 0; i < different; i++) {
        counts[i] /= length;
      }
      if (different > 0) {
        numbers[different] = size;
        counts[different++] = 1;
      }
      return new Session.Sparse(
          Arrays.copyOf(numbers, different), Arrays.copyOf(counts, different));
    }
  }
}
