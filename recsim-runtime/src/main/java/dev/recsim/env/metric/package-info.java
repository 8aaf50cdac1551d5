/**
 * Built-in metrics of experiments. May import {@code api}. Start reading at {@code
 * RewardReachedProvider}.
 */
package dev.recsim.env.metric;
