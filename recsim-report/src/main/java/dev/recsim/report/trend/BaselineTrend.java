package dev.recsim.report.trend;

import dev.recsim.baseline.Outcome;
import dev.recsim.report.check.History.Point;
import dev.recsim.report.page.Figures;
import java.util.List;

/**
 * The committed baselines of an experiment.
 *
 * @param experiment its name
 * @param points what can be read, oldest first; means are by agent, and by {@code <agent>:<metric>}
 *     of guards
 * @param agents of the newest baseline
 * @param guards of the newest baseline, {@code <agent>:<metric>}
 * @param losses in the order of time
 */
public record BaselineTrend(
    String experiment,
    List<Point> points,
    List<String> agents,
    List<String> guards,
    List<Loss> losses) {
  /**
   * What a commit made worse.
   *
   * @param experiment its name
   * @param what an agent, a guard, {@code arena}, {@code rule}, or {@code baseline}
   * @param verdict why it had to be accepted; HOLDS if it was within the margin; REMOVED of a
   *     baseline
   * @param before mean in the baseline before; NaN if there is none
   * @param after mean in the new baseline; NaN if there is none
   * @param commit which recorded it
   */
  public record Loss(
      String experiment, String what, Outcome verdict, double before, double after, Point commit) {
    /** Whether somebody had to accept it. */
    public boolean accepted() {
      return verdict != Outcome.HOLDS;
    }

    /** The change as a share of the baseline before; NaN if it has none. */
    double share() {
      return before == 0 ? Double.NaN : (after - before) / Math.abs(before);
    }

    /** {@code actor_critic of notebook: from 9.24 to 0.82 (-91.1 %)}. */
    String text() {
      return "%s of %s".formatted(what, experiment)
          + (scores().isEmpty() ? "" : ": from " + scores())
          + (Double.isNaN(share()) ? "" : " (%s)".formatted(percent()));
    }

    /** {@code 9.24 to 0.82}; empty if no score was lost. */
    String scores() {
      return Double.isNaN(before) ? "" : number(before) + " to " + number(after);
    }

    /** {@code -91.1 %}. */
    String percent() {
      return (share() > 0 ? "+" : "") + Figures.percent(share());
    }

    private static String number(double value) {
      return Double.isNaN(value) ? "-" : Figures.significant(value, 4).toPlainString();
    }
  }
}
