/**
 * The agent {@code actor_critic}: an actor points, a critic chooses among the documents nearby.
 * Start reading at {@link dev.recsim.learn.actorcritic.ActorCritic}.
 */
package dev.recsim.learn.actorcritic;
