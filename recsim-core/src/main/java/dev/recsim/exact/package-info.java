/**
 * Solves finite Markov decision processes exactly: the value of a policy and the optimal policy.
 * May import {@code api}. Start reading at {@link dev.recsim.exact.ExactSolver}.
 */
package dev.recsim.exact;
