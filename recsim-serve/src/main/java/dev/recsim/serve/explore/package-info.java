/**
 * Policies that explore, and combinations of policies, all with exact probabilities of each
 * document given those above it.
 */
package dev.recsim.serve.explore;
