package dev.recsim.ope.evaluation;

import dev.recsim.logs.Log;
import dev.recsim.logs.LogReport;
import dev.recsim.logs.LoggedSession;
import dev.recsim.ope.EmpiricalLikelihood;
import dev.recsim.ope.Estimator;
import dev.recsim.ope.SessionGroups;
import dev.recsim.ope.Spread;
import dev.recsim.ope.WeightCheck;
import dev.recsim.ope.evaluation.Evaluated.Difference;
import dev.recsim.ope.evaluation.Evaluated.Effect;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.ope.evaluation.TargetSums.Answer;
import dev.recsim.random.RandomKey;
import dev.recsim.stats.Interval;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Estimates the values of target policies, all on the same sessions and the same resamples. */
public final class PolicyEvaluation implements Pass.Sums<PolicyEvaluation> {
  private static final long serialVersionUID = 1;

  /** Name of the policy that was logged. */
  public static final String LOGGED = "logged";

  /** Largest size of a reward, so that squares of sums are numbers. */
  private static final double LARGEST_REWARD = 1e100;

  private final transient Survey survey;
  private final transient Settings settings;
  private final String kind;
  private final SessionGroups groups;
  private final EstimatorSums<LoggedSession> logged;
  private final ArrayList<TargetSums<?>> targets = new ArrayList<>();
  private final transient List<Comparison> comparisons;

  /**
   * How to evaluate.
   *
   * @param discount of the rewards of later steps
   * @param rewards smallest and largest reward of a session; null if unknown
   * @param largestWeight bound of the weights; null for 1 / the smallest propensity
   * @param alpha error rate of each end of an interval
   * @param key draws the groups of sessions
   */
  public record Settings(
      double discount, Interval rewards, Double largestWeight, double alpha, RandomKey key)
      implements Serializable {}

  /** A comparison that is asked for: of a target to another one or to {@link #LOGGED}. */
  public record Comparison(String of, String to) implements Serializable {}

  /**
   * What is evaluated.
   *
   * @param models those of targets that have one, by their name
   */
  private record Asked(
      Survey survey,
      List<Target> targets,
      List<Comparison> comparisons,
      Settings settings,
      HashMap<String, StateModel> models)
      implements Pass<PolicyEvaluation> {

    static Asked of(
        Survey survey, List<Target> targets, List<Comparison> comparisons, Settings settings) {
      HashMap<String, StateModel> models = new HashMap<>();
      if (survey.steps() > 1) {
        for (Target target : targets) {
          StateModel.of(target, survey, settings.discount())
              .ifPresent(model -> models.put(target.name(), model));
        }
      }
      return new Asked(survey, targets, comparisons, settings, models);
    }

    @Override
    public PolicyEvaluation begin(Log log) {
      return new PolicyEvaluation(this);
    }
  }

  private PolicyEvaluation(Asked asked) {
    this.survey = asked.survey();
    this.settings = asked.settings();
    boolean sessions = survey.steps() > 1;
    boolean slates = survey.positions() > 1;
    this.kind = sessions ? "sessions" : slates ? "slates" : "decisions";
    this.groups = new SessionGroups(settings.key());
    this.logged = new EstimatorSums<>(Estimator.mean(LOGGED, this::discounted), groups);
    for (Target target : asked.targets()) {
      targets.add(sums(target, Optional.ofNullable(asked.models().get(target.name()))));
    }
    this.comparisons = asked.comparisons();
  }

  private TargetSums<?> sums(Target target, Optional<StateModel> model) {
    return switch (kind) {
      case "sessions" ->
          new TargetSums<>(
              target,
              new SessionRows(target, survey, settings.discount(), model),
              survey,
              groups,
              null);
      case "slates" ->
          new TargetSums<>(target, new SlateRows(target, survey), survey, groups, likelihood());
      default ->
          new TargetSums<>(target, new DecisionRows(target, survey), survey, groups, likelihood());
    };
  }

  private EmpiricalLikelihood likelihood() {
    Interval rewards = settings.rewards();
    if (rewards == null) {
      boolean unit = survey.smallestReward() >= 0 && survey.largestReward() <= 1;
      rewards = unit ? new Interval(0, 1) : null;
    }
    double bound =
        settings.largestWeight() != null
            ? settings.largestWeight()
            : 1 / survey.smallestPropensity();
    return rewards == null
        ? null
        : new EmpiricalLikelihood(0, bound, rewards.low(), rewards.high());
  }

  /**
   * Evaluates targets on a log.
   *
   * @param comparisons the differences to estimate
   * @throws IllegalArgumentException if the log has no rewards, or one that is too large
   */
  public static Evaluated of(
      Survey survey, List<Target> targets, List<Comparison> comparisons, Settings settings) {
    if (!survey.rewards()) {
      throw new IllegalArgumentException("the log has no rewards; name their column");
    }
    double largest = Math.max(Math.abs(survey.smallestReward()), Math.abs(survey.largestReward()));
    if (!(largest <= LARGEST_REWARD)) {
      throw new IllegalArgumentException(
          "a session of the log has a reward of %s; rewards must be at most %s in size"
              .formatted(largest, LARGEST_REWARD));
    }
    Asked asked = Asked.of(survey, targets, comparisons, settings);
    LogSource.Read<PolicyEvaluation> read = survey.source().read(asked);
    return read.sums().evaluated(read.report());
  }

  private double discounted(LoggedSession session) {
    double total = 0;
    double factor = 1;
    for (int t = 0; t < session.steps(); t++) {
      total += factor * session.reward(t);
      factor *= settings.discount();
    }
    return total;
  }

  @Override
  public void add(LoggedSession session) {
    groups.draw(session.id());
    logged.add(session);
    for (TargetSums<?> target : targets) {
      target.add(session);
    }
  }

  @Override
  public void add(PolicyEvaluation other) {
    groups.add(other.groups);
    logged.add(other.logged);
    for (int i = 0; i < targets.size(); i++) {
      targets.get(i).add(other.targets.get(i));
    }
  }

  private Evaluated evaluated(LogReport report) {
    Map<String, Answer> answers = new HashMap<>();
    Answer base = new Answer(1, 0, Optional.of(logged.spread()), List.of());
    answers.put(LOGGED, base);
    List<OfTarget> results = new ArrayList<>();
    Optional<String> implausible = survey.implausible();
    for (TargetSums<?> target : targets) {
      Answer answer = target.answer(settings.discount(), implausible);
      OfTarget result = target.result(answer, effect(answer, base), settings.alpha());
      results.add(result);
      List<String> refusals = new ArrayList<>(result.refusals());
      result.contradiction().ifPresent(refusals::add);
      answers.put(
          result.name(),
          new Answer(answer.factor(), answer.tailIndex(), answer.spread(), refusals));
    }
    List<Difference> differences = comparisons.stream().map(it -> difference(it, answers)).toList();
    return new Evaluated(report, kind, logged.estimated(1, settings.alpha()), results, differences);
  }

  private Difference difference(Comparison asked, Map<String, Answer> answers) {
    List<String> refusals = new ArrayList<>();
    for (String policy : List.of(asked.of(), asked.to())) {
      answers.get(policy).refusals().forEach(reason -> refusals.add(policy + ": " + reason));
    }
    if (!refusals.isEmpty()) {
      return new Difference(
          asked.of(), asked.to(), logged.moments().n(), Double.NaN, Optional.empty(), refusals);
    }
    Answer to = answers.get(asked.to());
    Spread spread = difference(answers.get(asked.of()), 1, to);
    if (spread.tailIndex() > Spread.LARGEST_INDEX) {
      refusals.add(WeightCheck.heavy(spread.tailIndex()));
    }
    return new Difference(
        asked.of(),
        asked.to(),
        logged.moments().n(),
        to.spread().orElseThrow().value(),
        refusals.isEmpty() ? Optional.of(spread) : Optional.empty(),
        refusals);
  }

  /** The difference to this many times another answer. */
  private Spread difference(Answer of, double times, Answer to) {
    Spread seen =
        of.spread().orElseThrow().minus(times, to.spread().orElseThrow(), logged.moments().n());
    double unseen = of.unseen() + times * times * to.unseen();
    double variance = seen.standardError() * seen.standardError();
    return variance == 0 ? seen : seen.times(Math.sqrt(1 + unseen / variance));
  }

  private Effect effect(Answer of, Answer base) {
    Spread earned = base.spread().orElseThrow();
    boolean known = Double.isFinite(earned.standardError()); // a log of one session has none
    boolean relative = known && earned.bounds(settings.alpha()).low() > 0;
    if (!of.refusals().isEmpty()) {
      return new Effect(relative, Double.NaN, Optional.empty(), of.refusals());
    }
    Spread difference = difference(of, 1, base);
    if (difference.tailIndex() > Spread.LARGEST_INDEX) {
      List<String> heavy = List.of(WeightCheck.heavy(difference.tailIndex()));
      return new Effect(relative, Double.NaN, Optional.empty(), heavy);
    }
    if (!relative) {
      Interval bounds = difference.bounds(settings.alpha());
      return new Effect(false, difference.value(), Optional.of(bounds), List.of());
    }
    double ratio = of.spread().orElseThrow().value() / earned.value();
    Interval bounds = Lift.bounds(it -> difference(of, it, base), ratio, settings.alpha());
    return new Effect(true, ratio - 1, Optional.of(bounds), List.of());
  }
}
