/**
 * Trains and evaluates one agent with one seed, on one thread. Contains the loop between
 * environment and agent, and the records of trials and results. May import {@code api}, {@code
 * exact}, {@code io}, {@code random} and {@code stats}. Start reading at {@link
 * dev.recsim.trial.Trial}.
 */
package dev.recsim.trial;
