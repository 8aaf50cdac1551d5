/**
 * The agent {@code actor_critic}. In environments that number their states and documents, start
 * reading at {@code ActorCritic}; where users and documents have features, at {@code
 * FeatureActorCritic}.
 */
package dev.recsim.learn.actorcritic;
