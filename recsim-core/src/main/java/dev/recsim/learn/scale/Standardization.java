package dev.recsim.learn.scale;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.api.Weights.Tensor;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Scales features to mean 0 and standard deviation 1. The statistics are of the observations before
 * the first gradient step; then they are fixed. They are tensors of the parameters: saved,
 * restored, and copied to twins. Until they are fixed, features are as observed.
 *
 * <p>A feature that was always the same counts as 0 at that number. Scaled features are clipped to
 * [-10, 10], because what was rare in warm-up may not be later.
 */
public final class Standardization {
  private static final float MOST = 10;

  /** Documents are measured up to this number of values; more do not make it more exact. */
  private static final long ENOUGH = 5_000_000;

  private final Scales user;
  private final Scales document;
  private List<Document> measured;
  private boolean fixed;

  /**
   * Creates scales.
   *
   * @param constants makes tensors that training does not change, from names and initial values;
   *     returns their numbers, which may be saved ones, not a copy
   */
  public Standardization(Space space, BiFunction<String, Tensor, float[]> constants) {
    user = new Scales("features.user", space.userFeatures().size(), constants);
    document = new Scales("features.document", space.documentFeatures().size(), constants);
  }

  /** Counts what is observed until the scales are fixed; candidates that stay count once. */
  public void measure(Observation seen) {
    if (!fixed) {
      user.add(seen.user());
    }
    boolean enough = fixed || document.size == 0 || document.count * document.size > ENOUGH;
    if (!enough && seen.candidates() != measured) {
      measured = seen.candidates();
      measured.forEach(it -> document.add(it.features()));
    }
  }

  /** Fixes the statistics; the first call counts. */
  public void fix() {
    if (!fixed) {
      user.fix();
      document.fix();
    }
    keep();
  }

  /** Fixes the statistics as they are, for those that were saved. */
  public void keep() {
    fixed = true;
    measured = null;
  }

  /** The scales of a user's features. */
  public Scales user() {
    return user;
  }

  /** The scales of a document's features. */
  public Scales document() {
    return document;
  }

  /** Means and standard deviations of a vector of features. */
  public static final class Scales {
    private final int size;
    private final float[] means;
    private final float[] deviations;
    private final double[] running;
    private final double[] squares;
    private long count;

    private Scales(String name, int size, BiFunction<String, Tensor, float[]> constants) {
      this.size = size;
      this.means = size == 0 ? null : constants.apply(name + ".mean", Tensor.of(i -> 0, size));
      this.deviations =
          size == 0 ? null : constants.apply(name + ".deviation", Tensor.of(i -> 1, size));
      this.running = new double[size];
      this.squares = new double[size];
    }

    /** Welford's method: a feature that is always the same has exactly no spread. */
    private void add(double[] features) {
      count++;
      for (int i = 0; i < size; i++) {
        double surplus = features[i] - running[i];
        running[i] += surplus / count;
        squares[i] += surplus * (features[i] - running[i]);
      }
    }

    private void fix() {
      for (int i = 0; i < size && count > 0; i++) {
        means[i] = (float) running[i];
        float deviation = (float) Math.sqrt(squares[i] / count);
        deviations[i] = deviation > 0 ? deviation : 1;
      }
    }

    /** The means; not a copy. */
    public float[] means() {
      return means;
    }

    /** The divisors; not a copy. */
    public float[] deviations() {
      return deviations;
    }

    /** Writes all features, scaled. */
    public void scale(double[] features, float[] to, int start) {
      for (int i = 0; i < size; i++) {
        to[start + i] = scaled(i, features[i]);
      }
    }

    /** A feature, scaled. */
    public float scaled(int i, double number) {
      float scaled = (float) ((number - means[i]) / deviations[i]);
      return scaled > MOST ? MOST : scaled < -MOST ? -MOST : scaled;
    }
  }
}
