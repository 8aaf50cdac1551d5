package dev.recsim.fit.drift;

import dev.recsim.fit.judge.Chance;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.NumberText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Looks for changes of one kind of series in two ways. <em>Each</em>: a series with few events
 * deviates by more, so each has a chance of its own, from the signed root of the deviance. <em>All
 * together</em>: the mean over series, weighted by their events, of the squared relative change. It
 * is estimated from products of different folds, so noise adds nothing on average. Its null
 * distribution is that of a sum of squares with as many degrees of freedom as the covariance of the
 * series has: tr(S)^2 / tr(S^2).
 */
final class Scan {
  /** Least number of events on each side of a contrast. */
  private static final double LEAST = 10;

  /** Number of series that a sentence names. */
  private static final int NAMED = 3;

  /** Standard deviations below which it names only the largest change. */
  private static final double NAMEABLE = 2.58;

  private final Series series;
  private final double alpha;
  private final List<Integer> observed = new ArrayList<>();

  /** Largest change of all series together that chance explains, at the most sensitive contrast. */
  private double visible = Double.POSITIVE_INFINITY;

  /** One series in one contrast: sums of each fold on both sides, and of both. */
  private record Sides(double[][] happened, double[][] expected, double[] h, double[] e) {
    static Sides of(Series series, int s, Contrast contrast) {
      double[][] happened = new double[2][Series.FOLDS];
      double[][] expected = new double[2][Series.FOLDS];
      double[] h = new double[2];
      double[] e = new double[2];
      double[] allHappened = series.happenedIn(s);
      double[] allExpected = series.expectedIn(s);
      for (int i = 0; i < allHappened.length; i++) {
        int side = contrast.side(i / Series.FOLDS);
        if (side != 0) {
          int at = (side + 1) / 2;
          happened[at][i % Series.FOLDS] += allHappened[i];
          expected[at][i % Series.FOLDS] += allExpected[i];
          h[at] += allHappened[i];
          e[at] += allExpected[i];
        }
      }
      return new Sides(happened, expected, h, e);
    }

    double events() {
      return h[0] + h[1];
    }

    double ratio() {
      return events() / (e[0] + e[1]);
    }

    /** Share of what is expected that is in the first part. */
    double first() {
      return e[0] / (e[0] + e[1]);
    }

    boolean enough() {
      return events() * Math.min(first(), 1 - first()) >= LEAST;
    }

    /** Relative change of what happened for what was expected. */
    double change() {
      return (h[1] / e[1] - h[0] / e[0]) / ratio();
    }

    /** The same, estimated from one fold. */
    double change(int fold) {
      double before = happened[0][fold] - ratio() * expected[0][fold];
      double after = happened[1][fold] - ratio() * expected[1][fold];
      double spread = events() * first() * (1 - first());
      return Series.FOLDS * (first() * after - (1 - first()) * before) / spread;
    }

    /** The second part compared with the first, in words. */
    String percent() {
      double change = h[1] / e[1] / (Math.max(h[0], 0.5) / e[0]) - 1;
      return (change > 0 ? "+" : "") + Math.round(100 * change) + " %";
    }

    /** Signed root of the deviance. */
    double root() {
      double sum = 0;
      for (int side = 0; side < 2; side++) {
        double fitted = ratio() * e[side];
        sum += h[side] == 0 ? 0 : h[side] * StrictMath.log(h[side] / fitted);
      }
      return Math.copySign(Math.sqrt(2 * Math.max(0, sum)), change());
    }
  }

  /**
   * @param alpha probability that a change is found where there is none
   */
  Scan(Series series, double alpha) {
    this.series = series;
    this.alpha = alpha / 2;
    for (int s = 0; s < series.size(); s++) {
      if (series.observed(s) && sum(series.happenedIn(s)) >= LEAST) {
        observed.add(s);
      }
    }
  }

  /**
   * Judges the change of the only series between the first and the last fifth of a log. A change of
   * the logging policy is no drift of the users. Half of the probability of chance is for this
   * comparison, half for all others.
   */
  static FitFinding ends(Series total, double threshold) {
    Sides sides = Sides.of(total, 0, Contrast.ALL.get(0));
    double first = sides.h[0] / sides.e[0];
    double last = sides.h[1] / sides.e[1];
    double rare = sides.ratio() * (1 / sides.e[0] + 1 / sides.e[1]);
    double deviation = Math.sqrt(rare * total.squares(0) / Math.max(1, sum(total.happenedIn(0))));
    String what = total.what();
    return FitFinding.atMost(
        "drift",
        Math.abs(last - first),
        threshold,
        Chance.ofLargest(deviation, deviation),
        "%s were %s of those expected in the first fifth of the log, and %s in the last."
            .formatted(
                Character.toUpperCase(what.charAt(0)) + what.substring(1),
                NumberText.percent(first),
                NumberText.percent(last)),
        Drift.MEANING);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** All changes that were tried. */
  List<Shift> changes() {
    List<Shift> changes = new ArrayList<>();
    for (Contrast contrast : Contrast.ALL) {
      List<Integer> enough = new ArrayList<>();
      List<Sides> sides = new ArrayList<>();
      for (int s : observed) {
        Sides each = Sides.of(series, s, contrast);
        if (each.enough()) {
          enough.add(s);
          sides.add(each);
        }
      }
      if (!enough.isEmpty()) {
        each(contrast, enough, sides, changes);
      }
      if (enough.size() > 1) {
        changes.add(together(contrast, enough, sides));
      }
    }
    return changes;
  }

  /** The smallest root of the mean squared change that would be seen; infinite if there is none. */
  double visible() {
    return visible;
  }

  /** Variance of a series, in units of that of independent rare events. */
  private double spread(int s) {
    return Math.max(1e-3, series.squares(s) / sum(series.happenedIn(s)));
  }

  /** Of a series between both sides, in standard deviations. */
  private double deviation(int s, Sides sides) {
    return Math.abs(sides.root()) / Math.sqrt(spread(s));
  }

  private void each(
      Contrast contrast, List<Integer> enough, List<Sides> sides, List<Shift> changes) {
    double critical = Chance.normal(alpha / 2 / Contrast.ALL.size() / Math.max(1, observed.size()));
    for (int i = 0; i < enough.size(); i++) {
      int s = enough.get(i);
      double change = sides.get(i).change();
      double z = deviation(s, sides.get(i));
      if (z > critical) {
        changes.add(
            new Shift(
                name(s),
                "%s changed by %s".formatted(name(s), sides.get(i).percent()),
                series.one().isEmpty(),
                Math.abs(change),
                Math.abs(change) * critical / z,
                z,
                contrast));
      }
    }
  }

  private String name(int s) {
    return series.one().isEmpty()
        ? series.what()
        : "%s of %s %s".formatted(series.what(), series.one(), series.name(s));
  }

  private Shift together(Contrast contrast, List<Integer> enough, List<Sides> sides) {
    double events = sides.stream().mapToDouble(Sides::events).sum();
    double[][] folds = new double[Series.FOLDS][sides.size()];
    double trace = 0;
    for (int i = 0; i < sides.size(); i++) {
      Sides each = sides.get(i);
      double weight = Math.sqrt(each.events() / events);
      for (int f = 0; f < Series.FOLDS; f++) {
        folds[f][i] = weight * each.change(f);
      }
      trace += Series.FOLDS * spread(enough.get(i)) / (events * each.first() * (1 - each.first()));
    }
    double sum = 0;
    double squares = 0;
    int pairs = 0;
    for (int f = 0; f < Series.FOLDS; f++) {
      for (int g = 0; g < f; g++) {
        double product = product(folds[f], folds[g]);
        sum += product;
        squares += product * product;
        pairs++;
      }
    }
    double mean = sum / pairs;
    double variance = Math.max(squares / pairs - mean * mean, trace * trace / sides.size());
    double degrees = Math.max(1, trace * trace / variance);
    double critical =
        Math.sqrt(variance / pairs) * Chance.sumOfSquares(alpha / Contrast.ALL.size(), degrees);
    visible = Math.min(visible, Math.sqrt(critical));
    double value = Math.sqrt(Math.max(0, mean));
    return new Shift(
        series.one(),
        "%s by %s changed by %s (root mean square), most of %s"
            .formatted(series.what(), series.one(), NumberText.percent(value), most(enough, sides)),
        true,
        value,
        Math.sqrt(critical),
        mean / trace,
        contrast);
  }

  /** The series that changed most; the second and third only if chance hardly explains them. */
  private String most(List<Integer> enough, List<Sides> sides) {
    double[] deviations = new double[enough.size()];
    Arrays.setAll(deviations, i -> deviation(enough.get(i), sides.get(i)));
    double least = Math.min(NAMEABLE, Arrays.stream(deviations).max().orElse(0));
    return IntStream.range(0, enough.size())
        .filter(i -> deviations[i] >= least)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -deviations[i]))
        .limit(NAMED)
        .map(i -> "%s (%s)".formatted(series.name(enough.get(i)), sides.get(i).percent()))
        .collect(Collectors.joining(", "));
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
