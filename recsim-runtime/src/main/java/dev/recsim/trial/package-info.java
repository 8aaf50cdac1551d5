/**
 * One trial: an environment, an agent and a seed, trained and evaluated on one thread. Holds the
 * loop that knows both sides, and the values that describe a trial and its result. May import
 * {@code api}, {@code exact}, {@code io}, {@code random} and {@code stats}. Start reading at {@link
 * dev.recsim.trial.Trial}.
 */
package dev.recsim.trial;
