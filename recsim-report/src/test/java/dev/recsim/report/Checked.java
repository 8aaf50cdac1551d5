package dev.recsim.report;

import dev.recsim.baseline.ArenaScore;
import dev.recsim.baseline.Check;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.CheckResult.Basis;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Revision;
import dev.recsim.baseline.Rule;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.baseline.Weakening;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.ExperimentResults.Identity;
import dev.recsim.report.ExperimentResults.Judgement;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.Change;
import dev.recsim.rule.Changes;
import dev.recsim.rule.Claim;
import dev.recsim.rule.Margin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Made-up results with a check of every kind, by the real rule. */
final class Checked {
  static final String HOSTILE =
      "</script><script>window.hacked = 1</script>\"'`&amp; javascript:alert(1) \u202Eeslaf\u202C";

  private Checked() {}

  /** The experiment's results, and nothing said of them. */
  static ExperimentResults results(String name) {
    return Fixtures.of(
        name,
        "Actor-critic against optimal and random",
        Fixtures.exact(),
        List.of(
            Fixtures.agent("random", "random", Fixtures.constant("random", Fixtures.UNIFORM, 20)),
            Fixtures.agent(
                "optimal", "optimal", Fixtures.constant("optimal", Fixtures.OPTIMUM, 20)),
            Fixtures.agent(
                "actor_critic", "actor_critic", Fixtures.learner("actor_critic", 10, 20, 20, 0.97)),
            Fixtures.agent(
                "notebook", "actor_critic", Fixtures.learner("notebook", 10, 20, 20, 0.96))));
  }

  /** What the results come to, each score of the named agent moved. */
  static Snapshot snapshot(ExperimentResults results, String agent, UnaryOperator<Double> moved) {
    return new Snapshot(
        results.name(),
        results.identity().fingerprint(),
        results.identity().resolved(),
        new TreeMap<>(),
        results.exact().map(Exact::optimal).orElse(null),
        results.agents().stream()
            .map(it -> AgentScores.of(it.name(), it.type(), false, it.trials()))
            .map(it -> it.name().equals(agent) ? moved(it, moved) : it)
            .toList(),
        List.of());
  }

  private static AgentScores moved(AgentScores agent, UnaryOperator<Double> moved) {
    return new AgentScores(
        agent.name(),
        agent.type(),
        false,
        agent.engine(),
        agent.scores().stream()
            .map(
                it ->
                    new SeedScore(it.seed(), moved.apply(it.score()), it.digest() + "0", Map.of()))
            .toList(),
        agent.failed(),
        agent.curve().stream()
            .map(it -> new Snapshot.CurvePoint(it.epoch(), it.envSteps(), moved.apply(it.mean())))
            .toList());
  }

  /** Nothing moved. */
  static ExperimentResults identical() {
    ExperimentResults results = results("identical");
    return checked(results, snapshot(results, "", it -> it), List.of(), List.of());
  }

  /** One agent lost 5 %, another is a little better; one claim holds, one is broken. */
  static ExperimentResults regressed() {
    ExperimentResults results = results("regressed");
    Snapshot before =
        snapshot(results, "notebook", it -> it * 1.05 + 0.1 * Math.floor(it * 40 % 3));
    Snapshot baseline =
        new Snapshot(
            before.experiment(),
            before.fingerprint(),
            before.resolved(),
            before.files(),
            before.optimum(),
            before.agents().stream()
                .map(
                    it ->
                        it.name().equals("actor_critic")
                            ? moved(it, score -> score - 0.02 * Math.floor(score * 70 % 4))
                            : it)
                .toList(),
            List.of());
    return checked(
        results,
        baseline,
        List.of(
            new Claim.Beats("actor_critic", "random"),
            new Claim.AtLeast("actor_critic", Claim.SHARE_OF_OPTIMUM, 0.99),
            new Claim.NotWorseThan("notebook", "actor_critic")),
        history(results));
  }

  /** Noise that hides whether the margin is kept. */
  static ExperimentResults undecided() {
    ExperimentResults results = results("undecided");
    return checked(
        results,
        snapshot(results, "notebook", it -> it + Math.floor(it * 400 % 3) - 0.9),
        List.of(),
        List.of());
  }

  /** No baseline; nothing claimed. */
  static ExperimentResults unrecorded() {
    ExperimentResults results = results("unrecorded");
    return with(
        results, check(List.of()).withoutBaseline(snapshot(results, "", it -> it)), List.of());
  }

  /** The environment changed, and the code made an agent worse. */
  static ExperimentResults changed() {
    ExperimentResults results = results("changed");
    Snapshot now = snapshot(results, "notebook", it -> it * 0.5);
    List<Change> changes =
        List.of(
            new Change("environment.doc_num", "10", "20"),
            new Change("environment.p_exit_accepted", null, "0.3"),
            new Change("data/acceptance.csv", "9f86d081884c7d659a2feaa0c55ad015", null));
    return with(
        results,
        check(List.of())
            .arenaChanged(
                now,
                snapshot(results, "notebook", it -> it * 1.05),
                new Changes(changes, Map.of()),
                check(List.of()),
                Optional.of(snapshot(results, "", it -> it)),
                Optional.empty()),
        history(results));
  }

  /** An agent was renamed: one is new, one is gone; another one's definition changed. */
  static ExperimentResults renamed() {
    ExperimentResults results = results("renamed");
    Snapshot before = snapshot(results, "actor_critic", it -> it - 0.02 * Math.floor(it * 70 % 4));
    List<AgentScores> agents = new ArrayList<>(before.agents());
    AgentScores old = agents.remove(3);
    agents.add(
        new AgentScores(
            "former", old.type(), false, old.engine(), old.scores(), old.failed(), old.curve()));
    return with(
        results,
        check(List.of())
            .against(
                snapshot(results, "", it -> it),
                new Snapshot(
                    before.experiment(),
                    before.fingerprint(),
                    before.resolved(),
                    before.files(),
                    before.optimum(),
                    agents,
                    List.of()),
                new Changes(
                    List.of(),
                    Map.of(
                        "actor_critic",
                        List.of(
                            new Change("agents.actor_critic.gamma", "0.8", "0.99"),
                            new Change("agents.actor_critic.training.epochs", "20", "40"))))),
        List.of());
  }

  /** The margin was widened until a drop of 5 % passed. */
  static ExperimentResults weakened() {
    ExperimentResults results = results("weakened");
    Snapshot now = snapshot(results, "", it -> it);
    Snapshot before = snapshot(results, "notebook", it -> it * 1.05);
    List<Integer> seeds = IntStream.range(0, 20).boxed().toList();
    Rule recorded =
        new Rule(
            BaselineOptions.DEFAULTS,
            List.of(new Claim.AtLeast("notebook", Claim.SHARE_OF_OPTIMUM, 0.99)),
            seeds);
    Rule relaxed = new Rule(new BaselineOptions(new Margin(0.2, null), null), List.of(), seeds);
    return with(
        results,
        new Check(relaxed, Check.ALPHA)
            .against(now, before, Changes.NONE)
            .with(
                new Check(recorded, Check.ALPHA)
                    .weakening(recorded.relaxedIn(relaxed, before), now, before, Changes.NONE)),
        List.of());
  }

  /** A baseline that cannot be read. */
  static ExperimentResults damaged() {
    ExperimentResults results = results("damaged");
    return with(
        results,
        check(List.of(new Claim.Beats("actor_critic", "random")))
            .damaged(
                snapshot(results, "", it -> it),
                "was changed by hand or is damaged; record it anew with recsim:baseline"),
        List.of());
  }

  /** Failed trials. */
  static ExperimentResults incomplete() {
    ExperimentResults notebook = Fixtures.notebook("One trial failed");
    ExperimentResults results =
        new ExperimentResults(
            new Identity(
                "incomplete",
                notebook.identity().title(),
                notebook.identity().fingerprint(),
                notebook.identity().resolved(),
                notebook.identity().files(),
                Optional.empty()),
            notebook.setting(),
            notebook.agents(),
            notebook.judgement(),
            notebook.provenance());
    return checked(
        results,
        snapshot(results, "", it -> it),
        List.of(new Claim.Beats("notebook", "random")),
        List.of());
  }

  /** Wherever text can come from elsewhere, it is hostile. */
  static ExperimentResults hostile() {
    String evil = "<img src=x onerror='window.hacked = 1'>" + HOSTILE;
    ExperimentResults results =
        Fixtures.of(
            "hostile-check",
            HOSTILE,
            null,
            List.of(
                Fixtures.scores(evil, "x", 1, 2, 1, 2, 1, 3),
                Fixtures.scores("ok", "x", 1, 3, 2, 4, 3, 3),
                Fixtures.agent("gone", HOSTILE, List.of(Fixtures.failed("gone", 0)))));
    Snapshot now = snapshot(results, evil, it -> it + 1);
    Check check =
        new Check(
            new Rule(
                BaselineOptions.DEFAULTS,
                List.of(
                    new Claim.Beats(evil, "ok"), new Claim.AtLeast("gone", Claim.MEAN_REWARD, 1)),
                List.of(0, 1, 2, 3, 4, 5)),
            Check.ALPHA);
    CheckResult compared = check.against(snapshot(results, "", it -> it), now, Changes.NONE);
    CheckResult result =
        new CheckResult(
            HOSTILE,
            "",
            new Basis(
                Outcome.COMPARED,
                Optional.of(HOSTILE),
                List.of(new Change(HOSTILE, HOSTILE, null), new Change(evil, null, HOSTILE)),
                Optional.of(now),
                List.of(new ArenaScore(evil, 1, 2))),
            compared.comparisons(),
            Optional.of(
                new Weakening(
                    List.of(new Change(HOSTILE, evil, HOSTILE)),
                    compared.comparisons(),
                    compared.claims())),
            compared.claims(),
            List.of(new CheckResult.Unrepeated(HOSTILE, Outcome.UNREPEATABLE, evil)));
    return with(
        results, result, List.of(new Revision(HOSTILE, HOSTILE, evil, now), revision(3, now)));
  }

  static ExperimentResults checked(
      ExperimentResults results, Snapshot baseline, List<Claim> claims, List<Revision> history) {
    CheckResult check =
        check(claims).against(snapshot(results, "", it -> it), baseline, Changes.NONE);
    return with(results, check, history);
  }

  private static Check check(List<Claim> claims) {
    return new Check(
        new Rule(BaselineOptions.DEFAULTS, claims, IntStream.range(0, 20).boxed().toList()),
        Check.ALPHA);
  }

  static ExperimentResults with(
      ExperimentResults results, CheckResult check, List<Revision> history) {
    return new ExperimentResults(
        results.identity(),
        results.setting(),
        results.agents(),
        new Judgement(results.judgement().rule(), Optional.of(check), history),
        results.provenance());
  }

  /** Six baselines, newest first; the experiment changed at the third. */
  static List<Revision> history(ExperimentResults results) {
    List<Revision> history = new ArrayList<>();
    for (int i = 6; i > 0; i--) {
      int back = i;
      Snapshot then = snapshot(results, "notebook", it -> it * (1.05 - 0.02 * back));
      history.add(
          revision(
              7 - i,
              i < 4
                  ? then
                  : new Snapshot(
                      then.experiment(),
                      "another",
                      then.resolved(),
                      then.files(),
                      then.optimum(),
                      then.agents(),
                      List.of())));
    }
    java.util.Collections.reverse(history);
    return history;
  }

  private static Revision revision(int day, Snapshot snapshot) {
    return new Revision(
        "%07x".formatted(0xa1b2c3 * day),
        "2026-11-0" + day,
        "Record what day " + day + " gave",
        snapshot);
  }
}
