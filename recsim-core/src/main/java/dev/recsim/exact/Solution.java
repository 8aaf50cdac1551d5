package dev.recsim.exact;

/**
 * An optimal stationary policy and its values.
 *
 * @param actions optimal action of each state; of equal ones the lowest index, unless the policy of
 *     the lowest ones has lower values (with gamma 1, if its sessions only wait)
 * @param values expected (discounted) return from each state, for sessions that are not cut off
 */
public record Solution(int[] actions, double[] values) {}
