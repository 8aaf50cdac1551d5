package dev.recsim.api;

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
}
