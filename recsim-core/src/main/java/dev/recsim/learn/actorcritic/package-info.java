/**
 * The agent {@code actor_critic}: an actor proposes a point, a critic chooses among the documents
 * near it. Start reading at {@link dev.recsim.learn.actorcritic.ActorCritic}.
 */
package dev.recsim.learn.actorcritic;
