package dev.recsim.live.judge;

import dev.recsim.decide.MetricTest;
import dev.recsim.decide.MetricTest.Result;
import dev.recsim.decide.Verdict;
import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.decide.metric.UnitMetric;
import dev.recsim.decide.metric.UnitSums;
import dev.recsim.decide.sequence.ConfidenceSequence;
import dev.recsim.decide.sequence.EffectScale;
import dev.recsim.decide.sequence.ExactDifference;
import dev.recsim.decide.sequence.ExactRate;
import dev.recsim.decide.sequence.Forecast;
import dev.recsim.decide.sequence.NormalSequence;
import dev.recsim.decide.sequence.SampleSize;
import dev.recsim.decide.sequence.TestLook;
import dev.recsim.live.TestData;
import dev.recsim.live.TestData.Look;
import dev.recsim.live.TestMetric;
import dev.recsim.live.judge.LiveTestResult.Goal;
import dev.recsim.live.judge.LiveTestResult.LookAt;
import dev.recsim.live.judge.LiveTestResult.OfMetric;
import dev.recsim.live.judge.LiveTestResult.Planned;
import dev.recsim.live.judge.LiveTestResult.Predicted;
import dev.recsim.live.judge.LiveTestResult.Role;
import dev.recsim.live.options.AbOptions.AbMetric;
import dev.recsim.live.options.AbOptions.Better;
import dev.recsim.live.options.AbOptions.Method;
import dev.recsim.live.options.AbSection;
import dev.recsim.live.options.TestPlan;
import dev.recsim.rule.Margin;
import dev.recsim.stats.Decimals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Judges one metric of one treatment. */
public final class MetricJudge {
  /** Largest share of an arm's sum of squares that one unit may have. */
  private static final double LARGEST_SHARE = 0.1;

  /** Variance of a unit's number of events, divided by the mean: 1 if events are independent. */
  private static final double MOST_SPREAD = 1.2;

  private static final double POWER = 0.8;

  /**
   * How many times as many units bounds at any time need as one look, by {@link
   * SampleSize#anyTime}. Other values cost some power, and no error.
   */
  private static final double TUNING = 1.61;

  private final AbSection section;
  private final TestData data;
  private final String arm;
  private final String metric;
  private final Role role;
  private final List<LookAt> looks;
  private final Planned plan;
  private final double plannedUnits;
  private final double alpha;
  private final List<ArmMeans> means;
  private final EffectScale scale;
  private final Optional<String> refusal;

  /** What can be asked for only if there is no refusal. */
  private final Optional<ConfidenceSequence> bounds;

  /**
   * Prepares the bounds of all looks.
   *
   * @param plannedUnits units of all arms at the end of the plan, as far as it can be foreseen
   */
  MetricJudge(
      AbSection section,
      TestData data,
      String arm,
      String metric,
      Role role,
      List<LookAt> looks,
      Planned plan,
      double plannedUnits,
      double alpha) {
    this.section = section;
    this.data = data;
    this.arm = arm;
    this.metric = metric;
    this.role = role;
    this.looks = looks;
    this.plan = plan;
    this.plannedUnits = plannedUnits;
    this.alpha = alpha;
    means = data.looks().stream().map(this::counted).toList();
    scale = scaleOfMargin();
    refusal = whyRefused();
    bounds = refusal.isEmpty() ? Optional.of(bounds()) : Optional.empty();
  }

  public String arm() {
    return arm;
  }

  public String metric() {
    return metric;
  }

  public Role role() {
    return role;
  }

  /** Why the metric cannot be judged; empty if it can. */
  public Optional<String> refusal() {
    return refusal;
  }

  private AbMetric options() {
    return section.metrics().get(metric);
  }

  private boolean higher() {
    return options().better() == Better.HIGHER;
  }

  private Margin margin() {
    return section.margin(arm, metric);
  }

  private int place() {
    return data.arms().indexOf(arm);
  }

  private UnitSums sums(Look look, int of) {
    return look.sums()[of][data.metrics().indexOf(metric)];
  }

  private ArmMeans means(Look look) {
    UnitSums a = sums(look, 0);
    UnitSums b = sums(look, place());
    TestMetric of = new TestMetric(metric, options());
    boolean ratio = of.kind() == UnitMetric.RATIO;
    if (a.n() < 2 || b.n() < 2 || !look.rows() || ratio && a.d() * b.d() == 0) {
      return ArmMeans.NONE;
    }
    return of.means(a, b);
  }

  /** A look at which one unit decides would stop one of twenty sound tests in a small arm. */
  private ArmMeans counted(Look look) {
    double share = Math.max(sums(look, 0).largestShare(), sums(look, place()).largestShare());
    return share > LARGEST_SHARE ? ArmMeans.NONE : means(look);
  }

  private Optional<Look> lastWithUnits() {
    for (int i = data.looks().size() - 1; i >= 0; i--) {
      Look look = data.looks().get(i);
      if (sums(look, 0).n() >= 2 && sums(look, place()).n() >= 2) {
        return Optional.of(look);
      }
    }
    return Optional.empty();
  }

  private Optional<String> whyRefused() {
    Optional<Look> last = lastWithUnits();
    if (last.isEmpty()) {
      return Optional.empty();
    }
    if (method() == Method.EXACT) {
      return exactRefusal(last.get());
    }
    ArmMeans end = means(last.get());
    for (int of : new int[] {0, place()}) {
      UnitSums it = sums(last.get(), of);
      // An arm with fewer events than this does not count yet.
      if (it.largestShare() > LARGEST_SHARE && end.events() >= TestLook.EVENTS) {
        return Optional.of(
            "one unit has %s of the squares of arm %s; write clip: <largest value of a unit>"
                .formatted(Decimals.percent(it.largestShare()), data.arms().get(of)));
      }
    }
    if (plan.over() && !(end.aa() > 0 && end.bb() > 0)) {
      return Optional.of("all units of an arm have the same value, so there is nothing to compare");
    }
    if (scale == EffectScale.RELATIVE && (end.a() < 0 || end.b() < 0)) {
      return Optional.of(
          "NO MARGIN: the metric is negative in an arm; write margin: {absolute: <loss>}");
    }
    return Optional.empty();
  }

  private Optional<String> exactRefusal(Look last) {
    if (!options().ofEvents()) {
      return margin().hasAbsolute()
          ? Optional.empty()
          : Optional.of("NO MARGIN: an exact difference needs margin: {absolute: <loss>}");
    }
    if (!margin().hasRelative()) {
      return Optional.of("NO MARGIN: a ratio of rates needs margin: {relative: <share>}");
    }
    for (int of : new int[] {0, place()}) {
      UnitSums it = sums(last, of);
      if (it.y() < 0 || it.y() != Math.rint(it.y())) {
        return Optional.of(
            "method: exact counts events, which must be whole numbers; write range: [<least>,"
                + " <largest>] for other values");
      }
      double spread = (it.yy() - it.y() * it.y() / it.n()) / Math.max(it.y(), TestLook.EVENTS);
      if (spread > MOST_SPREAD) {
        return Optional.of(
            "events of a unit come together (the variance is %s times the mean), so that exact bounds do not hold; write join: any, which counts units with an event, or method: planned"
                .formatted(Decimals.fixed(spread, 1)));
      }
    }
    return Optional.empty();
  }

  private Method method() {
    boolean ends = plan.end().exists() || plan.interval().isEmpty();
    return options().method() != null ? options().method() : ends ? Method.PLANNED : Method.ANY;
  }

  /** By the larger of both margins at the control's mean of the first look that has one. */
  private EffectScale scaleOfMargin() {
    if (method() == Method.EXACT) {
      return options().ofEvents() ? EffectScale.RELATIVE : EffectScale.ABSOLUTE;
    }
    Margin margin = margin();
    if (!margin.hasRelative() || !margin.hasAbsolute()) {
      return margin.hasRelative() ? EffectScale.RELATIVE : EffectScale.ABSOLUTE;
    }
    for (ArmMeans it : means) {
      if (it.aa() > 0 && it.bb() > 0) {
        return margin.absolute() > margin.relative() * Math.abs(it.a())
            ? EffectScale.ABSOLUTE
            : EffectScale.RELATIVE;
      }
    }
    return EffectScale.RELATIVE;
  }

  private double threshold() {
    Double margin = scale == EffectScale.RELATIVE ? margin().relative() : margin().absolute();
    return Optional.ofNullable(margin).map(it -> scale.threshold(it, higher())).orElse(Double.NaN);
  }

  public MetricTest test() {
    return new MetricTest(bounds.orElseThrow(), threshold(), role == Role.BEATS);
  }

  private ConfidenceSequence bounds() {
    return switch (method()) {
      case PLANNED -> NormalSequence.planned(shared(plannedShares()), scale, higher());
      case ANY -> NormalSequence.anyTime(shared(unplannedShares()), scale, higher(), alpha);
      case EXACT -> options().ofEvents() ? exactRate() : exactDifference();
    };
  }

  private List<TestLook> shared(double[] shares) {
    List<TestLook> all = new ArrayList<>();
    for (int look = 0; look < shares.length; look++) {
      all.add(new TestLook(shares[look], means.get(look)));
    }
    return all;
  }

  private double[] plannedShares() {
    return looks.stream()
        .mapToDouble(it -> Double.isNaN(it.day()) ? 1 : plan.end().share(it.day(), it.all()))
        .toArray();
  }

  /** Shares of the sample with 80 % power at the margin, by the variance at the first look. */
  private double[] unplannedShares() {
    double tuned = Double.NaN;
    double[] shares = new double[looks.size()];
    for (int look = 0; look < shares.length; look++) {
      ArmMeans now = means.get(look);
      TestLook first = new TestLook(1, now);
      NormalSequence alone = NormalSequence.planned(List.of(first), scale, higher());
      double error = alone.standardErrors()[0];
      if (Double.isNaN(tuned) && error > 0) {
        double one = SampleSize.units(0, error * error * now.n(), 1, threshold(), alpha, POWER);
        tuned = one * TUNING;
      }
      shares[look] = Double.isNaN(tuned) ? 1 : now.n() / tuned;
    }
    return shares;
  }

  private double share() {
    double a = section.arms().get(section.control());
    double b = section.arms().get(arm);
    return b / (a + b);
  }

  private double unitsOfBoth() {
    return plannedUnits * (section.arms().get(section.control()) + section.arms().get(arm));
  }

  private ConfidenceSequence exactDifference() {
    List<UnitSums> a = new ArrayList<>();
    List<UnitSums> b = new ArrayList<>();
    for (Look look : data.looks()) {
      a.add(look.fresh()[0][data.metrics().indexOf(metric)]);
      b.add(look.fresh()[place()][data.metrics().indexOf(metric)]);
    }
    boolean share = options().range() == null;
    double low = share ? 0 : options().range().get(0);
    double high = share ? 1 : options().range().get(1);
    return new ExactDifference(
        a,
        b,
        ExactDifference.Design.of(share(), low, high, options().expected(), unitsOfBoth()),
        higher(),
        alpha);
  }

  private ConfidenceSequence exactRate() {
    return new ExactRate(
        events(it -> Math.round(sums(it, 0).y())),
        events(it -> Math.round(sums(it, place()).y())),
        share(),
        Math.max(1, options().expected() * unitsOfBoth()),
        higher(),
        alpha);
  }

  private long[] events(ToLongFunction<Look> of) {
    return data.looks().stream().mapToLong(of).toArray();
  }

  /** What is reported, with the results of all looks after corrections. */
  public OfMetric report(List<Result> results, Optional<Predicted> predicted) {
    boolean exact = method() == Method.EXACT;
    return new OfMetric(
        metric,
        new Goal(role, higher(), scale, margin(), threshold(), exact),
        lastWithUnits().map(this::means).orElse(ArmMeans.NONE),
        results,
        forecast(results),
        refusal,
        predicted);
  }

  private Optional<Forecast> forecast(List<Result> results) {
    boolean open =
        !results.isEmpty() && results.get(results.size() - 1).verdict() == Verdict.UNDECIDED;
    if (!open || method() != Method.PLANNED || plan.over() || plan.interval().isEmpty()) {
      return Optional.empty();
    }
    NormalSequence planned = (NormalSequence) bounds.orElseThrow();
    double threshold = role == Role.BEATS ? 0 : threshold();
    if (planned.counted().isEmpty() || Double.isNaN(threshold)) {
      return Optional.empty();
    }
    double[] shares = plannedShares();
    double passed = shares[shares.length - 1];
    double step =
        plan.end() instanceof TestPlan.Days days
            ? plan.interval().getAsDouble() / days.number()
            : passed / shares.length;
    List<Double> coming = new ArrayList<>();
    for (double at = passed + step; at < 1 - 1e-9; at += step) {
      coming.add(at);
    }
    coming.add(1.0);
    return Optional.of(
        Forecast.of(planned, threshold, coming.stream().mapToDouble(it -> it).toArray(), alpha));
  }
}
