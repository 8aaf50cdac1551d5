package dev.recsim.ope.evaluation;

import dev.recsim.logs.Log;
import dev.recsim.logs.LogReport;
import dev.recsim.logs.LoggedSession;
import dev.recsim.ope.Bootstrap;
import dev.recsim.ope.Estimator;
import dev.recsim.ope.Likelihood;
import dev.recsim.ope.Moments;
import dev.recsim.ope.WeightCheck;
import dev.recsim.ope.evaluation.Evaluated.Difference;
import dev.recsim.ope.evaluation.Evaluated.Estimated;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.ope.evaluation.Evaluated.Weights;
import dev.recsim.random.RandomKey;
import dev.recsim.stats.Interval;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Estimates the values of target policies, all on the same sessions and the same resamples. */
public final class Evaluation implements Pass.Sums<Evaluation> {
  private static final long serialVersionUID = 1;

  /** Name of the policy that was logged. */
  public static final String LOGGED = "logged";

  /** Level of the intervals. */
  public static final double LEVEL = 0.95;

  /** Largest size of a reward, so that squares of sums are numbers. */
  private static final double LARGEST_REWARD = 1e100;

  /** Fewest sessions with a reward without a warning. */
  private static final int FEW_REWARDS = 30;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final transient Survey survey;
  private final transient Settings settings;
  private final ArrayList<Tracked<?>> targets = new ArrayList<>();
  private final ArrayList<Pair> pairs = new ArrayList<>();
  private final Moments logged = new Moments(0);
  private final transient double[] terms;

  /** Null if there is none. */
  private final Bootstrap bootstrap;

  private final String kind;

  /**
   * How to evaluate.
   *
   * @param discount of the rewards of later steps
   * @param rewards smallest and largest reward of a session; null if unknown
   * @param largestWeight bound of the weights; null for 1 / the smallest propensity
   * @param replicates of the bootstrap; 0 for none
   * @param key of the bootstrap
   */
  public record Settings(
      double discount, Interval rewards, Double largestWeight, int replicates, RandomKey key)
      implements Serializable {}

  /** A comparison that is asked for: of a target to another one or to {@link #LOGGED}. */
  public record Comparison(String of, String to) implements Serializable {}

  /** The position of an estimator in the terms of a session. */
  private record Place(int at, int ratios) implements Serializable {}

  /** A difference of two estimators. */
  private record Pair(Comparison asked, Place of, Place to, Moments moments, double[] terms)
      implements Serializable {
    void add(double[] all) {
      terms[0] = all[of.at()] - all[to.at()];
      System.arraycopy(all, of.at() + 1, terms, 1, 2 * of.ratios());
      int at = 1 + 2 * of.ratios();
      for (int k = 0; k < to.ratios(); k++) {
        terms[at + 2 * k] = -all[to.at() + 1 + 2 * k];
        terms[at + 1 + 2 * k] = all[to.at() + 2 + 2 * k];
      }
      moments.add(terms, 0);
    }
  }

  /** A target with its estimators and their sums. */
  private static final class Tracked<R> implements Serializable {
    private static final long serialVersionUID = 1;
    private final transient Target target;
    private final transient Rows<R> rows;
    private final transient List<Estimator<R>> estimators;
    private final transient List<Place> places = new ArrayList<>();
    private final ArrayList<Moments> moments = new ArrayList<>();
    private final WeightCheck check = new WeightCheck();
    private final Likelihood likelihood;

    Tracked(Target target, Rows<R> rows, int at, Likelihood likelihood) {
      this.target = target;
      this.rows = rows;
      this.estimators = rows.estimators();
      this.likelihood = likelihood;
      int next = at;
      for (Estimator<R> estimator : estimators) {
        places.add(new Place(next, estimator.ratios()));
        moments.add(new Moments(estimator.ratios()));
        next += estimator.width();
      }
    }

    int end() {
      Place last = places.get(places.size() - 1);
      return last.at() + 1 + 2 * last.ratios();
    }

    void add(Tracked<?> other) {
      check.add(other.check);
      for (int e = 0; e < moments.size(); e++) {
        moments.get(e).add(other.moments.get(e));
      }
      if (likelihood != null) {
        likelihood.add(other.likelihood);
      }
    }

    void add(LoggedSession session, double[] terms) {
      R row = rows.row(session);
      double weight = rows.weight(row);
      check.add(weight);
      check.addUnsupported(rows.unsupported(session));
      for (int e = 0; e < estimators.size(); e++) {
        estimators.get(e).terms(row, terms, places.get(e).at());
        moments.get(e).add(terms, places.get(e).at());
      }
      if (likelihood != null) {
        likelihood.add(weight, rows.reward(row));
      }
    }
  }

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
      implements Pass<Evaluation> {

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
    public Evaluation begin(Log log) {
      return new Evaluation(this);
    }
  }

  private Evaluation(Asked asked) {
    this.survey = asked.survey();
    this.settings = asked.settings();
    boolean sessions = survey.steps() > 1;
    boolean slates = survey.positions() > 1;
    this.kind = sessions ? "sessions" : slates ? "slates" : "decisions";
    int at = 1;
    for (Target target : asked.targets()) {
      Tracked<?> tracked = tracked(target, asked.models().get(target.name()), at);
      targets.add(tracked);
      at = tracked.end();
    }
    terms = new double[at];
    int replicates = settings.replicates();
    bootstrap = replicates == 0 ? null : new Bootstrap(settings.key(), replicates, at);
    asked.comparisons().forEach(this::ask);
  }

  private Tracked<?> tracked(Target target, StateModel model, int at) {
    return switch (kind) {
      case "sessions" ->
          new Tracked<>(
              target,
              new SessionRows(target, survey, settings.discount(), Optional.ofNullable(model)),
              at,
              null);
      case "slates" -> new Tracked<>(target, new SlateRows(target, survey), at, likelihood());
      default -> new Tracked<>(target, new DecisionRows(target, survey), at, likelihood());
    };
  }

  private Likelihood likelihood() {
    Interval rewards = settings.rewards();
    if (rewards == null) {
      boolean unit = survey.smallestReward() >= 0 && survey.largestReward() <= 1;
      rewards = unit ? new Interval(0, 1) : null;
    }
    double bound =
        settings.largestWeight() != null
            ? settings.largestWeight()
            : 1 / survey.smallestPropensity();
    return rewards == null ? null : new Likelihood(0, bound, rewards.low(), rewards.high());
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
    Sessions.Read<Evaluation> read = survey.source().read(asked);
    return read.sums().evaluated(read.report());
  }

  private void ask(Comparison asked) {
    Place of = place(asked.of());
    Place to = place(asked.to());
    int ratios = of.ratios() + to.ratios();
    pairs.add(new Pair(asked, of, to, new Moments(ratios), new double[1 + 2 * ratios]));
  }

  private Place place(String name) {
    return name.equals(LOGGED) ? new Place(0, 0) : target(name).places.get(0);
  }

  private Tracked<?> target(String name) {
    return targets.stream()
        .filter(each -> each.target.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no target " + name));
  }

  @Override
  public void add(LoggedSession session) {
    double total = 0;
    double factor = 1;
    for (int t = 0; t < session.steps(); t++) {
      total += factor * session.reward(t);
      factor *= settings.discount();
    }
    terms[0] = total;
    logged.add(terms, 0);
    for (Tracked<?> target : targets) {
      target.add(session, terms);
    }
    for (Pair pair : pairs) {
      pair.add(terms);
    }
    if (bootstrap != null) {
      bootstrap.add(session.id(), terms);
    }
  }

  @Override
  public void add(Evaluation other) {
    logged.add(other.logged);
    for (int i = 0; i < targets.size(); i++) {
      targets.get(i).add(other.targets.get(i));
    }
    for (int i = 0; i < pairs.size(); i++) {
      pairs.get(i).moments().add(other.pairs.get(i).moments());
    }
    if (bootstrap != null) {
      bootstrap.add(other.bootstrap);
    }
  }

  private Evaluated evaluated(LogReport report) {
    List<OfTarget> results = new ArrayList<>();
    targets.forEach(target -> results.add(result(target)));
    List<Difference> differences = new ArrayList<>();
    for (Pair pair : pairs) {
      List<String> refusals = new ArrayList<>();
      for (OfTarget each : results) {
        boolean part =
            each.name().equals(pair.asked().of()) || each.name().equals(pair.asked().to());
        if (part) {
          each.refusals().forEach(reason -> refusals.add(each.name() + ": " + reason));
        }
      }
      boolean refused = !refusals.isEmpty();
      differences.add(
          new Difference(
              pair.asked().of(),
              pair.asked().to(),
              pair.moments().n(),
              refused ? Double.NaN : pair.moments().value(),
              refused ? Double.NaN : other(pair),
              refused ? Double.NaN : pair.moments().standardError(),
              refusals));
    }
    Estimated mean = estimated(LOGGED, logged, new Place(0, 0));
    return new Evaluated(report, kind, mean, results, differences);
  }

  private double other(Pair pair) {
    return pair.asked().to().equals(LOGGED)
        ? logged.value()
        : target(pair.asked().to()).moments.get(0).value();
  }

  private <R> OfTarget result(Tracked<R> target) {
    WeightCheck check = target.check;
    List<String> refusals = new ArrayList<>();
    if (survey.rewarded() == 0) {
      refusals.add(
          "all sessions have the same reward, so the log does not show how much rewards vary; log"
              + " more sessions");
    }
    survey.implausible().ifPresent(refusals::add);
    target.target.refusal().ifPresent(refusals::add);
    refusals.addAll(check.refusals());
    List<Estimated> estimates = new ArrayList<>();
    for (int e = 0; refusals.isEmpty() && e < target.estimators.size(); e++) {
      estimates.add(
          estimated(target.estimators.get(e).name(), target.moments.get(e), target.places.get(e)));
    }
    return new OfTarget(
        target.target.name(),
        new Weights(check.effectiveSample(), check.mean(), check.largest(), check.unsupported()),
        estimates,
        refusals.isEmpty() && target.likelihood != null
            ? Optional.of(target.likelihood.interval(LEVEL))
            : Optional.empty(),
        refusals,
        refusals.isEmpty() ? warnings(check) : List.of());
  }

  private List<String> warnings(WeightCheck check) {
    List<String> warnings = new ArrayList<>(check.warnings());
    if (survey.rewarded() < FEW_REWARDS) {
      warnings.add(
          "only %s sessions have more than the smallest reward: bootstrap and delta intervals may be too narrow"
              .formatted(survey.rewarded()));
    }
    return warnings;
  }

  private Estimated estimated(String name, Moments moments, Place place) {
    // The error of the direct method is that of its model, which resampling sessions does not show.
    if (name.equals("dm") || moments.n() < 2) {
      return new Estimated(name, moments.value(), Double.NaN, Optional.empty(), Optional.empty());
    }
    return new Estimated(
        name,
        moments.value(),
        moments.standardError(),
        Optional.of(moments.interval(LEVEL)),
        Optional.ofNullable(bootstrap)
            .map(it -> it.values(place.at(), place.ratios()))
            // Of very few sessions, some replicates have none.
            .filter(values -> Arrays.stream(values).allMatch(Double::isFinite))
            .map(values -> Bootstrap.interval(values, LEVEL)));
  }

  static double quantile(double p) {
    return NORMAL.inverseCumulativeProbability(p);
  }
}
