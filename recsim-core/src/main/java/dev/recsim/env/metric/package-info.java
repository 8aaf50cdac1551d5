/**
 * Built-in metrics of experiments. May import {@code api} and {@code random}. Start reading at
 * {@code RewardReachedProvider}, then {@code Catalogue}.
 */
package dev.recsim.env.metric;
