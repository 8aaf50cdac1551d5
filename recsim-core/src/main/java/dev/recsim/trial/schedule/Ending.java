package dev.recsim.trial.schedule;

/** Why a training ended. */
public enum Ending {
  /** The declared schedule, or that of an agent that trains itself, was over. */
  SCHEDULE,
  /** Automatic training: the agent had stopped improving. */
  PLATEAU,
  /** Automatic training: the bound of environment steps was reached. */
  BUDGET
}
