package dev.recsim.report;

import dev.recsim.baseline.Rule;
import dev.recsim.random.RandomKey;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.ExperimentResults.Declared;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.ExperimentResults.Identity;
import dev.recsim.report.ExperimentResults.Judgement;
import dev.recsim.report.ExperimentResults.Setting;
import dev.recsim.report.results.Provenance;
import dev.recsim.report.results.Results;
import dev.recsim.report.results.Swept;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.TrialResult.Failed;
import dev.recsim.trial.schedule.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Made-up results that look like real ones. */
final class Fixtures {
  static final double OPTIMUM = 8.924550256436;
  static final double UNIFORM = 0.978353020566;
  static final Rule RULE = new Rule(BaselineOptions.DEFAULTS, List.of(), List.of(0));

  private static final int WARMUP = 600;
  private static final int[] BEST = {2, 6, 9, 7, 4, 7, 8, 5, 0, 3, 1, 1};

  private Fixtures() {}

  /** Random, optimal, two learners (one with a failed trial), over 20 seeds. */
  static ExperimentResults notebook(String title) {
    return of(
        "notebook",
        title,
        exact(),
        List.of(
            agent("random", "random", constant("random", UNIFORM, 20)),
            agent("optimal", "optimal", constant("optimal", OPTIMUM, 20)),
            agent("actor_critic", "actor_critic", learner("actor_critic", 10, 20, 20, 0.999)),
            agent("notebook", "actor_critic", withFailure(learner("notebook", 10, 20, 20, 0.83)))));
  }

  /** Twelve agents, twenty seeds, twenty checkpoints, forty documents. */
  static ExperimentResults large() {
    List<AgentResults> agents = new ArrayList<>();
    agents.add(agent("random", "random", constant("random", UNIFORM, 20)));
    agents.add(agent("optimal", "optimal", constant("optimal", OPTIMUM, 20)));
    for (int i = 0; i < 10; i++) {
      String name = "actor_critic_variant_" + i;
      agents.add(agent(name, "actor_critic", learner(name, 40, 20, 20, 0.999 - 0.03 * i)));
    }
    return of("ablation", "What each choice costs", exact(), agents);
  }

  /** The same results, made at another time and place, at other costs. */
  static ExperimentResults elsewhere(ExperimentResults results) {
    List<AgentResults> agents =
        results.agents().stream()
            .map(
                agent ->
                    agent(
                        agent.name(),
                        agent.type(),
                        agent.trials().stream().map(Fixtures::dearer).toList()))
            .toList();
    return with(
        results,
        List.of(),
        agents,
        new Provenance(
            null, null, "9", "Other 25", "Other OS", "Other CPU", "2031-01-01", 9.5, null));
  }

  /** The same results with other metrics, agents and origin. */
  static ExperimentResults with(
      ExperimentResults results,
      List<Declared> metrics,
      List<AgentResults> agents,
      Provenance origin) {
    return new ExperimentResults(
        results.identity(),
        new Setting(results.exact(), metrics),
        agents,
        new Judgement(results.judgement().rule(), Optional.empty(), List.of()),
        origin);
  }

  /** 20 ms of warm-up, and 0.12 ms for each update. */
  private static List<Long> learning(List<Checkpoint> curve) {
    return curve.isEmpty()
        ? List.of()
        : LongStream.concat(
                LongStream.of(20_000_000),
                curve.stream().mapToLong(it -> 20_000_000 + 120_000 * it.updates()))
            .boxed()
            .toList();
  }

  private static TrialResult dearer(TrialResult trial) {
    Cost cost =
        new Cost(7_000_000_000L, 5_000_000_000L, 6_000_000_000L, List.of(5_000_000L, 6_000_000L));
    if (trial instanceof Failed failed) {
      return new Failed(failed.id(), failed.error(), "another trace", cost);
    }
    Completed it = (Completed) trial;
    return new Completed(
        it.id(),
        it.rewards(),
        null,
        it.lengths(),
        it.exactValue(),
        it.greedyActions(),
        it.warmupSteps(),
        it.envSteps(),
        it.updates(),
        it.keptEpoch(),
        it.ending(),
        it.engine(),
        it.curve(),
        it.weights(),
        Map.of(),
        Map.of(),
        null,
        null,
        cost);
  }

  /** An agent with these exact scores on seeds 0, 1, ... */
  static AgentResults scores(String name, String type, double... scores) {
    List<TrialResult> trials = new ArrayList<>();
    for (int seed = 0; seed < scores.length; seed++) {
      trials.add(completed(name, seed, 1, scores[seed], new int[0], 0, 0, null, List.of()));
    }
    return agent(name, type, trials);
  }

  /** A trial that threw. */
  static Failed failed(String agent, int seed) {
    return new Failed(
        new TrialId(agent, seed),
        "java.lang.IllegalStateException: loss is NaN after update 17 <b>",
        "java.lang.IllegalStateException: loss is NaN\n\tat dev.recsim.agent.X.y(X.java:3)\n",
        new Cost(120_000_000L, 0, 110_000_000L));
  }

  /** An environment that is not finite: nothing exact, scores by simulation, validated curves. */
  static ExperimentResults simulated() {
    List<TrialResult> trials =
        learner("slate_q", 10, 5, 8, 0.9).stream()
            .<TrialResult>map(trial -> simulated((Completed) trial))
            .toList();
    return of(
        "simulated",
        "No exact answers here",
        null,
        List.of(
            agent("random", "random", List.of(failed("random", 0))),
            agent("slate_q", "slate_q", trials),
            agent("bandit", "bandit", constant("bandit", 3, 5))));
  }

  /** A learner beside three agents that earn about the same. */
  static ExperimentResults close() {
    return of(
        "close",
        "Close together",
        null,
        List.of(
            agent("random", "random", constant("random", 7.8, 5)),
            agent("greedy", "greedy", constant("greedy", 8, 5)),
            agent("ucb1", "cluster_bandit", constant("ucb1", 8.1, 5)),
            agent("slate_q", "slate_q", learner("slate_q", 10, 5, 8, 0.9))));
  }

  /** The trial with a curve of validation sessions, and what they track. */
  static Completed simulated(Completed it) {
    List<Checkpoint> curve =
        it.curve().stream()
            .map(
                point ->
                    new Checkpoint(
                        point.epoch(),
                        point.envSteps(),
                        point.updates(),
                        point.meanReward(),
                        point.standardError(),
                        null,
                        new TreeMap<>(Map.of("td_error", point.meanReward(), "epsilon", 0.1)),
                        new TreeMap<>(
                            IntStream.range(0, 8)
                                .boxed()
                                .collect(Collectors.toMap("topic_%s_share"::formatted, i -> .1)))))
            .toList();
    return completed(
        "slate_q", it.id().seed(), 7, null, new int[0], it.envSteps(), it.updates(), "java", curve);
  }

  static ExperimentResults of(String name, String title, Exact exact, List<AgentResults> agents) {
    return new ExperimentResults(
        new Identity(
            name,
            title,
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "name: " + name + "\nseed: 42\nagents:\n  random: {type: random}\n  # <b> & co\n",
            new TreeMap<>(Map.of("data/matrix.csv", "5feceb66ffc86f38")),
            Optional.empty()),
        new Setting(Optional.ofNullable(exact), List.of()),
        agents,
        new Judgement(RULE, Optional.empty(), List.of()),
        provenance());
  }

  /** An agent that no sweep made; an oracle by its type. */
  static AgentResults agent(String name, String type, List<TrialResult> trials) {
    return new AgentResults(
        name,
        type,
        Set.of("optimal", "myopic").contains(type),
        Optional.empty(),
        Optional.empty(),
        trials);
  }

  /** What a group page needs of one of its experiments. */
  static Results member(Swept swept, Results.Winner winner, List<Results.Agent> agents) {
    return new Results(
        Results.SCHEMA_VERSION,
        swept.base() + "/" + swept.name(),
        null,
        "",
        swept,
        null,
        winner,
        null,
        "",
        "",
        List.of(),
        List.of(),
        List.of(),
        null,
        "",
        null,
        List.of(),
        agents,
        new TreeMap<>(),
        "");
  }

  static Results.Agent figures(String name, boolean oracle, Double mean) {
    return new Results.Agent(
        name, "x", oracle, false, null, mean, null, mean, null, null, null, Map.of(), 1, 0, null,
        null, List.of());
  }

  static Provenance provenance() {
    return new Provenance(
        "b6012a3f0000000000000000000000000000dead",
        true,
        "0.1.0-SNAPSHOT",
        "Eclipse Adoptium 17.0.13",
        "Linux 6.1 amd64",
        "AMD EPYC 7R13, 2 of 2 processors",
        "2026-05-04T09:30:00Z",
        41.7,
        null);
  }

  static Exact exact() {
    return new Exact(OPTIMUM, UNIFORM, 0);
  }

  private static int best(int state, int documents) {
    return documents == 10 ? BEST[state] : (7 * state + 3) % documents;
  }

  static List<TrialResult> constant(String agent, double value, int seeds) {
    return IntStream.range(0, seeds)
        .<TrialResult>mapToObj(
            seed -> completed(agent, seed, value, value, new int[0], 0, 0, null, List.of()))
        .toList();
  }

  /** Curves that rise towards a share of the optimum, a little different for every seed. */
  static List<TrialResult> learner(
      String agent, int documents, int seeds, int epochs, double share) {
    List<TrialResult> trials = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      RandomKey key = RandomKey.root(3).child(agent).child(seed);
      double end = OPTIMUM * (share - (1 - share) * 0.6 * key.uniform(0));
      double pace = 2 + 2 * key.uniform(1);
      List<Checkpoint> curve = new ArrayList<>();
      for (int epoch = 1; epoch <= epochs; epoch++) {
        double value =
            epoch == epochs ? end : end - (end - UNIFORM) * StrictMath.exp(-epoch / pace);
        long steps = 1_800L * epoch + (long) (400 * key.uniform(epoch + 1));
        curve.add(
            new Checkpoint(
                epoch, steps, 313L * epoch, value - 0.1, 0.8, value, Map.of(), Map.of()));
      }
      int[] greedy = new int[documents];
      for (int s = 0; s < greedy.length; s++) {
        greedy[s] = key.child("choice").uniform(s) < share - 0.1 ? best(s, documents) : 3;
      }
      Checkpoint last = curve.get(epochs - 1);
      trials.add(
          completed(agent, seed, end, end, greedy, last.envSteps(), last.updates(), "java", curve));
    }
    return trials;
  }

  private static List<TrialResult> withFailure(List<TrialResult> trials) {
    List<TrialResult> some = new ArrayList<>(trials);
    some.set(3, failed("notebook", 3));
    return some;
  }

  /**
   * 200 sessions with whole rewards, geometric around the mean, as the notebook's environment
   * gives.
   */
  static Completed completed(
      String agent,
      int seed,
      double mean,
      Double exactValue,
      int[] greedy,
      long steps,
      long updates,
      String engine,
      List<Checkpoint> curve) {
    RandomKey key = RandomKey.root(11).child(seed);
    double[] rewards = new double[200];
    int[] lengths = new int[200];
    for (int i = 0; i < rewards.length; i++) {
      double luck = StrictMath.log(1 - key.uniform(i)) / StrictMath.log(mean / (1 + mean));
      rewards[i] = Math.floor(luck);
      lengths[i] = 1 + (int) luck;
    }
    return new Completed(
        new TrialId(agent, seed),
        rewards,
        null,
        lengths,
        exactValue,
        greedy,
        curve.isEmpty() ? 0 : WARMUP,
        steps,
        updates,
        curve.size(),
        curve.isEmpty() ? null : Ending.SCHEDULE,
        engine,
        curve,
        Optional.empty(),
        Map.of(),
        Map.of(),
        null,
        null,
        new Cost(
            updates * 150_000L + 3_000_000L,
            4_000_000L,
            updates * 140_000L + 6_000_000L,
            learning(curve)));
  }
}
