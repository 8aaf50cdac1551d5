package dev.recsim.experimentfile;

import dev.recsim.api.Environment;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.experimentfile.ExperimentSpec.EnvironmentSpec;
import dev.recsim.experimentfile.ExperimentSpec.MetricSpec;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.world.FittedProvider.Fitted;
import dev.recsim.trial.MeasuredEnvironment;
import dev.recsim.trial.verify.SharedEnvironment;
import dev.recsim.trial.verify.SharedEnvironment.Originals;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.WeakHashMap;

/**
 * Creates environments from their specs. An environment is created once and shared while its spec
 * is in use. If memory is short, it is discarded and created again at the next request.
 */
public final class Environments {
  private static final Map<EnvironmentSpec<?>, Reference<Made>> MADE = new WeakHashMap<>();

  /**
   * An environment without the experiment's metrics.
   *
   * @param originals its features before the first trial
   */
  private record Made(Environment environment, Originals originals) {
    static <C extends Record> Made of(EnvironmentSpec<C> spec) {
      return new Made(spec.provider().create(spec.options(), spec.directory()), new Originals());
    }

    Environment measured(ExperimentSpec spec) {
      SortedMap<String, Measure> measures = new TreeMap<>();
      Path folder = spec.environment().directory();
      spec.metrics().forEach(it -> measures.put(it.name(), measure(it, environment, folder)));
      return measures.isEmpty() ? environment : new MeasuredEnvironment(environment, measures);
    }
  }

  /**
   * Names that an environment has from the log that it was fitted to.
   *
   * @param documents in the order of their indices
   * @param states in the order of their indices; empty if users have none
   */
  public record LogNames(List<String> documents, List<String> states) {}

  private Environments() {}

  /** Returns the names of the log that the environment was fitted to; empty for other ones. */
  public static Optional<LogNames> logNames(ExperimentSpec spec) {
    if (!(spec.environment().options() instanceof Fitted fitted)) {
      return Optional.empty();
    }
    Path file = spec.environment().directory().resolve(fitted.file());
    List<String> documents = FitModelProvider.read(file).documents();
    // A user's state is the document at which the user is.
    boolean states = of(spec).space().states() == documents.size();
    return Optional.of(new LogNames(documents, states ? documents : List.of()));
  }

  /** Returns the environment of an experiment, with the experiment's metrics. */
  public static Environment of(ExperimentSpec spec) {
    return made(spec.environment()).measured(spec);
  }

  /** Returns the environment of an experiment for trials. */
  public static SharedEnvironment shared(ExperimentSpec spec) {
    Made made = made(spec.environment());
    return new SharedEnvironment(
        made.measured(spec), made.originals(), () -> Made.of(spec.environment()).measured(spec));
  }

  static <C extends Record> Measure measure(
      MetricSpec<C> metric, Environment environment, Path folder) {
    return metric.provider().create(metric.options(), environment, folder);
  }

  /** Returns the environment without the experiment's metrics. */
  static Environment of(EnvironmentSpec<?> spec) {
    return made(spec).environment();
  }

  private static Made made(EnvironmentSpec<?> spec) {
    synchronized (MADE) {
      Reference<Made> kept = MADE.get(spec);
      Made made = kept == null ? null : kept.get();
      if (made == null) {
        made = Made.of(spec);
        MADE.put(spec, new SoftReference<>(made));
      }
      return made;
    }
  }
}
