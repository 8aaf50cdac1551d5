package dev.recsim.trial;

/**
 * A learning agent after an epoch: one point of its learning curve.
 *
 * @param epoch 1 for the first
 * @param envSteps steps taken in the environment so far, warm-up included
 * @param updates gradient steps taken so far
 * @param meanReward mean reward of the validation sessions under the greedy policy; null without
 *     validation
 * @param standardError of that mean; null without validation or with a single session
 * @param exactValue exact value of the greedy policy; null where the environment is not finite
 */
public record Checkpoint(
    int epoch,
    long envSteps,
    long updates,
    Double meanReward,
    Double standardError,
    Double exactValue) {}
