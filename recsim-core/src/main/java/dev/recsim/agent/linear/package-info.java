/**
 * Bandits over the features of documents: {@code lin_ucb}, {@code glm_ucb} and {@code glm_ts}.
 * Their estimates apply to documents that were never shown. May import {@code api}, {@code random}
 * and the rest of {@code agent}. Start reading at {@code LinearAgent}.
 */
package dev.recsim.agent.linear;
