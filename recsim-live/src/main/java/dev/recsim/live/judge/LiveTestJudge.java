package dev.recsim.live.judge;

import dev.recsim.decide.LiveTest;
import dev.recsim.decide.LiveTest.Decision;
import dev.recsim.decide.LiveTest.Ruling;
import dev.recsim.decide.LiveTest.Tested;
import dev.recsim.decide.MetricTest.Result;
import dev.recsim.decide.SampleRatio;
import dev.recsim.live.TestData;
import dev.recsim.live.TestData.Count;
import dev.recsim.live.TestData.Look;
import dev.recsim.live.TestData.What;
import dev.recsim.live.judge.LiveTestResult.Arm;
import dev.recsim.live.judge.LiveTestResult.LookAt;
import dev.recsim.live.judge.LiveTestResult.OfMetric;
import dev.recsim.live.judge.LiveTestResult.Origin;
import dev.recsim.live.judge.LiveTestResult.Planned;
import dev.recsim.live.judge.LiveTestResult.Predicted;
import dev.recsim.live.judge.LiveTestResult.Ratio;
import dev.recsim.live.judge.LiveTestResult.Role;
import dev.recsim.live.judge.LiveTestResult.Sample;
import dev.recsim.live.judge.LiveTestResult.Treatment;
import dev.recsim.live.options.AbSection;
import dev.recsim.live.options.LiveTestSpec;
import dev.recsim.rule.Claim;
import dev.recsim.stats.Decimals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Judges the data of a live test. The same data give the same result.
 *
 * <pre>{@code
 * AbColumns columns = AbColumns.ofEvents("user", "variant", "time");
 * AbOptions options = AbOptions.of("orders.csv", columns, AbPlan.ofDays(28));
 * Map<String, AbMetric> metrics = Map.of("revenue", AbMetric.mean("revenue"));
 * AbSection test = AbSection.of(options, List.of("a", "b"), metrics);
 * TestData data = new TestFiles(test, folder).until(now).read();
 * LiveTestResult result = new LiveTestJudge(test, data, 0.01).report();
 * OfMetric revenue = result.treatments().get(0).metrics().get(0);
 * System.out.println(result.decision() + " " + revenue.verdict() + " since " + revenue.since());
 * }</pre>
 *
 * @param of whose data they are
 * @param alpha error rate of each bound
 * @param predictions of the effect on a metric of a treatment
 */
public record LiveTestJudge(
    Origin of, AbSection section, TestData data, double alpha, Predictions predictions) {
  /** Largest share of units in several arms. */
  private static final double MOST_IN_SEVERAL_ARMS = 0.01;

  /** What was predicted before the test. */
  @FunctionalInterface
  public interface Predictions {
    /** The relative change of a metric; empty if nothing predicts it. */
    Optional<Predicted> of(String arm, String metric);
  }

  /** A test without a file, of which nothing was predicted. */
  public LiveTestJudge(AbSection section, TestData data, double alpha) {
    this(
        new Origin("live test", "Live test", section.options().file()),
        section,
        data,
        alpha,
        (arm, metric) -> Optional.empty());
  }

  /** The test of a file. */
  public LiveTestJudge(LiveTestSpec spec, TestData data, double alpha, Predictions predictions) {
    this(
        new Origin(spec.name(), spec.title(), spec.section().options().file()),
        spec.section(),
        data,
        alpha,
        predictions);
  }

  /** A test of which nothing was predicted. */
  public LiveTestJudge(LiveTestSpec spec, TestData data, double alpha) {
    this(spec, data, alpha, (arm, metric) -> Optional.empty());
  }

  /** Judges all looks. */
  public LiveTestResult report() {
    List<LookAt> looks = looks();
    Planned plan = plan(looks);
    Ratio ratio = ratio(looks, plan);
    List<String> refusals = new ArrayList<>(refusals());
    if (ratio.refused()) {
      refusals.add(ratioWords(looks));
    }
    List<MetricJudge> judges = judges(looks, plan);
    List<Treatment> treatments =
        refusals.isEmpty() ? decided(judges, looks, plan) : undecided(judges);
    List<Count> counts =
        data.counts().stream()
            .map(it -> new Count(it.what(), it.number(), withoutFolder(it.where())))
            .toList();
    return new LiveTestResult(
        of,
        alpha,
        new Sample(arms(), looks, ratio, counts, warnings(looks)),
        plan,
        refusals,
        treatments,
        List.of());
  }

  /** The same data in another folder give the same report. */
  private static String withoutFolder(String where) {
    return where == null
        ? null
        : where.substring(Math.max(where.lastIndexOf('/'), where.lastIndexOf('\\')) + 1);
  }

  private List<Arm> arms() {
    List<Arm> arms = new ArrayList<>();
    for (Map.Entry<String, Double> it : section.arms().entrySet()) {
      long units =
          data.looks().isEmpty()
              ? 0
              : data.looks().get(data.looks().size() - 1).assigned()[arms.size()];
      arms.add(new Arm(it.getKey(), it.getValue(), units));
    }
    return arms;
  }

  private List<LookAt> looks() {
    double[] shares = shares();
    double planned = plannedUnits();
    Optional<Duration> interval = interval();
    List<LookAt> looks = new ArrayList<>();
    for (Look it : data.looks()) {
      double day =
          interval
              .map(time -> Duration.between(data.looks().get(0).end(), it.end()).plus(time))
              .map(LiveTestJudge::days)
              .orElse(Double.NaN);
      looks.add(
          new LookAt(
              Optional.ofNullable(it.end()),
              day,
              Arrays.stream(it.assigned()).boxed().toList(),
              SampleRatio.logEvidence(it.assigned(), shares, planned)));
    }
    return looks;
  }

  /** Time from look to look; empty if there is one. */
  private Optional<Duration> interval() {
    boolean timed = data.looks().stream().allMatch(it -> it.end() != null);
    return section.options().lookTime().filter(it -> timed);
  }

  private double[] shares() {
    return section.arms().values().stream().mapToDouble(it -> it).toArray();
  }

  private static double days(Duration time) {
    return time.toMillis() / (double) Duration.ofDays(1).toMillis();
  }

  /** Units of the plan, as the first look with units foresees them. */
  private double plannedUnits() {
    int first = 0;
    while (first < data.looks().size() - 1 && sum(data.looks().get(first).assigned()) == 0) {
      first++;
    }
    long units = data.looks().isEmpty() ? 1 : Math.max(1, sum(data.looks().get(first).assigned()));
    OptionalDouble interval =
        section.options().lookTime().stream().mapToDouble(LiveTestJudge::days).findFirst();
    return section.plan().units(units, first + 1, interval);
  }

  private static long sum(long[] counts) {
    return Arrays.stream(counts).sum();
  }

  private Planned plan(List<LookAt> looks) {
    OptionalDouble interval = interval().stream().mapToDouble(LiveTestJudge::days).findFirst();
    boolean over =
        looks.stream()
            .skip(Math.max(0, looks.size() - 1))
            .anyMatch(it -> interval.isEmpty() || section.plan().share(it.day(), it.all()) >= 1);
    return new Planned(section.plan(), over, interval);
  }

  /** A running test has more looks to come, so its first look is not taken for the only one. */
  private Ratio ratio(List<LookAt> looks, Planned plan) {
    double threshold = -StrictMath.log(SampleRatio.ALPHA);
    if (!looks.isEmpty() && plan.interval().isEmpty()) {
      double p = SampleRatio.pValue(data.looks().get(looks.size() - 1).assigned(), shares());
      return new Ratio(p < SampleRatio.ALPHA, threshold, p, plannedUnits());
    }
    boolean refused = looks.stream().anyMatch(it -> SampleRatio.refused(it.logEvidence()));
    return new Ratio(refused, threshold, Double.NaN, plannedUnits());
  }

  private String ratioWords(List<LookAt> looks) {
    LookAt last = looks.get(looks.size() - 1);
    List<String> parts = new ArrayList<>();
    int arm = 0;
    for (Map.Entry<String, Double> it : section.arms().entrySet()) {
      parts.add(
          "%s %s %% instead of %s %%"
              .formatted(
                  it.getKey(),
                  Decimals.fixed(100.0 * last.units().get(arm++) / last.all(), 2),
                  Decimals.fixed(100 * it.getValue(), 2)));
    }
    return "the arms do not have the shares that were declared: "
        + String.join(", ", parts)
        + "; find out why units are missing or doubled, or declare the shares that were assigned";
  }

  private List<String> refusals() {
    List<String> refusals = new ArrayList<>();
    long units = number(What.UNITS);
    long several = number(What.UNITS_IN_SEVERAL_ARMS);
    if (several > MOST_IN_SEVERAL_ARMS * units) {
      refusals.add(
          "%s of %s units have rows in several arms%s; assign each unit once"
              .formatted(several, units, where(What.UNITS_IN_SEVERAL_ARMS)));
    }
    long changed = number(What.COVARIATES_CHANGED);
    if (changed > 0) {
      refusals.add(
          "the covariate of %s units changes after their assignment%s; use a column that is known before"
              .formatted(changed, where(What.COVARIATES_CHANGED)));
    }
    return refusals;
  }

  private long number(What what) {
    return data.count(what).number();
  }

  private String where(What what) {
    return Optional.ofNullable(data.count(what).where()).map(it -> ", first at " + it).orElse("");
  }

  private List<String> warnings(List<LookAt> looks) {
    List<String> warnings = new ArrayList<>();
    List<String> missing =
        data.looks().stream().filter(it -> !it.rows()).map(it -> it.end().toString()).toList();
    if (!missing.isEmpty()) {
      warnings.add(
          "%s without data, so nothing is decided there: the one before %s%s"
              .formatted(
                  missing.size() == 1 ? "1 look is" : missing.size() + " looks are",
                  missing.get(0),
                  missing.size() == 1 ? "" : " and others"));
    }
    if (looks.isEmpty()) {
      warnings.add("no look is complete yet");
    }
    return warnings;
  }

  /** Each metric of each treatment. */
  public List<MetricJudge> judges() {
    List<LookAt> looks = looks();
    return judges(looks, plan(looks));
  }

  private List<MetricJudge> judges(List<LookAt> looks, Planned plan) {
    double planned = plannedUnits();
    List<MetricJudge> judges = new ArrayList<>();
    for (String arm : section.treatments()) {
      for (String metric : section.metrics().keySet()) {
        judges.add(
            new MetricJudge(
                section,
                data,
                arm,
                metric,
                role(section, arm, metric),
                looks,
                plan,
                planned,
                alpha));
      }
    }
    return judges;
  }

  /** If an arm has no claim, and there is no guard, no metric may get worse. */
  public static Role role(AbSection section, String arm, String metric) {
    for (var it : section.goals().claims()) {
      Claim.OfTwo claim = (Claim.OfTwo) it.claim();
      if (claim.agent().equals(arm) && claim.of().metric().equals(metric)) {
        return claim instanceof Claim.Beats ? Role.BEATS : Role.NOT_WORSE;
      }
    }
    boolean guarded =
        section.goals().guards().stream().anyMatch(it -> it.guard().metric().equals(metric));
    boolean claimed =
        section.goals().claims().stream()
            .anyMatch(it -> ((Claim.OfTwo) it.claim()).agent().equals(arm));
    boolean nothing = !claimed && section.goals().guards().isEmpty();
    return guarded ? Role.GUARD : nothing ? Role.NOT_WORSE : Role.WATCHED;
  }

  private List<Treatment> decided(List<MetricJudge> judges, List<LookAt> looks, Planned plan) {
    List<MetricJudge> sound = judges.stream().filter(it -> it.refusal().isEmpty()).toList();
    List<List<Result>> results = List.of();
    Map<String, Ruling> rulings = Map.of();
    if (!sound.isEmpty()) {
      LiveTest test =
          new LiveTest(
              sound.stream()
                  .map(
                      it -> new Tested(it.arm(), it.metric(), it.test(), it.role() != Role.WATCHED))
                  .toList(),
              alpha);
      results = test.results();
      rulings = test.rulings(results, plan.over(), dayOfEach(looks));
    }
    List<Treatment> treatments = new ArrayList<>();
    for (String arm : section.treatments()) {
      List<OfMetric> metrics = new ArrayList<>();
      for (MetricJudge it : judges) {
        if (it.arm().equals(arm)) {
          int place = sound.indexOf(it);
          metrics.add(it.report(place < 0 ? List.of() : results.get(place), predicted(it)));
        }
      }
      treatments.add(treatment(arm, metrics, Optional.ofNullable(rulings.get(arm)), plan));
    }
    return treatments;
  }

  private Optional<Predicted> predicted(MetricJudge it) {
    return predictions.of(it.arm(), it.metric());
  }

  /** A single look is that of a finished test. */
  private static double[] dayOfEach(List<LookAt> looks) {
    return looks.stream()
        .mapToDouble(it -> Double.isNaN(it.day()) ? LiveTest.LEAST_DAYS : it.day())
        .toArray();
  }

  /** A treatment is not shipped while a metric that it needs is refused. */
  private static Treatment treatment(
      String arm, List<OfMetric> metrics, Optional<Ruling> reached, Planned plan) {
    List<String> refused =
        metrics.stream()
            .filter(it -> it.refusal().isPresent() && it.goal().role() != Role.WATCHED)
            .map(OfMetric::metric)
            .toList();
    Decision waiting = plan.over() ? Decision.END : Decision.CONTINUE;
    Optional<Ruling> valid =
        reached.filter(it -> it.decision() != Decision.SHIP || !plan.canary() && refused.isEmpty());
    if (valid.isEmpty()) {
      return new Treatment(arm, waiting, -1, refused, metrics);
    }
    Ruling ruling = valid.get();
    List<String> due = new ArrayList<>(ruling.metrics());
    if (ruling.decision() != Decision.STOP) {
      due.addAll(refused);
    }
    return new Treatment(arm, ruling.decision(), ruling.look(), due, metrics);
  }

  private List<Treatment> undecided(List<MetricJudge> judges) {
    return section.treatments().stream()
        .map(
            arm ->
                new Treatment(
                    arm,
                    Decision.REFUSED,
                    -1,
                    List.of(),
                    judges.stream()
                        .filter(it -> it.arm().equals(arm))
                        .map(it -> it.report(List.of(), predicted(it)))
                        .toList()))
        .toList();
  }
}
