package dev.recsim.trial;

import dev.recsim.api.Description;
import dev.recsim.api.InvalidOption;

/** The training schedule. Agents that do not learn ignore it. */
public record Training(
    @Description("Sessions acted by the exploring policy before the first update.")
        int warmupSessions,
    @Description("Number of epochs; a checkpoint is evaluated after each.") int epochs,
    @Description("Gradient steps of an epoch.") int updatesPerEpoch,
    @Description("Transitions of a gradient step.") int batchSize,
    @Description("Sessions acted per gradient step; 0.2 is one session every five steps.")
        double sessionsPerUpdate,
    @Description("Sessions by which a checkpoint is estimated; 0 for none.") int validationSessions,
    @Description("Which weights are evaluated: last, or best by the checkpoints' scores.")
        Keep keep,
    @Description("Stop after this many epochs without a better checkpoint; 0 for never.")
        int patience) {

  /** The schedule where the file says nothing. */
  public static final Training DEFAULTS = new Training(300, 20, 50, 64, 0.2, 0, Keep.LAST, 0);

  public Training {
    InvalidOption.unless(
        warmupSessions >= 1,
        "warmupSessions",
        "must be 1 or more: the first update needs sessions");
    InvalidOption.unless(epochs >= 1, "epochs", "must be 1 or more");
    InvalidOption.unless(updatesPerEpoch >= 1, "updatesPerEpoch", "must be 1 or more");
    InvalidOption.unless(batchSize >= 1, "batchSize", "must be 1 or more");
    InvalidOption.unless(
        sessionsPerUpdate >= 0 && sessionsPerUpdate <= 1_000_000,
        "sessionsPerUpdate",
        "must be between 0 and 1000000");
    InvalidOption.unless(validationSessions >= 0, "validationSessions", "must be 0 or more");
    InvalidOption.unless(patience >= 0, "patience", "must be 0 or more");
  }

  /** Sessions acted by the time of the n-th gradient step; forgives what 0.29 * 100 lacks to 29. */
  long sessionsDue(long updates) {
    return warmupSessions + (long) (updates * sessionsPerUpdate + 1e-9);
  }
}
