package dev.recsim.api;

import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Creates metrics of one type. It is found by {@link java.util.ServiceLoader} and selected in YAML
 * by {@code metrics: {<any name>: {type: <name>}}}.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface MetricProvider<C extends Record> extends Provider<C> {

  /**
   * Creates a metric.
   *
   * @param options of the metric
   * @param environment whose sessions it will count; opening a session of it is allowed only when
   *     the measure counts its first session
   * @return a measure
   * @throws InvalidOption if an option cannot be satisfied in this environment
   */
  Measure create(C options, Environment environment);

  /**
   * Creates a metric that reads files. By default it ignores the folder. Experiments call this
   * method.
   *
   * @param options of the metric
   * @param environment whose sessions it will count, see {@link #create(Record, Environment)}
   * @param folder to which the {@linkplain Options.InputFile files} of the options are relative
   * @return a measure
   * @throws InvalidOption if an option cannot be satisfied in this environment
   */
  default Measure create(C options, Environment environment, Path folder) {
    return create(options, environment);
  }

  /**
   * A metric that an experiment adds: a function of sums over all evaluation sessions, by default
   * the quotient of two. Immutable and shared between threads; the counts of a session are in a
   * {@link Count}.
   */
  interface Measure {

    /**
     * {@return a metric that is the quotient of two sums}
     *
     * @param description one sentence with the unit
     * @param better the direction in which the metric improves
     * @param share whether it is always between 0 and 1
     * @param counts creates the counts of a session
     */
    static Measure of(
        String description, Metric.Better better, boolean share, Supplier<Quotient> counts) {
      return new Measure() {
        @Override
        public String description() {
          return description;
        }

        @Override
        public Metric.Better better() {
          return better;
        }

        @Override
        public boolean share() {
          return share;
        }

        @Override
        public Count open() {
          return counts.get();
        }
      };
    }

    /** {@return one sentence that describes the metric with its unit; ends with a full stop} */
    String description();

    /**
     * {@return the direction in which the metric improves} By default neither is better: a guard on
     * the metric must then say which change is a regression.
     */
    default Metric.Better better() {
      return Metric.Better.NONE;
    }

    /**
     * {@return whether the metric is always between 0 and 1, such as a share} By default it is not.
     */
    default boolean share() {
      return false;
    }

    /** {@return the number of sums; by default 2, a numerator and a denominator} */
    default int sums() {
      return 2;
    }

    /**
     * {@return the metric; NaN if it has no value} By default the first sum divided by the second,
     * or NaN if that is 0.
     *
     * @param sums of what the sessions counted, added in the order of the sessions
     * @param sessions number of sessions
     */
    default double value(double[] sums, int sessions) {
      return sums[1] == 0 ? Double.NaN : sums[0] / sums[1];
    }

    /**
     * Creates the counts of a session, before its first step.
     *
     * @return new counts
     */
    Count open();

    /** The counts of one session. Confined to one thread. */
    interface Count {

      /**
       * Counts a step. The counts must be a function of the steps alone.
       *
       * @param seen the environment's observation before the step, not changed by the agent's
       *     {@link Agent.Perception}
       * @param slate the slate shown
       * @param step the result of the step
       */
      void add(Observation seen, Slate slate, Step step);

      /**
       * {@return this session's contribution to the sums so far; finite} The counters are indices
       * of sums.
       */
      Session.Sparse sums();
    }

    /** The counts of one session for a quotient of two sums. */
    interface Quotient extends Count {

      /** {@return this session's contribution to the numerator so far; finite} */
      double of();

      /**
       * {@return this session's contribution to the denominator so far; finite} If it is always 1,
       * the metric is a mean over sessions.
       */
      double per();

      @Override
      default Session.Sparse sums() {
        return new Session.Sparse(new int[] {0, 1}, new double[] {of(), per()});
      }
    }
  }
}
