package dev.recsim.env.metric;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Sessions that a test counts by hand. */
public final class Counted {
  private static final double[] NO_FEATURES = {};

  private Counted() {}

  /** A document with its features. */
  record Item(long id, int topic, double... features) implements Document {}

  /** An environment with what a metric asks for; its sessions cannot be opened. */
  record Fixed(Space space, OptionalInt catalogue) implements Environment {
    @Override
    public Session open(RandomKey key) {
      throw new AssertionError("no metric opens a session before it counts");
    }
  }

  /** Documents 0 .. n - 1 of all sessions, document i of topic i % topics, without features. */
  static Environment documents(int n, int topics) {
    return new Fixed(new Space(n, n, 1, topics, List.of(), List.of(), List.of()), shared(n));
  }

  private static OptionalInt shared(int n) {
    return OptionalInt.of(n);
  }

  /** What a user with these candidates sees. */
  static Observation seen(Document... candidates) {
    return new Observation(0, NO_FEATURES, List.of(candidates));
  }

  /** Documents 0 .. n - 1, document i of topic i % topics. */
  static Observation items(int n, int topics) {
    return seen(
        IntStream.range(0, n).mapToObj(i -> new Item(i, i % topics)).toArray(Document[]::new));
  }

  /** A slate shown at an observation, and its reward. */
  public record Shown(Observation seen, Slate slate, double reward) {
    Shown(Observation seen, int... slate) {
      this(seen, Slate.of(slate), 0);
    }
  }

  /** The metric of sessions, each a list of slates. */
  @SafeVarargs
  public static double value(Measure measure, List<Shown>... sessions) {
    double[] sums = new double[measure.sums()];
    for (List<Shown> session : sessions) {
      Measure.Count count = measure.open();
      session.forEach(
          it ->
              count.add(
                  it.seen,
                  it.slate,
                  new Step(Response.NONE, it.reward, it.seen, Status.CONTINUES)));
      Session.Sparse counted = count.sums();
      for (int i = 0; i < counted.counters().length; i++) {
        sums[counted.counters()[i]] += counted.counts()[i];
      }
    }
    return measure.value(sums, sessions.length);
  }
}
