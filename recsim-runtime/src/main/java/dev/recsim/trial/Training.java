package dev.recsim.trial;

import dev.recsim.api.Description;
import dev.recsim.api.Range;

/** The training schedule. Agents that do not learn ignore it. */
public record Training(
    @Description(
            "Sessions acted by the exploring policy before the first update. At 0 it is one, so that"
                + " there is something to learn from.")
        @Range(min = 0, max = 10_000_000)
        int warmupSessions,
    @Description("Number of epochs; a checkpoint is evaluated after each.")
        @Range(min = 1, max = 100_000)
        int epochs,
    @Description("Gradient steps of an epoch.") @Range(min = 1, max = 1_000_000)
        int updatesPerEpoch,
    @Description("Transitions of a gradient step.") @Range(min = 1, max = 65_536) int batchSize,
    @Description("Sessions acted per gradient step; 0.2 is one session every five steps.")
        @Range(min = 0, max = 1_000_000)
        double sessionsPerUpdate,
    @Description(
            "Sessions by which a checkpoint is estimated; 0 where exact values do, and for a few"
                + " that are only drawn elsewhere.")
        @Range(min = 0, max = 10_000_000)
        int validationSessions,
    @Description("Which weights are evaluated: last, or best by the checkpoints' scores.")
        Keep keep,
    @Description("Stop after this many epochs without a better checkpoint; 0 for never.")
        @Range(min = 0)
        int patience) {

  /** The default schedule. */
  public static final Training DEFAULTS = new Training(500, 20, 50, 256, 0.2, 0, Keep.LAST, 0);

  /** Largest number of checkpoints with diagnostics and metrics. */
  public static final int MOST_POINTS = 200;

  /** Sessions of training and evaluation for each session of undeclared validation. */
  private static final int SESSIONS_PER_VALIDATION = 25;

  private static final int MOST_UNDECLARED = 1_000;

  /**
   * The number of checkpoints up to an epoch that have diagnostics and metrics: all, or {@link
   * #MOST_POINTS} of them, evenly spaced, including the first and the last.
   */
  int points(int epoch) {
    boolean all = epochs <= MOST_POINTS || epoch == 0;
    return all ? epoch : 1 + (int) ((epoch - 1L) * (MOST_POINTS - 1) / (epochs - 1));
  }

  /**
   * Validation sessions of an epoch if none are declared and there is no exact value: 4 % of the
   * sessions of training and evaluation, over all epochs that have metrics.
   */
  int undeclaredValidation(int epoch, Evaluation evaluation) {
    long played = sessionsDue((long) epochs * updatesPerEpoch) + evaluation.sessions();
    long all = played / SESSIONS_PER_VALIDATION;
    long points = points(epochs);
    long sessions = all * points(epoch) / points - all * points(epoch - 1) / points;
    return (int) Math.min(sessions, MOST_UNDECLARED);
  }

  /**
   * Number of sessions due by the n-th gradient step; tolerates rounding: 0.29 * 100 is a little
   * below 29.
   */
  long sessionsDue(long updates) {
    return warmupSessions + (long) (updates * sessionsPerUpdate + 1e-9);
  }
}
