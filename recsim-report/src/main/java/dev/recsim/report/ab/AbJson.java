package dev.recsim.report.ab;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.decide.MetricTest.Result;
import dev.recsim.decide.sequence.TestLook.Counting;
import dev.recsim.json.JsonRecords;
import dev.recsim.live.judge.LiveTestResult;
import dev.recsim.live.judge.LiveTestResult.InSegment;
import dev.recsim.live.judge.LiveTestResult.LookAt;
import dev.recsim.live.judge.LiveTestResult.OfMetric;
import dev.recsim.live.judge.LiveTestResult.Treatment;
import dev.recsim.report.IndexPage.Linked;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Tone;
import dev.recsim.report.results.Rounded;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code ab.json}: the same data give the same bytes. Changes are those of the metric from control
 * to treatment, as shares with {@code scale: relative}. Figures have 12 significant digits and are
 * null if they do not exist.
 */
public record AbJson(
    int schemaVersion,
    String experiment,
    String decision,
    String summary,
    double alpha,
    String file,
    List<ArmJson> arms,
    List<LookJson> looks,
    List<String> refusals,
    List<String> warnings,
    List<CountJson> counts,
    List<TreatmentJson> treatments,
    List<SegmentJson> segments) {
  /** Raised when a field changes its meaning or is removed. */
  public static final int SCHEMA_VERSION = 1;

  private record ArmJson(String arm, Double share, long units) {}

  private record LookJson(String end, Double day, List<Long> units, Double logEvidence) {}

  private record CountJson(String what, long number, String where) {}

  record TreatmentJson(
      String arm, String decision, String since, List<String> due, List<MetricJson> metrics) {}

  private record SegmentJson(
      String segment,
      boolean exploration,
      String arm,
      String metric,
      String verdict,
      Double change,
      Interval interval) {}

  record MetricJson(
      String metric,
      String role,
      String better,
      String scale,
      Double margin,
      Double control,
      Double treatment,
      String verdict,
      String since,
      String refusal,
      Boolean drift,
      Double chance,
      List<ResultJson> looks) {}

  record ResultJson(String counts, Double change, Interval interval, String here, String verdict) {}

  /** Returns the test as JSON, ending with a newline. */
  public static String render(LiveTestResult it) {
    return JsonRecords.write(
        new AbJson(
            SCHEMA_VERSION,
            it.of().name(),
            it.decision().name(),
            AbWords.decision(it) + ", " + AbWords.state(it),
            it.alpha(),
            it.of().file(),
            it.sample().arms().stream()
                .map(arm -> new ArmJson(arm.name(), Rounded.number(arm.share()), arm.units()))
                .toList(),
            it.sample().looks().stream().map(AbJson::look).toList(),
            it.refusals(),
            it.sample().warnings(),
            it.sample().counts().stream()
                .map(
                    count ->
                        new CountJson(
                            count.what().name().toLowerCase(Locale.ROOT),
                            count.number(),
                            count.where()))
                .toList(),
            it.treatments().stream().map(treatment -> treatment(it, treatment)).toList(),
            it.segments().stream().map(AbJson::segment).toList()));
  }

  /**
   * Reads a file for the index.
   *
   * @param name of the experiment file
   * @param href address of the page, from the index
   * @throws JacksonException if it is not JSON of this record
   */
  public static Linked linked(String json, String name, String href) throws JacksonException {
    AbJson read = JsonRecords.read(json, AbJson.class);
    return read == null || read.decision() == null
        ? new Linked(name, href)
        : new Linked(
            name,
            href,
            Optional.of(badge(read.decision())),
            read.summary(),
            LookTrend.of(read.treatments()));
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

  /** As text; null for none. */
  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse(null);
  }

  private static LookJson look(LookAt it) {
    return new LookJson(
        text(it.end()), Rounded.number(it.day()), it.units(), Rounded.number(it.logEvidence()));
  }

  private static TreatmentJson treatment(LiveTestResult report, Treatment it) {
    return new TreatmentJson(
        it.arm(),
        it.decision().name(),
        end(report, it.decided()),
        it.due(),
        it.metrics().stream().map(metric -> metric(report, metric)).toList());
  }

  private static String end(LiveTestResult report, int look) {
    return look < 0 ? null : text(report.sample().looks().get(look).end());
  }

  private static MetricJson metric(LiveTestResult report, OfMetric it) {
    List<ResultJson> looks = new ArrayList<>();
    it.results().forEach(result -> looks.add(result(it, result)));
    return new MetricJson(
        it.metric(),
        it.goal().role().name().toLowerCase(Locale.ROOT),
        it.goal().higherIsBetter() ? "higher" : "lower",
        it.goal().scale().name().toLowerCase(Locale.ROOT),
        Rounded.number(
            Double.isNaN(it.goal().threshold())
                ? null
                : Math.abs(it.change(it.goal().threshold()))),
        Rounded.number(it.means().a()),
        Rounded.number(it.means().b()),
        it.word(),
        end(report, it.since()),
        text(it.refusal()),
        it.last().map(Result::drift).orElse(null),
        it.forecast().map(forecast -> Rounded.number(forecast.chance())).orElse(null),
        looks);
  }

  private static SegmentJson segment(InSegment it) {
    Optional<ResultJson> last = it.metric().last().map(at -> result(it.metric(), at));
    return new SegmentJson(
        it.segment(),
        it.exploration(),
        it.arm(),
        it.metric().metric(),
        it.exploration() ? null : it.metric().word(),
        last.map(ResultJson::change).orElse(null),
        last.map(ResultJson::interval).orElse(null));
  }

  private static ResultJson result(OfMetric metric, Result it) {
    if (it.counting() != Counting.COUNTS) {
      return new ResultJson(
          it.counting().name().toLowerCase(Locale.ROOT), null, null, null, it.verdict().name());
    }
    double low = metric.low(it);
    double high = metric.high(it);
    Optional<Interval> interval =
        Double.isFinite(low) && Double.isFinite(high)
            ? Optional.of(new Interval(low, high))
            : Optional.empty();
    return new ResultJson(
        "counts",
        Rounded.number(metric.change(it.gain())),
        Rounded.interval(interval),
        it.here().name(),
        it.verdict().name());
  }
}
