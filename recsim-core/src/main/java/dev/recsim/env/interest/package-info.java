/**
 * The environment {@code interest_evolution} and its parts. May import {@code api} and {@code
 * random}. Start reading at {@code InterestEvolutionUsers}.
 */
package dev.recsim.env.interest;
