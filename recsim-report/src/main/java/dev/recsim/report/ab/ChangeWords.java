package dev.recsim.report.ab;

import dev.recsim.decide.MetricTest.Result;
import dev.recsim.decide.Verdict;
import dev.recsim.decide.sequence.EffectScale;
import dev.recsim.decide.sequence.TestLook.Counting;
import dev.recsim.live.judge.LiveTestResult.OfMetric;
import dev.recsim.live.judge.LiveTestResult.Role;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Tone;

/**
 * The change of a metric in words and figures: in percent, or in units of the metric.
 *
 * @param alpha error rate of each bound
 */
record ChangeWords(OfMetric metric, double alpha) {

  private boolean relative() {
    return metric.goal().scale() == EffectScale.RELATIVE;
  }

  /** What follows a figure. */
  String unit() {
    return relative() ? " %" : "";
  }

  /** A gain as a change of the metric, as it is shown. */
  double shown(double gain) {
    return percent(metric.change(gain));
  }

  private double percent(double change) {
    return relative() ? 100 * change : change;
  }

  /** The lower end of an interval, as it is shown. */
  double low(Result it) {
    return percent(metric.low(it));
  }

  /** The upper end of an interval, as it is shown. */
  double high(Result it) {
    return percent(metric.high(it));
  }

  /** Decimals that show two digits of half the interval. */
  private int decimals(Result it) {
    double width = high(it) - low(it);
    return Double.isFinite(width) ? Figures.decimals(width / 2) : 1;
  }

  /** The estimated change: {@code 1.9 % more}. */
  String effect(Result it) {
    return change(shown(it.gain()), decimals(it));
  }

  /** The interval of the change: {@code -0.4 to 4.8 %}. */
  String interval(Result it) {
    String low = Figures.fixed(low(it), decimals(it));
    return Double.isFinite(high(it))
        ? low + " to " + Figures.fixed(high(it), decimals(it)) + unit()
        : low + unit() + " or more";
  }

  /** A change with this many decimals: {@code 1.9 % more}, {@code no change}. */
  private String change(double shown, int decimals) {
    String size = Figures.fixed(Math.abs(shown), decimals);
    return size.equals(Figures.fixed(0, decimals))
        ? "no change"
        : size + unit() + (shown > 0 ? " more" : " less");
  }

  /** {@code 1.9 % more (98 % interval -0.4 to 4.8 %)}. */
  String sentence(Result it) {
    return "%s (%s interval %s)".formatted(effect(it), Figures.level(alpha), interval(it));
  }

  /** The change at exactly the margin, {@code 2 % less}; a dash if there is none. */
  String margin() {
    if (Double.isNaN(metric.goal().threshold())) {
      return "-";
    }
    double shown = shown(metric.goal().threshold());
    int decimals = Math.max(0, Figures.significant(shown, 6).stripTrailingZeros().scale());
    return change(shown, decimals);
  }

  /** A relative change that was predicted, where changes are relative. */
  double predicted() {
    double change = metric.predicted().orElseThrow().change();
    return relative() ? percent(change) : change * metric.means().a();
  }

  /** The same in words, to the decimals of what was observed. */
  String predictedWords() {
    return change(predicted(), metric.last().map(this::decimals).orElse(1));
  }

  /** Whether the last interval contains what was predicted. */
  boolean asPredicted() {
    return metric.last().stream().anyMatch(it -> low(it) <= predicted() && predicted() <= high(it));
  }

  /** Whether the effect has changed. */
  boolean drifts() {
    return metric.last().stream().anyMatch(Result::drift);
  }

  /** The verdict; REFUSED and DRIFT come before it. */
  Badge badge() {
    if (metric.refusal().isPresent()) {
      return new Badge(Tone.BAD, "refused");
    }
    return drifts() ? new Badge(Tone.UNSURE, "drift") : verdict();
  }

  /** Whether the verdict is only on the way: what must be better merely holds. */
  boolean onTheWay() {
    return metric.verdict() == Verdict.HOLDS && metric.goal().role() == Role.BEATS;
  }

  /** The verdict alone. */
  Badge verdict() {
    Tone tone =
        switch (metric.verdict()) {
          case IMPROVED -> Tone.GOOD;
          case HOLDS -> onTheWay() ? Tone.UNSURE : Tone.GOOD;
          case UNDECIDED -> Tone.UNSURE;
          case REGRESSED -> Tone.BAD;
        };
    return new Badge(tone, word(metric.verdict()));
  }

  /** The word of pages. */
  static String word(Verdict verdict) {
    return switch (verdict) {
      case IMPROVED -> "better";
      case HOLDS -> "no worse";
      case UNDECIDED -> "not decided";
      case REGRESSED -> "worse";
    };
  }

  /** Why a look does not count; empty if it does. */
  static String uncounted(Counting counting) {
    return switch (counting) {
      case COUNTS -> "";
      case TOO_EARLY -> "too early: an arm has too few events";
      case TOO_CLOSE -> "too close: less than 1 % of the plan after the look before";
      case OVER -> "after the end of the plan";
    };
  }
}
