package dev.recsim.decide;

import dev.recsim.decide.MetricTest.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;

/**
 * A live test of one or more treatments against a control, looked at up to now: the verdicts on all
 * metrics, and the decision on each treatment.
 *
 * <pre>{@code
 * List<TestLook> looks = new ArrayList<>();
 * for (Day it : days) {
 *   looks.add(new TestLook(it.number() / 28.0, ArmMeans.of(UnitMetric.MEAN, it.a(), it.b())));
 * }
 * var bounds = NormalSequence.planned(looks, EffectScale.RELATIVE, true);
 * var revenue = new MetricTest(bounds, EffectScale.RELATIVE.threshold(0.02, true), false);
 * var test = new LiveTest(List.of(new LiveTest.Tested("b", "revenue", revenue, true)), 0.01);
 * LiveTest.Decision decision = test.rulings(over, dayOfEachLook).get("b").decision();
 * }</pre>
 *
 * @param metrics the metrics of all treatments that were declared in advance
 * @param alpha error rate of each side, in (0, 0.5)
 */
public record LiveTest(List<Tested> metrics, double alpha) {
  /** Days that a test must have run before a treatment is shipped: weekdays differ. */
  public static final int LEAST_DAYS = 7;

  /**
   * Checks that there is something to decide.
   *
   * @param metrics the metrics of all treatments
   * @param alpha error rate of each side
   * @throws IllegalArgumentException if there is no metric, or alpha is not in (0, 0.5)
   */
  public LiveTest {
    metrics = List.copyOf(metrics);
    if (metrics.isEmpty() || !(alpha > 0 && alpha < 0.5)) {
      throw new IllegalArgumentException("needs a metric, and alpha in (0, 0.5): " + alpha);
    }
  }

  /**
   * A metric of a treatment.
   *
   * @param arm name of the treatment
   * @param metric its name
   * @param test its test
   * @param required whether the treatment is shipped only if the metric shows what it must
   */
  public record Tested(String arm, String metric, MetricTest test, boolean required) {}

  /** What to do. */
  public enum Decision {
    /** All claims and guards of the treatment hold. */
    SHIP,
    /** A metric regressed. */
    STOP,
    /** The plan goes on. */
    CONTINUE,
    /** The plan is over and something is undecided. */
    END,
    /** The data cannot be judged. */
    REFUSED
  }

  /**
   * The decision on a treatment.
   *
   * @param decision what to do
   * @param look at which it was reached, 0-based; -1 for CONTINUE and END
   * @param metrics those that it is due to: that regressed, or are undecided or drift
   */
  public record Ruling(Decision decision, int look, List<String> metrics) {}

  /**
   * The results of each metric at all looks, as {@link #metrics}, corrected for their number: a
   * regression counts only if it is one by Holm's procedure over all metrics and treatments, and an
   * improvement that must be shown only if it is one over all treatments that must show it.
   *
   * @return for each metric, one result a look
   */
  public List<List<Result>> results() {
    List<Tested> beats = metrics.stream().filter(it -> it.test().beats()).toList();
    Map<Tested, Integer> regressed = holm(metrics, MetricTest::regressed);
    Map<Tested, Integer> improved = holm(beats, MetricTest::improved);
    List<List<Result>> all = new ArrayList<>();
    for (Tested it : metrics) {
      int falls = regressed.getOrDefault(it, Integer.MAX_VALUE);
      int rises = it.test().beats() ? improved.getOrDefault(it, Integer.MAX_VALUE) : -1;
      List<Result> corrected = new ArrayList<>();
      for (Result result : it.test().results(alpha)) {
        int look = corrected.size();
        boolean kept =
            switch (result.verdict()) {
              case REGRESSED -> look >= falls;
              case IMPROVED -> look >= rises;
              case HOLDS, UNDECIDED -> true;
            };
        corrected.add(kept ? result : undecided(result));
      }
      all.add(List.copyOf(corrected));
    }
    return List.copyOf(all);
  }

  private static Result undecided(Result it) {
    return new Result(
        it.counting(), it.gain(), it.lower(), it.upper(), it.here(), Verdict.UNDECIDED, it.drift());
  }

  /**
   * The hypotheses that Holm's procedure rejects, and the look that does; valid at every look (W.
   * Maurer, F. Bretz, Statistics in Biopharmaceutical Research 5, 2013).
   */
  private Map<Tested, Integer> holm(List<Tested> tested, ToIntBiFunction<MetricTest, Double> look) {
    List<Tested> left = new ArrayList<>(tested);
    Map<Tested, Integer> rejected = new LinkedHashMap<>();
    while (!left.isEmpty()) {
      double level = alpha / left.size();
      Map<Tested, Integer> now = new LinkedHashMap<>();
      for (Tested it : left) {
        int at = look.applyAsInt(it.test(), level);
        if (at >= 0) {
          now.put(it, at);
        }
      }
      if (now.isEmpty()) {
        break;
      }
      int since = rejected.values().stream().max(Comparator.naturalOrder()).orElse(0);
      int first = now.values().stream().min(Comparator.naturalOrder()).orElseThrow();
      // What the higher level alone rejects is rejected when the level became higher.
      now.entrySet().removeIf(it -> it.getValue() > first);
      now.replaceAll((it, at) -> Math.max(at, since));
      rejected.putAll(now);
      left.removeAll(now.keySet());
    }
    return rejected;
  }

  /**
   * The decision on each treatment by all looks up to now.
   *
   * @param over whether the plan is over
   * @param days that each look comes after the start; a treatment is not shipped before the seventh
   * @return a ruling for each treatment, by its name
   */
  public Map<String, Ruling> rulings(boolean over, double[] days) {
    return rulings(results(), over, days);
  }

  /**
   * The same by results that are known already.
   *
   * @param results as {@link #results} returns them
   * @param over whether the plan is over
   * @param days that each look comes after the start
   * @return a ruling for each treatment, by its name
   */
  public Map<String, Ruling> rulings(List<List<Result>> results, boolean over, double[] days) {
    Map<String, Ruling> rulings = new LinkedHashMap<>();
    for (Tested tested : metrics) {
      rulings.computeIfAbsent(tested.arm(), arm -> ruling(arm, results, over, days));
    }
    return rulings;
  }

  private Ruling ruling(String arm, List<List<Result>> results, boolean over, double[] days) {
    for (int look = 0; look < days.length; look++) {
      List<String> regressed = those(arm, results, look, Verdict.REGRESSED);
      if (!regressed.isEmpty()) {
        return new Ruling(Decision.STOP, look, regressed);
      }
      if (days[look] >= LEAST_DAYS && missing(arm, results, look).isEmpty()) {
        return new Ruling(Decision.SHIP, look, List.of());
      }
    }
    List<String> missing = days.length == 0 ? names(arm) : missing(arm, results, days.length - 1);
    return new Ruling(over ? Decision.END : Decision.CONTINUE, -1, missing);
  }

  private List<String> names(String arm) {
    return metrics.stream()
        .filter(it -> it.arm().equals(arm) && it.required())
        .map(Tested::metric)
        .toList();
  }

  private List<String> those(String arm, List<List<Result>> results, int look, Verdict verdict) {
    List<String> those = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      if (metrics.get(i).arm().equals(arm) && results.get(i).get(look).verdict() == verdict) {
        those.add(metrics.get(i).metric());
      }
    }
    return those;
  }

  /** The metrics that have not shown what they must, or drift. */
  private List<String> missing(String arm, List<List<Result>> results, int look) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      Result it = results.get(i).get(look);
      boolean shown =
          it.verdict() == Verdict.IMPROVED
              || it.verdict() == Verdict.HOLDS && !metrics.get(i).test().beats();
      boolean asked = metrics.get(i).required() && metrics.get(i).arm().equals(arm);
      if (asked && (!shown || it.drift())) {
        missing.add(metrics.get(i).metric());
      }
    }
    return missing;
  }
}
