package dev.recsim.trial;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider.Measure;
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
 * Adds the metrics of measures to an environment. Their sums are sparse counters behind those of
 * the environment, in the order of the measures' names.
 */
public final class MeasuredEnvironment implements Environment.Wrapper {
  private final Environment environment;
  private final List<Measure> measures;

  /** Index of the first sum of each measure, and behind them the number of all counters. */
  private final int[] firsts;

  private final List<Metric> metrics;

  /**
   * @param measures by name; no name may be a metric of the environment
   */
  public MeasuredEnvironment(Environment environment, SortedMap<String, Measure> measures) {
    this.environment = environment;
    this.measures = List.copyOf(measures.values());
    this.firsts = new int[measures.size() + 1];
    List<Metric> all = new ArrayList<>(environment.metrics());
    int first = environment.counters().size() + environment.sparseCounters();
    int i = 0;
    for (String name : measures.keySet()) {
      firsts[i++] = first;
      all.add(new Metric.OfMeasure(name, measures.get(name), first));
      first = Math.addExact(first, measures.get(name).sums());
    }
    firsts[i] = first;
    this.metrics = List.copyOf(all);
  }

  /** {@return the environment without the measures} */
  @Override
  public Environment inside() {
    return environment;
  }

  /** The owner of a counter: the environment or a measure. */
  Object owner(int counter) {
    Object owner = environment;
    for (int i = 0; i < measures.size() && counter >= firsts[i]; i++) {
      owner = measures.get(i);
    }
    return owner;
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
  public int sparseCounters() {
    return firsts[measures.size()] - environment.counters().size();
  }

  @Override
  public List<Metric> metrics() {
    return metrics;
  }

  private final class MeasuredSession implements Session.Wrapper {
    private final Session session;
    private final Measure.Count[] measured;
    private Observation first;
    private Observation seen;

    MeasuredSession(Session session, Measure.Count[] measured) {
      this.session = session;
      this.measured = measured;
    }

    /** Asks when it is needed, so that several sessions can be opened at once. */
    @Override
    public Observation start() {
      if (first == null) {
        first = session.start();
        seen = first;
      }
      return first;
    }

    @Override
    public Step recommend(Slate slate) {
      if (seen == null) {
        start();
      }
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
    public Sparse sparseCounts() {
      Sparse own = session.sparseCounts();
      Sparse[] sums = new Sparse[measured.length];
      int size = own.counters().length;
      for (int i = 0; i < sums.length; i++) {
        sums[i] = measured[i].sums();
        size += sums[i].counters().length;
      }
      int[] counters = Arrays.copyOf(own.counters(), size);
      double[] counts = Arrays.copyOf(own.counts(), size);
      int at = own.counters().length;
      for (int i = 0; i < sums.length; i++) {
        for (int j = 0; j < sums[i].counters().length; j++) {
          counters[at] = firsts[i] + sums[i].counters()[j];
          counts[at++] = sums[i].counts()[j];
        }
      }
      return new Sparse(counters, counts);
    }
  }
}
