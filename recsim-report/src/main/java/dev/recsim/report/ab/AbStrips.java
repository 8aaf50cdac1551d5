package dev.recsim.report.ab;

import dev.recsim.decide.MetricTest.Result;
import dev.recsim.decide.Verdict;
import dev.recsim.decide.sequence.Forecast.Needed;
import dev.recsim.decide.sequence.TestLook.Counting;
import dev.recsim.live.judge.LiveTestResult;
import dev.recsim.live.judge.LiveTestResult.Arm;
import dev.recsim.live.judge.LiveTestResult.LookAt;
import dev.recsim.live.judge.LiveTestResult.OfMetric;
import dev.recsim.live.judge.LiveTestResult.Role;
import dev.recsim.live.judge.LiveTestResult.Treatment;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The charts of a live test, which {@code looks.js} draws: strips one below the other, with the
 * same time axis. A strip has a line with a band, horizontal levels, marks, and what is still
 * needed.
 */
record AbStrips(LiveTestResult report) {
  private static final String SCRIPT = "looks";

  /** Largest number of looks that a strip draws. */
  private static final int MOST = 150;

  /** Share of the looks, the first ones, whose wide intervals a close-up may cut. */
  private static final double EARLY = 0.34;

  /** Space above and below what a strip shows, as a share of it. */
  private static final double ROOM = 0.12;

  private LookTimes times() {
    return new LookTimes(report);
  }

  private double x(int look) {
    return times().timed() ? times().of(look) : 0;
  }

  /** The metrics of a treatment; without strips if none was judged. */
  Chart metrics(String id, Treatment arm) {
    List<Data> strips =
        arm.metrics().stream()
            .filter(it -> !it.results().isEmpty())
            .map(it -> metric(it, new ChangeWords(it, report.alpha())))
            .toList();
    boolean cut = strips.stream().anyMatch(it -> it.node().get("cut").asBoolean());
    return chart(
        id,
        "The change of each metric of %s by look, with its interval, zero and margin"
            .formatted(arm.arm()),
        strips,
        cut ? List.of(new View("near", "Close-up"), new View("all", "All looks")) : List.of());
  }

  /** The share of each treatment among units. */
  Chart shares(String id) {
    List<Data> strips =
        IntStream.range(1, report.sample().looks().isEmpty() ? 0 : report.sample().arms().size())
            .mapToObj(this::share)
            .toList();
    return chart(
        id, "The share of each treatment among units by look, and its band", strips, List.of());
  }

  private Chart chart(String id, String label, List<Data> strips, List<View> views) {
    Data data =
        Data.of("strips", strips)
            .and("axis", times().timed() ? times().unit() : "")
            .and("end", times().timed() ? times().end() : 0);
    return new Chart(id, label, strips.size(), views, data).by(SCRIPT);
  }

  private Data metric(OfMetric it, ChangeWords words) {
    List<Integer> counted = looks(it, look -> result(it, look).counting() == Counting.COUNTS);
    List<Integer> skipped = looks(it, look -> result(it, look).counting() != Counting.COUNTS);
    List<Data> levels = new ArrayList<>(List.of(level(0, "")));
    if (!Double.isNaN(it.goal().threshold())) {
      levels.add(level(words.shown(it.goal().threshold()), "margin"));
    }
    if (it.predicted().isPresent()) {
      levels.add(level(words.predicted(), "predicted"));
    }
    double[] shown =
        levels.stream().mapToDouble(level -> level.node().get("y").asDouble()).toArray();
    double[] late =
        ends(it, words, counted.subList((int) (EARLY * counted.size()), counted.size()));
    double[] near = range(DoubleStream.concat(DoubleStream.of(shown), DoubleStream.of(late)));
    double[] all =
        range(
            DoubleStream.concat(DoubleStream.of(near), DoubleStream.of(ends(it, words, counted))));
    Badge badge = words.badge();
    return strip(it.metric(), badge, new AbHeadline(report).now(it), words.unit())
        .and("points", thinned(counted).stream().map(at -> point(it, words, at)))
        .and("band", thinned(counted).stream().map(at -> band(it, words, at)))
        .and(
            "skipped",
            thinned(skipped).stream()
                .map(at -> Data.list(x(at), ChangeWords.uncounted(result(it, at).counting()))))
        .and("levels", levels)
        .and("marks", marks(it, words))
        .and("needed", needed(it, words))
        .and("near", Data.list(near[0], near[1]))
        .and("all", Data.list(all[0], all[1]))
        .and("cut", all[1] - all[0] > 1.5 * (near[1] - near[0]));
  }

  private static Data strip(String name, Badge badge, String note, String unit) {
    return Data.of("name", name)
        .and("word", badge.word())
        .and("tone", badge.tone().css())
        .and("note", note)
        .and("unit", unit);
  }

  private static Result result(OfMetric it, int look) {
    return it.results().get(look);
  }

  private static List<Integer> looks(OfMetric it, IntPredicate which) {
    return IntStream.range(0, it.results().size()).filter(which).boxed().toList();
  }

  /** At most {@link #MOST} of them, evenly spaced, with the last one. */
  private static List<Integer> thinned(List<Integer> looks) {
    int step = (looks.size() + MOST - 1) / MOST;
    return IntStream.range(0, looks.size())
        .filter(i -> (looks.size() - 1 - i) % step == 0)
        .mapToObj(looks::get)
        .toList();
  }

  private static Data level(double y, String name) {
    return Data.of("y", y).and("name", name);
  }

  private Object point(OfMetric it, ChangeWords words, int look) {
    return Data.list(x(look), words.shown(result(it, look).gain()));
  }

  /** An end that is not finite is null. */
  private Object band(OfMetric it, ChangeWords words, int look) {
    double low = words.low(result(it, look));
    double high = words.high(result(it, look));
    return Data.list(
        x(look), Double.isFinite(low) ? low : null, Double.isFinite(high) ? high : null);
  }

  private static double[] ends(OfMetric it, ChangeWords words, List<Integer> looks) {
    return looks.stream()
        .map(look -> result(it, look))
        .flatMapToDouble(look -> DoubleStream.of(words.low(look), words.high(look)))
        .filter(Double::isFinite)
        .toArray();
  }

  private static double[] range(DoubleStream values) {
    double[] all = values.toArray();
    double low = DoubleStream.of(all).min().orElse(0);
    double high = DoubleStream.of(all).max().orElse(0);
    double room = high > low ? ROOM * (high - low) : 1;
    return new double[] {low - room, high + room};
  }

  /** The look since which the metric has its verdict. */
  private List<Data> marks(OfMetric it, ChangeWords words) {
    int since = it.since();
    boolean decided = since >= 0 && result(it, since).counting() == Counting.COUNTS;
    if (!decided || words.onTheWay()) {
      return List.of();
    }
    Badge badge = words.verdict();
    return List.of(
        Data.of("x", x(since))
            .and("y", words.shown(result(it, since).gain()))
            .and(
                "text",
                times().timed() ? badge.word() + ", " + AbWords.when(report, since) : badge.word())
            .and("tone", badge.tone().css()));
  }

  /** The change that each coming look would need. */
  private List<Object> needed(OfMetric it, ChangeWords words) {
    List<Object> needed = new ArrayList<>();
    if (it.forecast().isEmpty() || it.verdict() != Verdict.UNDECIDED || !times().timed()) {
      return needed;
    }
    double threshold = it.goal().role() == Role.BEATS ? 0 : it.goal().threshold();
    List<Needed> coming = it.forecast().get().needed();
    for (int i = 0; i < coming.size(); i++) {
      Needed at = coming.get(i);
      needed.add(Data.list(times().coming(i, at.share()), words.shown(threshold + at.distance())));
    }
    return needed;
  }

  private Data share(int arm) {
    Arm it = report.sample().arms().get(arm);
    double[] declared = report.sample().arms().stream().mapToDouble(Arm::share).toArray();
    List<LookAt> looks = report.sample().looks();
    ShareBand bands =
        new ShareBand(declared, report.sample().ratio().planned(), report.sample().ratio().once());
    List<Integer> drawn =
        thinned(
            IntStream.range(0, looks.size())
                .filter(look -> looks.get(look).all() > 0)
                .boxed()
                .toList());
    List<Object> points = new ArrayList<>();
    List<Object> band = new ArrayList<>();
    List<Double> ends = new ArrayList<>(List.of(100 * it.share()));
    for (int look : drawn) {
      double share = 100.0 * looks.get(look).units().get(arm) / looks.get(look).all();
      double[] sound = bands.of(arm, looks.get(look).all());
      points.add(Data.list(x(look), share));
      band.add(Data.list(x(look), 100 * sound[0], 100 * sound[1]));
      ends.add(share);
      if (2 * points.size() > drawn.size()) {
        ends.addAll(List.of(100 * sound[0], 100 * sound[1]));
      }
    }
    double[] near = range(ends.stream().mapToDouble(end -> end));
    return strip(it.name(), AbPage.ratio(report), shareNote(arm), " %")
        .and("points", points)
        .and("band", band)
        .and("skipped", List.of())
        .and("levels", List.of(level(100 * it.share(), "declared")))
        .and("marks", List.of())
        .and("needed", List.of())
        .and("near", Data.list(near[0], near[1]))
        .and("all", Data.list(near[0], near[1]));
  }

  private String shareNote(int arm) {
    LookAt last = report.sample().looks().get(report.sample().looks().size() - 1);
    Arm it = report.sample().arms().get(arm);
    return last.all() == 0
        ? "no units yet"
        : "%s of %s, declared %s"
            .formatted(
                Figures.fixed(100.0 * last.units().get(arm) / last.all(), 2) + " %",
                Figures.count(last.all(), "unit"),
                Figures.percent(it.share()));
  }
}
