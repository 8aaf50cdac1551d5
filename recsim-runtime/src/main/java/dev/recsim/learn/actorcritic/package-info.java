/**
 * The agent {@code actor_critic}. In environments that number their states and documents, start
 * reading at {@code ActorCriticLearner}; where users and documents have features, at {@code
 * FeatureLearner}.
 */
package dev.recsim.learn.actorcritic;
