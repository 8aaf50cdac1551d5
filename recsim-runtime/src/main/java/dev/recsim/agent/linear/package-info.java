/**
 * Bandits over the features of documents, {@code lin_ucb}, {@code glm_ucb} and {@code glm_ts}: what
 * they learn holds for documents never shown before. May import {@code api}, {@code random} and the
 * rest of {@code agent}. Start reading at {@code LinearAgent}.
 */
package dev.recsim.agent.linear;
