package dev.recsim.ope;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decides from the weights of the sessions whether a log answers for a target policy. If it does
 * not, no estimator by weights is reported: its interval would be wrong without looking wrong.
 */
public final class WeightCheck implements Serializable {
  private static final long serialVersionUID = 1;

  /** Smallest effective sample with an answer. */
  public static final double SMALLEST_SAMPLE = 100;

  /** Smallest effective sample without a warning. */
  public static final double SMALL_SAMPLE = 1_000;

  /** Largest share of all weight that one session may have. */
  public static final double LARGEST_SHARE = 0.1;

  /** Largest share of the target's probability on documents that the log never shows. */
  public static final double LARGEST_UNSUPPORTED = 0.01;

  /**
   * Largest distance of the mean weight from 1 in standard errors; a normal mean is farther with a
   * probability of 6e-5.
   */
  public static final double LARGEST_Z = 4;

  /**
   * Distance of the mean weight from 1 up to which it is no reason to refuse, because propensities
   * in logs are rounded.
   */
  public static final double ROUNDING = 1e-3;

  private long n;
  private double sum;
  private double squares;
  private double largest;
  private long unknown;
  private double unsupported;
  private double asked;

  /** Adds the weight of a session; NaN if the propensity is unknown. */
  public void add(double weight) {
    if (Double.isNaN(weight)) {
      unknown++;
      return;
    }
    n++;
    sum += weight;
    squares += weight * weight;
    largest = Math.max(largest, weight);
  }

  /** Adds the share of the target's probability in a step that is on documents never shown. */
  public void addUnsupported(double share) {
    unsupported += share;
    asked++;
  }

  /** Adds the sessions of another part of the log. */
  public void add(WeightCheck other) {
    n += other.n;
    sum += other.sum;
    squares += other.squares;
    largest = Math.max(largest, other.largest);
    unknown += other.unknown;
    unsupported += other.unsupported;
    asked += other.asked;
  }

  public long n() {
    return n;
  }

  /**
   * {@code (sum w)^2 / sum w^2}: the number of equally weighted sessions with the same variance.
   */
  public double effectiveSample() {
    return squares == 0 ? 0 : sum * sum / squares;
  }

  public double largest() {
    return largest;
  }

  public double mean() {
    return n == 0 ? 0 : sum / n;
  }

  /** Distance of the mean weight from 1 in standard errors; 0 within rounding. */
  public double z() {
    double mean = mean();
    double variance = Math.max(0, squares / n - mean * mean) / Math.max(1, n - 1);
    double distance = mean - 1;
    if (Math.abs(distance) <= ROUNDING) {
      return 0;
    }
    return variance == 0
        ? Math.copySign(Double.POSITIVE_INFINITY, distance)
        : distance / Math.sqrt(variance);
  }

  /** Share of the target's probability on documents that the log never shows. */
  public double unsupported() {
    return asked == 0 ? 0 : unsupported / asked;
  }

  /** Why the log does not answer, and what to log instead; empty if it does. */
  public List<String> refusals() {
    List<String> reasons = new ArrayList<>();
    if (unknown > 0) {
      reasons.add(
          text(
              "the weights of %,d sessions are unknown, because their propensity or the target's"
                  + " probability is; log the probability with which each slate was shown",
              unknown));
      return reasons;
    }
    if (n < 2) {
      reasons.add("the log has fewer than two sessions");
      return reasons;
    }
    if (unsupported() > LARGEST_UNSUPPORTED) {
      reasons.add(
          text(
              "%.1f %% of the target's probability is on documents that the log never shows; log"
                  + " them with a probability above 0",
              100 * unsupported()));
    }
    if (Math.abs(z()) > LARGEST_Z) {
      reasons.add(
          text(
              "the mean weight is %.4g, %s standard errors away from 1; the propensities are wrong,"
                  + " or the target shows what the logging policy never shows. Log every document"
                  + " that the target may show with a probability above 0, and write that"
                  + " probability into the log",
              mean(), Double.isInfinite(z()) ? "infinitely many" : text("%.1f", Math.abs(z()))));
    }
    if (effectiveSample() < SMALLEST_SAMPLE) {
      reasons.add(
          text(
              "the effective sample is %.1f of %,d sessions, fewer than %.0f; log %s sessions under"
                  + " this policy, or log under a policy nearer to the target",
              effectiveSample(), n, SMALLEST_SAMPLE, needed()));
    }
    if (largest > LARGEST_SHARE * sum) {
      reasons.add(
          text(
              "one session has %.0f %% of all weight (%.4g), more than %.0f %%; log what the target"
                  + " shows with a larger probability",
              100 * largest / sum, largest, 100 * LARGEST_SHARE));
    }
    return reasons;
  }

  private String needed() {
    double effective = effectiveSample();
    return effective < 1
        ? "far more"
        : text("about %,d", (long) Math.ceil(n * SMALLEST_SAMPLE / effective));
  }

  /** What is doubtful about an answer; empty if nothing is. */
  public List<String> warnings() {
    return effectiveSample() < SMALL_SAMPLE
        ? List.of(
            text(
                "the effective sample is %.0f of %,d sessions, fewer than %,.0f: intervals may be"
                    + " too narrow",
                effectiveSample(), n, SMALL_SAMPLE))
        : List.of();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
