package dev.recsim.api;

/**
 * Makes metrics of one type; found by {@link java.util.ServiceLoader} and chosen by {@code metrics:
 * {<any name>: {type: <name>}}}.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface MetricProvider<C extends Record> extends Provider<C> {

  /**
   * Makes what counts.
   *
   * @param options of the metric
   * @param space of the environment it counts in: which features and signals there are
   * @return a measure
   * @throws InvalidOption if an option cannot be satisfied, or not in this environment
   */
  Measure create(C options, Space space);
}
