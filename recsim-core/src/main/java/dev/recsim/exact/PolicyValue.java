package dev.recsim.exact;

/**
 * The exact value of a policy.
 *
 * @param reward expected (discounted) reward of a session
 * @param length expected number of steps of a session, not discounted
 */
public record PolicyValue(double reward, double length) {}
