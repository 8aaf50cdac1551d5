/**
 * The agent {@code reinforce}: policy gradients. Start reading at {@link
 * dev.recsim.learn.reinforce.Reinforce}.
 */
package dev.recsim.learn.reinforce;
