package dev.recsim.report.ab;

import dev.recsim.decide.LiveTest.Decision;
import dev.recsim.decide.MetricTest.Result;
import dev.recsim.decide.sequence.EffectScale;
import dev.recsim.decide.sequence.TestLook.Counting;
import dev.recsim.live.TestData.Count;
import dev.recsim.live.judge.LiveTestResult;
import dev.recsim.live.judge.LiveTestResult.InSegment;
import dev.recsim.live.judge.LiveTestResult.LookAt;
import dev.recsim.live.judge.LiveTestResult.OfMetric;
import dev.recsim.live.judge.LiveTestResult.Role;
import dev.recsim.live.judge.LiveTestResult.Treatment;
import dev.recsim.live.options.TestPlan;
import dev.recsim.report.page.Figures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A live test in words. */
public final class AbWords {
  private AbWords() {}

  /** The decision: {@code SHIP b}, {@code CONTINUE}, {@code REFUSED}. */
  public static String decision(LiveTestResult report) {
    Decision decision = report.decision();
    boolean named = decision == Decision.SHIP || decision == Decision.STOP;
    return named
        ? decision
            + " "
            + report.treatments().stream()
                .filter(it -> it.decision() == decision)
                .map(Treatment::arm)
                .collect(Collectors.joining(", "))
        : decision.toString();
  }

  /** Why, and what is known: {@code day 17 of 28; 241,012 units, shares 50.1 / 49.9 %}. */
  public static String state(LiveTestResult report) {
    return report.sample().last().map(it -> state(report, it)).orElse("no look is complete yet");
  }

  private static String state(LiveTestResult report, LookAt last) {
    TestPlan plan = report.plan().end();
    List<String> parts = new ArrayList<>();
    if (!Double.isNaN(last.day())) {
      String of = plan.days().isPresent() ? " of " + plan.days().getAsInt() : "";
      parts.add("day " + plain(last.day()) + of);
    }
    String planned =
        plan.units().isPresent() ? " of " + Figures.count(plan.units().getAsLong()) : "";
    parts.add(
        "%s%s units, shares %s %% %s"
            .formatted(
                Figures.count(last.all()),
                planned,
                report.sample().arms().stream()
                    .map(it -> Figures.fixed(100.0 * it.units() / Math.max(1, last.all()), 1))
                    .collect(Collectors.joining(" / ")),
                report.sample().ratio().refused() ? "not as declared" : "as declared"));
    return String.join("; ", parts);
  }

  /** Why the decision on a treatment is what it is, as a sentence. */
  public static String reason(LiveTestResult report, Treatment it) {
    String at = it.decided() < 0 ? "" : " since " + when(report, it.decided());
    return switch (it.decision()) {
      case REFUSED -> report.refusals().get(0);
      case SHIP -> "%s shows what it must%s".formatted(it.arm(), at);
      case STOP -> "%s got worse in %s%s".formatted(it.arm(), String.join(", ", it.due()), at);
      case CONTINUE ->
          it.due().isEmpty()
              ? "%s shows what it must; %s".formatted(it.arm(), waits(report))
              : "%s has yet to show %s".formatted(it.arm(), String.join(", ", it.due()));
      case END ->
          "the test is over and %s did not show %s"
              .formatted(it.arm(), String.join(", ", it.due()));
    };
  }

  private static String waits(LiveTestResult report) {
    return report.plan().canary()
        ? "a canary is never shipped"
        : "a test runs for seven days at least";
  }

  /** The day of a look, or its time. */
  public static String when(LiveTestResult report, int look) {
    LookAt it = report.sample().looks().get(look);
    return Double.isNaN(it.day())
        ? "the end"
        : it.day() == Math.rint(it.day())
            ? "day " + plain(it.day())
            : it.end().orElseThrow().toString();
  }

  /** The verdict on a metric: {@code HOLDS since day 12: -0.1 % (-0.6 to 0.5; margin 1 %)}. */
  public static String verdict(LiveTestResult report, OfMetric it) {
    if (it.refusal().isPresent()) {
      return "REFUSED: " + it.refusal().get();
    }
    Optional<Result> last = it.last();
    if (last.isEmpty()) {
      return "UNDECIDED: " + notYet(it);
    }
    ChangeWords words = new ChangeWords(it, report.alpha());
    String since = it.since() < 0 ? "" : " since " + when(report, it.since());
    String drift = drift(report, it).map(text -> "; " + text).orElse("");
    return it.verdict()
        + since
        + ": "
        + words.effect(last.get())
        + " ("
        + Figures.level(report.alpha())
        + " interval "
        + words.interval(last.get())
        + margin(it)
        + ")"
        + drift
        + predicted(it).map(text -> "; " + text).orElse("")
        + forecast(report, it).map(text -> "; " + text).orElse("");
  }

  private static String notYet(OfMetric it) {
    boolean early =
        it.results().stream().anyMatch(result -> result.counting() == Counting.TOO_EARLY);
    return early ? "too early, an arm has too few events" : "no look counts yet";
  }

  private static String margin(OfMetric it) {
    if (it.goal().role() == Role.BEATS || Double.isNaN(it.goal().threshold())) {
      return "";
    }
    return it.goal().scale() == EffectScale.RELATIVE
        ? "; margin "
            + Figures.significant(100 * it.goal().margin().relative(), 6).toPlainString()
            + " %"
        : "; margin " + Figures.significant(it.goal().margin().absolute(), 6).toPlainString();
  }

  /** What an effect that changed was and is; empty if it did not. */
  public static Optional<String> drift(LiveTestResult report, OfMetric it) {
    return it.last()
        .filter(Result::drift)
        .map(
            now -> {
              Result early = early(it);
              ChangeWords words = new ChangeWords(it, report.alpha());
              return "DRIFT: the effect has changed, %s early (up to %s), %s late (up to %s)"
                  .formatted(
                      words.effect(early),
                      when(report, it.results().indexOf(early)),
                      words.effect(now),
                      when(report, it.results().lastIndexOf(now)));
            });
  }

  /** The look whose bound excludes that of a later one. */
  private static Result early(OfMetric it) {
    List<Result> counted =
        it.results().stream().filter(look -> look.counting() == Counting.COUNTS).toList();
    Result highest = Collections.max(counted, Comparator.comparingDouble(Result::lower));
    Result least = Collections.min(counted, Comparator.comparingDouble(Result::upper));
    return counted.indexOf(highest) < counted.indexOf(least) ? highest : least;
  }

  /** What a simulation or a log predicted; empty if nothing did. */
  public static Optional<String> predicted(OfMetric it) {
    return it.predicted()
        .map(
            predicted ->
                "%s predicted %s %s"
                    .formatted(
                        predicted.by(),
                        Figures.percent(Math.abs(predicted.change())),
                        predicted.change() < 0 ? "less" : "more"));
  }

  /** When the plan will show it if the effect stays; empty if that cannot be said. */
  public static Optional<String> forecast(LiveTestResult report, OfMetric it) {
    return it.forecast()
        .map(
            forecast -> {
              String what = it.goal().role() == Role.BEATS ? "IMPROVED" : "HOLDS";
              String chance =
                  Double.isNaN(forecast.chance())
                      ? ""
                      : "chance by the plan's end: " + Figures.percent(forecast.chance());
              String end =
                  forecast.end().isEmpty()
                      ? "if the effect stays, not decided by the plan's end"
                      : "if the effect stays, %s %s"
                          .formatted(what, at(report, forecast.end().getAsDouble()));
              return end + (chance.isEmpty() ? "" : "; " + chance);
            });
  }

  private static String at(LiveTestResult report, double share) {
    TestPlan plan = report.plan().end();
    return plan.days().isPresent()
        ? "on day " + plain(Math.ceil(share * plan.days().getAsInt() - 1e-9))
        : "at " + Figures.count(Math.round(share * plan.units().orElseThrow())) + " units";
  }

  /** A metric in a segment: {@code exploration: 3 % more (98 % interval -8 to 14 %)}. */
  static String inSegment(LiveTestResult report, InSegment it) {
    String change =
        it.metric()
            .last()
            .map(at -> new ChangeWords(it.metric(), report.alpha()).sentence(at))
            .orElse("too early");
    return segmentVerdict(it) + ": " + change;
  }

  static String segmentVerdict(InSegment it) {
    boolean explored = it.exploration() && it.metric().refusal().isEmpty();
    return explored ? "exploration" : it.metric().word();
  }

  /** What was left out, as sentences. */
  public static List<String> counts(LiveTestResult report) {
    List<String> lines = new ArrayList<>();
    for (Count it : report.sample().counts()) {
      boolean leftOut =
          switch (it.what()) {
            case ROWS, UNITS, COVARIATES_CHANGED -> false;
            default -> it.number() > 0;
          };
      if (leftOut) {
        String what = it.what().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String where = it.where() == null ? "" : ", first at " + it.where();
        lines.add(Figures.count(it.number()) + " " + what + where);
      }
    }
    return lines;
  }

  private static String plain(double day) {
    return Figures.significant(day, 9).stripTrailingZeros().toPlainString();
  }
}
