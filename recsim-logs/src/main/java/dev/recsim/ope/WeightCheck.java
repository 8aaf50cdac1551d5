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

  /** Smallest effective sample that tells how many more sessions are needed. */
  private static final double KNOWN_SAMPLE = 20;

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
              mean(), errors(z())));
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

  /**
   * The most that the squares of normal numbers sum up to, if only positive ones count: each has
   * the mean 1/2 and the variance 5/4.
   */
  static double mostSquares(double count, double z) {
    return count / 2 + z * Math.sqrt(1.25 * count) + z * z / 2;
  }

  /** A number of standard errors that can be read. */
  private static String errors(double z) {
    double size = Math.abs(z);
    if (Double.isInfinite(size)) {
      return "infinitely many";
    }
    return size > 1_000 ? "more than 1,000" : text("%.1f", size);
  }

  private String needed() {
    double effective = effectiveSample();
    return effective < KNOWN_SAMPLE
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

  /** Why a log does not answer for a policy that shows in a state what the log never shows. */
  public static String missing(StateWeights.Missing it, String state) {
    return text(
        "the mean weight in the state %s is %.4g over %,d steps, %s standard errors below 1%s: the"
            + " target shows there what the log never shows. Log there every document that the"
            + " target may show with a probability above 0",
        state,
        it.mean(),
        (long) it.steps(),
        errors(it.z()),
        it.count() == 1 ? "" : text(", and it is below 1 in %,d states", it.count()));
  }

  /** Why a log does not answer whose sessions have contributions with a heavy tail. */
  public static String heavy(double index) {
    return text(
        "the tail of what sessions contribute, weights times rewards, has the Pareto index %.2f,"
            + " above %.1f: sessions larger than any in the log would decide the answer. Log more"
            + " sessions, log what the target shows with a larger probability, or limit rewards"
            + " with evaluate.clip_rewards",
        index, Spread.LARGEST_INDEX);
  }

  /** Why a log does not answer that lacks the heavy sessions that its steps allow. */
  public static String missingHeavy(double factor, double weight) {
    return text(
        "the steps of this log allow sessions with weights up to %.3g; with them the standard error"
            + " is %.1f times as large as the log shows, so heavy sessions are missing. Log more"
            + " sessions, or log under a policy nearer to the target",
        weight, factor);
  }

  /** What is doubtful about an answer that rests on few sessions. */
  public static String concentrated(int sessions, double share) {
    return text(
        "%,d %s %.0f %% of all rewards times weights; evaluate.clip_rewards limits rewards",
        sessions, sessions == 1 ? "session holds" : "sessions hold", 100 * share);
  }

  /** Why claims are refused where two estimators cannot both be right. */
  public static String contradiction(String first, String plain, double difference) {
    return text(
        "%s and %s differ by %.4g, more than sampling explains (99.9 %%): the propensities are"
            + " wrong, the log lacks part of what the target shows, or rewards depend on what is"
            + " not in the states",
        first, plain, difference);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
