package dev.recsim.api;

import dev.recsim.api.MetricProvider.Measure;
import java.util.Arrays;
import java.util.Objects;

/**
 * A metric of an environment, computed from the sums of its counters over all sessions. A counter
 * is given by its index in {@link Environment#counters()}; those behind have {@linkplain
 * Environment#sparseCounters() no name}.
 */
public sealed interface Metric {
  /** Divides by the number of sessions, in place of a counter. */
  int SESSIONS = -1;

  /** The direction in which a metric improves. */
  enum Better {
    /** Larger values are better. */
    HIGHER,
    /** Smaller values are better. */
    LOWER,
    /** Neither is better, as for the share of one topic, or nothing was declared. */
    NONE
  }

  private static void requireTexts(String name, String description) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
  }

  /** {@return the name, snake_case, unique in an environment, for example {@code click_rate}} */
  String name();

  /** {@return one sentence that describes the metric with its unit; ends with a full stop} */
  String description();

  /** {@return the direction in which the metric improves} */
  Better better();

  /**
   * {@return whether the value is always between 0 and 1, such as a share} Reports cut intervals of
   * its mean there. By default it is not.
   */
  default boolean share() {
    return false;
  }

  /**
   * {@return the value computed from sums over sessions; NaN if the divisor is 0}
   *
   * @param sums sum of each counter over the sessions
   * @param sessions number of sessions
   */
  double value(double[] sums, int sessions);

  /**
   * The sum of a counter, divided by the sum of another one or by the number of sessions.
   *
   * @param name snake_case
   * @param description one sentence, with the unit
   * @param better the direction in which it improves
   * @param of index of the counter that is summed
   * @param per index of the counter it is divided by, or {@link #SESSIONS}
   * @param share whether the value is always between 0 and 1
   */
  record Quotient(String name, String description, Better better, int of, int per, boolean share)
      implements Metric {
    /**
     * Checks that name, description and direction are not null.
     *
     * @param name snake_case
     * @param description one sentence, with the unit
     * @param better the direction in which it improves
     * @param of index of a counter
     * @param per index of a counter
     * @param share whether the value is always between 0 and 1
     * @throws NullPointerException if the name, the description or the direction is null
     */
    public Quotient {
      requireTexts(name, description);
      Objects.requireNonNull(better, "better");
    }

    /**
     * Creates a quotient that may be above 1 or below 0.
     *
     * @param name snake_case
     * @param description one sentence, with the unit
     * @param better the direction in which it improves
     * @param of index of a counter
     * @param per index of a counter
     * @throws NullPointerException if the name, the description or the direction is null
     */
    public Quotient(String name, String description, Better better, int of, int per) {
      this(name, description, better, of, per, false);
    }

    /**
     * Creates a quotient of which neither direction is better.
     *
     * @param name snake_case
     * @param description one sentence, with the unit
     * @param of index of a counter
     * @param per index of a counter
     * @throws NullPointerException if the name or the description is null
     */
    public Quotient(String name, String description, int of, int per) {
      this(name, description, Better.NONE, of, per);
    }

    @Override
    public double value(double[] sums, int sessions) {
      double divisor = per == SESSIONS ? sessions : sums[per];
      return divisor == 0 ? Double.NaN : sums[of] / divisor;
    }
  }

  /**
   * The share of one topic in a whole; reports draw the shares of all topics as one bar. Neither
   * direction is better.
   *
   * @param name snake_case
   * @param description one sentence, with the unit
   * @param of index of the topic's counter
   * @param per index of the counter of the whole
   */
  record TopicShare(String name, String description, int of, int per) implements Metric {
    /**
     * Checks that name and description are not null.
     *
     * @param name snake_case
     * @param description one sentence, with the unit
     * @param of index of a counter
     * @param per index of a counter
     * @throws NullPointerException if the name or the description is null
     */
    public TopicShare {
      requireTexts(name, description);
    }

    @Override
    public Better better() {
      return Better.NONE;
    }

    @Override
    public boolean share() {
      return true;
    }

    @Override
    public double value(double[] sums, int sessions) {
      return new Quotient(name, description, of, per).value(sums, sessions);
    }
  }

  /**
   * The share of counters whose sum is above 0. Higher is better.
   *
   * @param name snake_case
   * @param description one sentence, with the unit
   * @param first index of the first counter
   * @param count number of counters, 1 or more
   */
  record Coverage(String name, String description, int first, int count) implements Metric {
    /**
     * Checks that name and description are not null.
     *
     * @param name snake_case
     * @param description one sentence, with the unit
     * @param first index of a counter
     * @param count number of counters
     * @throws NullPointerException if the name or the description is null
     */
    public Coverage {
      requireTexts(name, description);
    }

    @Override
    public Better better() {
      return Better.HIGHER;
    }

    @Override
    public boolean share() {
      return true;
    }

    @Override
    public double value(double[] sums, int sessions) {
      long covered = Arrays.stream(sums, first, first + count).filter(sum -> sum > 0).count();
      return (double) covered / count;
    }
  }

  /**
   * The Gini coefficient of counters: 0 if all sums are equal, 1 if a single counter has
   * everything. With the n sums c ascending and C their total, it is the sum of (2 j - n - 1) c[j]
   * over j = 1 .. n, divided by (n - 1) C; NaN if all sums are 0. Lower is better.
   *
   * @param name snake_case
   * @param description one sentence, with the unit
   * @param first index of the first counter
   * @param count number of counters, 2 or more
   */
  record Gini(String name, String description, int first, int count) implements Metric {
    /**
     * Checks that name and description are not null.
     *
     * @param name snake_case
     * @param description one sentence, with the unit
     * @param first index of a counter
     * @param count number of counters
     * @throws NullPointerException if the name or the description is null
     */
    public Gini {
      requireTexts(name, description);
    }

    @Override
    public Better better() {
      return Better.LOWER;
    }

    @Override
    public boolean share() {
      return true;
    }

    @Override
    public double value(double[] sums, int sessions) {
      double[] sorted = Arrays.copyOfRange(sums, first, first + count);
      Arrays.sort(sorted);
      double weighted = 0;
      double total = 0;
      for (int j = 0; j < count; j++) {
        weighted += (2.0 * j + 1 - count) * sorted[j];
        total += sorted[j];
      }
      return total == 0 ? Double.NaN : weighted / (total * (count - 1));
    }
  }

  /**
   * Shannon's entropy of the shares of counters, in bits: 0 if a single counter has everything, the
   * binary logarithm of their number if all sums are equal; NaN if all sums are 0. Higher is
   * better.
   *
   * @param name snake_case
   * @param description one sentence, with the unit
   * @param first index of the first counter
   * @param count number of counters, 2 or more
   */
  record Entropy(String name, String description, int first, int count) implements Metric {
    /**
     * Checks that name and description are not null.
     *
     * @param name snake_case
     * @param description one sentence, with the unit
     * @param first index of a counter
     * @param count number of counters
     * @throws NullPointerException if the name or the description is null
     */
    public Entropy {
      requireTexts(name, description);
    }

    @Override
    public Better better() {
      return Better.HIGHER;
    }

    @Override
    public double value(double[] sums, int sessions) {
      return ofShares(Arrays.copyOfRange(sums, first, first + count));
    }

    /**
     * {@return the entropy of the shares of counts, in bits; NaN if all are 0}
     *
     * @param counts 0 or more
     */
    public static double ofShares(double[] counts) {
      double total = 0;
      for (double each : counts) {
        total += each;
      }
      double nats = 0;
      for (double each : counts) {
        double share = each / total;
        nats -= each == 0 ? 0 : share * StrictMath.log(share);
      }
      return total == 0 ? Double.NaN : nats / StrictMath.log(2);
    }
  }

  /**
   * The metric of a measure.
   *
   * @param name snake_case
   * @param measure defines the metric
   * @param first index of the first of the measure's sums
   */
  record OfMeasure(String name, Measure measure, int first) implements Metric {
    @Override
    public String description() {
      return measure.description();
    }

    @Override
    public Better better() {
      return measure.better();
    }

    @Override
    public boolean share() {
      return measure.share();
    }

    @Override
    public double value(double[] sums, int sessions) {
      return measure.value(Arrays.copyOfRange(sums, first, first + measure.sums()), sessions);
    }
  }
}
