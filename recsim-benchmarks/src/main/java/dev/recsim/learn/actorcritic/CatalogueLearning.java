package dev.recsim.learn.actorcritic;

import dev.recsim.api.Agent;
import dev.recsim.api.Batch;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.api.TrainingPlan;
import dev.recsim.api.Transition;
import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixOptions.Features;
import dev.recsim.env.TransitionMatrixOptions.Similarity;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.random.RandomKey;
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
 * documents.
 */
public final class CatalogueLearning {
  private static final int POINTS = 10;
  private static final int SESSIONS = 500;

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
    try (Agent agent = provider.create(options(), environment, key.child("agent"))) {
      Learner learner = agent.learner().orElseThrow();
      TrainingPlan plan = learner.plan(envSteps);
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
    }
  }

  /** As experiments/large/million.yaml. */
  private static ActorCriticOptions options() {
    ActorCriticOptions options = new ActorCritic().defaults();
    options = Options.with(options, "top_k", 10);
    options = Options.with(options, "gamma", 0.0);
    options = Options.with(options, "value_scale", 1.0);
    return Options.with(options, "actor_loss", ActorLoss.DETERMINISTIC_POLICY_GRADIENT);
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
        if (step.status() == Status.CONTINUES) {
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
