package dev.recsim.trial;

import dev.recsim.api.Environment;
import dev.recsim.api.Measure;
import dev.recsim.api.Metric;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * Adds the counters and metrics of measures to an environment. Its own counters are first, followed
 * by two for each measure, in the order of the measures' names.
 */
public final class MeasuredEnvironment implements Environment.Wrapper {
  private final Environment environment;
  private final List<Measure> measures;
  private final List<String> counters;
  private final List<Metric> metrics;

  /**
   * @param measures by name; no name may be a metric of the environment
   */
  public MeasuredEnvironment(Environment environment, SortedMap<String, Measure> measures) {
    this.environment = environment;
    this.measures = List.copyOf(measures.values());
    this.counters = new ArrayList<>(environment.counters());
    this.metrics = new ArrayList<>(environment.metrics());
    measures.forEach(
        (name, measure) -> {
          int of = counters.size();
          counters.add("metrics." + name + ".of");
          counters.add("metrics." + name + ".per");
          metrics.add(
              new Metric.Quotient(name, measure.description(), measure.better(), of, of + 1));
        });
  }

  /** {@return the environment without the measures} */
  @Override
  public Environment inside() {
    return environment;
  }

  /** The owner of a counter: the environment or a measure. */
  Object counts(int counter) {
    int own = counters.size() - 2 * measures.size();
    return counter < own ? environment : measures.get((counter - own) / 2);
  }

  @Override
  public Session open(RandomKey key) {
    Session session = environment.open(key);
    return session == null
        ? null
        : new MeasuredSession(
            session, measures.stream().map(Measure::open).toArray(Measure.Count[]::new));
  }

  @Override
  public List<String> counters() {
    return List.copyOf(counters);
  }

  @Override
  public List<Metric> metrics() {
    return List.copyOf(metrics);
  }

  private static final class MeasuredSession implements Session.Wrapper {
    private final Session session;
    private final Measure.Count[] measured;
    private final Observation first;
    private Observation seen;

    MeasuredSession(Session session, Measure.Count[] measured) {
      this.session = session;
      this.measured = measured;
      this.first = session.start();
      this.seen = first;
    }

    @Override
    public Observation start() {
      return first;
    }

    @Override
    public Step recommend(Slate slate) {
      Step step = session.recommend(slate);
      if (step == null) {
        return null;
      }
      for (Measure.Count count : measured) {
        count.add(seen, slate, step);
      }
      seen = step.next();
      return step;
    }

    @Override
    public Session inside() {
      return session;
    }

    @Override
    public double[] counts() {
      double[] own = session.counts();
      double[] counts = Arrays.copyOf(own, own.length + 2 * measured.length);
      for (int i = 0; i < measured.length; i++) {
        counts[own.length + 2 * i] = measured[i].of();
        counts[own.length + 2 * i + 1] = measured[i].per();
      }
      return counts;
    }
  }
}
