package dev.recsim.trial.schedule;

import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;

/**
 * Training that ends when the agent has stopped improving, or at a bound. The learner {@linkplain
 * dev.recsim.api.Learner#plan plans} its gradient steps. In YAML {@code training: auto}.
 */
public record AutoTraining(
    @Description(
            "Largest number of steps in the environment while learning, validation not counted;"
                + " the same for all agents, also for those that plan fewer. Default: as many as"
                + " the agent plans, at most 4,000 for each pair of state and slate, from 1,000,000"
                + " to 4,000,000.")
        @Range(min = 1_000, max = 1_000_000_000)
        Long envSteps,
    @Description(
            "Number of gradient steps, if training does not end early. Default: as many as the"
                + " agent plans for these environment steps.")
        @Range(min = 1, max = 1_000_000_000)
        Integer updates)
    implements TrainingMode {

  /** With the default bounds. */
  public static final AutoTraining DEFAULTS = new AutoTraining(null, null);

  private static final long STEPS_PER_PAIR = 4_000;
  private static final long FEWEST_STEPS = 1_000_000;
  private static final long MOST_STEPS = 4_000_000;

  /** Number of environment steps for which learners plan in an environment with this space. */
  public long steps(Space space) {
    return envSteps == null && !space.tabular() ? FEWEST_STEPS : most(space);
  }

  /** Largest number of environment steps in an environment with this space. */
  long most(Space space) {
    if (envSteps != null) {
      return envSteps;
    }
    double slates = Slate.count(space.documents(), space.slateSize(), false);
    double steps = STEPS_PER_PAIR * slates * space.states();
    return (long) Math.min(Math.max(steps, FEWEST_STEPS), MOST_STEPS);
  }
}
