/**
 * The environment {@code long_term_satisfaction} and its parts. May import {@code api} and {@code
 * random}. Start reading at {@code LatentSatisfactionUsers}.
 */
package dev.recsim.env.satisfaction;
