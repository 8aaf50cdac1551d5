package dev.recsim.learn.actorcritic;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixOptions.Similarity;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.scores.DistinctObservations;
import dev.recsim.random.RandomKey;
import dev.recsim.vectors.IndexBuilder;
import dev.recsim.vectors.NearestScan;
import dev.recsim.vectors.NearestScanBenchmark;
import dev.recsim.vectors.VectorIndex;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a catalogue costs by the number of its documents, as comma-separated values on standard
 * output: CPU time of one thread, the least of some repetitions. {@code docs/large-catalogues.md}
 * shows them.
 *
 * <p>Arguments: the most documents (1,000,000 if left out), and the most that are indexed. After
 * {@code mvn -DskipTests install}:
 *
 * <pre>{@code
 * mvn -q -pl recsim-benchmarks dependency:build-classpath -DincludeScope=runtime \
 *     -Dmdep.outputFile=target/classpath
 * java -cp recsim-benchmarks/target/classes:$(cat recsim-benchmarks/target/classpath) \
 *     dev.recsim.learn.actorcritic.CatalogueCosts 1000000
 * }</pre>
 */
public final class CatalogueCosts {
  private static final int SIZE = 16;
  private static final int K = 10;
  private static final int BATCH = 64;
  private static final int TRANSITIONS = 256;
  private static final RandomKey KEY = RandomKey.root(1);
  private static final TransitionMatrixProvider WORLDS = new TransitionMatrixProvider();
  private static final ActorCritic AGENTS = new ActorCritic();

  private final Environment world;
  private final Space space;

  private CatalogueCosts(int documents) {
    Acceptance acceptance = new Acceptance(null, null, null, new Similarity(42, 3, 8));
    world =
        WORLDS.create(
            new TransitionMatrixOptions(documents, SIZE, .1, .2, acceptance, 1_000), Path.of("."));
    space = world.space();
  }

  /** Measures 10, 100, ... documents. */
  public static void main(String[] arguments) {
    int most = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int mostIndexed = arguments.length > 1 ? Integer.parseInt(arguments[1]) : most;
    System.out.println(
        "documents,step_us,update_searching_us,update_us,exact_us,decision_us,index_us,"
            + "index_recall,index_build_s");
    for (int documents = 10; documents <= most; documents *= 10) {
      CatalogueCosts costs = new CatalogueCosts(documents);
      System.out.printf(
          Locale.ROOT,
          "%s,%.4g,%.4g,%.4g,%.4g,%.4g,%s%n",
          documents,
          costs.step(),
          costs.update(ActorLoss.GREEDY_REGRESSION, .8),
          costs.update(ActorLoss.DETERMINISTIC_POLICY_GRADIENT, 0),
          costs.exact(),
          costs.decision(),
          documents <= mostIndexed && documents > K ? costs.index() : ",,");
    }
  }

  /** Least CPU microseconds of a call, of at least three and at least 0.3 seconds. */
  private static double least(int perCall, Runnable call) {
    double least = Double.POSITIVE_INFINITY;
    double sum = 0;
    for (int i = 0; i < 3 || sum < 3e5; i++) {
      long start = cpu();
      call.run();
      double time = (cpu() - start) / 1e3;
      sum += time;
      least = Math.min(least, time);
    }
    return least / perCall;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private double step() {
    int sessions = 2_000;
    int steps = play(sessions, null);
    return least(steps, () -> play(sessions, null));
  }

  /** Plays sessions under the random policy. */
  private int play(int sessions, Learner learner) {
    int steps = 0;
    for (int i = 0; i < sessions; i++) {
      Session session = world.open(KEY.child("world").child(i));
      RandomKey decisions = KEY.child("decisions").child(i);
      Observation seen = session.start();
      for (Status status = Status.CONTINUES; status == Status.CONTINUES; steps++) {
        Slate slate = Slate.of(decisions.below(steps, space.documents()));
        Step step = session.recommend(slate);
        if (learner != null) {
          learner.observe(new Transition(seen, slate, step));
        }
        seen = step.next();
        status = step.status();
      }
    }
    return steps;
  }

  private static ActorCriticOptions options(ActorLoss loss, double gamma) {
    ActorCriticOptions options = AGENTS.defaults();
    options = Options.with(options, "hidden", List.of(64));
    options = Options.with(options, "emb_size", SIZE);
    options = Options.with(options, "top_k", K);
    options = Options.with(options, "actor_loss", loss);
    options = Options.with(options, "gamma", gamma);
    return Options.with(options, "value_scale", 1.0);
  }

  private double update(ActorLoss loss, double gamma) {
    try (Agent agent = AGENTS.create(options(loss, gamma), world, KEY)) {
      Learner learner = agent.learner().orElseThrow();
      play(5_000, learner);
      return least(1, () -> learner.update(TRANSITIONS));
    }
  }

  /** The search for nearest documents alone. */
  private double exact() {
    NearestScan scan = new NearestScan(SIZE, false);
    int k = Math.min(K, space.documents());
    float[] units = NearestScanBenchmark.directions(space.documents(), SIZE, KEY.child("units"));
    float[] queries = NearestScanBenchmark.directions(BATCH, SIZE, KEY.child("queries"));
    int[] found = new int[BATCH * k];
    return least(
        BATCH, () -> scan.find(units, space.documents(), queries, 0, BATCH, k, found, 0, k));
  }

  /** The actor's proposal, the nearest documents and the critic's choice, in batches. */
  private double decision() {
    ActorCriticOptions options = options(ActorLoss.GREEDY_REGRESSION, .8);
    Parameters parameters = new Parameters(options.engine(), options.hidden());
    Documents documents = Documents.of(world, null);
    ActorCriticOptions complete = options.complete(documents, world, null);
    Networks networks = documents.networks(complete, space, parameters, KEY);
    Choice choice = new Choice(networks, networks.encodings(true), K, 0, "greedy");
    DistinctObservations rows = new DistinctObservations();
    rows.clear(BATCH);
    for (int i = 0; i < BATCH; i++) {
      rows.add(i, new Observation(KEY.below(i, space.states())));
    }
    return least(BATCH, () -> choice.choose(rows, null));
  }

  /** Microseconds of a query, its recall against the exact search, and seconds to build it. */
  private String index() {
    int n = space.documents();
    int queryCount = 1_000;
    float[] units = NearestScanBenchmark.directions(n, SIZE, KEY.child("units"));
    float[] queries = NearestScanBenchmark.directions(queryCount, SIZE, KEY.child("queries"));
    int[] nearest = new int[queryCount * K];
    new NearestScan(SIZE, false).find(units, n, queries, 0, queryCount, K, nearest, 0, K);
    long start = cpu();
    VectorIndex index = IndexBuilder.load().build(units, n, SIZE);
    double seconds = (cpu() - start) / 1e9;
    int[] found = new int[queryCount * K];
    double time = least(queryCount, () -> index.find(queries, 0, queryCount, K, found, 0, K));
    int hits = 0;
    for (int i = 0; i < found.length; i++) {
      for (int j = i / K * K; j < i / K * K + K; j++) {
        hits += found[i] == nearest[j] ? 1 : 0;
      }
    }
    return String.format(
        Locale.ROOT, "%.4g,%.4f,%.4g", time, (double) hits / found.length, seconds);
  }
}
