package dev.recsim.trial.schedule;

import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;

/** A declared training schedule. Agents that do not learn ignore it. */
public record Training(
    @Description(
            "Number of sessions played by the exploring policy before the first gradient"
                + " step. With 0, one session is played.")
        @Range(min = 0, max = 10_000_000)
        int warmupSessions,
    @Description("Number of epochs; a checkpoint is evaluated after each.")
        @Range(min = 1, max = 100_000)
        int epochs,
    @Description("Number of gradient steps in an epoch.") @Range(min = 1, max = 1_000_000)
        int updatesPerEpoch,
    @Description("Number of transitions in a gradient step.") @Range(min = 1, max = 65_536)
        int batchSize,
    @Description(
            "Number of sessions played for each gradient step; 0.2 is one session every"
                + " five steps.")
        @Range(min = 0, max = 1_000_000)
        double sessionsPerUpdate,
    @Description(
            "Number of sessions that score a checkpoint. With 0, exact values do in finite"
                + " environments, and elsewhere a few sessions draw the learning curve only.")
        @Range(min = 0, max = 10_000_000)
        int validationSessions,
    @Description(
            "Which weights are evaluated: those of the last checkpoint, or those of the"
                + " checkpoint with the best score (best).")
        Keep keep,
    @Description("Stop after this many epochs without a better checkpoint; 0 for never.")
        @Range(min = 0)
        int patience)
    implements TrainingMode, Pace {

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
  public static int points(int epoch, int epochs) {
    boolean all = epochs <= MOST_POINTS || epoch == 0;
    return all ? epoch : 1 + (int) ((epoch - 1L) * (MOST_POINTS - 1) / (epochs - 1));
  }

  /**
   * Validation sessions of an epoch if none are declared and there is no exact value: 4 % of the
   * sessions of training and evaluation, over all epochs that have metrics.
   */
  public int undeclaredValidation(int epoch, int evaluationSessions) {
    long played = sessionsDue((long) epochs * updatesPerEpoch) + evaluationSessions;
    long all = played / SESSIONS_PER_VALIDATION;
    long points = points(epochs, epochs);
    long sessions = all * points(epoch, epochs) / points - all * points(epoch - 1, epochs) / points;
    return (int) Math.min(sessions, MOST_UNDECLARED);
  }

  @Override
  public Ending ending(int epoch, int sinceBest, Plateau plateau) {
    boolean early = patience > 0 && sinceBest >= patience;
    return early || epoch == epochs ? Ending.SCHEDULE : null;
  }

  @Override
  public Validation validation(int epoch, int evaluationSessions, double stepsPerSession) {
    int undeclared = undeclaredValidation(epoch, evaluationSessions);
    return validationSessions > 0
        ? new Validation("validation", epoch, validationSessions, true, true)
        : new Validation("curve", epoch, undeclared, false, true);
  }

  @Override
  public boolean due(long updates, int sessions, long envSteps) {
    return sessions < Math.max(1, sessionsDue(updates));
  }

  /**
   * Number of sessions due by the n-th gradient step; tolerates rounding: 0.29 * 100 is a little
   * below 29.
   */
  private long sessionsDue(long updates) {
    return warmupSessions + (long) (updates * sessionsPerUpdate + 1e-9);
  }
}
