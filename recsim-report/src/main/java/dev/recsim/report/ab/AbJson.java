package dev.recsim.report.ab;

import static dev.recsim.json.JsonObject.key;

import dev.recsim.decide.MetricTest.Result;
import dev.recsim.decide.sequence.Forecast;
import dev.recsim.decide.sequence.TestLook.Counting;
import dev.recsim.json.JsonObject;
import dev.recsim.live.TestData.Count;
import dev.recsim.live.judge.LiveTestResult;
import dev.recsim.live.judge.LiveTestResult.Arm;
import dev.recsim.live.judge.LiveTestResult.Goal;
import dev.recsim.live.judge.LiveTestResult.InSegment;
import dev.recsim.live.judge.LiveTestResult.LookAt;
import dev.recsim.live.judge.LiveTestResult.OfMetric;
import dev.recsim.live.judge.LiveTestResult.Treatment;
import dev.recsim.report.IndexPage.Brief;
import dev.recsim.report.Trend;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Tone;
import dev.recsim.stats.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code ab.json}: the same data give the same bytes. Changes are those of the metric from control
 * to treatment, as shares with {@code scale: relative}. Figures have 12 significant digits and are
 * null if they do not exist.
 */
public final class AbJson {
  private static final int SCHEMA_VERSION = 1;

  private AbJson() {}

  /** What the index reads of a file. */
  public record Read(String decision, String summary, List<LookTrend.Treatment> treatments)
      implements Brief {
    @Override
    public Optional<Badge> badge() {
      return Optional.ofNullable(decision).map(AbJson::badge);
    }

    @Override
    public Optional<Trend> trend() {
      return LookTrend.of(treatments);
    }
  }

  /** Returns the test as JSON, ending with a newline. */
  public static String render(LiveTestResult it) {
    return JsonObject.of("schema_version", SCHEMA_VERSION)
        .and("experiment", it.of().name())
        .and("decision", it.decision())
        .and("summary", AbWords.decision(it) + ", " + AbWords.state(it))
        .exact("alpha", it.alpha())
        .and("file", it.of().file())
        .and("arms", each(it.sample().arms(), AbJson::arm))
        .and("looks", each(it.sample().looks(), AbJson::look))
        .and("refusals", it.refusals())
        .and("warnings", it.sample().warnings())
        .and("counts", each(it.sample().counts(), AbJson::count))
        .and("treatments", each(it.treatments(), treatment -> treatment(it, treatment)))
        .and("segments", each(it.segments(), AbJson::segment))
        .text();
  }

  /** The badge of a decision, as the page and the index show it. */
  static Badge badge(String decision) {
    return new Badge(
        switch (decision) {
          case "SHIP" -> Tone.GOOD;
          case "STOP", "REFUSED" -> Tone.BAD;
          case "CONTINUE" -> Tone.QUIET;
          default -> Tone.UNSURE;
        },
        decision);
  }

  private static <T> List<JsonObject> each(List<T> items, Function<T, JsonObject> one) {
    return items.stream().map(one).toList();
  }

  private static JsonObject arm(Arm it) {
    return JsonObject.of("arm", it.name()).and("share", it.share()).and("units", it.units());
  }

  private static JsonObject look(LookAt it) {
    return JsonObject.of("end", text(it.end()))
        .and("day", it.day())
        .and("units", it.units())
        .and("log_evidence", it.logEvidence());
  }

  private static JsonObject count(Count it) {
    return JsonObject.of("what", key(it.what()))
        .and("number", it.number())
        .and("where", it.where());
  }

  private static JsonObject treatment(LiveTestResult report, Treatment it) {
    return JsonObject.of("arm", it.arm())
        .and("decision", it.decision())
        .and("since", end(report, it.decided()))
        .and("due", it.due())
        .and("metrics", each(it.metrics(), metric -> metric(report, metric)));
  }

  private static JsonObject metric(LiveTestResult report, OfMetric it) {
    Goal goal = it.goal();
    return JsonObject.of("metric", it.metric())
        .and("role", key(goal.role()))
        .and("better", goal.higherIsBetter() ? "higher" : "lower")
        .and("scale", key(goal.scale()))
        .and("margin", Math.abs(it.change(goal.threshold())))
        .and("control", it.means().a())
        .and("treatment", it.means().b())
        .and("verdict", it.word())
        .and("since", end(report, it.since()))
        .and("refusal", it.refusal())
        .and("drift", it.last().map(Result::drift))
        .and("chance", it.forecast().map(Forecast::chance))
        .and("looks", each(it.results(), result -> result(it, result)));
  }

  private static JsonObject segment(InSegment it) {
    OfMetric metric = it.metric();
    Optional<Result> last = metric.last().filter(AbJson::counts);
    return JsonObject.of("segment", it.segment())
        .and("exploration", it.exploration())
        .and("arm", it.arm())
        .and("metric", metric.metric())
        .and("verdict", it.exploration() ? Optional.empty() : metric.word())
        .and("change", last.map(at -> metric.change(at.gain())))
        .and("interval", last.flatMap(at -> interval(metric, at)));
  }

  private static JsonObject result(OfMetric metric, Result it) {
    Optional<Result> seen = Optional.of(it).filter(AbJson::counts);
    return JsonObject.of("counts", key(it.counting()))
        .and("change", seen.map(at -> metric.change(at.gain())))
        .and("interval", seen.flatMap(at -> interval(metric, at)))
        .and("here", seen.map(Result::here))
        .and("verdict", it.verdict());
  }

  private static boolean counts(Result it) {
    return it.counting() == Counting.COUNTS;
  }

  private static Optional<Interval> interval(OfMetric metric, Result it) {
    return Optional.of(new Interval(metric.low(it), metric.high(it)))
        .filter(ends -> Double.isFinite(ends.low()) && Double.isFinite(ends.high()));
  }

  /** When a look ended; empty for none. */
  private static Optional<String> end(LiveTestResult report, int look) {
    return look < 0 ? Optional.empty() : text(report.sample().looks().get(look).end());
  }

  private static Optional<String> text(Optional<Instant> time) {
    return time.map(Instant::toString);
  }
}
