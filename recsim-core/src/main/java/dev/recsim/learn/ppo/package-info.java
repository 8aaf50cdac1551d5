/**
 * The agent {@code ppo}: proximal policy optimization. Start reading at {@link
 * dev.recsim.learn.ppo.Ppo}.
 */
package dev.recsim.learn.ppo;
