package dev.recsim.app.reality;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Policy;
import dev.recsim.app.FinishedTrial;
import dev.recsim.app.StoredAgents;
import dev.recsim.app.project.UserError;
import dev.recsim.app.record.PredictionFile.Explored;
import dev.recsim.decide.reality.PredictedEffect;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.record.RecordOptions;
import dev.recsim.experimentfile.record.RecordSpec;
import dev.recsim.io.Digest;
import dev.recsim.random.RandomKey;
import dev.recsim.stats.Estimate;
import dev.recsim.trial.Loop;
import dev.recsim.trial.Sessions;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the trials of an experiment predict of the change from one agent to another.
 *
 * @param effect ln(to / from), what the simulation leaves open, and the share of steps that change
 * @param from digest of the first policy
 * @param to digest of the second policy
 */
record Prognosis(PredictedEffect effect, String from, String to) {
  /** Batches of sessions, by which the error of a simulation is estimated. */
  private static final int BATCHES = 20;

  /** Sessions that are played for the share of steps that change, and in all batches. */
  private static final int SESSIONS = 2_000;

  /** Sessions of each agent if one of them explores, and nothing is exact. */
  private static final int SERVED_SESSIONS = 10_000;

  /** Two agents with the seeds of their trials, and how they explore. */
  private record Pair(
      StoredAgents stored,
      String metric,
      AgentSpec<?> from,
      AgentSpec<?> to,
      List<Integer> seeds,
      Explored explores) {
    Environment environment() {
      return Environments.of(stored.spec());
    }

    Policy from(Agent agent) {
      return Policy.epsilonGreedy(agent.greedy(), environment().space(), explores.from());
    }

    Policy to(Agent agent) {
      return Policy.epsilonGreedy(agent.greedy(), environment().space(), explores.to());
    }
  }

  /** An effect with its standard deviation. */
  private record Spread(double effect, double deviation) {}

  /**
   * The prediction of a change.
   *
   * @param seed of the trials whose policies users will get; empty for the mean over all seeds
   * @param explores how what is served explores
   * @throws UserError if a trial has not run, or the effect is not one of two positive means, or
   *     nothing would change
   */
  static Prognosis of(
      StoredAgents stored,
      RecordSpec spec,
      String from,
      String to,
      Optional<Integer> seed,
      Explored explores)
      throws IOException, UserError {
    List<Integer> seeds = seed.map(List::of).orElse(stored.spec().seeds());
    Pair pair =
        new Pair(stored, spec.metric(), agent(stored, from), agent(stored, to), seeds, explores);
    List<FinishedTrial> before = trials(pair, pair.from());
    List<FinishedTrial> after = trials(pair, pair.to());
    double[] effects = new double[seeds.size()];
    double sumBefore = 0;
    double sumAfter = 0;
    for (int i = 0; i < effects.length; i++) {
      double a = value(before.get(i).result(), spec.metric());
      double b = value(after.get(i).result(), spec.metric());
      sumBefore += a;
      sumAfter += b;
      effects[i] = a > 0 && b > 0 ? StrictMath.log(b / a) : Double.NaN;
    }
    double effect = StrictMath.log(sumAfter / sumBefore);
    if (!Double.isFinite(effect) || !(sumBefore > 0)) {
      throw new UserError(
          "%s: the effect on %s is no ratio, because its mean is not above 0 for both agents"
              .formatted(stored.spec().name(), spec.metric()));
    }
    double changed = changed(pair);
    if (changed == 0) {
      throw new UserError(
          "%s: %s and %s act alike at all steps, so there is nothing to predict"
              .formatted(stored.spec().name(), from, to));
    }
    Spread served =
        explores.equals(Explored.NONE)
            ? new Spread(effect, isExact(spec.metric(), before, after) ? 0 : noise(pair))
            : served(pair);
    double fit = fit(before, after);
    double seedSpread = seedSpread(effects);
    double squares = fit * fit + seedSpread * seedSpread + served.deviation() * served.deviation();
    return new Prognosis(
        new PredictedEffect(served.effect(), Math.sqrt(squares), changed),
        digest(before),
        digest(after));
  }

  private static double seedSpread(double[] effects) {
    return effects.length > 1 && Arrays.stream(effects).noneMatch(Double::isNaN)
        ? Estimate.of(effects).standardDeviation()
        : 0;
  }

  private static AgentSpec<?> agent(StoredAgents stored, String name) throws UserError {
    return stored.spec().agents().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "%s has no agent %s; there are %s"
                        .formatted(
                            stored.spec().name(),
                            name,
                            stored.spec().agents().stream().map(AgentSpec::name).toList())));
  }

  private static List<FinishedTrial> trials(Pair pair, AgentSpec<?> agent)
      throws IOException, UserError {
    List<FinishedTrial> trials = new ArrayList<>();
    for (int seed : pair.seeds()) {
      trials.add(pair.stored().trial(agent, seed));
    }
    return trials;
  }

  private static String digest(List<FinishedTrial> trials) {
    return trials.size() == 1
        ? trials.get(0).digest()
        : Digest.of(String.join("\n", trials.stream().map(FinishedTrial::digest).toList()));
  }

  private static double value(Completed trial, String metric) {
    return metric.equals(RecordOptions.REWARD)
        ? trial.score()
        : trial.metrics().getOrDefault(metric, Double.NaN);
  }

  private static boolean isExact(
      String metric, List<FinishedTrial> before, List<FinishedTrial> after) {
    return metric.equals(RecordOptions.REWARD)
        && before.stream().allMatch(it -> it.result().exactValue() != null)
        && after.stream().allMatch(it -> it.result().exactValue() != null);
  }

  /** Standard deviation over the environments that the log leaves possible; 0 if none are known. */
  private static double fit(List<FinishedTrial> before, List<FinishedTrial> after) {
    if (before.get(0).result().trust() == null || after.get(0).result().trust() == null) {
      return 0;
    }
    int draws = before.get(0).result().trust().values().length;
    double[] effects = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      effects[draw] = StrictMath.log(drawn(after, draw) / drawn(before, draw));
    }
    double mean = Estimate.mean(effects);
    double squares = 0;
    for (double effect : effects) {
      squares += (effect - mean) * (effect - mean);
    }
    return Math.sqrt(squares / draws);
  }

  private static double drawn(List<FinishedTrial> trials, int draw) {
    double sum = 0;
    for (FinishedTrial trial : trials) {
      sum += trial.result().trust().values()[draw];
    }
    return sum;
  }

  /** Standard error of a simulated effect, by batches of the same users for both agents. */
  private static double noise(Pair pair) throws IOException, UserError {
    int seed = pair.seeds().get(0);
    int sessions = Math.max(1, SESSIONS / BATCHES);
    try (Agent from = pair.stored().open(pair.from(), seed);
        Agent to = pair.stored().open(pair.to(), seed)) {
      double[] a = new double[BATCHES];
      double[] b = new double[BATCHES];
      for (int batch = 0; batch < BATCHES; batch++) {
        a[batch] = played(pair, from, pair.from(from), batch, sessions);
        b[batch] = played(pair, to, pair.to(to), batch, sessions);
      }
      // The trials have played more sessions than these batches, or fewer.
      double played = (double) sessions * BATCHES / pair.stored().spec().evaluation().sessions();
      double error = ratioError(a, b) * Math.sqrt(played);
      return Double.isFinite(error) ? error : 0;
    }
  }

  /** The effect of policies that explore: exact, or of sessions of the same users for both. */
  private static Spread served(Pair pair) throws IOException, UserError {
    double[] a = new double[BATCHES];
    double[] b = new double[BATCHES];
    double exactA = 0;
    double exactB = 0;
    int sessions = SERVED_SESSIONS / BATCHES / pair.seeds().size() + 1;
    for (int seed : pair.seeds()) {
      try (Agent from = pair.stored().open(pair.from(), seed);
          Agent to = pair.stored().open(pair.to(), seed)) {
        exactA += exact(pair, from, pair.from(from));
        exactB += exact(pair, to, pair.to(to));
        for (int batch = 0; Double.isNaN(exactA + exactB) && batch < BATCHES; batch++) {
          a[batch] += played(pair, from, pair.from(from), batch, sessions);
          b[batch] += played(pair, to, pair.to(to), batch, sessions);
        }
      }
    }
    if (!Double.isNaN(exactA + exactB)) {
      return new Spread(StrictMath.log(exactB / exactA), 0);
    }
    return new Spread(StrictMath.log(Estimate.mean(b) / Estimate.mean(a)), ratioError(a, b));
  }

  /** Standard error of ln(mean of b / mean of a), by batches. */
  private static double ratioError(double[] a, double[] b) {
    double meanA = Estimate.mean(a);
    double meanB = Estimate.mean(b);
    double[] parts = new double[a.length];
    Arrays.setAll(parts, batch -> b[batch] / meanB - a[batch] / meanA);
    return Estimate.of(parts).standardDeviation() / Math.sqrt(a.length);
  }

  /** The exact reward of a policy; NaN if it is not known. */
  private static double exact(Pair pair, Agent agent, Policy policy) {
    return pair.metric().equals(RecordOptions.REWARD) && agent.perception() == Agent.Perception.NONE
        ? pair.environment()
            .model()
            .flatMap(
                mdp ->
                    StochasticPolicy.of(mdp, policy)
                        .map(table -> new ExactSolver(mdp).value(table).reward()))
            .orElse(Double.NaN)
        : Double.NaN;
  }

  private static double played(Pair pair, Agent agent, Policy policy, int batch, int sessions) {
    RandomKey key = RandomKey.root(pair.stored().spec().seed()).child("prognosis").child(batch);
    Sessions played =
        new Loop(
                pair.environment(),
                agent.perception(),
                key.child("users"),
                key.child("decisions"),
                "a prediction",
                null)
            .play(policy, sessions);
    return pair.metric().equals(RecordOptions.REWARD)
        ? played.meanReward()
        : played.metrics(pair.environment().metrics()).get(pair.metric());
  }

  /** Share of the steps of the first policy at which the second acts otherwise: mean over seeds. */
  private static double changed(Pair pair) throws IOException, UserError {
    double sum = 0;
    for (int seed : pair.seeds()) {
      try (Agent from = pair.stored().open(pair.from(), seed);
          Agent to = pair.stored().open(pair.to(), seed)) {
        Optional<Double> exact = pair.environment().model().flatMap(it -> exact(it, from, to));
        sum += exact.isPresent() ? exact.get() : simulated(pair, from, to);
      }
    }
    return sum / pair.seeds().size();
  }

  private static Optional<Double> exact(FiniteMdp mdp, Agent from, Agent to) {
    if (from.perception() != Agent.Perception.NONE || to.perception() != Agent.Perception.NONE) {
      return Optional.empty();
    }
    Optional<StochasticPolicy> a = StochasticPolicy.of(mdp, from.greedy());
    Optional<StochasticPolicy> b = StochasticPolicy.of(mdp, to.greedy());
    return a.isEmpty() || b.isEmpty()
        ? Optional.empty()
        : Optional.of(new ExactSolver(mdp).changed(a.get(), b.get()));
  }

  private static double simulated(Pair pair, Agent from, Agent to) {
    RandomKey key = RandomKey.root(pair.stored().spec().seed()).child("prognosis").child("changed");
    return new SlateChanges(pair.environment(), key)
        .share(from, to, SESSIONS / pair.seeds().size() + 1);
  }
}
