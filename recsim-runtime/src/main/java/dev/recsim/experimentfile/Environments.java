package dev.recsim.experimentfile;

import dev.recsim.api.Environment;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.experimentfile.ExperimentSpec.EnvironmentSpec;
import dev.recsim.experimentfile.ExperimentSpec.MetricSpec;
import dev.recsim.trial.MeasuredEnvironment;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.WeakHashMap;

/**
 * Creates environments from their specs. An environment is created once and shared while its spec
 * is in use. If memory is short, it is discarded and created again at the next request.
 */
public final class Environments {
  private static final Map<EnvironmentSpec<?>, Reference<Environment>> MADE = new WeakHashMap<>();

  private Environments() {}

  /** Returns the environment of an experiment, with the experiment's metrics. */
  public static Environment of(ExperimentSpec spec) {
    Environment environment = of(spec.environment());
    SortedMap<String, Measure> measures = new TreeMap<>();
    spec.metrics()
        .forEach(
            metric ->
                measures.put(
                    metric.name(), measure(metric, environment, spec.environment().directory())));
    return measures.isEmpty() ? environment : new MeasuredEnvironment(environment, measures);
  }

  static <C extends Record> Measure measure(
      MetricSpec<C> metric, Environment environment, Path folder) {
    return metric.provider().create(metric.options(), environment, folder);
  }

  /** Returns the environment without the experiment's metrics. */
  static <C extends Record> Environment of(EnvironmentSpec<C> spec) {
    synchronized (MADE) {
      Reference<Environment> kept = MADE.get(spec);
      Environment environment = kept == null ? null : kept.get();
      if (environment == null) {
        environment = spec.provider().create(spec.options(), spec.directory());
        MADE.put(spec, new SoftReference<>(environment));
      }
      return environment;
    }
  }
}
