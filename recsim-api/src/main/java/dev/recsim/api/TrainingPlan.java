package dev.recsim.api;

/**
 * How a learner wants to be trained, see {@link Learner#plan}.
 *
 * @param envSteps largest number of environment steps; if it is above the bound of the experiment,
 *     the bound counts
 * @param warmup share of the environment steps before the first gradient step, 0 to below 1
 * @param updates largest number of gradient steps; at least 1
 * @param batchSize number of transitions of a gradient step; at least 1
 */
public record TrainingPlan(long envSteps, double warmup, int updates, int batchSize) {
  /**
   * Checks the numbers.
   *
   * @param envSteps largest number of environment steps
   * @param warmup share of the environment steps before the first gradient step
   * @param updates largest number of gradient steps
   * @param batchSize number of transitions of a gradient step
   * @throws IllegalArgumentException if a number is out of range
   */
  public TrainingPlan {
    if (envSteps < 1 || !(warmup >= 0 && warmup < 1) || updates < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          ("a training plan needs a warmup from 0 to below 1, and at least 1 step, 1 update and a"
                  + " batch of 1, not %s, %s, %s and %s")
              .formatted(warmup, envSteps, updates, batchSize));
    }
  }

  /**
   * {@return a batch size for learners whose gradient step computes equal states once: a 250th of
   * the steps, at least 256 and at most 4,096}
   *
   * @param envSteps number of environment steps
   */
  public static int batch(long envSteps) {
    return (int) Math.max(256, Math.min(envSteps / 250, 4_096));
  }

  /**
   * {@return a batch size for learners whose gradient step computes every candidate: 256, fewer if
   * there are more than 20 candidates, at least 32}
   *
   * @param space of the environment
   */
  public static int batch(Space space) {
    return Math.max(32, Math.min(5_000 / space.documents(), 256));
  }
}
