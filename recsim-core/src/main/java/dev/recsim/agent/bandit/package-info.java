/**
 * Bandits without features: the algorithms {@code ucb1}, {@code kl_ucb} and {@code
 * thompson_sampling}, agents whose arms are documents, and {@code cluster_bandit}, whose arms are
 * topics. May import {@code api}, {@code random} and the rest of {@code agent}. Start reading at
 * {@code Ucb1}, then {@code ArmAgent}.
 */
package dev.recsim.agent.bandit;
