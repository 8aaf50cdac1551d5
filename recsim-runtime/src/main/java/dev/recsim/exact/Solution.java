package dev.recsim.exact;

/**
 * An optimal stationary policy and its values.
 *
 * @param actions optimal action of each state; the lowest index among equals, unless a policy of
 *     the lowest ones would never get what each of them is worth (gamma 1, sessions that only wait)
 * @param values expected (discounted) reward from each state on, sessions not cut off
 */
public record Solution(int[] actions, double[] values) {}
