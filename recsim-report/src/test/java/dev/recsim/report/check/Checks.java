package dev.recsim.report.check;

import dev.recsim.baseline.ArenaScore;
import dev.recsim.baseline.Check;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.CheckResult.Basis;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.ClaimResult.Sample;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Comparison.Evidence;
import dev.recsim.baseline.Comparison.Subject;
import dev.recsim.baseline.Comparison.Verdict;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Pairing.Method;
import dev.recsim.baseline.Rule;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.baseline.Weakening;
import dev.recsim.report.check.BuildRules.OnUndecided;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.Change;
import dev.recsim.rule.Changes;
import dev.recsim.rule.Claim;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Made-up checks: some from scores through the real rule, some put together. */
final class Checks {
  static final BuildRules STRICT = new BuildRules(true, true, OnUndecided.FAIL);
  static final BuildRules LENIENT = new BuildRules(false, false, OnUndecided.WARN);

  /** What breaks a format that does not expect it. */
  static final String HOSTILE =
      "a|b `c` <script>alert(1)</script> ]]> \"q\" 'q' & @team [x](http://evil.example) %0A::error::"
          + " \r\n::set-output\u0000\u0007\u001b[31m\u202e\ud800 <!-- --> ,: \\| </details> \ufffe";

  private static final double[] SPREAD = {.3, -.2, .1, -.4, .2, 0, -.1, .4, -.3, 0};

  private Checks() {}

  /** Returns the Markdown of results without warnings. */
  static String markdown(List<CheckResult> results, BuildRules rules) {
    return markdown(results, rules, new TreeMap<>());
  }

  static String markdown(
      List<CheckResult> results, BuildRules rules, SortedMap<String, List<String>> warnings) {
    return SummaryMarkdown.render(results, rules, new TreeMap<>(), warnings);
  }

  /** An agent's scores around a mean, over ten seeds. */
  static AgentScores scores(String name, double mean, double scale) {
    return new AgentScores(
        name,
        "actor_critic",
        false,
        "java",
        IntStream.range(0, 10)
            .mapToObj(
                seed ->
                    new SeedScore(seed, mean + scale * SPREAD[seed], mean + "/" + seed, Map.of()))
            .toList(),
        new TreeMap<>(),
        List.of());
  }

  static Snapshot snapshot(AgentScores... agents) {
    return snapshot("notebook", agents);
  }

  private static Snapshot snapshot(String experiment, AgentScores... agents) {
    return new Snapshot(experiment, "f", "", new TreeMap<>(), 8.9245, List.of(agents), List.of());
  }

  /** The verdict of the real rule on ten seeds, with a margin of 2 % and these claims. */
  static CheckResult check(Snapshot current, Snapshot baseline, Claim... claims) {
    return checker(claims).against(current, baseline, Changes.NONE);
  }

  static Check checker(Claim... claims) {
    return new Check(rule(0.02, claims), Check.ALPHA);
  }

  private static Rule rule(double margin, Claim... claims) {
    return new Rule(
        new BaselineOptions(new Margin(margin, null), null),
        List.of(claims),
        IntStream.range(0, 10).boxed().toList());
  }

  /** The example of the documentation. */
  static Comparison regressed(String agent) {
    return comparison(agent, Outcome.REGRESSED, 8.92, 8.31, new Interval(-.72, -.50), 0);
  }

  static Comparison comparison(
      String agent, Outcome outcome, double before, double now, Interval bounds, int toDecide) {
    return new Comparison(
        new Subject(agent, Quantity.score(Margin.DEFAULTS)),
        new Verdict(outcome),
        new Evidence(
            outcome == Outcome.IDENTICAL
                ? Method.EXACT
                : bounds == null ? Method.NONE : Method.PAIRED,
            10,
            10,
            Optional.empty(),
            before,
            now),
        new Comparison.Test(
            now - before, Optional.ofNullable(bounds), 0.01, 0.1784, 0.0001, toDecide));
  }

  static Comparison incomplete(String agent, String problem) {
    return new Comparison(
        new Subject(agent, Quantity.score(Margin.DEFAULTS)),
        new Verdict(Outcome.INCOMPLETE, problem),
        Evidence.NONE,
        Comparison.Test.NONE);
  }

  static ClaimResult claim(Claim claim, Outcome outcome, double value, Interval bounds) {
    ClaimResult.Test test = new ClaimResult.Test(value, Optional.ofNullable(bounds), 0.01, 0);
    return new ClaimResult(claim, outcome, Sample.seeds(10), test, Optional.empty());
  }

  static CheckResult compared(String experiment, Comparison... comparisons) {
    return CheckResult.of(experiment, Basis.of(Outcome.COMPARED))
        .withComparisons(List.of(comparisons));
  }

  static CheckResult changed(String experiment, Change... changes) {
    return CheckResult.of(
        experiment,
        new Basis(
            Outcome.ARENA_CHANGED,
            Optional.empty(),
            List.of(changes),
            Optional.empty(),
            List.of()));
  }

  static CheckResult unread(String experiment, Outcome status, String problem) {
    return CheckResult.of(
        experiment, problem == null ? Basis.of(status) : Basis.of(status, problem));
  }

  /** A changed environment; the learner's score in the baseline and with the current code. */
  static CheckResult arena(String experiment, double before, double now) {
    return arena(
        experiment,
        snapshot(scores("learner", before, .1)),
        snapshot(scores("learner", now, now == before ? .1 : .2)),
        null);
  }

  /** A changed environment whose recorded experiment cannot be run. */
  static CheckResult arena(String problem) {
    return arena("notebook", snapshot(scores("learner", 8.7, .1)), null, problem);
  }

  /** A changed environment whose recorded experiment has not run yet. */
  static CheckResult unjudgedArena() {
    Snapshot none =
        snapshot(
            new AgentScores(
                "learner", "learner", false, null, List.of(), new TreeMap<>(), List.of()));
    return arena("notebook", snapshot(scores("learner", 8.7, .1)), none, null);
  }

  private static CheckResult arena(
      String experiment, Snapshot baseline, Snapshot rerun, String problem) {
    return checker()
        .arenaChanged(
            snapshot(experiment, scores("learner", 3.2, .1), scores("fresh", 1.5, .1)),
            baseline,
            new Changes(List.of(new Change("environment.doc_num", "10", "20")), Map.of()),
            checker(),
            Optional.ofNullable(rerun),
            Optional.ofNullable(problem));
  }

  /** A wider margin and a claim that is gone; the score in the baseline is 8.7. */
  static CheckResult weakened(double now) {
    Snapshot current = snapshot(scores("learner", now, now == 8.7 ? .1 : .2));
    Snapshot baseline = snapshot(scores("learner", 8.7, .1));
    Rule recorded = rule(0.02, new Claim.AtLeast("learner", Claim.MEAN_REWARD, 8.5));
    Rule relaxed = rule(0.5);
    return new Check(relaxed, Check.ALPHA)
        .against(current, baseline, Changes.NONE)
        .with(
            new Check(recorded, Check.ALPHA)
                .weakening(recorded.relaxedIn(relaxed, baseline), current, baseline, Changes.NONE));
  }

  /** Everything that may be hostile is: names, errors, keys, values, claims. */
  static CheckResult hostile() {
    return new CheckResult(
        HOSTILE,
        "",
        new Basis(
            Outcome.ARENA_CHANGED,
            Optional.of(HOSTILE),
            List.of(new Change(HOSTILE, HOSTILE, HOSTILE), new Change(HOSTILE, null, HOSTILE)),
            Optional.empty(),
            List.of(new ArenaScore(HOSTILE, 1, 2))),
        List.of(
            regressed(HOSTILE).with(List.of(new Change(HOSTILE, HOSTILE, HOSTILE))),
            incomplete(HOSTILE, HOSTILE)),
        Optional.of(
            new Weakening(
                List.of(new Change(HOSTILE, HOSTILE, null)),
                List.of(regressed(HOSTILE)),
                List.of())),
        List.of(
            claim(new Claim.Beats(HOSTILE, HOSTILE), Outcome.BROKEN, -1, new Interval(-2, -.5))),
        List.of(new CheckResult.Unrepeated(HOSTILE, Outcome.UNREPEATABLE, HOSTILE)));
  }
}
