/**
 * The agent {@code actor_critic} in worlds whose users and documents have features, with slates of
 * any size. Start reading at {@link dev.recsim.learn.features.FeatureLearner}.
 */
package dev.recsim.learn.features;
