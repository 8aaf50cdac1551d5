package dev.recsim.learn.actorcritic;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixOptions.Features;
import dev.recsim.env.TransitionMatrixOptions.Similarity;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scores.DistinctObservations;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.tape.Tape;
import dev.recsim.random.RandomKey;
import dev.recsim.vectors.CellIndex;
import dev.recsim.vectors.NearestScan;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Learning curves of {@code actor_critic} over CPU time in catalogues of documents with features,
 * as comma-separated values on standard output. {@code docs/large-catalogues.md} shows them.
 *
 * <p>Arguments: seed of the environment, seed of the agent, environment steps, and numbers of
 * documents. The page has those of {@code 42 0 1000000 1000 10000 100000 1000000}. Start it as
 * {@link CatalogueCosts}.
 */
public final class CatalogueLearning {
  private static final int POINTS = 10;
  private static final int SESSIONS = 500;
  private static final int QUERIES = 1_000;

  private final int documents;
  private final Environment environment;
  private final RandomKey key;
  private final long start = cpu();
  private double checking;
  private int sessions;
  private int steps;

  private CatalogueLearning(int documents, long environmentSeed, long seed) {
    this.documents = documents;
    this.key = RandomKey.root(seed);
    Similarity similarity = new Similarity(environmentSeed, 3, 8, new Features(16, .05));
    Acceptance acceptance = new Acceptance(null, null, null, similarity);
    environment =
        new TransitionMatrixProvider()
            .create(
                new TransitionMatrixOptions(documents, 16, .1, .2, acceptance, 1_000),
                Path.of("."));
  }

  /** Trains an agent for each number of documents. */
  public static void main(String[] arguments) {
    System.out.println("documents,env_steps,updates,cpu_s,reward,reference");
    for (int i = 3; i < arguments.length; i++) {
      new CatalogueLearning(
              Integer.parseInt(arguments[i]),
              Long.parseLong(arguments[0]),
              Long.parseLong(arguments[1]))
          .train(Long.parseLong(arguments[2]));
    }
  }

  private void train(long envSteps) {
    ActorCritic provider = new ActorCritic();
    double reference = reward(environment.myopic().orElseThrow());
    try (Agent agent = provider.create(provider.defaults(), environment, key.child("agent"))) {
      Learner learner = agent.learner().orElseThrow();
      Learner.Plan plan = learner.plan(envSteps);
      learner.startTraining(plan.updates());
      double warmup = plan.warmup() * plan.envSteps();
      play(learner, warmup);
      for (int update = 1; update <= plan.updates(); update++) {
        learner.update(plan.batchSize());
        play(learner, warmup + (plan.envSteps() - warmup) * update / plan.updates());
        if (update * POINTS / plan.updates() > (update - 1) * POINTS / plan.updates()) {
          double seconds = (cpu() - start) / 1e9 - checking;
          System.out.printf(
              Locale.ROOT,
              "%s,%s,%s,%.2f,%.3f,%.3f%n",
              documents,
              steps,
              update,
              seconds,
              reward(agent.greedy()),
              reference);
        }
      }
      costs(learner.weights());
    }
  }

  /**
   * What the trained policy costs: seconds to encode and index, microseconds to search and decide.
   */
  private void costs(Weights weights) {
    ActorCriticOptions defaults = new ActorCritic().defaults();
    Parameters parameters = new Parameters(defaults.engine(), defaults.hidden(), weights);
    Documents kind = Documents.of(environment, null);
    ActorCriticOptions options = defaults.complete(kind, environment, null);
    Networks networks = kind.networks(options, environment.space(), parameters, key);
    DistinctObservations rows = new DistinctObservations();
    rows.clear(QUERIES);
    for (int i = 0; i < QUERIES; i++) {
      rows.add(i, environment.open(key.child("query").child(i)).start());
    }
    float[] queries = networks.propose(new Tape(), rows).data().clone();
    Encodings all = networks.encodings(true);
    long begin = cpu();
    float[] units = all.vectors(rows.observations()[0]);
    double encoding = (cpu() - begin) / 1e9;
    begin = cpu();
    int size = networks.size;
    CellIndex index = new CellIndex(units, documents, size);
    double indexing = (cpu() - begin) / 1e9;
    int k = options.topK();
    int[] nearest = new int[QUERIES * k];
    new NearestScan(size, false).find(units, documents, queries, 0, QUERIES, k, nearest, 0, k);
    int[] found = new int[QUERIES * k];
    double search = microseconds(() -> index.find(queries, 0, QUERIES, k, found, 0, k));
    int hits = 0;
    for (int i = 0; i < found.length; i++) {
      for (int j = i / k * k; j < i / k * k + k; j++) {
        hits += found[i] == nearest[j] ? 1 : 0;
      }
    }
    Choice choice = new Choice(networks, networks.encodings(true), k, 0, "greedy");
    choice.choose(rows, null);
    double decision = microseconds(() -> decide(choice, rows));
    System.out.printf(
        Locale.ROOT,
        "# %s documents: encoded in %.2f s, indexed in %.2f s, search %.1f us at %.4f, decision"
            + " %.1f us%n",
        documents,
        encoding,
        indexing,
        search,
        (double) hits / found.length,
        decision);
  }

  private static void decide(Choice choice, DistinctObservations rows) {
    for (int q = 0; q < QUERIES; q++) {
      choice.choose(rows.observations()[q]);
    }
  }

  /** The least of ten repetitions, for one query. */
  private static double microseconds(Runnable queries) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 10; i++) {
      long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      queries.run();
      long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      least = Math.min(least, (end - begin) / 1e3 / QUERIES);
    }
    return least;
  }

  /** CPU time of the process: collecting garbage counts too. */
  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private void play(Learner learner, double until) {
    while (steps < until) {
      RandomKey decisions = key.child("explore").child(sessions);
      Session session = environment.open(key.child("training").child(sessions++));
      Observation seen = session.start();
      Status status = Status.CONTINUES;
      for (int t = 0; status == Status.CONTINUES; t++) {
        Slate slate = learner.exploring().recommend(seen, decisions.child(t));
        Step step = session.recommend(slate);
        learner.observe(new Transition(seen, slate, step));
        seen = step.next();
        status = step.status();
        steps++;
      }
    }
  }

  /**
   * The reward of a session, from the mean probability p of acceptance over the decisions in some
   * sessions: p / (0.2 - 0.1 p). It varies less than the mean of the rewards.
   */
  private double reward(Policy policy) {
    long before = cpu();
    List<Session> open = new ArrayList<>();
    List<Observation> seen = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      open.add(environment.open(RandomKey.root(7).child(i)));
      seen.add(open.get(i).start());
    }
    double accepted = 0;
    int decisions = 0;
    while (!open.isEmpty()) {
      Batch batch = new Batch(open.size());
      seen.forEach(it -> batch.add(it, key));
      policy.recommend(batch);
      List<Session> left = new ArrayList<>();
      seen.clear();
      for (int i = 0; i < batch.size(); i++) {
        accepted += open.get(i).clickProbabilities(batch.slate(i))[0];
        decisions++;
        Step step = open.get(i).recommend(batch.slate(i));
        if (step.continues()) {
          left.add(open.get(i));
          seen.add(step.next());
        }
      }
      open = left;
    }
    checking += (cpu() - before) / 1e9;
    double mean = accepted / decisions;
    return mean / (.2 - .1 * mean);
  }
}
